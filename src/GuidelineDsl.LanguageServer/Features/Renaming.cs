using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>A new name for a declaration, in every file that uses it.</summary>
internal static class Renaming
{
    public static PreparedRename? Prepare(Snapshot snapshot, Document document, int offset) =>
        snapshot.ProjectOf(document).Names.At(document, offset) is { Target.Kind: not NameKind.Test } found
            ? new PreparedRename(document.RangeOf(found.Span), found.Target.Id)
            : null;

    public static WorkspaceEdit Rename(Snapshot snapshot, Document document, int offset, string newName)
    {
        Project project = snapshot.ProjectOf(document);
        if (project.Names.At(document, offset) is not { Target.Kind: not NameKind.Test } found)
        {
            throw new RequestException(ErrorCode.RequestFailed, "There is no name here that could be renamed.");
        }

        Declared target = found.Target;
        Refuse(project, target, newName);
        return new WorkspaceEdit(project.Names.Of(target)
            .GroupBy(o => o.Document.Uri, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(o => new TextEdit(o.Document.RangeOf(o.Span), newName)).ToArray(),
                StringComparer.Ordinal));
    }

    private static void Refuse(Project project, Declared target, string newName)
    {
        if (!Keywords.IsName(newName))
        {
            throw new RequestException(
                ErrorCode.RequestFailed, $"“{newName}” is no name: a name begins with a letter from a to z and goes on with letters, digits and _.");
        }

        if (Keywords.IsReserved(newName))
        {
            throw new RequestException(ErrorCode.RequestFailed, $"“{newName}” is a word of the language and cannot be a name.");
        }

        if (newName != target.Id && Taken(project, target, newName) is { } other)
        {
            string line = (other.Document.PositionAt(other.NameSpan.Start).Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new RequestException(
                ErrorCode.RequestFailed,
                $"“{newName}” is already the {other.KindInWords} “{other.Words}”, in {Path.GetFileName(other.Document.Path)}, line {line}.");
        }
    }

    private static Declared? Taken(Project project, Declared target, string newName)
    {
        if (target.Owner is { } owner)
        {
            return owner.Document.Outline.OwnedBy(owner).FirstOrDefault(d => d.Id == newName)
                ?? (target.Kind == NameKind.Value ? project.ScopeOf(owner.Document).Find(newName, NameKind.Group) : null);
        }

        Scope scope = project.ScopeOf(target.Document);
        return project.Documents
            .SelectMany(d => d.Outline.Named(newName))
            .FirstOrDefault(d => d.Kind != NameKind.Test && d != target
                && (d.IsShared || target.IsShared || scope.Reach.Contains(d.Document) || project.ScopeOf(d.Document).Reach.Contains(target.Document)));
    }
}

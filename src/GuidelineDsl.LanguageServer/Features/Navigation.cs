using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>From a name to its declaration and to its uses.</summary>
internal static class Navigation
{
    public static Location? Definition(Snapshot snapshot, Document document, int offset)
    {
        Project project = snapshot.ProjectOf(document);
        if (project.Names.At(document, offset) is { } found)
        {
            return found.Target.Document.Locate(found.Target.NameSpan);
        }

        UseDeclaration? use = document.Tree.Root.Declarations.OfType<UseDeclaration>()
            .FirstOrDefault(u => u.Path is { } path && offset >= path.Span.Start && offset <= path.Span.End);
        return use is not null && snapshot.Find(DocumentUri.Resolve(document.Path, use.Path.Value)) is { } imported
            ? imported.Locate(imported.Tree.Root.Header?.Id?.Span ?? default)
            : null;
    }

    public static Location[] References(Snapshot snapshot, Document document, int offset, bool withDeclaration)
    {
        Project project = snapshot.ProjectOf(document);
        return project.Names.At(document, offset) is { } found
            ? [.. project.Names.Of(found.Target).Where(o => withDeclaration || !o.IsDeclaration).Select(o => o.Document.Locate(o.Span))]
            : [];
    }

    public static DocumentHighlight[] Highlights(Snapshot snapshot, Document document, int offset)
    {
        const int read = 2, write = 3;
        Project project = snapshot.ProjectOf(document);
        return project.Names.At(document, offset) is { } found
            ? [.. project.Names.In(document).Where(o => o.Target == found.Target)
                .Select(o => new DocumentHighlight(document.RangeOf(o.Span), o.IsDeclaration ? write : read))]
            : [];
    }
}

using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>The names that one document can use: its own, those of the files it uses, and what the compilation shares.</summary>
internal sealed class Scope
{
    private readonly ImmutableArray<Document> _reach;
    private readonly ImmutableArray<Document> _others;

    public Scope(Project project, Document document)
    {
        List<Document> reach = [document];
        for (int i = 0; i < reach.Count; i++)
        {
            foreach (string path in reach[i].Imports)
            {
                if (project.Find(path) is { } imported && !reach.Contains(imported))
                {
                    reach.Add(imported);
                }
            }
        }

        _reach = [.. reach];
        _others = [.. project.Documents.Where(d => !reach.Contains(d))];
    }

    /// <summary>The document itself first, then what it uses, nearest first.</summary>
    public ImmutableArray<Document> Reach => _reach;

    public Declared? Find(string name, params ReadOnlySpan<NameKind> kinds)
    {
        foreach (Document document in _reach)
        {
            foreach (Declared candidate in document.Outline.Named(name))
            {
                if (kinds.Contains(candidate.Kind) && (document == _reach[0] || IsImported(candidate)))
                {
                    return candidate;
                }
            }
        }

        foreach (Document document in _others)
        {
            foreach (Declared candidate in document.Outline.Named(name))
            {
                if (candidate.IsShared && kinds.Contains(candidate.Kind))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>Everything of these kinds that may be written here, without values and rules.</summary>
    public IEnumerable<Declared> All(params NameKind[] kinds) =>
        _reach.SelectMany((document, i) => document.Outline.All.Where(d => kinds.Contains(d.Kind) && (i == 0 || IsImported(d))));

    public Declared? Value(Declared? owner, string name) =>
        owner?.Document.Outline.OwnedBy(owner).FirstOrDefault(v => v.Kind == NameKind.Value && v.Id == name);

    public Declared? Rule(Declared? decision, string name) =>
        decision?.Document.Outline.OwnedBy(decision).FirstOrDefault(r => r.Kind == NameKind.Rule && r.Id == name);

    private static bool IsImported(Declared declared) =>
        declared.Kind is not (NameKind.Guideline or NameKind.Vocabulary or NameKind.Decision or NameKind.Test);
}

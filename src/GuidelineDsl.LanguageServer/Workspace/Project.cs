using System.Collections.Immutable;
using System.Collections.Concurrent;
using GuidelineDsl.LanguageServer.Names;

namespace GuidelineDsl.LanguageServer.Workspace;

/// <summary>Documents that belong together because one uses the other: they are compiled and analysed as one.</summary>
internal sealed class Project
{
    private readonly Dictionary<string, Document> _byPath;
    private readonly ConcurrentDictionary<Document, Scope> _scopes = new();
    private readonly Lazy<NameIndex> _names;

    public Project(ImmutableArray<Document> documents)
    {
        Documents = documents;
        _byPath = documents.ToDictionary(d => d.Path, StringComparer.Ordinal);
        _names = new(() => new NameIndex(this));
    }

    /// <summary>By path.</summary>
    public ImmutableArray<Document> Documents { get; }

    public NameIndex Names => _names.Value;

    /// <summary>What identifies the project while its files stay the same.</summary>
    public string Key => Documents[0].Path;

    public Document? Find(string path) => _byPath.GetValueOrDefault(path);

    public Scope ScopeOf(Document document) => _scopes.GetOrAdd(document, d => new Scope(this, d));
}

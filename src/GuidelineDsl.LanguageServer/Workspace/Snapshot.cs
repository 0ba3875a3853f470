using System.Collections.Immutable;

namespace GuidelineDsl.LanguageServer.Workspace;

/// <summary>All documents of the workspace at one moment. Immutable: a request works on one while the next edits arrive.</summary>
internal sealed class Snapshot
{
    private readonly Lazy<ImmutableDictionary<string, Document>> _documents;
    private readonly Lazy<ImmutableDictionary<string, Project>> _projects;

    /// <param name="known">What is open and what lies in the workspace's folders.</param>
    /// <param name="load">Reads a file that one of them uses; null when there is none.</param>
    public Snapshot(ImmutableDictionary<string, Document> known, Func<string, Document?> load)
    {
        _documents = new(() => WithImports(known, load));
        _projects = new(FindProjects);
    }

    public ImmutableDictionary<string, Document> Documents => _documents.Value;

    public IEnumerable<Project> Projects => _projects.Value.Values.Distinct();

    public Document? Find(string path) => Documents.GetValueOrDefault(path);

    public Project ProjectOf(Document document) =>
        _projects.Value.TryGetValue(document.Path, out Project? project) && project.Find(document.Path) == document
            ? project
            : new Project([document]);

    private static ImmutableDictionary<string, Document> WithImports(ImmutableDictionary<string, Document> known, Func<string, Document?> load)
    {
        ImmutableDictionary<string, Document> all = known;
        Queue<Document> toFollow = new(all.Values);
        while (toFollow.TryDequeue(out Document? document))
        {
            foreach (string path in document.Imports)
            {
                if (!all.ContainsKey(path) && load(path) is { } imported)
                {
                    all = all.Add(path, imported);
                    toFollow.Enqueue(imported);
                }
            }
        }

        return all;
    }

    private ImmutableDictionary<string, Project> FindProjects()
    {
        Dictionary<string, string> parent = Documents.Keys.ToDictionary(p => p, p => p, StringComparer.Ordinal);
        foreach (Document document in Documents.Values)
        {
            foreach (string path in document.Imports.Where(parent.ContainsKey))
            {
                parent[Root(path)] = Root(document.Path);
            }
        }

        ImmutableDictionary<string, Project>.Builder projects = ImmutableDictionary.CreateBuilder<string, Project>(StringComparer.Ordinal);
        foreach (IGrouping<string, Document> group in Documents.Values.GroupBy(d => Root(d.Path)))
        {
            Project project = new([.. group.OrderBy(d => d.Path, StringComparer.Ordinal)]);
            foreach (Document document in project.Documents)
            {
                projects.Add(document.Path, project);
            }
        }

        return projects.ToImmutable();

        string Root(string path)
        {
            while (parent[path] != path)
            {
                path = parent[path] = parent[parent[path]];
            }

            return path;
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Protocol;

namespace GuidelineDsl.LanguageServer.Workspace;

/// <summary>
/// The texts the editor has open and the files of its folders. What is open counts, saved or not. Snapshots share the documents
/// that did not change, and with them their trees.
/// </summary>
internal sealed class Buffers
{
    private static readonly string[] s_ignoredFolders = ["bin", "obj", "node_modules"];

    private readonly Lock _lock = new();
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, Document> _open = ImmutableDictionary.Create<string, Document>(StringComparer.Ordinal);
    private ImmutableDictionary<string, Document> _onDisk = ImmutableDictionary.Create<string, Document>(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Document?> _imported = new(StringComparer.Ordinal);
    private Snapshot? _snapshot;

    public Snapshot Snapshot
    {
        get
        {
            lock (_lock)
            {
                return _snapshot ??= new Snapshot(_onDisk.SetItems(_open), Load);
            }
        }
    }

    public ImmutableArray<string> Folders
    {
        get
        {
            lock (_lock)
            {
                return [.. _folders.Order(StringComparer.Ordinal)];
            }
        }
    }

    public void AddFolder(string path)
    {
        List<Document> found = [.. FilesBelow(path).Select(Read).OfType<Document>()];
        lock (_lock)
        {
            _folders.Add(path);
            _imported.Clear();
            _onDisk = _onDisk.SetItems(found.Select(d => KeyValuePair.Create(d.Path, d)));
            _snapshot = null;
        }
    }

    public void RemoveFolder(string path)
    {
        lock (_lock)
        {
            _folders.Remove(path);
            _onDisk = _onDisk.RemoveRange(_onDisk.Keys.Where(p => DocumentUri.IsBelow(p, path) && !_folders.Any(f => DocumentUri.IsBelow(p, f))).ToList());
            _snapshot = null;
        }
    }

    public void Open(string uri, string text, int version)
    {
        Document document = new(uri, DocumentUri.ToPath(uri), text, version);
        lock (_lock)
        {
            _open = _open.SetItem(document.Path, document);
            _snapshot = null;
        }
    }

    /// <summary>Applies edits to an open document; an unknown one is ignored.</summary>
    public bool Change(string uri, int? version, IReadOnlyList<ContentChange> changes)
    {
        string path = DocumentUri.ToPath(uri);
        lock (_lock)
        {
            if (!_open.TryGetValue(path, out Document? before))
            {
                return false;
            }

            string content = Positions.Apply(before.Source.Content, changes);
            _open = _open.SetItem(path, new Document(before.Uri, path, content, version ?? (before.Version + 1) ?? 0));
            _snapshot = null;
            return true;
        }
    }

    public void Close(string uri)
    {
        string path = DocumentUri.ToPath(uri);
        lock (_lock)
        {
            _open = _open.Remove(path);
        }

        Refresh(path);
    }

    /// <summary>Looks at a file again. One outside the folders is known only while something open uses it.</summary>
    public void Refresh(string path)
    {
        Document? document = DocumentUri.IsFile(path) ? Read(path) : null;
        lock (_lock)
        {
            _imported.Clear();
            bool belongs = document is not null && _folders.Any(f => DocumentUri.IsBelow(path, f));
            _onDisk = belongs ? _onDisk.SetItem(path, document!) : _onDisk.Remove(path);
            _snapshot = null;
        }
    }

    private Document? Load(string path) => DocumentUri.IsFile(path) ? _imported.GetOrAdd(path, Read) : null;

    private static Document? Read(string path)
    {
        try
        {
            return File.Exists(path) ? new Document(DocumentUri.FromPath(path), path, File.ReadAllText(path), null) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static IEnumerable<string> FilesBelow(string folder)
    {
        EnumerationOptions options = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };
        Stack<DirectoryInfo> folders = new();
        if (Directory.Exists(folder))
        {
            folders.Push(new DirectoryInfo(folder));
        }

        while (folders.TryPop(out DirectoryInfo? next))
        {
            foreach (FileInfo file in next.EnumerateFiles("*.gdl", options))
            {
                yield return DocumentUri.Normalize(file.FullName);
            }

            foreach (DirectoryInfo child in next.EnumerateDirectories("*", options))
            {
                if (!child.Name.StartsWith('.') && !s_ignoredFolders.Contains(child.Name) && child.LinkTarget is null)
                {
                    folders.Push(child);
                }
            }
        }
    }
}

using GuidelineDsl.Cli.Files;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Waits until a guideline below the given paths changes.</summary>
public sealed class FolderWatch : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SemaphoreSlim _changed = new(0);

    public FolderWatch(IEnumerable<string> paths)
    {
        IEnumerable<string> folders = paths
            .Where(p => p != "-")
            .Select(p => Directory.Exists(p) ? Path.GetFullPath(p) : Path.GetDirectoryName(Path.GetFullPath(p))!)
            .Where(Directory.Exists)
            .Distinct(PathStyle.Host.Comparer);
        foreach (string folder in folders)
        {
            FileSystemWatcher watcher = new(folder, "*.gdl") { IncludeSubdirectories = true };
            watcher.Changed += OnChange;
            watcher.Created += OnChange;
            watcher.Deleted += OnChange;
            watcher.Renamed += OnChange;
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    /// <summary>Returns after a change and a short quiet time: editors write in several steps.</summary>
    public void WaitForChange(CancellationToken cancellation)
    {
        _changed.Wait(cancellation);
        while (_changed.Wait(TimeSpan.FromMilliseconds(100), cancellation))
        {
            // Still changing.
        }
    }

    public void Dispose()
    {
        _watchers.ForEach(w => w.Dispose());
        _changed.Dispose();
    }

    private void OnChange(object sender, FileSystemEventArgs change) => _changed.Release();
}

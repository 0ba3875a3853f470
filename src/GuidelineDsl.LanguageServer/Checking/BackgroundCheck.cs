using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using Diagnostic = GuidelineDsl.Syntax.Diagnostics.Diagnostic;

namespace GuidelineDsl.LanguageServer.Checking;

/// <summary>
/// Checks in the background what was changed: the text and names of the edited document at once, then its project, then the
/// analysis. Every edit cancels what is under way and starts again.
/// </summary>
internal sealed class BackgroundCheck(Buffers buffers, Func<FileReport, Task> publish, Func<Task> analysed, Func<Exception, Task> failed) : IDisposable
{
    private static readonly TimeSpan s_untilText = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_untilProject = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _running = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, AnalysisCache> _caches = new(StringComparer.Ordinal);
    private ImmutableHashSet<string> _edited = [];
    private ImmutableHashSet<string> _unchecked = [];
    private CancellationTokenSource _current = new();
    private ImmutableDictionary<string, FileReport> _reports = ImmutableDictionary.Create<string, FileReport>(StringComparer.Ordinal);
    private ImmutableDictionary<string, ImmutableArray<DecisionSummary>> _decisions =
        ImmutableDictionary.Create<string, ImmutableArray<DecisionSummary>>(StringComparer.Ordinal);

    public FileReport? ReportOf(Document document) =>
        _reports.GetValueOrDefault(document.Path) is { } report ? report with { Document = document } : null;

    public IEnumerable<Finding> FindingsIn(Document document) => ReportOf(document)?.Checked.OfType<Finding>() ?? [];

    /// <summary>What the last analysis says of the decisions of a project; empty before the first.</summary>
    public ImmutableArray<DecisionSummary> DecisionsOf(Project project) => _decisions.GetValueOrDefault(project.Key, []);

    /// <summary>Documents have changed, appeared or gone.</summary>
    public void Changed(IEnumerable<string> paths)
    {
        CancellationToken cancellation;
        lock (_lock)
        {
            if (_end.IsCancellationRequested)
            {
                return;
            }

            ImmutableArray<string> changed = [.. paths];
            _edited = _edited.Union(changed);
            _unchecked = _unchecked.Union(changed);
            _current.Cancel();
            _current.Dispose();
            _current = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            cancellation = _current.Token;
        }

        _ = Task.Run(() => RunAsync(cancellation), CancellationToken.None);
    }

    public void Stop()
    {
        lock (_lock)
        {
            _end.Cancel();
        }
    }

    public void Dispose()
    {
        Stop();
        _current.Dispose();
        _end.Dispose();
        _running.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(s_untilText, cancellation).ConfigureAwait(false);
            await _running.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                await CheckEditedAsync(cancellation).ConfigureAwait(false);
            }
            finally
            {
                _running.Release();
            }

            await Task.Delay(s_untilProject, cancellation).ConfigureAwait(false);
            await _running.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                await CheckProjectsAsync(cancellation).ConfigureAwait(false);
            }
            finally
            {
                _running.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // An edit came, or the session ends.
        }
        catch (Exception e)
        {
            await failed(e).ConfigureAwait(false);
        }
    }

    private async Task CheckEditedAsync(CancellationToken cancellation)
    {
        ImmutableHashSet<string> edited = _edited;
        Snapshot snapshot = buffers.Snapshot;
        foreach (Document document in edited.Select(snapshot.Find).OfType<Document>().Where(d => d.IsOpen))
        {
            Project project = snapshot.ProjectOf(document);
            Compilation compilation = ProjectCheck.Compile(project, project.ScopeOf(document).Reach, buffers.Folders, cancellation);
            await ReportAsync(document, compilation.Diagnostics, null, cancellation).ConfigureAwait(false);
        }

        lock (_lock)
        {
            // An edit under the same lock has cancelled this run: what it has seen is not the latest text.
            cancellation.ThrowIfCancellationRequested();
            _edited = _edited.Except(edited);
        }
    }

    private async Task CheckProjectsAsync(CancellationToken cancellation)
    {
        ImmutableHashSet<string> open = _unchecked;
        Snapshot snapshot = buffers.Snapshot;
        foreach (string gone in _reports.Keys.Where(p => snapshot.Find(p) is null).ToList())
        {
            FileReport empty = new(_reports[gone].Document, [], []);
            _reports = _reports.Remove(gone);
            await publish(empty).ConfigureAwait(false);
        }

        List<Project> projects = [.. open.Select(snapshot.Find).OfType<Document>().Select(snapshot.ProjectOf)
            .Concat(snapshot.Projects.Where(p => p.Documents.Any(d => d.Imports.Any(open.Contains)) || p.Documents.Any(d => !_reports.ContainsKey(d.Path))))
            .Distinct()];
        foreach (Project project in projects)
        {
            Compilation compilation = ProjectCheck.Compile(project, project.Documents, buffers.Folders, cancellation);
            foreach (Document document in project.Documents)
            {
                await ReportAsync(document, compilation.Diagnostics, compilation.IsBound ? null : [], cancellation).ConfigureAwait(false);
            }

            if (compilation.IsBound)
            {
                await AnalyseAsync(project, compilation, cancellation).ConfigureAwait(false);
            }
        }

        lock (_lock)
        {
            cancellation.ThrowIfCancellationRequested();
            _unchecked = _unchecked.Except(open);
        }
    }

    private async Task AnalyseAsync(Project project, Compilation compilation, CancellationToken cancellation)
    {
        CheckResult result = ProjectCheck.Analyse(project, compilation, CacheOf(project), cancellation);
        _decisions = _decisions.SetItem(project.Key, result.Decisions);
        HashSet<Diagnostic> known = [.. compilation.Diagnostics];
        List<Diagnostic> found = [.. result.Diagnostics.Where(d => !known.Contains(d))];
        foreach (Document document in project.Documents)
        {
            await ReportAsync(document, null, found, cancellation).ConfigureAwait(false);
        }

        await analysed().ConfigureAwait(false);
    }

    // One check runs at a time.
    private AnalysisCache CacheOf(Project project)
    {
        if (!_caches.TryGetValue(project.Key, out AnalysisCache? cache))
        {
            _caches.Add(project.Key, cache = new AnalysisCache());
        }

        return cache;
    }

    private async Task ReportAsync(
        Document document, IReadOnlyList<Diagnostic>? text, IReadOnlyList<Diagnostic>? found, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        FileReport before = _reports.GetValueOrDefault(document.Path) ?? new FileReport(document, [], []);
        FileReport after = new(
            document,
            text is null ? before.Text : [.. text.Where(d => d.Location.Source.Path == document.Path).Distinct()],
            found is null ? before.Checked : [.. found.Where(f => f.Location.Source.Path == document.Path)]);
        _reports = _reports.SetItem(document.Path, after);
        await publish(after).ConfigureAwait(false);
    }
}

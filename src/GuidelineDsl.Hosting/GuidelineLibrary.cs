using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GuidelineDsl.Hosting;

/// <summary>The guidelines of an application, by name and version. Safe to share between threads.</summary>
public sealed partial class GuidelineLibrary : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ILogger? _logger;
    private readonly (string Path, GuidelineAssembly? Fixed, ReloadableGuidelines? Reloadable)[] _files;
    private Loaded _loaded;

    /// <summary>Loads all that was added with <see cref="GuidelineServices.AddGuidelines"/>.</summary>
    /// <exception cref="GuidelineLoadException">A file cannot be loaded.</exception>
    public GuidelineLibrary(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _logger = services.GetService<ILoggerFactory>()?.CreateLogger<GuidelineLibrary>();
        GuidelineFile[] added = [.. services.GetServices<GuidelineFile>().Distinct()];
        _files = new (string, GuidelineAssembly?, ReloadableGuidelines?)[added.Length];
        for (int i = 0; i < added.Length; i++)
        {
            string path = added[i].Path;
            try
            {
                _files[i] = added[i].IsReloadable ? (path, null, new ReloadableGuidelines(path)) : (path, GuidelineAssembly.Load(path), null);
            }
            catch (GuidelineLoadException)
            {
                Dispose();
                throw;
            }
        }

        _loaded = Collect();
        Tell(_loaded.Evaluators);
    }

    /// <summary>All guidelines, in the order in which their files were added.</summary>
    public ImmutableArray<IGuidelineEvaluator> Evaluators => Volatile.Read(ref _loaded).Evaluators;

    /// <summary>The guideline of that name.</summary>
    /// <param name="id">The name in the guideline's text.</param>
    /// <param name="version">The version; it may be left out when only one version is loaded.</param>
    /// <exception cref="KeyNotFoundException">No such guideline is loaded, or several versions are and none is named.</exception>
    public IGuidelineEvaluator Get(string id, string? version = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ImmutableArray<IGuidelineEvaluator> all = Evaluators;
        IGuidelineEvaluator[] named = [.. all.Where(e => e.Description.Id == id)];
        IGuidelineEvaluator[] found = version is null ? named : [.. named.Where(e => e.Description.Version == version)];
        return found switch
        {
            [{ } only] => only,
            [] when named.Length > 0 => throw new KeyNotFoundException($"The guideline '{id}' is not loaded in version '{version}', but in: {Versions(named)}."),
            [] => throw new KeyNotFoundException($"No guideline '{id}' is loaded. Loaded are: {string.Join(", ", all.Select(e => e.Description.Id).Distinct())}."),
            _ => throw new KeyNotFoundException($"The guideline '{id}' is loaded more than once; name one version of: {Versions(found)}."),
        };
    }

    /// <summary>
    /// Loads the reloadable files again. A file that cannot be loaded leaves what was loaded before; that is logged, and told when all were
    /// tried. Evaluators given out before go on answering with the text that they were built from.
    /// </summary>
    /// <exception cref="AggregateException">Some file could not be loaded: a <see cref="GuidelineLoadException"/> for each.</exception>
    public void Reload()
    {
        List<GuidelineLoadException> failed = [];
        lock (_gate)
        {
            ImmutableArray<IGuidelineEvaluator> before = _loaded.Evaluators;
            foreach ((string path, _, ReloadableGuidelines? file) in _files)
            {
                try
                {
                    file?.Reload();
                }
                catch (GuidelineLoadException error)
                {
                    failed.Add(error);
                    if (_logger is not null)
                    {
                        LogKept(_logger, path, error);
                    }
                }
            }

            Volatile.Write(ref _loaded, Collect());
            Tell(_loaded.Evaluators.Except(before));
        }

        if (failed.Count > 0)
        {
            throw new AggregateException("Some guidelines could not be loaded again; what was loaded before stays.", failed);
        }
    }

    /// <summary>Lets go of the reloadable files.</summary>
    public void Dispose()
    {
        foreach ((_, _, ReloadableGuidelines? file) in _files)
        {
            file?.Dispose();
        }
    }

    private Loaded Collect() => new([.. _files.SelectMany(f => (f.Fixed ?? f.Reloadable!.Current).Evaluators)]);

    private void Tell(IEnumerable<IGuidelineEvaluator> evaluators)
    {
        if (_logger is null)
        {
            return;
        }

        foreach (GuidelineDescription guideline in evaluators.Select(e => e.Description))
        {
            LogLoaded(_logger, guideline.Id, guideline.Version, guideline.Digest, guideline.CompilerVersion);
        }
    }

    private static string Versions(IEnumerable<IGuidelineEvaluator> evaluators) =>
        string.Join(", ", evaluators.Select(e => e.Description.Version is { } version ? $"'{version}'" : "one without a version"));

    [LoggerMessage(1, LogLevel.Information, "Guideline {Guideline} {Version} loaded, {Digest}, compiled by {Compiler}.")]
    private static partial void LogLoaded(ILogger logger, string guideline, string? version, string digest, string compiler);

    [LoggerMessage(2, LogLevel.Error, "{Path} could not be loaded again; what was loaded before stays.")]
    private static partial void LogKept(ILogger logger, string path, Exception error);

    private sealed record Loaded(ImmutableArray<IGuidelineEvaluator> Evaluators);
}

using System.Text;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Hosting;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GuidelineDsl.Compiler.Tests.Hosting;

/// <summary>Guidelines as services: found by name and version, exchanged while the application runs, every load logged.</summary>
public sealed class GuidelineLibraryTests : IDisposable
{
    private static readonly string Newer = Samples.FirstLine.Replace("2025.1", "2026.1", StringComparison.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("gdl-hosting-").FullName;
    private readonly Lines _log = new();

    [Fact]
    public void An_evaluator_is_injected_by_the_name_of_its_guideline()
    {
        using ServiceProvider services = Services(s => s.AddGuidelines(Built("a.dll", Samples.FirstLine)).AddTransient<Adviser>());

        services.GetRequiredService<Adviser>().Evaluator.ShouldBeSameAs(services.GetRequiredService<GuidelineLibrary>().Evaluators.ShouldHaveSingleItem());
        GuidelineDescription guideline = services.GetRequiredService<Adviser>().Evaluator.Description;
        _log.Written.ShouldBe([$"Information: Guideline gep_nen 2025.1 loaded, {guideline.Digest}, compiled by {guideline.CompilerVersion}."]);
    }

    [Fact]
    public void Versions_lie_side_by_side()
    {
        using ServiceProvider services = Services(s => s.AddGuidelines(Built("a.dll", Samples.FirstLine)).AddGuidelines(Built("b.dll", Newer)));
        GuidelineLibrary library = services.GetRequiredService<GuidelineLibrary>();

        library.Get("gep_nen", "2026.1").Description.Version.ShouldBe("2026.1");
        Should.Throw<KeyNotFoundException>(() => library.Get("gep_nen")).Message
            .ShouldBe("The guideline 'gep_nen' is loaded more than once; name one version of: '2025.1', '2026.1'.");
        Should.Throw<KeyNotFoundException>(() => library.Get("gep_nen", "1")).Message
            .ShouldBe("The guideline 'gep_nen' is not loaded in version '1', but in: '2025.1', '2026.1'.");
        Should.Throw<KeyNotFoundException>(() => library.Get("nen")).Message.ShouldBe("No guideline 'nen' is loaded. Loaded are: gep_nen.");
    }

    [Fact]
    public void The_same_file_added_twice_is_loaded_once()
    {
        string path = Built("a.dll", Samples.FirstLine);
        using ServiceProvider services = Services(s => s.AddGuidelines(path).AddGuidelines(path));

        services.GetRequiredService<GuidelineLibrary>().Evaluators.Length.ShouldBe(1);
    }

    [Fact]
    public void A_reload_gives_the_new_guideline_to_those_who_ask_again()
    {
        string path = Built("a.dll", Samples.FirstLine);
        using ServiceProvider services = Services(s => s.AddGuidelines(path, reloadable: true).AddTransient<Adviser>());
        IGuidelineEvaluator before = services.GetRequiredService<Adviser>().Evaluator;
        Built("a.dll", Newer);
        services.GetRequiredService<GuidelineLibrary>().Reload();

        services.GetRequiredService<Adviser>().Evaluator.Description.Version.ShouldBe("2026.1");
        before.Description.Version.ShouldBe("2025.1");
        _log.Written.Count.ShouldBe(2);
        _log.Written[1].ShouldStartWith("Information: Guideline gep_nen 2026.1 loaded, sha256:");
    }

    [Fact]
    public void A_file_that_cannot_be_loaded_again_leaves_what_was_loaded()
    {
        string path = Built("a.dll", Samples.FirstLine);
        using ServiceProvider services = Services(s => s.AddGuidelines(path, reloadable: true));
        GuidelineLibrary library = services.GetRequiredService<GuidelineLibrary>();
        File.WriteAllText(path, "half a file");

        Should.Throw<AggregateException>(library.Reload).InnerExceptions.ShouldHaveSingleItem().ShouldBeOfType<GuidelineLoadException>();
        library.Get("gep_nen").Description.Version.ShouldBe("2025.1");
        _log.Written[1].ShouldBe($"Error: {path} could not be loaded again; what was loaded before stays.");
    }

    [Fact]
    public void A_missing_file_is_told_by_name()
    {
        using ServiceProvider services = Services(s => s.AddGuidelines(Path.Combine(_folder, "none.dll")));

        Should.Throw<GuidelineLoadException>(services.GetRequiredService<GuidelineLibrary>).Message.ShouldContain("none.dll");
    }

    [Fact]
    public void Without_logging_it_works_as_well()
    {
        using ServiceProvider services = new ServiceCollection().AddGuidelines(Built("a.dll", Samples.FirstLine)).BuildServiceProvider();

        services.GetRequiredKeyedService<IGuidelineEvaluator>("gep_nen").Description.Id.ShouldBe("gep_nen");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Services(Action<IServiceCollection> add)
    {
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(_log);
        add(services);
        return services.BuildServiceProvider();
    }

    private string Built(string name, string guideline)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, [.. Compiled.Emit(guideline).Assembly]);
        return path;
    }

    private sealed record Adviser([FromKeyedServices("gep_nen")] IGuidelineEvaluator Evaluator);

    /// <summary>What was logged, as lines.</summary>
    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}

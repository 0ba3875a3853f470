using System.Collections.Immutable;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>The evaluators of a built assembly, or of texts that are compiled in memory: there is one evaluator, the generated one.</summary>
public static class Evaluators
{
    /// <exception cref="UsageException">The path is no assembly of guidelines, or the texts cannot be understood.</exception>
    public static ImmutableArray<IGuidelineEvaluator> Load(IReadOnlyList<string> paths, Host host, CancellationToken cancellation)
    {
        if (paths.Count == 1 && paths[0].EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return GuidelineAssembly.Load(Path.GetFullPath(paths[0])).Evaluators;
            }
            catch (GuidelineLoadException e)
            {
                throw new UsageException(e.Message);
            }
        }

        ProjectFiles files = ProjectFiles.Read(paths, Host.In);
        Compilation compilation = CheckRun.Compile(files, cancellation);
        ImmutableArray<IGuidelineEvaluator> evaluators = Compile(compilation, files);
        SayOpenFindings(compilation, files, host, cancellation);
        return evaluators;
    }

    /// <summary>A text with findings answers all the same; that they are open is said once.</summary>
    public static void SayOpenFindings(Compilation compilation, ProjectFiles files, Host host, CancellationToken cancellation)
    {
        CheckResult check = Checker.Check(compilation, files.InputNames, asOf: null, AnalysisOptions.Default, cancellation);
        int open = check.Diagnostics.Count(d => d.Severity == Severity.Error);
        if (open > 0)
        {
            host.Error.WriteLine($"gdl: {(open == 1 ? "1 finding is" : $"{open} findings are")} open; `gdl check` shows {(open == 1 ? "it" : "them")}.");
        }
    }

    /// <exception cref="UsageException">The texts cannot be understood.</exception>
    public static ImmutableArray<IGuidelineEvaluator> Compile(Compilation compilation, ProjectFiles files)
    {
        if (!compilation.IsBound)
        {
            Diagnostic first = compilation.Diagnostics.First(d => d.Severity == Severity.Error);
            int errors = compilation.Diagnostics.Count(d => d.Severity == Severity.Error);
            throw new UsageException(
                $"{files.Display(first.Location.Source.Path)}:{first.Location.Start.Line}: {first.Message}{(errors > 1 ? $" ({errors - 1} more)" : "")}",
                "run `gdl check` on the same files to see everything that is wrong.");
        }

        GuidelineModel model = compilation.Model;
        if (model.Guidelines.IsEmpty)
        {
            throw new UsageException("The files hold vocabularies and no guideline.", "name a file that begins with `guideline`.");
        }

        EmitResult emitted = GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true, CompilerVersion = ToolVersion.Text });
        return GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory(), emitted.Symbols.AsMemory()).Evaluators;
    }
}

using System.CommandLine;
using GuidelineDsl.Cli.Commands;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>One check from files to report.</summary>
public sealed record CheckRun(ProjectFiles Files, Compilation Compilation, CheckReport Report)
{
    public static CheckRun Start(ParseResult call, CheckOptions options, CancellationToken cancellation)
    {
        ProjectFiles files = ProjectFiles.Read(call.GetRequiredValue(options.Paths), Host.In);
        DateOnly asOf = CheckOptions.ReadDate(call.GetValue(options.AsOf), "--as-of") ?? DateOnly.FromDateTime(DateTime.Today);
        Compilation compilation = Compile(files, cancellation);
        AnalysisOptions analysis = new()
        {
            AllRegions = call.GetValue(options.AllRegions),
            ShowOrder = call.GetValue(options.ShowOrder),
        };
        if (call.GetValue(options.Budget) is { } seconds)
        {
            analysis = analysis with { TimePerDecision = TimeSpan.FromSeconds(seconds), StepsPerDecision = long.MaxValue };
        }

        CheckResult result = Checker.Check(compilation, files.InputNames, asOf, analysis, cancellation);
        IEnumerable<Diagnostic> allowed = call.GetValue(options.ShowAllowed)
            ? result.Allowed.Select(a => a.Finding with { Severity = Severity.Info, Help = $"allowed in line {a.Allowance.Location.Start.Line}: {a.Allowance.Because}" })
            : [];
        return new CheckRun(files, compilation, new CheckReport(
            Compilation.Sorted(result.Diagnostics.Concat(allowed)), result.Decisions, compilation.Model.Guidelines.Length, files.Display));
    }

    public static Compilation Compile(ProjectFiles files, CancellationToken cancellation) => Compile(files.Inputs, files, cancellation);

    /// <summary>Other texts in the place of the inputs.</summary>
    public static Compilation Compile(IEnumerable<SourceText> inputs, ProjectFiles files, CancellationToken cancellation) =>
        Compilation.Create(inputs, new FileResolver(files), cancellation);

    private sealed class FileResolver(ProjectFiles files) : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            try
            {
                return files.TryRead(Path.Combine(files.Root, path));
            }
            catch (UsageException e)
            {
                reason = e.Message;
                return null;
            }
        }
    }
}

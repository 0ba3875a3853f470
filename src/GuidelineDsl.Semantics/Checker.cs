using System.Collections.Immutable;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Binding.Editorial;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics;

/// <summary>A finding that the author allows, and where it says so.</summary>
public sealed record AllowedFinding(Finding Finding, Allowance Allowance);

/// <summary>What a whole check found; what the author allows is listed apart.</summary>
public sealed record CheckResult(
    ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<DecisionSummary> Decisions, ImmutableArray<AllowedFinding> Allowed);

/// <summary>Joins what the passes find, and lets the author's <c>allow</c> silence what it may.</summary>
public static class Checker
{
    /// <param name="compilation">The bound texts.</param>
    /// <param name="roots">The files that were given, not only imported; unused names are reported in these.</param>
    /// <param name="asOf">The day of the check; null leaves out what depends on it.</param>
    /// <param name="options">How to analyse.</param>
    /// <param name="cancellation">Ends the analysis.</param>
    public static CheckResult Check(
        Compilation compilation, IReadOnlySet<string> roots, DateOnly? asOf, AnalysisOptions options, CancellationToken cancellation = default)
    {
        List<Diagnostic> diagnostics = [.. compilation.Diagnostics];
        if (!compilation.IsBound)
        {
            return new CheckResult(Compilation.Sorted(diagnostics), [], []);
        }

        AnalysisResult analysis = Analyzer.Analyze(compilation, options, cancellation);
        diagnostics.AddRange(EditorialChecks.Run(compilation, roots, asOf));
        diagnostics.AddRange(analysis.Findings);
        AllowanceResult result = Allowances.Of(compilation).Apply(diagnostics, PlacesOf);
        IEnumerable<Diagnostic> remaining = EditorialChecks.Condense(result.Remaining)
            .Concat(result.Unused.Where(a => a.Code != EditorialDiagnostics.UntestedDescriptor.Code).Select(a => NameDiagnostics.UnusedAllow(a.Code, a.Location)));
        return new CheckResult(
            Compilation.Sorted(remaining),
            analysis.Decisions,
            [.. result.Silenced.Where(s => s.Diagnostic is Finding).Select(s => new AllowedFinding((Finding)s.Diagnostic, s.Allowance))]);
    }

    /// <summary>The places that a diagnostic is about: an <c>allow</c> in the braces around any of them silences it.</summary>
    private static IEnumerable<Location> PlacesOf(Diagnostic diagnostic)
    {
        yield return diagnostic.Location;
        if (diagnostic is not Finding finding)
        {
            yield break;
        }

        foreach (Symbol symbol in finding.Rules.Select(r => (Symbol)r.Rule).Concat(new Symbol?[] { finding.Decision, finding.Classification }.OfType<Symbol>()))
        {
            yield return symbol.Location;
        }
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

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

        EditorialChecks editorial = new(compilation.Model, compilation.Table, asOf, roots);
        diagnostics.AddRange(editorial.Run());
        AnalysisResult analysis = Analyzer.Analyze(compilation.Model, options, cancellation);
        HashSet<Allowance> used = [.. editorial.UsedAllows];
        List<AllowedFinding> allowed = [];
        foreach (Finding finding in analysis.Findings)
        {
            ImmutableArray<Allowance> allows = [.. AllowsOf(finding).Where(a => a.Code == finding.Code)];
            used.UnionWith(allows);
            if (allows.IsEmpty || finding.Code == "GDL5014")
            {
                diagnostics.Add(finding);
            }
            else
            {
                allowed.Add(new AllowedFinding(finding, allows[0]));
            }
        }

        diagnostics.AddRange(Allows(compilation.Model).Where(a => !used.Contains(a)).Select(a => NameDiagnostics.UnusedAllow(a.Code, a.Location)));
        return new CheckResult(Compilation.Sorted(diagnostics), analysis.Decisions, [.. allowed]);
    }

    /// <summary>The allowances that a finding stands under: those of its rules, its decision and its classification.</summary>
    public static IEnumerable<Allowance> AllowsOf(Finding finding) =>
        finding.Rules.SelectMany(r => r.Rule.Allows.Concat(r.Decision.Allows))
            .Concat(finding.Decision?.Allows ?? [])
            .Concat(finding.Classification?.Allows ?? []);

    private static IEnumerable<Allowance> Allows(GuidelineModel model) =>
        model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d => d.Allows.Concat(d.Rules.SelectMany(r => r.Allows)))
            .Concat(model.Guidelines.SelectMany(g => g.Declarations.Classifications.SelectMany(c => c.Allows).Concat(g.Declarations.Scores.SelectMany(s => s.Allows))))
            .Concat(model.Vocabularies.SelectMany(v => v.Declarations.Classifications.SelectMany(c => c.Allows).Concat(v.Declarations.Scores.SelectMany(s => s.Allows))));
}

using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The end of <c>check</c>: one line per decision, and the count of what was found.</summary>
public static class CheckSummary
{
    public static void Write(TextWriter output, Palette palette, CheckReport report)
    {
        if (report.Decisions.Length > 0)
        {
            int width = report.Decisions.Max(d => Name(report, d).Length);
            foreach (DecisionSummary decision in report.Decisions)
            {
                string rules = Count(decision.Decision.Rules.Length, "rule");
                output.WriteLine($"  {Name(report, decision).PadRight(width)}  {rules,-9}  {State(palette, decision)}");
                foreach ((Semantics.Model.Rule rule, string reason) in decision.NotAnalysed)
                {
                    output.WriteLine($"  {"".PadRight(width)}  {"",-9}  {palette.Dim($"rule {rule.Id} was not analysed: {reason}")}");
                }
            }

            output.WriteLine();
        }

        string total = $"{Count(report.Count(Severity.Error), "error")}, {Count(report.Count(Severity.Warning), "warning")}, {Count(report.Count(Severity.Info), "remark")}";
        output.WriteLine(report.HasErrors ? palette.Bad(total) : palette.Good(total));
    }

    /// <summary><c>1 rule</c>, <c>2 rules</c>.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Name(CheckReport report, DecisionSummary decision) =>
        report.GuidelineCount > 1 ? $"{decision.Guideline.Id}.{decision.Decision.Id}" : decision.Decision.Id;

    private static string State(Palette palette, DecisionSummary decision)
    {
        string cover = decision switch
        {
            { StoppedBecause: { } why } => palette.Bad(why + "; what is listed holds, more may be missing"),
            { IsAnalysed: false } => palette.Bad("not analysed: its constraints contradict one another"),
            { IsComplete: true } => palette.Good("complete"),
            { OpenShare: { Sign: 0 }, NotAnalysed.IsEmpty: false } => palette.Bad("no gap found, but not everything was analysed"),
            { OpenShare: { } share } => palette.Bad($"open: {Percent(share)} of the cells in scope have no advice"),
            _ => palette.Bad("open (facts are compared with one another, and there are too many cells to count a share)"),
        };
        string notListed = decision.OverlapsNotTold == 0 ? "" : $" ({decision.OverlapsNotTold} not listed)";
        return decision.Conflicts == 0 ? cover : $"{cover}, {palette.Bad(Count(decision.Conflicts, "conflict") + notListed)}";
    }

    private static string Percent(Rational share)
    {
        Rational percent = share * 100;
        return percent > Rational.Zero && percent < new Rational(1, 10)
            ? "less than 0.1 %"
            : string.Create(CultureInfo.InvariantCulture, $"{(decimal)(percent * 10).Floor() / 10m:0.#} %");
    }
}

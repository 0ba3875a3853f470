using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The findings of decisions, as sentences in the author's own words.</summary>
internal static class Messages
{
    public static Finding Gap(DecisionContext context, RegionReport report)
    {
        ImmutableArray<RelatedPlace> nearest = NearestRules.Find(context, report.Point);
        string more = report.Boxes.Length > 1
            ? $" (and {report.Boxes.Length - 1}{(report.IsTruncated ? " or more" : "")} further group{(report.Boxes.Length > 2 || report.IsTruncated ? "s" : "")})"
            : "";
        return Of(context, AnalysisDiagnostics.Gap, context.Decision.Location,
            $"No rule of “{context.Decision.Label}” says anything for these patients in its scope: {report.Words[0]}{more}; "
            + $"a patient with {report.WitnessInWords(AboutFacts(context, report))} is left without advice.",
            report) with
        {
            Label = "leaves patients without advice",
            Related = nearest,
            Help = "widen a condition, add a rule for these patients, or say with “silent when … because …” that the source leaves them open",
        };
    }

    public static Finding DeadRule(DecisionContext context, Rule rule) =>
        new(AnalysisDiagnostics.DeadRule, $"“{rule.Label}” can never hold: no patient in the scope of “{context.Decision.Label}” meets its condition.", rule.Location)
        {
            Guideline = context.Guideline.Guideline,
            Decision = context.Decision,
            Rules = [Reference(context, rule)],
            Label = "holds for nobody",
            Related = [new RelatedPlace(rule.Condition.Origin, "nobody meets this")],
            Help = "look for a limit on the wrong side, or a value that the scope or a constraint excludes; or remove the rule",
        };

    public static Finding Overlap(DecisionContext context, Rule first, Rule second, RegionReport report)
    {
        bool same = SameAdvice.Holds(first, second);
        string who = report.Words[0] + (report.Boxes.Length > 1 ? $" (and {report.Boxes.Length - 1} more)" : "");
        string message = same
            ? $"“{first.Label}” and “{second.Label}” give the same advice twice to the same patients: {who}."
            : $"“{first.Label}” and “{second.Label}” both hold for the same patients and advise differently, although one rule is to be chosen: {who}; "
                + $"a patient with {report.WitnessInWords(AboutFacts(context, report))} gets both.";
        return Of(context, same ? AnalysisDiagnostics.SameAdvice : AnalysisDiagnostics.DifferentAdvice, second.Location, message, report) with
        {
            Rules = [Reference(context, first), Reference(context, second)],
            Label = $"overlaps with “{first.Label}”",
            Related =
            [
                new RelatedPlace(first.Condition.Origin, "holds for these patients"),
                new RelatedPlace(second.Condition.Origin, "holds for them, too"),
            ],
            Help = same
                ? "join the two rules with “or”, or narrow one of them"
                : $"narrow one condition, or say which wins: “overrides {first.Id}” in {second.Id}, or “choose first”",
        };
    }

    public static RuleReference Reference(DecisionContext context, Rule rule) => new(context.Guideline.Guideline, context.Decision, rule);

    /// <summary>The facts by which a witness is told: those of the regions, or all that the decision reads.</summary>
    private static IEnumerable<Fact> AboutFacts(DecisionContext context, RegionReport report)
    {
        HashSet<Fact> named = [.. report.Boxes.SelectMany(b => b.Parts.Select(p => p.Fact))];
        return named.Count > 0 ? named : context.Space.Variables.Select(v => v.Fact).OfType<Fact>();
    }

    private static Finding Of(
        DecisionContext context, DiagnosticDescriptor descriptor, Location location, string message, RegionReport report) =>
        new(descriptor, message, location)
        {
            Guideline = context.Guideline.Guideline,
            Decision = context.Decision,
            Region = report.Boxes,
            RegionInWords = report.Words,
            IsTruncated = report.IsTruncated,
            Witness = report.Witness,
            WitnessToday = report.Today,
        };
}

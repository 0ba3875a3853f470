using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Semantics.Analysis.Findings.Telling;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The findings of single decisions, as sentences in the author's own words.</summary>
internal static class DecisionMessages
{
    public static Finding Gap(DecisionContext context, RegionReport report)
    {
        Decision decision = context.Decision;
        return Of(context, AnalysisDiagnostics.Gap, decision.Location,
            $"No rule of {Quote(decision)} says anything for these patients in its scope: {Who(report)}"
            + $"{Example(report, "is left without advice")}.", report) with
        {
            Label = "leaves patients without advice",
            Related = NearestRules.Find(context, report.Point),
            Help = "widen a condition, add a rule for these patients, or say with `silent when … because …` that the source leaves them open.",
            WriteNextSteps = NextSteps.ForGap(report),
        };
    }

    public static Finding DeadRule(DecisionContext context, Rule rule) => Of(context, AnalysisDiagnostics.DeadRule, rule.Location,
        $"{Quote(rule)} can never hold: no patient in the scope of {Quote(context.Decision)} meets its condition, so its advice reaches nobody.", null) with
    {
        Rules = References(context, rule),
        Label = "holds for nobody",
        Related = [Condition(rule, "nobody meets this")],
        Help = "look for a limit on the wrong side, or a value that the scope or a constraint excludes; or remove the rule.",
    };

    public static Finding SilenceEmpty(DecisionContext context, Silence silence) => Of(context, AnalysisDiagnostics.SilenceEmpty, silence.Location,
        $"{Quote(context.Decision)} declares the source silent for patients who do not exist: nobody in its scope meets the condition.", null) with
    {
        Label = "contains nobody",
        Related = [new RelatedPlace(silence.Condition.Origin, "nobody in scope meets this")],
        Help = "correct the condition, or remove the `silent` statement.",
    };

    public static Finding SilenceCovered(DecisionContext context, Silence silence, Rule[] rules, RegionReport report) => Of(
        context, AnalysisDiagnostics.SilenceCovered, silence.Location,
        $"{Quote(context.Decision)} calls the source silent where {Quote(rules)} {(rules.Length == 1 ? "gives" : "give")} advice: {Who(report)}.", report) with
    {
        Rules = References(context, rules),
        Label = "a rule covers this, too",
        Related = [.. rules.Select(r => Condition(r, $"{Quote(r)} covers these patients"))],
        WriteNextSteps = Test(context, $"{context.Decision.Label}: silent or not", report),
        Help = "narrow the `silent` statement to the patients whom no rule covers, or remove it.",
    };

    public static Finding Overlap(DecisionContext context, Rule first, Rule second, RegionReport report, Rule[] given)
    {
        bool same = SameAdvice.Holds(first, second);
        string message = same
            ? $"{Quote(first)} and {Quote(second)} give the same advice to the same patients: {Who(report)}."
            : $"{Quote(first)} and {Quote(second)} both hold for the same patients and advise differently, although one rule is to be chosen: {Who(report)}"
                + $"{Example(report, "gets both")}.";
        return Of(context, same ? AnalysisDiagnostics.SameAdvice : AnalysisDiagnostics.DifferentAdvice, second.Location, message, report) with
        {
            Rules = References(context, first, second),
            Label = $"overlaps with {Quote(first)}",
            Related = [Condition(first, "holds for these patients"), Condition(second, "holds for them, too")],
            Help = same
                ? "join the two conditions with `or` in one rule, or narrow one of them."
                : $"narrow one condition, say which rule wins (`overrides {first.Id}` in `{second.Id}`), or let the order decide with `choose first`.",
            WriteNextSteps = Test(context, $"{first.Label} or {second.Label}", report, given),
        };
    }

    public static Finding HiddenRule(DecisionContext context, Rule rule, Rule[] by, RegionReport? report) => Of(
        context, AnalysisDiagnostics.HiddenRule, rule.Location,
        $"{Quote(rule)} is never reached: for every patient whom it covers, {Quote(by)} {(by.Length == 1 ? "comes" : "come")} first.", report) with
    {
        Rules = References(context, [rule, .. by]),
        Label = "never reached",
        Related = [.. by.Select(r => Condition(r, $"{Quote(r)} comes first"))],
        WriteNextSteps = Test(context, $"{rule.Label} is hidden", report),
        Help = "move the rule up, narrow the earlier rules, or remove it.",
    };

    public static Finding PartlyHiddenRule(DecisionContext context, Rule rule, Rule[] by, RegionReport report) => Of(
        context, AnalysisDiagnostics.HiddenByOrder, rule.Location,
        $"The order gives these patients {Quote(by)} instead of {Quote(rule)}: {Who(report)}.", report) with
    {
        Rules = References(context, [rule, .. by]),
        Related = [.. by.Select(r => Condition(r, $"{Quote(r)} comes first"))],
    };

    public static Finding SuperfluousRule(DecisionContext context, Rule rule, Rule[] by, RegionReport? report) => Of(
        context, AnalysisDiagnostics.SuperfluousRule, rule.Location,
        $"{Quote(rule)} adds nothing: {Quote(by)} {(by.Length == 1 ? "gives" : "together give")} the same advice to every patient whom it covers.", report) with
    {
        Rules = References(context, [rule, .. by]),
        Label = "adds nothing",
        Related = [.. by.Select(r => Condition(r, $"{Quote(r)} covers them already"))],
        WriteNextSteps = Test(context, $"{rule.Label} adds nothing", report),
        Help = "remove the rule and keep its citation with the other, or correct its condition or advice.",
    };

    // The rules that are given to the witness, all of them.
    private static Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>>? Test(DecisionContext context, string name, RegionReport? report) =>
        report is null ? null : Test(context, name, report, context.GivenAt(report.Point));

    private static Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>>? Test(DecisionContext context, string name, RegionReport report, Rule[] given) =>
        given.Length == 0 ? null : NextSteps.Test(name, report, [$"{context.Decision.Id} gives {string.Join(", ", given.Select(r => r.Id))}"]);

    private static Finding Of(DecisionContext context, DiagnosticDescriptor descriptor, Location location, string message, RegionReport? report) =>
        new Finding(descriptor, message, location) { Guideline = context.Guideline.Guideline, Decision = context.Decision }.With(report);
}

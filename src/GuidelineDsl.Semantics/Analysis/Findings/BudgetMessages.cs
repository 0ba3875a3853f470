using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Semantics.Analysis.Findings.Telling;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>What was not analysed to its end, with its place: nothing is left out in silence.</summary>
internal static class BudgetMessages
{
    public const string Stopped = "not analysed within the budget (--budget)";

    public static Finding Decision(Guideline guideline, Decision decision) => Of(
        guideline, $"{Quote(decision)} was {Stopped}: what is reported of it holds, but more may be missing.", decision.Location) with
    {
        Decision = decision,
    };

    public static Finding Constraints(Guideline guideline) => Of(
        guideline, $"Whether any patient satisfies all constraints together was {Stopped}.", guideline.Constraints[^1].Location);

    public static Finding Classification(Guideline guideline, Classification classification) => Of(
        guideline,
        $"{Quote(classification)} was {Stopped}: it may leave patients without a value, or give one patient two.",
        classification.Location) with
    {
        Classification = classification,
    };

    public static Finding Condition(ConditionOwner owner, int more) => Of(
        owner.Guideline,
        $"{owner.Words}{(more == 0 ? "" : $" and {more} further {(more == 1 ? "condition" : "conditions")} of the declarations")} {(more == 0 ? "was" : "were")} {Stopped}:"
        + " a part that changes nothing may have gone unnoticed.",
        owner.Condition.Origin);

    public static Finding Together(RuleInContext first, RuleInContext second, int more) => Of(
        second.Guideline.Guideline,
        $"Whether the advice of {(first == second ? Quote(second.Rule) : $"{Quote(first.Rule)} and {Quote(second.Rule)}")} can reach one patient was {Stopped}"
        + $"{(more == 0 ? "" : $", and so {(more == 1 ? "was another question" : $"were {more} further questions")} about what rules say together")}.",
        second.Rule.Location);

    public static Finding Cuts(Guideline guideline, Location location) => Of(
        guideline, $"Whether sources draw different limits for the same question was {Stopped}.", location);

    private static Finding Of(Guideline guideline, string message, Location location) =>
        new(AnalysisDiagnostics.BudgetExceeded, char.ToUpperInvariant(message[0]) + message[1..], location)
        {
            Guideline = guideline,
            Label = "not analysed to the end",
            Help = "allow more time with `--budget SECONDS`, or split the question: fewer facts in one decision, shorter chains of definitions.",
        };
}

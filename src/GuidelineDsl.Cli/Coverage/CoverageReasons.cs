using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Coverage;

/// <summary>Why the tests leave something out, from what they saw.</summary>
public static class CoverageReasons
{
    public static string OfRule(SeenByTests seen, Guideline guideline, Decision decision, Rule rule)
    {
        IReadOnlyList<DecisionResult> all = seen.Of(guideline, decision);
        DecisionResult[] inScope = [.. all.Where(r => r.Trace?.Scope.Truth.IsTrue == true)];
        if (all.Count == 0)
        {
            return "the guideline has no test";
        }

        if (inScope.Length == 0)
        {
            return $"no test has a patient in the scope of {decision.Id}";
        }

        RuleTrace[] traces = [.. inScope.Select(r => r.Trace!.Rules.First(t => t.Rule.Id == rule.Id))];
        RuleTrace[] holding = [.. traces.Where(t => t.Truth.IsTrue)];
        if (holding.Length > 0)
        {
            string[] winners = [.. holding.SelectMany(t => t.OverriddenBy).Select(w => w.Id).Distinct()];
            return winners.Length > 0
                ? $"where it holds, {string.Join(" or ", winners)} wins over it"
                : "where it holds, a rule before it is given";
        }

        // The parts that all must hold and never do say most.
        string[] never = [.. traces[0].Condition is { Condition.Kind: ConditionKind.All } whole
            ? Enumerable.Range(0, whole.Parts.Length).Where(i => !traces.Any(t => t.Condition.Parts[i].Truth.IsTrue)).Select(i => $"`{Line(whole.Parts[i].Condition.Text)}`")
            : []];
        string tests = inScope.Length == 1 ? "in the one test in scope" : $"in {CheckSummary.Count(inScope.Length, "test")} in scope";
        return never.Length > 0 ? $"{tests} {string.Join(" and ", never)} {(never.Length == 1 ? "is" : "are")} never true"
            : traces.Any(t => t.Truth.IsUnknown) ? $"{tests} it is false, or unknown for want of data"
            : traces[0].Condition.Condition.Kind == ConditionKind.All ? $"{tests} its conditions never hold together"
            : $"{tests} it never holds";
    }

    public static string OfCondition(int yes, int no, int unknown)
    {
        List<string> seen = [];
        if (yes > 0)
        {
            seen.Add($"true in {CheckSummary.Count(yes, "test")}");
        }

        if (no > 0)
        {
            seen.Add($"false in {CheckSummary.Count(no, "test")}");
        }

        if (unknown > 0)
        {
            seen.Add($"unknown in {CheckSummary.Count(unknown, "test")}");
        }

        return seen.Count == 0 ? "the guideline has no test" : "it is " + string.Join(", ", seen);
    }

    /// <summary>The author's words, however the lines were broken.</summary>
    public static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The author's words in one line, cut where it grows too long.</summary>
    public static string Line(string text)
    {
        string line = Words(text);
        return line.Length <= 80 ? line : line[..79] + "…";
    }
}

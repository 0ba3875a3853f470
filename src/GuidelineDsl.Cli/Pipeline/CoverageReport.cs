using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>A rule and the number of tests for which it was given.</summary>
public sealed record RuleCoverage(Guideline Guideline, Decision Decision, Rule Rule, int Given);

/// <summary>An atomic condition of a rule and the number of tests that saw it true and false.</summary>
public sealed record ConditionCoverage(Guideline Guideline, Decision Decision, Rule Rule, string Text, int Line, int SeenTrue, int SeenFalse)
{
    public bool IsCovered => SeenTrue > 0 && SeenFalse > 0;
}

/// <summary>What the tests exercise: rules that were given, and atomic conditions that were seen both ways.</summary>
public sealed record CoverageReport(ImmutableArray<RuleCoverage> Rules, ImmutableArray<ConditionCoverage> Conditions)
{
    public int CoveredRules => Rules.Count(r => r.Given > 0);

    public int CoveredConditions => Conditions.Count(c => c.IsCovered);

    public static CoverageReport Of(GuidelineModel model, IEnumerable<TestOutcome> outcomes)
    {
        Dictionary<(string Guideline, string Rule), int> given = [];
        Dictionary<(string Guideline, string Rule, string Text, int Line), (int True, int False)> seen = [];
        foreach (TestOutcome outcome in outcomes)
        {
            foreach (DecisionResult decision in outcome.Result?.Decisions ?? [])
            {
                foreach (RuleDescription rule in decision.Rules)
                {
                    (string, string) key = (outcome.Guideline.Id, rule.QualifiedId);
                    given[key] = given.GetValueOrDefault(key) + 1;
                }

                foreach (RuleTrace rule in decision.Trace?.Rules ?? [])
                {
                    foreach (ConditionTrace leaf in Leaves(rule.Condition))
                    {
                        (string, string, string, int) key = (outcome.Guideline.Id, rule.Rule.QualifiedId, leaf.Condition.Text, leaf.Condition.Place.Line);
                        (int yes, int no) = seen.GetValueOrDefault(key);
                        seen[key] = (yes + (leaf.Truth.IsTrue ? 1 : 0), no + (leaf.Truth.IsFalse ? 1 : 0));
                    }
                }
            }
        }

        IEnumerable<(Guideline Guideline, Decision Decision, Rule Rule)> rules = model.Guidelines
            .SelectMany(g => g.Decisions.SelectMany(d => d.Rules.Select(r => (g, d, r))));
        return new CoverageReport(
            [.. rules.Select(r => new RuleCoverage(r.Guideline, r.Decision, r.Rule, given.GetValueOrDefault((r.Guideline.Id, $"{r.Decision.Id}.{r.Rule.Id}"))))],
            [
                .. rules.SelectMany(r => seen.Where(s => s.Key.Guideline == r.Guideline.Id && s.Key.Rule == $"{r.Decision.Id}.{r.Rule.Id}")
                    .OrderBy(s => s.Key.Line).ThenBy(s => s.Key.Text, StringComparer.Ordinal)
                    .Select(s => new ConditionCoverage(r.Guideline, r.Decision, r.Rule, s.Key.Text, s.Key.Line, s.Value.True, s.Value.False))),
            ]);
    }

    private static IEnumerable<ConditionTrace> Leaves(ConditionTrace condition) =>
        !condition.Parts.IsEmpty ? condition.Parts.SelectMany(Leaves)
        : condition.Reads.IsEmpty ? [] // `everyone` reads nothing and is never false
        : [condition];
}

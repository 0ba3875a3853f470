using System.Collections.Immutable;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Coverage;

/// <summary>What the traces of the tests show: rules that were given, and the truth of every condition.</summary>
public sealed class SeenByTests
{
    private readonly Dictionary<(string Guideline, string Decision), List<DecisionResult>> _results = [];
    private readonly Dictionary<(string File, int Line, string Text), (int True, int False, int Unknown)> _truths = [];

    public SeenByTests(IEnumerable<TestOutcome> outcomes)
    {
        foreach (TestOutcome outcome in outcomes)
        {
            Add(outcome.Guideline.Id, outcome.Result);
        }
    }

    public void Add(string guideline, GuidelineResult? result)
    {
        HashSet<(string, int, string)> counted = [];
        foreach (DecisionResult decision in result?.Decisions ?? [])
        {
            (string, string) key = (guideline, decision.Decision.Id);
            if (!_results.TryGetValue(key, out List<DecisionResult>? results))
            {
                _results.Add(key, results = []);
            }

            results.Add(decision);
            foreach (ConditionTrace trace in Roots(decision.Trace).SelectMany(WithParts))
            {
                (string, int, string) place = (trace.Condition.Place.File, trace.Condition.Place.Line, CoverageReasons.Words(trace.Condition.Text));
                if (!counted.Add(place))
                {
                    continue;
                }

                (int yes, int no, int unknown) = _truths.GetValueOrDefault(place);
                _truths[place] = (yes + (trace.Truth.IsTrue ? 1 : 0), no + (trace.Truth.IsFalse ? 1 : 0), unknown + (trace.Truth.IsUnknown ? 1 : 0));
            }
        }
    }

    public IReadOnlyList<DecisionResult> Of(Guideline guideline, Decision decision) => _results.GetValueOrDefault((guideline.Id, decision.Id)) ?? [];

    /// <summary>The number of tests in which the rule was given.</summary>
    public int Given(Guideline guideline, Decision decision, Rule rule) => Of(guideline, decision).Count(r => r.Rules.Any(g => g.Id == rule.Id));

    /// <summary>The number of tests in which the condition was true, false and unknown.</summary>
    public (int True, int False, int Unknown) Truths(AtomicCondition condition) => _truths.GetValueOrDefault((condition.File, condition.Line, condition.Text));

    public static IEnumerable<ConditionTrace> WithParts(ConditionTrace condition) => condition.Parts.SelectMany(WithParts).Prepend(condition);

    private static IEnumerable<ConditionTrace> Roots(DecisionTrace? trace) =>
        trace is null ? [] : [trace.Scope, .. trace.Rules.Select(r => r.Condition), .. trace.Silences, .. trace.Guards];
}

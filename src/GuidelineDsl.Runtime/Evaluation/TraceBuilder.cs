using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Explains a decision: the truth of every visited condition with what it read.</summary>
internal sealed class TraceBuilder(EvaluationState state, GuidelinePatient patient, ImmutableArray<DerivedResult> derived)
{
    private readonly GuidelineDescription _guideline = state.Description;

    public DecisionTrace Build(DecisionDescription decision, DecisionAnalysis analysis) => new(
        Trace(decision.ScopeRoot),
        [.. decision.Rules.Select(rule => TraceRule(decision, rule, analysis))],
        [.. decision.Silences.Select(silence => Trace(silence.Root))]);

    private RuleTrace TraceRule(DecisionDescription decision, RuleDescription rule, DecisionAnalysis analysis)
    {
        ConditionTrace condition = Trace(rule.Root);
        ImmutableArray<RuleDescription> winners =
        [
            .. decision.OverriddenBy[rule.Index].Select(index => decision.Rules[index]).Where(winner => state.Holds(winner.Root).IsTrue),
        ];

        // A rule that every way out gives holds, and one that no way out gives does not, even where three-valued truth leaves it open.
        Truth truth = condition.Truth.IsUnknown && analysis.IsGiven(rule.Index) ? Truth.True : condition.Truth;
        return new RuleTrace(rule, truth, winners, condition);
    }

    private ConditionTrace Trace(int index)
    {
        ConditionDescription condition = _guideline.Conditions[index];
        List<ReadValue> reads = [.. condition.Facts.Select(ReadFact), .. condition.Derived.Select(ReadDerived)];
        return new ConditionTrace(
            condition,
            state.Holds(index),
            [.. reads],
            [.. condition.Parts.Concat(condition.Derived.SelectMany(Explaining)).Select(Trace)]);
    }

    private IEnumerable<int> Explaining(int index) => _guideline.Derived[index].Roots;

    private ReadValue ReadFact(int index)
    {
        FactDescription fact = _guideline.Facts[index];
        return new ReadValue(fact.Id, fact.Describe(patient.GetValue(index)));
    }

    private ReadValue ReadDerived(int index) => new(_guideline.Derived[index].Id, derived[index].DescribeValue());
}

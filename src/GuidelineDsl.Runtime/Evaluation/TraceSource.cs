using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What explanations of one answer are made from: the truth of every visited condition, and what was read, as they were then.</summary>
internal sealed class TraceSource
{
    private readonly GuidelineDescription _guideline;
    private readonly Truth[] _truths;
    private readonly long[] _codes;

    /// <summary>The patient, where codes do not say everything.</summary>
    private readonly GuidelinePatient? _patient;

    private readonly ImmutableArray<DerivedResult> _derived;

    public TraceSource(EvaluationState state, GuidelinePatient patient, ImmutableArray<DerivedResult> derived)
    {
        _guideline = state.Description;
        _truths = state.Truths.ToArray();
        _patient = _guideline.FactsBeyondCodes.IsEmpty ? null : patient.Snapshot();
        _codes = _patient is null ? [.. state.Codes] : [];
        _derived = derived;
    }

    public RuleTrace Trace(DecisionDescription decision, RuleDescription rule, bool isGiven)
    {
        ConditionTrace condition = Trace(rule.Root);
        ImmutableArray<RuleDescription> winners =
        [
            .. decision.OverriddenBy[rule.Index].Select(index => decision.Rules[index]).Where(winner => _truths[winner.Root].IsTrue),
        ];

        // A rule that every way out gives holds, and one that no way out gives does not, even where three-valued truth leaves it open.
        Truth truth = condition.Truth.IsUnknown && isGiven ? Truth.True : condition.Truth;
        return new RuleTrace(rule, truth, winners, condition);
    }

    public ConditionTrace Trace(int index)
    {
        ConditionDescription condition = _guideline.Conditions[index];
        List<ReadValue> reads = [.. condition.Facts.Select(ReadFact), .. condition.Derived.Select(ReadDerived)];
        return new ConditionTrace(
            condition,
            _truths[index],
            [.. reads],
            [.. condition.Parts.Concat(condition.Derived.SelectMany(Explaining)).Select(Trace)]);
    }

    private IEnumerable<int> Explaining(int index) => _guideline.Derived[index].Roots;

    private ReadValue ReadFact(int index)
    {
        FactDescription fact = _guideline.Facts[index];
        return new ReadValue(fact.Id, fact.Describe(_patient?.GetValue(index) ?? fact.OfCode(_codes[index])));
    }

    private ReadValue ReadDerived(int index) => new(_guideline.Derived[index].Id, _derived[index].DescribeValue());
}

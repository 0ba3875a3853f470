using System.Collections.Immutable;
using GuidelineDsl.Runtime.Json;
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
    private byte[]?[]? _words;

    public TraceSource(EvaluationState state, GuidelinePatient patient, ImmutableArray<DerivedResult> derived)
    {
        _guideline = state.Description;
        _truths = state.Truths.ToArray();
        _patient = _guideline.FactsBeyondCodes.IsEmpty ? null : patient.Snapshot();
        _codes = _patient is null ? [.. state.Codes] : [];
        _derived = derived;
    }

    /// <summary>What every trace of the guideline has in common.</summary>
    public TraceFragments Fragments => _guideline.TraceFragments;

    public Truth TruthOf(int condition) => _truths[condition];

    /// <summary>A rule that every way out gives holds, even where three-valued truth leaves it open.</summary>
    public Truth TruthOf(RuleDescription rule, ImmutableArray<RuleDescription> given) =>
        _truths[rule.Root].IsUnknown && given.Contains(rule) ? Truth.True : _truths[rule.Root];

    public RuleTrace Trace(DecisionDescription decision, RuleDescription rule, ImmutableArray<RuleDescription> given)
    {
        ImmutableArray<RuleDescription> winners =
        [
            .. decision.OverriddenBy[rule.Index].Select(index => decision.Rules[index]).Where(winner => _truths[winner.Root].IsTrue),
        ];
        return new RuleTrace(rule, TruthOf(rule, given), winners, Trace(rule.Root));
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

    /// <summary>The words of a fact's value as they stand between the quotation marks of JSON.</summary>
    public byte[] WordsOfFact(int index) =>
        (_words ??= new byte[]?[_guideline.Facts.Length + _guideline.Derived.Length])[index] ??= Fragments.WordsOf(_guideline.Facts[index], ValueOf(index));

    /// <summary>The words of a derived value as they stand between the quotation marks of JSON.</summary>
    public byte[] WordsOfDerived(int index) =>
        (_words ??= new byte[]?[_guideline.Facts.Length + _guideline.Derived.Length])[_guideline.Facts.Length + index]
            ??= TraceFragments.Bytes(TraceFragments.Escaped(_derived[index].DescribeValue()));

    private IEnumerable<int> Explaining(int index) => _guideline.Derived[index].Roots;

    private FactValue ValueOf(int fact) => _patient?.GetValue(fact) ?? _guideline.Facts[fact].OfCode(_codes[fact]);

    private ReadValue ReadFact(int index)
    {
        FactDescription fact = _guideline.Facts[index];
        return new ReadValue(fact.Id, fact.Describe(ValueOf(index)));
    }

    private ReadValue ReadDerived(int index) => new(_guideline.Derived[index].Id, _derived[index].DescribeValue());
}

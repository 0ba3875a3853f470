using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>One possible answer of a decision for a completely known patient.</summary>
/// <param name="Status">Never <see cref="DecisionStatus.NeedsData"/>.</param>
/// <param name="Given">The rules that are given, by index.</param>
internal sealed record SettledAnswer(DecisionStatus Status, ImmutableArray<int> Given);

/// <summary>Status and given rules of one decision.</summary>
internal sealed class DecisionQuestion : Question
{
    private readonly DecisionDescription _decision;
    private readonly List<SettledAnswer> _answers = [];
    private readonly Dictionary<string, int> _numbers = [];

    public DecisionQuestion(DecisionDescription decision)
    {
        _decision = decision;
        Roots = [decision.ScopeRoot, .. decision.Rules.Select(rule => rule.Root), .. decision.Silences.Select(silence => silence.Root)];
    }

    public override SearchSpace Space => _decision.Space;

    public override int Decision => _decision.Index;

    public override bool HeedsConstraints => true;

    public override ImmutableArray<int> Roots { get; }

    public SettledAnswer Answer(int outcome) => _answers[outcome];

    public override int Settle(EvaluationState state, bool final)
    {
        Truth scope = IsInScope(state, final);
        if (scope.IsFalse)
        {
            return Number(DecisionStatus.OutOfScope, []);
        }

        if (scope.IsUnknown)
        {
            return -1;
        }

        List<int> given = [];
        for (int i = 0; i < _decision.Rules.Length; i++)
        {
            Truth truth = IsGiven(state, i, final);
            if (truth.IsUnknown)
            {
                return -1;
            }

            if (truth.IsTrue)
            {
                given.Add(i);
                if (_decision.Policy == ChoicePolicy.First)
                {
                    break;
                }
            }
        }

        if (given.Count > 0)
        {
            return Number(DecisionStatus.Decided, given);
        }

        Truth silent = IsSilent(state, final);
        return silent.IsTrue ? Number(DecisionStatus.Silent, given)
            : silent.IsFalse ? Number(DecisionStatus.NoRecommendation, given)
            : -1;
    }

    /// <summary>Whether a rule holds and no rule that overrides it does. Not transitive: an overridden rule still overrides.</summary>
    public Truth IsGiven(EvaluationState state, int rule, bool final)
    {
        Truth truth = Truth(state, _decision.Rules[rule].Root, final);
        foreach (int winner in _decision.OverriddenBy[rule])
        {
            truth &= !Truth(state, _decision.Rules[winner].Root, final);
        }

        return truth;
    }

    private static Truth Truth(EvaluationState state, int root, bool final)
    {
        Truth truth = state.Holds(root);
        return final && truth.IsUnknown ? Values.Truth.False : truth;
    }

    /// <summary>Whether the decision is made at all.</summary>
    public Truth IsInScope(EvaluationState state, bool final) => Truth(state, _decision.ScopeRoot, final);

    /// <summary>Whether a declared silence holds.</summary>
    public Truth IsSilent(EvaluationState state, bool final)
    {
        Truth silent = Values.Truth.False;
        foreach (SilenceDescription silence in _decision.Silences)
        {
            silent |= Truth(state, silence.Root, final);
        }

        return silent;
    }

    private int Number(DecisionStatus status, List<int> given)
    {
        string key = $"{(int)status}:{string.Join(',', given)}";
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _answers.Count;
            _answers.Add(new SettledAnswer(status, [.. given]));
            _numbers.Add(key, number);
        }

        return number;
    }
}

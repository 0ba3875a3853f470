using System.Collections.Concurrent;
using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What one decision plainly answers, beside the rules that it gives.</summary>
/// <param name="Status">The status.</param>
/// <param name="Silence">The declared silence that holds, by its place; -1 for none.</param>
internal readonly record struct PlainAnswer(DecisionStatus Status, int Silence = -1);

/// <summary>
/// The answers that need no thought: three-valued truth decides everything, and nothing that is advised depends on the patient any further. Their
/// results are made once and shared, for results never change.
/// </summary>
internal sealed class PlainAnswers
{
    /// <summary>No more answers with several rules are kept than this.</summary>
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<(int Decision, ulong Rules), DecisionResult> _ofRules = [];
    private readonly ConcurrentDictionary<SilenceDescription, DecisionResult> _ofSilence = [];
    private readonly DecisionResult?[] _ofRule;
    private readonly DecisionResult?[] _ofStatus;
    private readonly ImmutableArray<Recommendation>[] _advice;
    private readonly PlainLanes _lanes;

    public PlainAnswers(GuidelineDescription guideline)
    {
        _ofRule = new DecisionResult?[guideline.Rules.Length];
        _ofStatus = new DecisionResult?[2 * guideline.Decisions.Length];
        _advice = [.. guideline.Rules.Select(rule => IsPlain(rule) ? [.. rule.Advice.Select(advice => Recommend(rule, advice))] : default(ImmutableArray<Recommendation>))];
        _lanes = new PlainLanes(guideline, rule => !_advice[rule].IsDefault);
    }

    /// <summary>What a rule advises to everyone to whom it is given; default where that takes thought.</summary>
    public ImmutableArray<Recommendation> AdviceOf(RuleDescription rule) => _advice[rule.Ordinal];

    /// <summary>The answers by what was looked up of a patient.</summary>
    /// <returns>False where they take thought.</returns>
    public bool TryTell(ulong certain, ulong possible, GuidelinePatient patient, Span<PlainAnswer> answers, Span<ulong> rules) =>
        _lanes.TryTell(certain, possible, patient, answers, out rules[0]);

    /// <summary>The answer of a visited decision.</summary>
    /// <param name="state">The memory with the patient.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="rules">Receives the rules that it gives.</param>
    /// <returns>False where it takes thought.</returns>
    public bool TryTell(EvaluationState state, DecisionDescription decision, out PlainAnswer answer, Span<ulong> rules)
    {
        answer = new PlainAnswer(DecisionStatus.OutOfScope);
        Truth scope = state.Holds(decision.ScopeRoot);
        return !scope.IsUnknown && !decision.Space.MayThaw(state) && (scope.IsFalse || TryRules(state, decision, out answer, rules));
    }

    /// <summary>An answer as an object.</summary>
    public DecisionResult Result(DecisionDescription decision, PlainAnswer answer, ReadOnlySpan<ulong> rules)
    {
        switch (answer.Status)
        {
            case DecisionStatus.OutOfScope:
                return _ofStatus[2 * decision.Index] ??= Make(decision, DecisionStatus.OutOfScope, [], null);
            case DecisionStatus.NoRecommendation:
                return _ofStatus[(2 * decision.Index) + 1] ??= Make(decision, DecisionStatus.NoRecommendation, [], null);
            case DecisionStatus.Silent:
                SilenceDescription silence = decision.Silences[answer.Silence];
                return _ofSilence.TryGetValue(silence, out DecisionResult? before)
                    ? before
                    : _ofSilence.GetOrAdd(silence, Make(decision, DecisionStatus.Silent, [], silence));
            case DecisionStatus.Decided:
                return Decided(decision, rules);
            case DecisionStatus.NeedsData:
            default:
                throw new InvalidOperationException($"No plain answer has the status {answer.Status}.");
        }
    }

    private DecisionResult Decided(DecisionDescription decision, ReadOnlySpan<ulong> rules)
    {
        ulong set = 0;
        int count = 0;
        RuleDescription? last = null;
        for (GivenRules given = new(rules, decision); given.MoveNext();)
        {
            last = given.Current;
            set |= 1UL << (last.Index & 63);
            count++;
        }

        if (count == 1)
        {
            return _ofRule[last!.Ordinal] ??= Make(decision, DecisionStatus.Decided, [last], null);
        }

        bool isKept = decision.Rules.Length <= 64;
        if (isKept && _ofRules.TryGetValue((decision.Index, set), out DecisionResult? known))
        {
            return known;
        }

        ImmutableArray<RuleDescription>.Builder all = ImmutableArray.CreateBuilder<RuleDescription>(count);
        for (GivenRules given = new(rules, decision); given.MoveNext();)
        {
            all.Add(given.Current);
        }

        DecisionResult result = Make(decision, DecisionStatus.Decided, all.MoveToImmutable(), null);
        if (isKept && _ofRules.Count < MostKept)
        {
            _ofRules.TryAdd((decision.Index, set), result);
        }

        return result;
    }

    private bool TryRules(EvaluationState state, DecisionDescription decision, out PlainAnswer answer, Span<ulong> rules)
    {
        answer = new PlainAnswer(DecisionStatus.Decided);
        bool isDecided = false;
        foreach (RuleDescription rule in decision.Rules)
        {
            Truth truth = IsGiven(state, decision, rule);
            if (truth.IsFalse)
            {
                continue;
            }

            if (truth.IsUnknown || _advice[rule.Ordinal].IsDefault)
            {
                return false;
            }

            isDecided = true;
            rules[rule.Ordinal >> 6] |= 1UL << (rule.Ordinal & 63);
            if (decision.Policy == ChoicePolicy.First)
            {
                break;
            }
        }

        return isDecided || TrySilence(state, decision, out answer);
    }

    private static bool TrySilence(EvaluationState state, DecisionDescription decision, out PlainAnswer answer)
    {
        Truth silent = Truth.False;
        answer = new PlainAnswer(DecisionStatus.NoRecommendation);
        for (int i = 0; i < decision.Silences.Length; i++)
        {
            Truth truth = state.Holds(decision.Silences[i].Root);
            if (truth.IsTrue && answer.Silence < 0)
            {
                answer = new PlainAnswer(DecisionStatus.Silent, i);
            }

            silent |= truth;
        }

        return !silent.IsUnknown;
    }

    private static Truth IsGiven(EvaluationState state, DecisionDescription decision, RuleDescription rule)
    {
        Truth truth = state.Holds(rule.Root);
        foreach (int winner in decision.OverriddenBy[rule.Index])
        {
            truth &= !state.Holds(decision.Rules[winner].Root);
        }

        return truth;
    }

    /// <summary>Whether what a rule advises is the same for every patient to whom it is given, and leaves the advice of other rules alone.</summary>
    private static bool IsPlain(RuleDescription rule) =>
        rule.Advice.All(advice => advice.IsFor && advice.Steps.All(step => step.Options.All(option => option.GuardRoot < 0)));

    private static Recommendation Recommend(RuleDescription rule, AdviceDescription advice) => new()
    {
        Rule = rule,
        Advice = advice,
        Steps =
        [
            .. advice.Steps.Select(step => new StepResult
            {
                Name = step.Name,
                Options = [.. step.Options.Select(option => option.Actions).Where(actions => !actions.IsEmpty)],
                OptionalActions = [.. step.Options.SelectMany(option => option.OptionalActions).Distinct()],
                Removed = [],
                Unconfirmed = [],
                AdvisedAgainst = [],
            }),
        ],
    };

    private DecisionResult Make(DecisionDescription decision, DecisionStatus status, ImmutableArray<RuleDescription> rules, SilenceDescription? silence) => new()
    {
        Decision = decision,
        Status = status,
        Rules = rules,
        PossibleRules = [],
        Needs = [],
        Recommendations = [.. rules.SelectMany(rule => AdviceOf(rule))],
        Silence = silence,
        Trace = null,
    };
}

/// <summary>The rules of one decision whose bits are set, in order.</summary>
internal ref struct GivenRules(ReadOnlySpan<ulong> rules, DecisionDescription decision)
{
    private readonly ReadOnlySpan<ulong> _rules = rules;
    private readonly int _first = decision.Rules.IsEmpty ? 0 : decision.Rules[0].Ordinal;
    private int _next;

    public RuleDescription Current { get; private set; } = null!;

    public bool MoveNext()
    {
        while (_next < decision.Rules.Length)
        {
            int ordinal = _first + _next;
            ulong word = _rules[ordinal >> 6] >> (ordinal & 63);
            if (word == 0)
            {
                _next += 64 - (ordinal & 63);
                continue;
            }

            _next += System.Numerics.BitOperations.TrailingZeroCount(word);
            if (_next < decision.Rules.Length)
            {
                Current = decision.Rules[_next++];
                return true;
            }
        }

        return false;
    }
}

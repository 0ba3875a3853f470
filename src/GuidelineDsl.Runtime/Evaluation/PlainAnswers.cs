using System.Collections.Concurrent;
using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The answers that need no thought: three-valued truth decides everything, and nothing that is advised depends on the patient any further. They
/// are made once and shared, for results never change.
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

    public PlainAnswers(GuidelineDescription guideline)
    {
        _ofRule = new DecisionResult?[guideline.Rules.Length];
        _ofStatus = new DecisionResult?[2 * guideline.Decisions.Length];
        _advice = [.. guideline.Rules.Select(rule => IsPlain(rule) ? [.. rule.Advice.Select(advice => Recommend(rule, advice))] : default(ImmutableArray<Recommendation>))];
    }

    /// <summary>The answer of a visited decision; null when it takes thought.</summary>
    public DecisionResult? TryAnswer(EvaluationState state, DecisionDescription decision)
    {
        Truth scope = state.Holds(decision.ScopeRoot);
        if (scope.IsUnknown || decision.Space.MayThaw(state))
        {
            return null;
        }

        return scope.IsFalse ? Nothing(decision, DecisionStatus.OutOfScope) : TryRules(state, decision);
    }

    private DecisionResult? TryRules(EvaluationState state, DecisionDescription decision)
    {
        RuleDescription? first = null;
        int count = 0;
        ulong set = 0;
        foreach (RuleDescription rule in decision.Rules)
        {
            Truth truth = IsGiven(state, decision, rule);
            if (truth.IsFalse)
            {
                continue;
            }

            if (truth.IsUnknown || _advice[rule.Ordinal].IsDefault)
            {
                return null;
            }

            first ??= rule;
            count++;
            set |= 1UL << (rule.Index & 63);
            if (decision.Policy == ChoicePolicy.First)
            {
                break;
            }
        }

        return count == 0 ? TrySilence(state, decision)
            : count == 1 ? _ofRule[first!.Ordinal] ??= Make(decision, DecisionStatus.Decided, [first], _advice[first.Ordinal], null)
            : decision.Rules.Length <= 64 && _ofRules.TryGetValue((decision.Index, set), out DecisionResult? known) ? known
            : Several(state, decision, set);
    }

    private DecisionResult Several(EvaluationState state, DecisionDescription decision, ulong set)
    {
        ImmutableArray<RuleDescription> rules = [.. decision.Rules.Where(rule => IsGiven(state, decision, rule).IsTrue)];
        DecisionResult result = Make(decision, DecisionStatus.Decided, rules, [.. rules.SelectMany(rule => _advice[rule.Ordinal])], null);
        if (decision.Rules.Length <= 64 && _ofRules.Count < MostKept)
        {
            _ofRules.TryAdd((decision.Index, set), result);
        }

        return result;
    }

    private DecisionResult? TrySilence(EvaluationState state, DecisionDescription decision)
    {
        Truth silent = Truth.False;
        SilenceDescription? known = null;
        foreach (SilenceDescription silence in decision.Silences)
        {
            Truth truth = state.Holds(silence.Root);
            known = known is null && truth.IsTrue ? silence : known;
            silent |= truth;
        }

        return silent.IsUnknown ? null
            : known is null ? Nothing(decision, DecisionStatus.NoRecommendation)
            : _ofSilence.TryGetValue(known, out DecisionResult? before) ? before
            : _ofSilence.GetOrAdd(known, Make(decision, DecisionStatus.Silent, [], [], known));
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

    private DecisionResult Nothing(DecisionDescription decision, DecisionStatus status) =>
        _ofStatus[(2 * decision.Index) + (status == DecisionStatus.OutOfScope ? 0 : 1)] ??= Make(decision, status, [], [], null);

    /// <summary>Whether what a rule advises is the same for every patient to whom it is given, and leaves the advice of other rules alone.</summary>
    private bool IsPlain(RuleDescription rule) =>
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

    private static DecisionResult Make(
        DecisionDescription decision,
        DecisionStatus status,
        ImmutableArray<RuleDescription> rules,
        ImmutableArray<Recommendation> recommendations,
        SilenceDescription? silence) => new()
        {
            Decision = decision,
            Status = status,
            Rules = rules,
            PossibleRules = [],
            Needs = [],
            Recommendations = recommendations,
            Silence = silence,
            Trace = null,
            IsShared = true,
        };
}

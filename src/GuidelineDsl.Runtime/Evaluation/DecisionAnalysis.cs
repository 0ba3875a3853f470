using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The answer of one decision for one patient. First by three-valued truth alone; where that leaves something open, by looking at
/// every way in which the unknown facts can turn out.
/// </summary>
internal sealed class DecisionAnalysis
{
    private readonly DecisionQuestion _question;
    private readonly HashSet<int> _certain = [];
    private readonly HashSet<int> _possible = [];
    private DecisionOutlook? _outlook;

    private DecisionAnalysis(DecisionDescription decision)
    {
        Decision = decision;
        _question = new DecisionQuestion(decision);
    }

    public DecisionDescription Decision { get; }

    public DecisionStatus Status { get; private set; }

    public ImmutableArray<int> Needs { get; private set; } = [];

    /// <summary>The declared silence that holds.</summary>
    public SilenceDescription? Silence { get; private set; }

    public static DecisionAnalysis Make(GuidelineEvaluator evaluator, EvaluationState state, DecisionDescription decision)
    {
        DecisionAnalysis analysis = new(decision);
        int outcome = analysis._question.Settle(state, final: false);
        if (outcome >= 0 && !decision.Space.MayThaw(state))
        {
            SettledAnswer answer = analysis._question.Answer(outcome);
            analysis.Status = answer.Status;
            analysis._certain.UnionWith(answer.Given);
        }
        else
        {
            analysis.LookAhead(evaluator, state);
        }

        if (analysis.Status == DecisionStatus.Silent)
        {
            analysis.Silence = decision.Silences.FirstOrDefault(silence => state.Holds(silence.Root).IsTrue);
        }

        return analysis;
    }

    public bool IsGiven(int rule) => _certain.Contains(rule);

    public bool IsPossible(int rule) => _possible.Contains(rule);

    /// <summary>The facts on which it depends whether a rule comes to be given.</summary>
    public ImmutableArray<int> NeedsOf(int rule) => _outlook?.NeedsOf(rule) ?? Needs;

    private void LookAhead(GuidelineEvaluator evaluator, EvaluationState state)
    {
        bool thaws = Decision.Space.MayThaw(state);
        if (DecisionOutlook.Find(evaluator, state, Decision, _question, thaws: false) is not { } now)
        {
            // Too much to look at; or the constraints leave nobody and are of no help: three-valued truth stands.
            Estimate(state);
            return;
        }

        Conclude(evaluator, state, now);
        _outlook = now;
        if (thaws && DecisionOutlook.Find(evaluator, state, Decision, _question, thaws: true) is { } later)
        {
            _outlook = later;
            _possible.UnionWith(later.Possible);
            _possible.ExceptWith(_certain);
        }

        if (Status == DecisionStatus.NeedsData || _possible.Count > 0 || _certain.Any(MayBeWithdrawn))
        {
            Needs = _outlook.Needs;
            if (Needs.IsEmpty)
            {
                Needs = now.Needs;
            }
        }
    }

    // A rule is given until one that overrides it holds: whether that will be is worth asking, also where the other would itself be overridden.
    private bool MayBeWithdrawn(int rule) => !Decision.OverriddenBy[rule].IsEmpty && _outlook?.IsAlwaysGiven(rule) == false;

    private void Conclude(GuidelineEvaluator evaluator, EvaluationState state, DecisionOutlook outlook)
    {
        _possible.UnionWith(outlook.Possible);
        if (outlook.IsInScope)
        {
            _certain.UnionWith(GivenNow(evaluator, state, outlook));
            _possible.ExceptWith(_certain);
        }

        Status = _certain.Count > 0 ? DecisionStatus.Decided : outlook.SilentStatus ?? DecisionStatus.NeedsData;
    }

    /// <summary>
    /// The rules that hold for certain and that no rule overrides for certain: what is only possible takes nothing away. A rule that is
    /// overridden however the rest turns out is not given.
    /// </summary>
    private IEnumerable<int> GivenNow(GuidelineEvaluator evaluator, EvaluationState state, DecisionOutlook outlook)
    {
        HashSet<int> holding = [];
        foreach (RuleDescription rule in Decision.Rules)
        {
            Truth truth = state.Holds(rule.Root);
            if (_possible.Contains(rule.Index)
                && (truth.IsTrue || (truth.IsUnknown && (outlook.IsAlwaysGiven(rule.Index) || HoldsAnyway(rule)))))
            {
                holding.Add(rule.Index);
            }
        }

        IEnumerable<int> given = holding.Where(rule => !Decision.OverriddenBy[rule].Any(holding.Contains)).Order();
        if (Decision.Policy != ChoicePolicy.First)
        {
            return given;
        }

        return given.Take(1).Where(first => !outlook.Possible.Any(rule => rule < first));

        // A rule that others override is not given everywhere although it may hold everywhere.
        bool HoldsAnyway(RuleDescription rule) =>
            !Decision.OverriddenBy[rule.Index].IsEmpty
            && CompletionSearch.Common(evaluator, state, new TruthQuestion(rule.Root, Decision.Space, Decision.Index, heedsConstraints: true))
                == TruthQuestion.Yes;
    }

    /// <summary>Three-valued truth alone, for more open possibilities than can be looked at: nothing wrong, but needs may be too many.</summary>
    private void Estimate(EvaluationState state)
    {
        bool inScope = state.Holds(Decision.ScopeRoot).IsTrue;
        bool openBefore = false;
        for (int i = 0; i < Decision.Rules.Length; i++)
        {
            Truth given = _question.IsGiven(state, i, final: false);
            bool holds = state.Holds(Decision.Rules[i].Root).IsTrue
                && !Decision.OverriddenBy[i].Any(winner => state.Holds(Decision.Rules[winner].Root).IsTrue);
            if (holds && inScope && !openBefore)
            {
                _certain.Add(i);
                if (Decision.Policy == ChoicePolicy.First)
                {
                    break;
                }
            }
            else if (given.IsPossible)
            {
                _possible.Add(i);
                openBefore |= Decision.Policy == ChoicePolicy.First;
            }
        }

        Status = _certain.Count > 0 ? DecisionStatus.Decided : DecisionStatus.NeedsData;
        Needs = [.. Decision.Space.AllFacts.Where(fact => !state.Known[fact].IsTrue)];
    }
}

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
    private OutcomeDiagram? _diagram;
    private ImmutableArray<SearchLevel> _levels = [];

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
    public ImmutableArray<int> NeedsOf(int rule)
    {
        if (_diagram is null)
        {
            return Needs;
        }

        OutcomeDiagram given = _diagram.Grouped(outcome => _question.Answer(outcome).Given.Contains(rule) ? 1 : 0);
        return SearchLevel.NeededFacts(given, _levels);
    }

    private void LookAhead(GuidelineEvaluator evaluator, EvaluationState state)
    {
        bool thaws = Decision.Space.MayThaw(state);
        if (CompletionSearch.Explore(evaluator, state, _question, thaws: false) is not { } now)
        {
            Estimate(state);
            return;
        }

        List<SettledAnswer> answers = [.. now.Diagram.Outcomes().Select(_question.Answer)];
        if (answers.Count == 0)
        {
            // The constraints leave nobody: they are of no help, and three-valued truth stands.
            Estimate(state);
            return;
        }

        Conclude(answers);
        if (answers.TrueForAll(answer => answer.Status != DecisionStatus.OutOfScope))
        {
            GiveUnlessCertainlyOverridden(evaluator, state);
        }

        (_diagram, _levels) = now;
        if (thaws && CompletionSearch.Explore(evaluator, state, _question, thaws: true) is { } later)
        {
            (_diagram, _levels) = later;
            _possible.UnionWith(later.Diagram.Outcomes().SelectMany(outcome => _question.Answer(outcome).Given));
            _possible.ExceptWith(_certain);
        }

        if (Status == DecisionStatus.NeedsData || _possible.Count > 0)
        {
            Needs = SearchLevel.NeededFacts(_diagram, _levels);
            if (Needs.IsEmpty)
            {
                Needs = SearchLevel.NeededFacts(now.Diagram, now.Levels);
            }
        }
    }

    /// <summary>
    /// A rule that certainly holds decides, even while a rule that overrides it might hold: that one is listed as possible, with the facts to ask for.
    /// </summary>
    private void GiveUnlessCertainlyOverridden(GuidelineEvaluator evaluator, EvaluationState state)
    {
        foreach (int rule in _possible.Where(rule => !Decision.OverriddenBy[rule].IsEmpty).Order().ToArray())
        {
            if (Decision.Policy == ChoicePolicy.First && (_certain.Count > 0 || _possible.Any(other => other < rule)))
            {
                return;
            }

            TruthQuestion holds = new(Decision.Rules[rule].Root, Decision.Space, Decision.Index, heedsConstraints: true);
            if (state.Holds(Decision.Rules[rule].Root).IsTrue
                || (CompletionSearch.Explore(evaluator, state, holds, thaws: false) is { } search && search.Diagram.Outcomes().All(outcome => outcome == TruthQuestion.Yes)))
            {
                _possible.Remove(rule);
                _certain.Add(rule);
                Status = DecisionStatus.Decided;
            }
        }
    }

    private void Conclude(List<SettledAnswer> answers)
    {
        _possible.UnionWith(answers.SelectMany(answer => answer.Given));
        if (answers.TrueForAll(answer => answer.Status == answers[0].Status && answer.Status is not DecisionStatus.Decided))
        {
            Status = answers[0].Status;
            return;
        }

        Status = DecisionStatus.NeedsData;
        if (answers.TrueForAll(answer => answer.Status != DecisionStatus.OutOfScope))
        {
            _certain.UnionWith(_possible.Where(rule => answers.TrueForAll(answer => answer.Given.Contains(rule))));
            _possible.ExceptWith(_certain);
            Status = _certain.Count > 0 ? DecisionStatus.Decided : DecisionStatus.NeedsData;
        }
    }

    /// <summary>Three-valued truth alone, for more open possibilities than can be looked at: nothing wrong, but needs may be too many.</summary>
    private void Estimate(EvaluationState state)
    {
        bool inScope = state.Holds(Decision.ScopeRoot).IsTrue;
        bool openBefore = false;
        for (int i = 0; i < Decision.Rules.Length; i++)
        {
            Truth given = _question.IsGiven(state, i, final: false);
            if (given.IsTrue && inScope && !openBefore)
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

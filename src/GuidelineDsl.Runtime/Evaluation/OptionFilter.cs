using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// What is left of each plan for one patient: options whose guard fails, or that another decision contraindicates, are removed; what
/// might still be removed is marked with the facts that decide it; what another decision advises to avoid is marked and stays.
/// </summary>
internal sealed class OptionFilter
{
    private readonly GuidelineEvaluator _evaluator;
    private readonly EvaluationState _state;
    private readonly List<Warning> _warnings = [];

    public OptionFilter(GuidelineEvaluator evaluator, EvaluationState state, ImmutableArray<DecisionAnalysis> analyses)
    {
        _evaluator = evaluator;
        _state = state;
        foreach (DecisionAnalysis analysis in analyses)
        {
            foreach (RuleDescription rule in analysis.Decision.RulesAgainst)
            {
                if (analysis.IsGiven(rule.Index) || analysis.IsPossible(rule.Index))
                {
                    AddWarnings(analysis, rule);
                }
            }
        }
    }

    public IEnumerable<Recommendation> Apply(RuleDescription rule) => rule.Advice.Select(advice => new Recommendation
    {
        Rule = rule,
        Advice = advice,
        Steps = [.. advice.Steps.Select(step => Apply(rule, advice, step))],
    });

    private StepResult Apply(RuleDescription rule, AdviceDescription advice, StepDescription step)
    {
        List<ImmutableArray<ActionDescription>> options = [];
        List<OptionRemark> removed = [];
        List<OptionRemark> unconfirmed = [];
        List<OptionRemark> against = [];
        foreach (OptionDescription option in step.Options)
        {
            (Truth guard, ImmutableArray<int> guardNeeds) = Guard(option);
            if (guard.IsFalse)
            {
                removed.Add(new OptionRemark(option.Actions, rule, []));
                continue;
            }

            ImmutableArray<ActionDescription> actions = option.Actions;
            if (advice.IsFor && !Survives(rule, option, ref actions, removed, unconfirmed, against))
            {
                continue;
            }

            if (guard.IsUnknown)
            {
                unconfirmed.Add(new OptionRemark(actions, rule, Facts(guardNeeds)));
            }

            if (!actions.IsEmpty)
            {
                options.Add(actions);
            }
        }

        HashSet<ActionDescription> left = [.. options.SelectMany(option => option)];
        return new StepResult
        {
            Name = step.Name,
            Options = [.. options],
            OptionalActions = [.. step.Options.SelectMany(option => option.OptionalActions).Distinct().Where(left.Contains)],
            Removed = [.. removed],
            Unconfirmed = [.. unconfirmed],
            AdvisedAgainst = [.. against],
        };
    }

    /// <summary>Applies the warnings of other decisions to one option; false when a needed part is contraindicated.</summary>
    private bool Survives(
        RuleDescription rule,
        OptionDescription option,
        ref ImmutableArray<ActionDescription> actions,
        List<OptionRemark> removed,
        List<OptionRemark> unconfirmed,
        List<OptionRemark> against)
    {
        List<Warning> met = [.. _warnings.Where(warning => warning.Rule.Decision != rule.Decision && warning.Actions.All(option.Actions.Contains))];
        List<Warning> forbidding = [.. met.Where(warning => warning.Forbids && warning.Needs.IsEmpty)];
        List<Warning> fatal = [.. forbidding.Where(warning => !warning.Actions.Any(option.OptionalActions.Contains))];
        if (fatal.Count > 0)
        {
            foreach (Warning warning in fatal.DistinctBy(warning => warning.Rule))
            {
                removed.Add(new OptionRemark(option.Actions, warning.Rule, []));
            }

            return false;
        }

        foreach (Warning warning in forbidding)
        {
            foreach (ActionDescription part in warning.Actions.Where(option.OptionalActions.Contains))
            {
                actions = actions.Remove(part);
                Add(removed, new OptionRemark([part], warning.Rule, []));
            }
        }

        foreach (Warning warning in met)
        {
            if (warning.Forbids && warning.Needs.IsEmpty)
            {
                continue;
            }

            // What touches only an optional part speaks of that part; a part that was dropped needs no further word.
            if (!warning.Actions.All(actions.Contains))
            {
                continue;
            }

            ImmutableArray<ActionDescription> optional = [.. warning.Actions.Where(option.OptionalActions.Contains)];
            Add(warning.Forbids ? unconfirmed : against, new OptionRemark(optional.IsEmpty ? actions : optional, warning.Rule, Facts(warning.Needs)));
        }

        return true;
    }

    private void AddWarnings(DecisionAnalysis analysis, RuleDescription rule)
    {
        ImmutableArray<int> ruleNeeds = analysis.IsGiven(rule.Index) ? [] : analysis.NeedsOf(rule.Index);
        foreach (AdviceDescription advice in rule.Advice.Where(advice => !advice.IsFor))
        {
            foreach (OptionDescription option in advice.Steps.SelectMany(step => step.Options))
            {
                (Truth guard, ImmutableArray<int> guardNeeds) = Guard(option);
                if (guard.IsPossible)
                {
                    _warnings.Add(new Warning(
                        rule, option.Actions, advice.Verb == AdviceVerb.Contraindicate, [.. ruleNeeds.Union(guardNeeds).Order()]));
                }
            }
        }
    }

    private (Truth Guard, ImmutableArray<int> Needs) Guard(OptionDescription option)
    {
        if (option.GuardRoot < 0)
        {
            return (Truth.True, []);
        }

        Truth truth = _state.Holds(option.GuardRoot);
        if (!truth.IsUnknown)
        {
            return (truth, []);
        }

        SearchSpace space = option.GuardSpace!;
        TruthQuestion question = new(option.GuardRoot, space, option.GuardDecision, heedsConstraints: true);
        if (CompletionSearch.Explore(_evaluator, _state, question, thaws: space.MayThaw(_state)) is not { } search)
        {
            return (Truth.Unknown, [.. space.AllFacts.Where(fact => !_state.Known[fact].IsTrue)]);
        }

        SortedSet<int> outcomes = search.Diagram.Outcomes();
        return outcomes.Count == 1
            ? (outcomes.Min == TruthQuestion.Yes, [])
            : (Truth.Unknown, SearchLevel.NeededFacts(search.Diagram, search.Levels));
    }

    private static void Add(List<OptionRemark> remarks, OptionRemark remark)
    {
        if (!remarks.Exists(other => other.By == remark.By && other.Option.AsSpan().SequenceEqual(remark.Option.AsSpan())))
        {
            remarks.Add(remark);
        }
    }

    private ImmutableArray<FactDescription> Facts(ImmutableArray<int> facts) => [.. facts.Select(fact => _state.Description.Facts[fact])];

    /// <summary>Advice against actions by one rule; with needs while it is open whether it applies.</summary>
    private sealed record Warning(RuleDescription Rule, ImmutableArray<ActionDescription> Actions, bool Forbids, ImmutableArray<int> Needs);
}

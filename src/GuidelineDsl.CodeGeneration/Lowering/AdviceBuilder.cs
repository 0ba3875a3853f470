using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>What rules advise, for the assembly's description.</summary>
internal sealed class AdviceBuilder
{
    private readonly CellFinder _cells;
    private readonly Dictionary<ClinicalAction, ActionDescription> _actions = [];

    public AdviceBuilder(GuidelineLayout layout, CellFinder cells)
    {
        _cells = cells;
        IEnumerable<Rule> rules = layout.Guideline.Decisions.SelectMany(decision => decision.Rules);
        IEnumerable<Advice> advice = rules.SelectMany(rule => rule.Advice);
        foreach (ClinicalAction action in advice.SelectMany(ActionsOf).Distinct().OrderBy(action => action.Ordinal))
        {
            _actions.Add(action, new ActionDescription(action.Id, action.Label, Name(action.Kind)));
        }
    }

    public ImmutableArray<ActionDescription> Actions => [.. _actions.Values];

    public ImmutableArray<AdviceDescription> Describe(Rule rule, DecisionLayout layout, int decision) =>
    [
        .. rule.Advice.Select(advice => new AdviceDescription
        {
            Verb = advice.Verb switch
            {
                Syntax.Nodes.AdviceVerb.Recommend => AdviceVerb.Recommend,
                Syntax.Nodes.AdviceVerb.Consider => AdviceVerb.Consider,
                Syntax.Nodes.AdviceVerb.Avoid => AdviceVerb.Avoid,
                Syntax.Nodes.AdviceVerb.Contraindicate => AdviceVerb.Contraindicate,
                _ => throw new InvalidOperationException($"No such verb: {advice.Verb}."),
            },
            Place = DescriptionBuilder.PlaceOf(advice.Location),
            Steps =
            [
                .. advice.Plan.Steps.Select(step => new StepDescription(
                    step.Name, [.. step.Options.Select(option => Describe(option, layout, decision))])),
            ],
            Qualifiers = Describe(advice.Qualifiers),
        }),
    ];

    private static IEnumerable<ClinicalAction> ActionsOf(Advice advice) =>
        advice.Plan.Steps.SelectMany(step => step.Options).SelectMany(option => option.Parts).Select(part => part.Action)
            .Concat(((TimeAnchor?[])[advice.Qualifiers.From, advice.Qualifiers.UntilTime]).OfType<TimeAnchor>().Select(anchor => anchor.Anchor));

    private OptionDescription Describe(PlanOption option, DecisionLayout layout, int decision)
    {
        int guard = option.Guard is { } condition ? layout.Guards.First(node => ReferenceEquals(node.Condition, condition)).Index : -1;
        return new OptionDescription
        {
            Actions = [.. option.Parts.Select(part => _actions[part.Action])],
            OptionalActions = [.. option.Parts.Where(part => part.IsOptional).Select(part => _actions[part.Action])],
            GuardRoot = guard,
            GuardDecision = guard < 0 ? -1 : decision,
            GuardSpace = option.Guard is { } root ? _cells.SpaceOf([root], withConstraints: true) : null,
        };
    }

    private QualifiersDescription Describe(Qualifiers qualifiers) => new()
    {
        IsPreferred = qualifiers.IsPreferred,
        InSelectedPatients = qualifiers.InSelectedPatients,
        SelectedPatients = qualifiers.SelectedPatients,
        Line = qualifiers.Line,
        Dose = Describe(qualifiers.Dose),
        Fraction = Describe(qualifiers.Fraction),
        Route = qualifiers.Route,
        Every = Describe(qualifiers.Every),
        For = Describe(qualifiers.For),
        From = Describe(qualifiers.From),
        UntilTime = Describe(qualifiers.UntilTime),
        Until = qualifiers.Until,
        IsLifelong = qualifiers.IsLifelong,
        Wording = qualifiers.Wording,
        Note = qualifiers.Note,
    };

    private static AmountDescription? Describe(Amount? amount) =>
        amount is null ? null : new AmountDescription(amount.Low, amount.High, amount.AtLeast, amount.Unit);

    private TimeAnchorDescription? Describe(TimeAnchor? anchor) =>
        anchor is null ? null : new TimeAnchorDescription(anchor.Offset, anchor.Unit, anchor.Before, _actions[anchor.Anchor]);

    private static string Name(ActionKind kind) => kind switch
    {
        ActionKind.Drug => "drug",
        ActionKind.Procedure => "procedure",
        ActionKind.Surgery => "surgery",
        ActionKind.Radiotherapy => "radiotherapy",
        ActionKind.Test => "test",
        ActionKind.Imaging => "imaging",
        ActionKind.FollowUp => "follow_up",
        ActionKind.Observation => "observation",
        ActionKind.Supportive => "supportive",
        ActionKind.Referral => "referral",
        ActionKind.Trial => "trial",
        ActionKind.Other => "other",
        _ => throw new InvalidOperationException($"No such kind of action: {kind}."),
    };
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>How strongly, and whether for or against.</summary>
public enum AdviceVerb
{
    /// <summary>Strongly for.</summary>
    Recommend,

    /// <summary>Weakly for.</summary>
    Consider,

    /// <summary>Weakly against.</summary>
    Avoid,

    /// <summary>Strongly against.</summary>
    Contraindicate,
}

/// <summary>One verb, one plan and how it is to be done.</summary>
public sealed class AdviceDescription
{
    /// <summary>The verb.</summary>
    public required AdviceVerb Verb { get; init; }

    /// <summary>The steps, one after another.</summary>
    public required ImmutableArray<StepDescription> Steps { get; init; }

    /// <summary>How it is to be done.</summary>
    public required QualifiersDescription Qualifiers { get; init; }

    /// <summary>Where it is written.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Whether it advises for its plan.</summary>
    public bool IsFor => Verb is AdviceVerb.Recommend or AdviceVerb.Consider;
}

/// <summary>One step of a plan.</summary>
/// <param name="Name">The step's name, where it has one.</param>
/// <param name="Options">Advised for: one of them. Advised against: every one of them.</param>
public sealed record StepDescription(string? Name, ImmutableArray<OptionDescription> Options);

/// <summary>Actions given together.</summary>
public sealed class OptionDescription
{
    /// <summary>The actions, in written order.</summary>
    public required ImmutableArray<ActionDescription> Actions { get; init; }

    /// <summary>Those of the actions that may be left out.</summary>
    public required ImmutableArray<ActionDescription> OptionalActions { get; init; }

    /// <summary>The condition on which the option depends, or -1.</summary>
    public required int GuardRoot { get; init; }

    /// <summary>What a search for the guard's truth branches on.</summary>
    public required SearchSpace? GuardSpace { get; init; }

    /// <summary>The decision with which the guard is visited, by index.</summary>
    public required int GuardDecision { get; init; }
}

/// <summary>A quantity or a range of quantities, as written.</summary>
/// <param name="Low">The value, or the lower end.</param>
/// <param name="High">The upper end; null for a single value or an open range.</param>
/// <param name="AtLeast">Whether the range is open above.</param>
/// <param name="Unit">The unit as written.</param>
public sealed record AmountDescription(Rational Low, Rational? High, bool AtLeast, string? Unit);

/// <summary>A time before or after an action.</summary>
/// <param name="Offset">How long.</param>
/// <param name="Unit">The unit of the offset.</param>
/// <param name="Before">Before the action, or after it.</param>
/// <param name="Anchor">The action.</param>
public sealed record TimeAnchorDescription(Rational Offset, string Unit, bool Before, ActionDescription Anchor);

/// <summary>How an advice is to be done. What is not stated is null or false.</summary>
public sealed record QualifiersDescription
{
    /// <summary>True for <c>preferred</c>, false for <c>alternative</c>.</summary>
    public bool? IsPreferred { get; init; }

    /// <summary>Whether only selected patients are meant.</summary>
    public bool InSelectedPatients { get; init; }

    /// <summary>Which patients are meant.</summary>
    public string? SelectedPatients { get; init; }

    /// <summary>The line of treatment.</summary>
    public int? Line { get; init; }

    /// <summary>The dose.</summary>
    public AmountDescription? Dose { get; init; }

    /// <summary>The dose of one fraction.</summary>
    public AmountDescription? Fraction { get; init; }

    /// <summary>The route.</summary>
    public string? Route { get; init; }

    /// <summary>The interval.</summary>
    public AmountDescription? Every { get; init; }

    /// <summary>The duration.</summary>
    public AmountDescription? For { get; init; }

    /// <summary>The beginning, relative to an action.</summary>
    public TimeAnchorDescription? From { get; init; }

    /// <summary>The end, relative to an action.</summary>
    public TimeAnchorDescription? UntilTime { get; init; }

    /// <summary>The end, in words.</summary>
    public string? Until { get; init; }

    /// <summary>Whether it is for life.</summary>
    public bool IsLifelong { get; init; }

    /// <summary>The source's own words of strength.</summary>
    public string? Wording { get; init; }

    /// <summary>A note.</summary>
    public string? Note { get; init; }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What a decision answers.</summary>
public enum DecisionStatus
{
    /// <summary>The patient is not in the decision's scope.</summary>
    OutOfScope,

    /// <summary>What is known does not decide it.</summary>
    NeedsData,

    /// <summary>At least one rule is given.</summary>
    Decided,

    /// <summary>The sources knowingly say nothing.</summary>
    Silent,

    /// <summary>No rule and no silence covers the patient: a gap.</summary>
    NoRecommendation,
}

/// <summary>The answer of a guideline for one patient.</summary>
public sealed class GuidelineResult
{
    internal GuidelineResult()
    {
    }

    /// <summary>The guideline.</summary>
    public required GuidelineDescription Guideline { get; init; }

    /// <summary>The day of the evaluation.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The patient's identifier, where one was given.</summary>
    public required string? PatientId { get; init; }

    /// <summary>The derived values, in order of declaration.</summary>
    public required ImmutableArray<DerivedResult> Derived { get; init; }

    /// <summary>The decisions, in written order.</summary>
    public required ImmutableArray<DecisionResult> Decisions { get; init; }

    internal bool PatientIdIsNumber { get; init; }

    /// <summary>The answer of the decision with this name.</summary>
    /// <exception cref="KeyNotFoundException">The guideline has no such decision.</exception>
    public DecisionResult this[string decision] =>
        Decisions.FirstOrDefault(result => result.Decision.Id == decision)
        ?? throw new KeyNotFoundException($"The guideline '{Guideline.Id}' has no decision '{decision}'.");
}

/// <summary>The answer of one decision.</summary>
public sealed class DecisionResult
{
    internal DecisionResult()
    {
    }

    /// <summary>The decision.</summary>
    public required DecisionDescription Decision { get; init; }

    /// <summary>What it answers.</summary>
    public required DecisionStatus Status { get; init; }

    /// <summary>The rules that are given.</summary>
    public required ImmutableArray<RuleDescription> Rules { get; init; }

    /// <summary>The rules that can still come to be given.</summary>
    public required ImmutableArray<RuleDescription> PossibleRules { get; init; }

    /// <summary>The facts that can still change the status or the rules, in order of declaration.</summary>
    public required ImmutableArray<FactDescription> Needs { get; init; }

    /// <summary>What the given rules advise.</summary>
    public required ImmutableArray<Recommendation> Recommendations { get; init; }

    /// <summary>The declared silence that holds; only with <see cref="DecisionStatus.Silent"/>.</summary>
    public required SilenceDescription? Silence { get; init; }

    /// <summary>Why; null when no trace was asked for.</summary>
    public required DecisionTrace? Trace { get; init; }

    internal DecisionResult With(TraceSource source) => new()
    {
        Decision = Decision,
        Status = Status,
        Rules = Rules,
        PossibleRules = PossibleRules,
        Needs = Needs,
        Recommendations = Recommendations,
        Silence = Silence,
        Trace = new DecisionTrace(source, Decision, Rules),
    };
}

/// <summary>One advice of a given rule, as it applies to this patient.</summary>
public sealed class Recommendation
{
    internal Recommendation()
    {
    }

    /// <summary>The rule.</summary>
    public required RuleDescription Rule { get; init; }

    /// <summary>The advice as the rule states it.</summary>
    public required AdviceDescription Advice { get; init; }

    /// <summary>Its steps, with what is left of their options.</summary>
    public required ImmutableArray<StepResult> Steps { get; init; }

    /// <summary>The verb.</summary>
    public AdviceVerb Verb => Advice.Verb;
}

/// <summary>One step of a recommendation for this patient.</summary>
public sealed class StepResult
{
    internal StepResult()
    {
    }

    /// <summary>The step's name, where it has one.</summary>
    public required string? Name { get; init; }

    /// <summary>The options that are left, unconfirmed ones included.</summary>
    public required ImmutableArray<ImmutableArray<ActionDescription>> Options { get; init; }

    /// <summary>The actions of options that may be left out.</summary>
    public required ImmutableArray<ActionDescription> OptionalActions { get; init; }

    /// <summary>Options and optional parts that are not available, each with the rule that removes it.</summary>
    public required ImmutableArray<OptionRemark> Removed { get; init; }

    /// <summary>Options that a rule might still remove, or whose own condition is open, with the facts to ask for.</summary>
    public required ImmutableArray<OptionRemark> Unconfirmed { get; init; }

    /// <summary>Options that another decision advises to avoid; with facts to ask for where that is open.</summary>
    public required ImmutableArray<OptionRemark> AdvisedAgainst { get; init; }
}

/// <summary>A remark on one option.</summary>
/// <param name="Option">The actions of the option, or the one optional part.</param>
/// <param name="By">The rule that is the reason.</param>
/// <param name="Needs">The facts that decide it; empty when it is decided.</param>
public sealed record OptionRemark(ImmutableArray<ActionDescription> Option, RuleDescription By, ImmutableArray<FactDescription> Needs);

/// <summary>A derived value for one patient.</summary>
/// <param name="Derived">What it is.</param>
/// <param name="Truth">The truth of a definition.</param>
/// <param name="Value">The value of a classification; null when undetermined.</param>
/// <param name="Low">The number, or a score's lower bound; null when undetermined.</param>
/// <param name="High">The number, or a score's upper bound; null when undetermined.</param>
public sealed record DerivedResult(DerivedDescription Derived, Truth Truth, NamedValueDescription? Value, Rational? Low, Rational? High)
{
    /// <summary>Whether the value is determined.</summary>
    public bool IsDetermined => Derived.Kind switch
    {
        DerivedKind.Definition => !Truth.IsUnknown,
        DerivedKind.Classification => Value is not null,
        DerivedKind.Score or DerivedKind.Number or DerivedKind.Date or DerivedKind.DateTime => Low is { } low && low == High,
        _ => throw new InvalidOperationException($"No such kind of derived value: {Derived.Kind}."),
    };

    /// <summary>The value in words; <c>unknown</c> when it is not determined.</summary>
    public string DescribeValue() => Derived.Kind switch
    {
        DerivedKind.Definition => Truth.ToString(),
        DerivedKind.Classification => Value?.Id ?? "unknown",
        DerivedKind.Score => IsDetermined ? Low!.Value.ToString() : $"{Low} to {High}",
        DerivedKind.Number => Low is { } number ? (Derived.Unit is null ? number.ToString() : $"{number} {Derived.Unit}") : "unknown",
        DerivedKind.Date => Low is { } day ? CalendarArithmetic.Describe(day, hasTime: false) : "unknown",
        DerivedKind.DateTime => Low is { } time ? CalendarArithmetic.Describe(time, hasTime: true) : "unknown",
        _ => throw new InvalidOperationException($"No such kind of derived value: {Derived.Kind}."),
    };
}

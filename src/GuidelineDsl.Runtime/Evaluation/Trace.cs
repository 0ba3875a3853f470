using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Why a decision answers as it does. It keeps the truth of every condition as it was for the patient; the words are put together when they are asked for.
/// </summary>
public sealed class DecisionTrace
{
    private readonly TraceSource _source;
    private readonly DecisionDescription _decision;
    private readonly ImmutableArray<RuleDescription> _given;
    private ConditionTrace? _scope;
    private ImmutableArray<RuleTrace> _rules;
    private ImmutableArray<ConditionTrace> _silences;
    private ImmutableArray<ConditionTrace> _guards;

    internal DecisionTrace(TraceSource source, DecisionDescription decision, ImmutableArray<RuleDescription> given)
    {
        _source = source;
        _decision = decision;
        _given = given;
    }

    internal TraceSource Source => _source;

    internal DecisionDescription Decision => _decision;

    internal ImmutableArray<RuleDescription> Given => _given;

    /// <summary>The scope's condition.</summary>
    public ConditionTrace Scope => _scope ??= _source.Trace(_decision.ScopeRoot);

    /// <summary>Each rule with its conditions.</summary>
    public ImmutableArray<RuleTrace> Rules =>
        _rules.IsDefault ? _rules = [.. _decision.Rules.Select(rule => _source.Trace(_decision, rule, _given))] : _rules;

    /// <summary>The conditions of the declared silences.</summary>
    public ImmutableArray<ConditionTrace> Silences =>
        _silences.IsDefault ? _silences = [.. _decision.Silences.Select(silence => _source.Trace(silence.Root))] : _silences;

    /// <summary>The conditions under which options of plans are possible, whether their rule was given or not.</summary>
    public ImmutableArray<ConditionTrace> Guards => _guards.IsDefault
        ? _guards =
        [
            .. _decision.Rules.SelectMany(rule => rule.Advice).SelectMany(advice => advice.Steps).SelectMany(step => step.Options)
                .Where(option => option.GuardRoot >= 0).Select(option => _source.Trace(option.GuardRoot)),
        ]
        : _guards;
}

/// <summary>Why a rule holds or not.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Truth">Whether it holds.</param>
/// <param name="OverriddenBy">The rules that win over it for this patient.</param>
/// <param name="Condition">Its condition.</param>
public sealed record RuleTrace(RuleDescription Rule, Truth Truth, ImmutableArray<RuleDescription> OverriddenBy, ConditionTrace Condition);

/// <summary>The truth of one condition, with the values that it read.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Truth">Its truth.</param>
/// <param name="Reads">What it read, with the value in words.</param>
/// <param name="Parts">The conditions that it is made of; a named condition is explained by the condition that it names.</param>
public sealed record ConditionTrace(
    ConditionDescription Condition, Truth Truth, ImmutableArray<ReadValue> Reads, ImmutableArray<ConditionTrace> Parts);

/// <summary>A value that a condition read.</summary>
/// <param name="Name">The fact or derived value.</param>
/// <param name="Value">Its value in words; <c>unknown</c> when it is not known.</param>
public sealed record ReadValue(string Name, string Value);

/// <summary>How a condition is made of others.</summary>
public enum ConditionKind
{
    /// <summary>A condition without parts.</summary>
    Leaf,

    /// <summary>All parts hold.</summary>
    All,

    /// <summary>At least one part holds.</summary>
    Any,

    /// <summary>The part does not hold.</summary>
    Not,

    /// <summary>A number of the parts hold.</summary>
    Count,
}

/// <summary>One condition of the guideline as its author wrote it.</summary>
public sealed class ConditionDescription
{
    /// <summary>The author's words.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>How it is made of its parts.</summary>
    public required ConditionKind Kind { get; init; }

    /// <summary>The parts, by index; they follow their whole.</summary>
    public required ImmutableArray<int> Parts { get; init; }

    /// <summary>The facts that a leaf reads itself, by index.</summary>
    public required ImmutableArray<int> Facts { get; init; }

    /// <summary>The derived values that a leaf reads, by index.</summary>
    public required ImmutableArray<int> Derived { get; init; }

    /// <summary>The possible members, by ordinal, on which a leaf over a set depends.</summary>
    public required ImmutableArray<int> Members { get; init; }

    /// <summary>The computed numbers that a leaf compares, by slot.</summary>
    public required ImmutableArray<int> Numbers { get; init; }

    /// <summary>Whether the leaf asks whether something is known.</summary>
    public required bool AsksWhetherKnown { get; init; }

    /// <summary>The words.</summary>
    public override string ToString() => Text;
}

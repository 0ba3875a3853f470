using System.Collections.Immutable;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>One clinical question and its rules. Without <c>for</c> the scope is <c>everyone</c>.</summary>
public sealed class Decision(
    string id,
    string label,
    Condition scope,
    ChoicePolicy policy,
    ImmutableArray<Rule> rules,
    ImmutableArray<Silence> silences,
    string? partialBecause,
    ImmutableArray<Remark> remarks,
    ImmutableArray<Allowance> allows,
    Location location)
    : Symbol(id, label, location)
{
    public Condition Scope { get; } = scope;

    public ChoicePolicy Policy { get; } = policy;

    public ImmutableArray<Rule> Rules { get; } = rules;

    public ImmutableArray<Silence> Silences { get; } = silences;

    public string? PartialBecause { get; } = partialBecause;

    public ImmutableArray<Remark> Remarks { get; } = remarks;

    public ImmutableArray<Allowance> Allows { get; } = allows;
}

/// <summary>
/// <paramref name="Condition"/> is the whole of it: <c>when C unless D</c> is <c>C and not D</c>, and <c>otherwise</c> is the negation of
/// all other rules. <see cref="Overrides"/> are indices into the decision's rules.
/// </summary>
public sealed class Rule(
    string id,
    string label,
    int index,
    Condition condition,
    bool isOtherwise,
    ImmutableArray<Advice> advice,
    Evidence? evidence,
    ImmutableArray<Citation> citations,
    string? because,
    ImmutableArray<int> overrides,
    ImmutableArray<Remark> remarks,
    ImmutableArray<Allowance> allows,
    Location location)
    : Symbol(id, label, location)
{
    public int Index { get; } = index;

    public Condition Condition { get; } = condition;

    public bool IsOtherwise { get; } = isOtherwise;

    public ImmutableArray<Advice> Advice { get; } = advice;

    public Evidence? Evidence { get; } = evidence;

    public ImmutableArray<Citation> Citations { get; } = citations;

    public string? Because { get; } = because;

    public ImmutableArray<int> Overrides { get; } = overrides;

    public ImmutableArray<Remark> Remarks { get; } = remarks;

    public ImmutableArray<Allowance> Allows { get; } = allows;
}

/// <summary>Patients for whom the source knowingly says nothing.</summary>
public sealed record Silence(Condition Condition, string Because, ImmutableArray<Citation> Citations, Location Location);

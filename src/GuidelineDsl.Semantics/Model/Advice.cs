using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>One verb, one plan, its qualifiers. A rule's items separated by commas become one advice each.</summary>
public sealed record Advice(AdviceVerb Verb, Plan Plan, Qualifiers Qualifiers, Location Location);

/// <summary>Steps one after another; a plan without <c>then</c> has one step.</summary>
public sealed record Plan(ImmutableArray<PlanStep> Steps);

/// <summary>
/// One of the options (advised for: choose one; advised against: every one). Choices inside combinations are multiplied out,
/// classes and regimens looked through.
/// </summary>
public sealed record PlanStep(string? Name, ImmutableArray<PlanOption> Options);

/// <summary>Parts given together, possible while <paramref name="Guard"/> holds (null: always). The order of parts is as written and has no meaning.</summary>
public sealed record PlanOption(ImmutableArray<PlanPart> Parts, Condition? Guard);

public sealed record PlanPart(ClinicalAction Action, bool IsOptional);

/// <summary>How it is to be done. Amounts keep the unit that was written.</summary>
public sealed record Qualifiers
{
    public static readonly Qualifiers None = new();

    /// <summary>True for <c>preferred</c>, false for <c>alternative</c>.</summary>
    public bool? IsPreferred { get; init; }

    public bool InSelectedPatients { get; init; }

    public string? SelectedPatients { get; init; }

    public int? Line { get; init; }

    public Amount? Dose { get; init; }

    public Amount? Fraction { get; init; }

    public string? Route { get; init; }

    public Amount? Every { get; init; }

    public Amount? For { get; init; }

    public TimeAnchor? From { get; init; }

    public TimeAnchor? UntilTime { get; init; }

    public string? Until { get; init; }

    public bool IsLifelong { get; init; }

    public string? Wording { get; init; }

    public string? Note { get; init; }
}

/// <summary>A quantity or a range; <paramref name="High"/> is null for a single value, or with <paramref name="AtLeast"/> for no upper end.</summary>
public sealed record Amount(Rational Low, Rational? High, bool AtLeast, string? Unit);

public sealed record TimeAnchor(Rational Offset, string Unit, bool Before, ClinicalAction Anchor);

/// <summary><c>esmo I A</c>, <c>nccn 2A</c>, <c>grade strong moderate</c>; <c>ungraded</c> has no grades.</summary>
public sealed record Evidence(string Scale, ImmutableArray<string> Grades);

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// What the analysis found: a diagnostic with the whole region, one witness inside it, and the rules involved.
/// For GDL5010 to GDL5012 the first of <see cref="Rules"/> is the subject.
/// </summary>
public sealed record Finding(DiagnosticDescriptor Descriptor, string Message, Location Location)
    : Diagnostic(Descriptor, Message, Location)
{
    public Guideline? Guideline { get; init; }

    public Decision? Decision { get; init; }

    public Classification? Classification { get; init; }

    public ImmutableArray<RuleReference> Rules { get; init; } = [];

    /// <summary>Boxes whose union is the region; facts that a box does not name are free.</summary>
    public ImmutableArray<Box> Region { get; init; } = [];

    /// <summary>The region in the editor's words, a line for each part; by the values of a classification where that is shorter.</summary>
    public ImmutableArray<string> RegionInWords { get; init; } = [];

    /// <summary>The same by facts alone, one line per box.</summary>
    public ImmutableArray<string> RegionInFacts => [.. Region.Select(Findings.BoxWriter.InWords)];

    /// <summary>Whether there are more boxes than <see cref="Region"/> lists.</summary>
    public bool IsTruncated { get; init; }

    public Patient? Witness { get; init; }

    /// <summary>The day the witness is advised on, where the finding depends on it.</summary>
    public DateOnly? WitnessToday { get; init; }

    /// <summary>What could be written next to answer the finding; written when it is asked for.</summary>
    public ImmutableArray<NextStep> NextSteps => WriteNextSteps?.Invoke(Guideline!, Decision, Witness!) ?? [];

    /// <summary>Written of the guideline, decision and witness as the finding has them, so that it holds of a later version, too.</summary>
    internal Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>>? WriteNextSteps { get; init; }

    /// <summary>The part of the scope's cells that the region takes, from 0 to 1; null where it was not counted.</summary>
    public Rational? Share { get; init; }
}

/// <summary>Where a next step is written: a rule or a silence inside the decision, a test at the end of the file.</summary>
public enum NextStepKind
{
    Rule,
    Silence,
    Test,
}

/// <summary>Something that could be written next, as .gdl text; what only the author knows is left as <c>to_be_named</c> or <c>…</c>.</summary>
public sealed record NextStep(NextStepKind Kind, string Title, string Text);

public sealed record RuleReference(Guideline Guideline, Decision Decision, Rule Rule);

/// <summary>A product of one part per fact, in the order of the facts.</summary>
public sealed record Box(ImmutableArray<(Fact Fact, FactPart Part)> Parts)
{
    /// <summary>What must hold besides: facts compared with one another and with the day of evaluation.</summary>
    public ImmutableArray<SumPart> Sums { get; init; } = [];
}

/// <summary>
/// The sum of facts (null: the day of evaluation), each in its own unit and times its coefficient, lies in the interval, which is in the unit of
/// the first fact; for differences of dates in days, with times of day in seconds.
/// </summary>
public sealed record SumPart(ImmutableArray<SumTerm> Terms, Interval Interval, bool IncludesUnknown);

/// <summary>A fact (null: the day of evaluation), moved by months, times a number.</summary>
public sealed record SumTerm(Fact? Fact, long Months, Rational Coefficient);

/// <summary>The part of a fact's values that a box takes.</summary>
public abstract record FactPart;

/// <summary>Some values of an enumeration (ordinals) or of a yes/no fact (0 is no, 1 is yes); and perhaps the unknown.</summary>
public sealed record ValuesPart(ValueSet Values, bool IncludesUnknown) : FactPart;

/// <summary>An interval of a number or date; on a fact with a resolution the ends are values of it and inclusive.</summary>
public sealed record IntervalPart(Interval Interval, bool IncludesUnknown) : FactPart;

/// <summary>Members that must be present and members that must be absent.</summary>
public sealed record SetPart(ValueSet Includes, ValueSet Excludes, bool IncludesUnknown) : FactPart
{
    /// <summary>Where not empty: at least one of these members must be present, too.</summary>
    public ValueSet IncludesAnyOf { get; init; } = new([]);
}

/// <summary>The fact is unknown.</summary>
public sealed record UnknownPart : FactPart;

/// <summary>A rule with a condition that the analysis does not decide, and why.</summary>
public sealed record NotAnalysed(Rule Rule, string Reason);

/// <summary>What was analysed of one decision.</summary>
/// <param name="IsAnalysed">The analysis finished.</param>
/// <param name="IsComplete">Nothing is open: the analysis finished without a gap, and what was not analysed is not needed to close one.</param>
/// <param name="OpenShare">The part of the scope's cells that no rule, silence or partial covers; null where it was not counted.</param>
public sealed record DecisionSummary(
    Guideline Guideline, Decision Decision, bool IsAnalysed, bool IsComplete, Rational? OpenShare, int Conflicts,
    ImmutableArray<NotAnalysed> NotAnalysed)
{
    /// <summary>Overlapping pairs of rules beyond those that are findings of their own.</summary>
    public int OverlapsNotTold { get; init; }

    /// <summary>Why the analysis stopped, where it did.</summary>
    public string? StoppedBecause { get; init; }
}

public sealed record AnalysisResult(ImmutableArray<Finding> Findings, ImmutableArray<DecisionSummary> Decisions);

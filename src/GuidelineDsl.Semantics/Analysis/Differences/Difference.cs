using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>Patients who are advised differently by the new text: what only the old answer says, what only the new one says, the whole region and one patient in it.</summary>
/// <param name="Before">The advice (or status) that only the old text gives these patients, in words.</param>
/// <param name="After">The same of the new text.</param>
/// <param name="WitnessBefore">Everything that the old text answers the witness.</param>
/// <param name="WitnessAfter">Everything that the new text answers the witness.</param>
public sealed record AdviceDifference(
    ImmutableArray<string> Before, ImmutableArray<string> After, ImmutableArray<Box> Region, ImmutableArray<string> RegionInWords,
    bool IsTruncated, Patient Witness, DateOnly? Today, ImmutableArray<string> WitnessBefore, ImmutableArray<string> WitnessAfter);

/// <summary>What became of one decision. <paramref name="IsComplete"/> is false when the search was stopped by its budget.</summary>
/// <param name="Guideline">The guideline, by its new name.</param>
/// <param name="Decision">The decision, by its new name; null when it is asked who is a patient at all.</param>
/// <param name="Before">The decision in the old text, null when it is new.</param>
/// <param name="After">The decision in the new text, null when it is gone.</param>
/// <param name="Differences">Each pair of different answers once.</param>
/// <param name="NotAnalysed">Why conditions could not be compared.</param>
public sealed record DecisionDifference(
    string Guideline, string? Decision, Decision? Before, Decision? After, ImmutableArray<AdviceDifference> Differences, bool IsComplete,
    ImmutableArray<string> NotAnalysed)
{
    public bool IsSame => Differences.IsEmpty && IsComplete && NotAnalysed.IsEmpty;
}

/// <summary>What became of something that is no group of patients: a fact, a rule, a citation.</summary>
public enum TextChange
{
    New,
    Removed,
    Renamed,

    /// <summary>A fact that allows all the values that it did, and more.</summary>
    Widened,

    /// <summary>A fact that allows only some of the values that it did.</summary>
    Narrowed,

    /// <summary>A fact that allows the same values under other names, in another unit or in another order.</summary>
    Rewritten,

    /// <summary>A fact that lost values and gained others.</summary>
    Changed,
}

/// <param name="Kind"><c>fact</c>, <c>constraint</c>, <c>decision</c>, <c>rule</c>, <c>citation</c> or <c>source</c>.</param>
/// <param name="Name">Its new name; the old one of what is gone.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Detail">What it was and is; empty when there is nothing more to say.</param>
public sealed record TextDifference(string Kind, string Name, TextChange Change, string Detail);

/// <param name="Patients">Who is accepted as a patient by one text only, one for each guideline whose constraints differ in that.</param>
/// <param name="Decisions">What became of every decision.</param>
/// <param name="Texts">New, removed and changed facts, rules and citations.</param>
public sealed record ModelDifference(ImmutableArray<DecisionDifference> Patients, ImmutableArray<DecisionDifference> Decisions, ImmutableArray<TextDifference> Texts)
{
    /// <summary>
    /// Whether some patient is advised differently, or that could not be excluded. Who is accepted by one text only is advised by one text only.
    /// </summary>
    public bool ChangesAdvice => Patients.Any(p => !p.IsSame) || Decisions.Any(d => !d.IsSame)
        || Texts.Any(t => t.Kind == "fact" && t.Change is TextChange.Widened or TextChange.Narrowed or TextChange.Changed);
}

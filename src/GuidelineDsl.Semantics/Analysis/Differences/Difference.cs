using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>Patients who are advised differently by the new text: the old answer, the new one, the whole region and one patient in it.</summary>
/// <param name="Before">The advice (or status) before, in words.</param>
/// <param name="After">The same after.</param>
public sealed record AdviceDifference(
    ImmutableArray<string> Before, ImmutableArray<string> After, ImmutableArray<Box> Region, ImmutableArray<string> RegionInWords,
    bool IsTruncated, Patient Witness, DateOnly? Today);

/// <summary>What became of one decision. <paramref name="IsComplete"/> is false when the search was stopped by its budget.</summary>
public sealed record DecisionDifference(
    string Guideline, string Decision, ImmutableArray<AdviceDifference> Differences, bool IsComplete, ImmutableArray<string> NotAnalysed)
{
    public bool IsSame => Differences.IsEmpty && IsComplete && NotAnalysed.IsEmpty;
}

/// <summary>Something that was added, removed or changed and is no patient group: a fact, a rule, a citation.</summary>
public sealed record TextDifference(string Kind, string Name, string Change);

public sealed record ModelDifference(ImmutableArray<DecisionDifference> Decisions, ImmutableArray<TextDifference> Texts)
{
    /// <summary>Whether some patient is advised differently, or that could not be excluded.</summary>
    public bool ChangesAdvice => Decisions.Any(d => !d.IsSame);
}

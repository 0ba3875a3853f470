using GuidelineDsl.Semantics.Analysis.Search;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>What is kept of the analysis of a decision for that of its next edit: what is proved of some of its rules whatever the others say.</summary>
/// <param name="Frame">All but the decision that the analysis depends on.</param>
/// <param name="Open">Whom its rules leave out.</param>
/// <param name="Overlapping">Which of its rules hold for the same patients.</param>
/// <param name="Characters">Of the text, which the facts hold.</param>
internal sealed record DecisionBasis(string Frame, OpenPart? Open, OverlappingRules? Overlapping, int Characters)
{
    /// <summary>How many numbers it takes, roughly.</summary>
    public long Size { get; } = (Open?.Size ?? 0) + (Overlapping?.Size ?? 0) + (Characters / 4);
}

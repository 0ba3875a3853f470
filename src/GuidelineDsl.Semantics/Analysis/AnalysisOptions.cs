using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>What is analysed and how much work it may cost.</summary>
public sealed record AnalysisOptions
{
    public static readonly AnalysisOptions Default = new();

    /// <summary>Report every box of a region, however many there are.</summary>
    public bool AllRegions { get; init; }

    /// <summary>Otherwise at most so many.</summary>
    public int RegionCap { get; init; } = 100;

    /// <summary>Work allowed for each decision, in steps of the search; the same input stops at the same place.</summary>
    public long StepsPerDecision { get; init; } = 200_000_000;

    /// <summary>Time allowed for each decision.</summary>
    public TimeSpan TimePerDecision { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Report, as information, what the order of a <c>choose first</c> decision hides.</summary>
    public bool ShowOrder { get; init; }

    /// <summary>The decisions to analyse; null for all. Contradictions with the others are then left out.</summary>
    public Func<Guideline, Decision, bool>? Filter { get; init; }

    internal int EffectiveRegionCap => AllRegions ? int.MaxValue : RegionCap;
}

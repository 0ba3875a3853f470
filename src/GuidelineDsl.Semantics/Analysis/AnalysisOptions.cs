using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>The questions that the analysis asks.</summary>
[Flags]
public enum AnalysisParts
{
    /// <summary>Whom the rules of a decision leave out: regions and a witness.</summary>
    GapRegions = 1,

    /// <summary>How much of the scope that is.</summary>
    GapShare = 2,

    /// <summary>Rules of a <c>choose one</c> decision that hold for the same patients.</summary>
    Overlaps = 4,

    /// <summary>Rules and silences that never hold, are hidden or superfluous.</summary>
    Rules = 8,

    /// <summary>Parts of conditions that change nothing, and classifications.</summary>
    Conditions = 16,

    /// <summary>What decisions say together.</summary>
    Together = 32,

    All = GapRegions | GapShare | Overlaps | Rules | Conditions | Together,
}

/// <summary>What is analysed and how much work it may cost.</summary>
public sealed record AnalysisOptions
{
    public static readonly AnalysisOptions Default = new();

    /// <summary>Report every box of a region, however many there are.</summary>
    public bool AllRegions { get; init; }

    /// <summary>Otherwise at most so many.</summary>
    public int RegionCap { get; init; } = 100;

    /// <summary>So many overlapping pairs of one decision are told each by itself; of more, only the number. <see cref="AllRegions"/> lifts this, too.</summary>
    public int OverlapCap { get; init; } = 1_000;

    /// <summary>Work allowed for each decision, in steps of the search; the same input stops at the same place.</summary>
    public long StepsPerDecision { get; init; } = 200_000_000;

    /// <summary>Time allowed for each decision.</summary>
    public TimeSpan TimePerDecision { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Report, as information, what the order of a <c>choose first</c> decision hides.</summary>
    public bool ShowOrder { get; init; }

    /// <summary>Findings of earlier checks, to be used again for decisions that have not changed.</summary>
    public AnalysisCache? Cache { get; init; }

    /// <summary>What is asked.</summary>
    public AnalysisParts Parts { get; init; } = AnalysisParts.All;

    /// <summary>The decisions to analyse; null for all. Contradictions with the others are then left out.</summary>
    public Func<Guideline, Decision, bool>? Filter { get; init; }

    /// <summary>From so many rules on a decision is worth a second thread, and what is proved of it is kept for its next edit.</summary>
    internal int ManyRules { get; init; } = 100;

    internal int EffectiveOverlapCap => AllRegions ? int.MaxValue : OverlapCap;

    internal int EffectiveRegionCap => AllRegions ? int.MaxValue : RegionCap;
}

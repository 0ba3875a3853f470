namespace GuidelineDsl.Benchmarks.Evaluation;

internal enum Differentiation
{
    Well,
    Poor,
}

internal enum Sstr
{
    Positive,
    Negative,
}

internal enum Extent
{
    Localised,
    LocallyAdvanced,
    Metastatic,
}

internal enum Site
{
    Pancreas,
    SmallBowel,
    Lung,
    Other,
}

internal enum Ecog
{
    P0,
    P1,
    P2,
    P3,
    P4,
}

/// <summary>A patient as applications have them.</summary>
internal sealed class PlainPatient
{
    public double? Ki67 { get; init; }

    public double? Age { get; init; }

    public double? Gfr { get; init; }

    public Differentiation? Differentiation { get; init; }

    public Sstr? Sstr { get; init; }

    public Extent? Extent { get; init; }

    public Site? Site { get; init; }

    public Ecog? Ecog { get; init; }

    public bool? Resectable { get; init; }
}

/// <summary>A patient with exact numbers.</summary>
internal sealed class DecimalPatient
{
    public decimal? Ki67 { get; init; }

    public decimal? Age { get; init; }

    public decimal? Gfr { get; init; }

    public Differentiation? Differentiation { get; init; }

    public Sstr? Sstr { get; init; }

    public Extent? Extent { get; init; }

    public Site? Site { get; init; }

    public Ecog? Ecog { get; init; }

    public bool? Resectable { get; init; }
}

/// <summary>A patient as whole numbers: steps of a number with -1 for unknown; named values from 1 with 0 for unknown.</summary>
internal struct CodedPatient
{
    public int Ki67;
    public int Age;
    public int Gfr;
    public byte Differentiation;
    public byte Sstr;
    public byte Extent;
    public byte Site;
    public byte Ecog;
    public byte Resectable;
}

/// <summary>The same as an object of its own, as patients mostly are.</summary>
internal sealed class ObjectPatient(CodedPatient facts)
{
    public CodedPatient Facts = facts;
}

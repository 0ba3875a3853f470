using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>
/// A condition over cells, negations pushed to the leaves. Formulas are shared: one factory makes each of them once, so that identity is equality.
/// </summary>
internal abstract class Formula(int id)
{
    public int Id { get; } = id;

    /// <summary>Whether a leaf below is undecided where its fact is unknown.</summary>
    public bool HasOpenLeaves { get; protected init; }

    /// <summary>Whether a leaf below is an <see cref="Unsettled"/>.</summary>
    public bool HasUnsettledLeaves { get; protected init; }

    /// <summary>Number of leaves when written out as a tree, capped.</summary>
    public int Size { get; protected init; } = 1;
}

internal sealed class Decided(int id, bool value) : Formula(id)
{
    public bool Value { get; } = value;

    public override string ToString() => Value ? "true" : "false";
}

/// <summary>
/// The variable lies in <see cref="Cells"/>. Where <see cref="Open"/> is given the leaf is undecided on the unknown cell: it would then hold
/// if the fact's value lay in <see cref="Open"/>, a set of known cells.
/// </summary>
internal sealed class CellTest : Formula
{
    public CellTest(int id, Variable variable, CellSet cells, CellSet? open)
        : base(id)
    {
        Variable = variable;
        Cells = cells;
        Open = open;
        HasOpenLeaves = open is not null;
    }

    public Variable Variable { get; }

    public CellSet Cells { get; }

    public CellSet? Open { get; }

    public override string ToString() => $"{Variable}∈{Cells}{(Open is null ? "" : "?" + Open)}";
}

/// <summary>True or false, nobody knows.</summary>
internal sealed class Unsettled : Formula
{
    public Unsettled(int id, string? reason)
        : base(id)
    {
        Reason = reason;
        HasUnsettledLeaves = true;
    }

    public string? Reason { get; }

    public override string ToString() => "?";
}

internal sealed class Junction : Formula
{
    public Junction(int id, bool isConjunction, Formula[] parts)
        : base(id)
    {
        IsConjunction = isConjunction;
        Parts = parts;
        int size = 0;
        foreach (Formula part in parts)
        {
            HasOpenLeaves |= part.HasOpenLeaves;
            HasUnsettledLeaves |= part.HasUnsettledLeaves;
            size = Math.Min(int.MaxValue / 2, size + part.Size);
        }

        Size = size;
    }

    public bool IsConjunction { get; }

    public Formula[] Parts { get; }

    public override string ToString() => "(" + string.Join<Formula>(IsConjunction ? " & " : " | ", Parts) + ")";
}

/// <summary>The weights of the lines that hold add up to a number in the set; counting is points with weight one.</summary>
internal sealed class Points : Formula
{
    public Points(int id, (Rational Weight, Formula Part)[] lines, IntervalSet values)
        : base(id)
    {
        Lines = lines;
        Values = values;
        int size = 0;
        foreach ((_, Formula part) in lines)
        {
            HasOpenLeaves |= part.HasOpenLeaves;
            HasUnsettledLeaves |= part.HasUnsettledLeaves;
            size = Math.Min(int.MaxValue / 2, size + part.Size);
        }

        Size = size;
    }

    public (Rational Weight, Formula Part)[] Lines { get; }

    public IntervalSet Values { get; }

    public override string ToString() => $"points({string.Join(", ", Lines)})";
}

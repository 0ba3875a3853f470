using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Cells;

internal enum VariableKind
{
    YesNo,
    Value,
    Number,

    /// <summary>Whether one mentioned value is a member of a set.</summary>
    Member,

    /// <summary>Whether any value that no condition mentions is a member of a set.</summary>
    OtherMember,

    /// <summary>The value of an expression over several facts, cut like a number; its cells depend on those facts.</summary>
    Term,
}

/// <summary>
/// One dimension of the space of patients, cut into cells on which no condition changes. The unknown, where it is asked for, is the last cell.
/// </summary>
internal sealed class Variable
{
    private long[]? _weightBelow;

    public required int Index { get; init; }

    public required VariableKind Kind { get; init; }

    /// <summary>The fact; null for the day of evaluation and for terms.</summary>
    public Fact? Fact { get; init; }

    /// <summary>Number of cells, the unknown included.</summary>
    public required int Count { get; init; }

    public bool HasUnknown { get; init; }

    /// <summary>Whether neighbouring cells belong together, as for numbers and ordered values.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>How many elementary cells each cell holds.</summary>
    public required ImmutableArray<long> Weights { get; init; }

    /// <summary>For values: the ordinals in each cell.</summary>
    public ImmutableArray<ValueSet> Values { get; init; } = [];

    /// <summary>For numbers, dates and terms: the interval of each cell.</summary>
    public ImmutableArray<Interval> Intervals { get; init; } = [];

    /// <summary>For numbers, dates and terms: for each cut the first cell behind it.</summary>
    public IReadOnlyDictionary<Cut, int>? FirstAfter { get; init; }

    public NumberDomain? Domain { get; init; }

    /// <summary>For a member: the ordinal of the value. For other members: of the first value that no condition mentions.</summary>
    public int Member { get; init; }

    /// <summary>For terms: what is computed.</summary>
    public LinearForm? Form { get; init; }

    /// <summary>For terms: where the author first compares it.</summary>
    public Location? Origin { get; init; }

    public int KnownCount => HasUnknown ? Count - 1 : Count;

    /// <summary>Small enough for the search to hold its sets in one word.</summary>
    public bool IsSmall => Count <= 64;

    public CellSet Full => CellSet.Full(Count);

    public CellSet Known => CellSet.Full(KnownCount);

    /// <summary>How many elementary cells the cells before one hold together.</summary>
    public long WeightBelow(int cell)
    {
        if (_weightBelow is null)
        {
            long[] sums = new long[Count + 1];
            for (int i = 0; i < Count; i++)
            {
                sums[i + 1] = sums[i] + Weights[i];
            }

            _weightBelow = sums;
        }

        return _weightBelow[cell];
    }

    /// <summary>For values: the cells of those.</summary>
    public CellSet CellsOf(ValueSet values)
    {
        if (!IsSmall)
        {
            return CellSet.Of(Enumerable.Range(0, KnownCount).Where(c => values.Contains(Values[c].Ordinals[0])));
        }

        ulong bits = 0;
        for (int cell = 0; cell < KnownCount; cell++)
        {
            bits |= values.Contains(Values[cell].Ordinals[0]) ? 1UL << cell : 0;
        }

        return CellSet.FromBits(bits);
    }

    public override string ToString() => Kind switch
    {
        VariableKind.Member => $"{Fact}.{Member}",
        VariableKind.OtherMember => $"{Fact}.other",
        _ => Fact?.Id ?? Form?.ToString() ?? "today",
    };
}

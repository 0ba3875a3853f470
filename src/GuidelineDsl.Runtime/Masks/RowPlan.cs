using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// The lookups that answer one patient. Every condition of interest has a lane: a bit in a row of words. For each table the patient's bins
/// choose a row with the lanes that this alone still allows; the rows are ANDed, once for "certainly" and once for "possibly". Lanes that
/// no table can decide are finished by a few gates over other lanes.
/// </summary>
/// <param name="Circuit">The conditions.</param>
/// <param name="LaneCount">How many lanes there are.</param>
/// <param name="Tables">What is looked up.</param>
/// <param name="Gates">What is left to do, in order.</param>
/// <param name="Decisions">The lanes of each decision.</param>
/// <param name="Constraints">The lanes of the constraints. The lane of a rule is its ordinal.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RowPlan(
    Circuit Circuit,
    int LaneCount,
    ImmutableArray<RowTable> Tables,
    ImmutableArray<LaneGate> Gates,
    ImmutableArray<DecisionNodes> Decisions,
    ImmutableArray<int> Constraints)
{
    /// <summary>How many words a row has.</summary>
    public int Words => (LaneCount + 63) / 64;
}

/// <summary>A lane as an input of a gate.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="IsNegated">Whether it counts when it does not hold.</param>
/// <param name="Weight">How much it counts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LaneInput(int Lane, bool IsNegated, long Weight);

/// <summary>A condition over lanes that its own lane is ANDed with.</summary>
/// <param name="Target">Its own lane.</param>
/// <param name="Minimum">The sum that the inputs that hold must reach: 1 is "or", the sum of all weights is "and".</param>
/// <param name="Inputs">The inputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LaneGate(int Target, long Minimum, ImmutableArray<LaneInput> Inputs);

/// <summary>The rows of one axis, or of two axes together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowTable
{
    private readonly List<(int Lane, Plane Plane)> _planes = [];
    private readonly List<(int Lane, ImmutableArray<Truth> Truths)> _others = [];

    internal RowTable(ImmutableArray<int> axes, int cells)
    {
        Axes = axes;
        Cells = cells;
    }

    /// <summary>The axes whose bins choose the row.</summary>
    public ImmutableArray<int> Axes { get; }

    /// <summary>How many rows there are. With two axes the second one counts fastest.</summary>
    public int Cells { get; }

    /// <summary>Whether the row of one bin is the same for "certainly" and "possibly" except in bin 0.</summary>
    internal bool IsSingle => Axes.Length == 1;

    internal void Add(int lane, Plane plane) => _planes.Add((lane, plane));

    internal void Add(int lane, ImmutableArray<Truth> truths) => _others.Add((lane, truths));

    /// <summary>The rows, one after another: the lanes that certainly hold, or those that possibly do, as far as this table knows.</summary>
    public ulong[] Rows(int words, bool certain)
    {
        ulong[] rows = new ulong[Cells * words];
        ulong[] row = new ulong[words];
        Array.Fill(row, ulong.MaxValue);
        List<(int Bin, int Lane)> changes = [];
        foreach (IGrouping<int, Plane> lane in _planes.GroupBy(entry => entry.Lane, entry => entry.Plane))
        {
            List<BinRange> ranges = Intersection(lane);
            row[lane.Key >> 6] &= ~(1UL << (lane.Key & 63));
            foreach (BinRange range in ranges)
            {
                changes.Add((range.First, lane.Key));
                changes.Add((range.Last + 1, lane.Key));
            }
        }

        changes.Sort();
        int next = 0;
        for (int cell = 0; cell < Cells; cell++)
        {
            for (; next < changes.Count && changes[next].Bin == cell; next++)
            {
                int lane = changes[next].Lane;
                row[lane >> 6] ^= 1UL << (lane & 63);
            }

            row.CopyTo(rows, cell * words);
        }

        if (IsSingle)
        {
            UnknownRow(words, certain).CopyTo(rows, 0);
        }

        foreach ((int lane, ImmutableArray<Truth> truths) in _others)
        {
            for (int cell = 0; cell < Cells; cell++)
            {
                if (certain ? !truths[cell].IsTrue : !truths[cell].IsPossible)
                {
                    rows[(cell * words) + (lane >> 6)] &= ~(1UL << (lane & 63));
                }
            }
        }

        return rows;
    }

    /// <summary>Of a table with one axis the row of bin 0 alone.</summary>
    internal ulong[] UnknownRow(int words, bool certain)
    {
        ulong[] row = new ulong[words];
        Array.Fill(row, ulong.MaxValue);
        foreach ((int lane, Truth truth) in _planes.Select(entry => (entry.Lane, entry.Plane.WhenUnknown)).Concat(_others.Select(entry => (entry.Lane, entry.Truths[0]))))
        {
            if (certain ? !truth.IsTrue : !truth.IsPossible)
            {
                row[lane >> 6] &= ~(1UL << (lane & 63));
            }
        }

        return row;
    }

    private static List<BinRange> Intersection(IEnumerable<Plane> planes)
    {
        List<BinRange>? common = null;
        foreach (Plane plane in planes)
        {
            common = common is null ? [.. plane.Bins] : Intersection(common, plane.Bins);
        }

        return common!;
    }

    private static List<BinRange> Intersection(List<BinRange> a, ImmutableArray<BinRange> b)
    {
        List<BinRange> common = [];
        for (int i = 0, j = 0; i < a.Count && j < b.Length;)
        {
            BinRange both = new(Math.Max(a[i].First, b[j].First), Math.Min(a[i].Last, b[j].Last));
            if (both.First <= both.Last)
            {
                common.Add(both);
            }

            if (a[i].Last < b[j].Last)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }
}

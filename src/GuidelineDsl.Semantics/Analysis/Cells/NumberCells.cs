using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Cells;

/// <summary>The cells of a number that an interval set takes. Its ends are among the variable's cuts, so a cell lies inside or outside.</summary>
internal static class NumberCells
{
    public static CellSet Of(Variable variable, IntervalSet set)
    {
        CellSet cells = CellSet.Empty;
        foreach (Interval interval in set.Intervals)
        {
            int first = interval.From is { } from ? FirstFrom(variable, from, interval.FromInclusive) : 0;
            int last = interval.To is { } to ? FirstFrom(variable, to, !interval.ToInclusive) - 1 : variable.KnownCount - 1;
            CellSet range = CellSet.Range(first, last);
            cells = cells.IsEmpty ? range : cells.Union(range);
        }

        return cells;
    }

    /// <summary>The cell that holds the value; where none does, the one before.</summary>
    public static int At(Variable variable, Rational value)
    {
        int low = 0;
        int high = variable.KnownCount - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            Interval cell = variable.Intervals[middle];
            if (cell.From is not { } from || (cell.FromInclusive ? from <= value : from < value))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    // The first cell that lies above the cut: all of its values are greater than (or, when inclusive, equal to) the value.
    private static int FirstFrom(Variable variable, Rational value, bool inclusive)
    {
        if (variable.FirstAfter is { } known && known.TryGetValue(new Cut(value, !inclusive), out int first))
        {
            return first;
        }

        int low = 0;
        int high = variable.KnownCount;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (LiesAbove(variable.Intervals[middle], value, inclusive))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static bool LiesAbove(Interval cell, Rational value, bool inclusive)
    {
        if (cell.From is not { } from)
        {
            return false;
        }

        int order = from.CompareTo(value);
        return order > 0 || (order == 0 && (inclusive || !cell.FromInclusive));
    }
}

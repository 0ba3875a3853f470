using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>
/// How the cells of one variable before an edit lie to those after it. A cell now is looked at as its lowest value, which lay in one cell before:
/// what holds alike before and after the edit, and is the same all over a cell now, is what it was in that cell.
/// </summary>
internal sealed class AxisMap
{
    private readonly Variable _before;
    private readonly Variable _now;

    // Of each cell now: the first and the last of the cells before that it has values of, and of a small variable their bits.
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly ulong[] _touched;

    private AxisMap(Variable before, Variable now, int[] first, int[] last, ulong[] touched)
    {
        _before = before;
        _now = now;
        _first = first;
        _last = last;
        _touched = touched;
    }

    /// <summary>Null where the two are cut in ways that are not compared.</summary>
    public static AxisMap? Between(Variable before, Variable now)
    {
        if (before.HasUnknown != now.HasUnknown || before.IsSmall != now.IsSmall)
        {
            return null;
        }

        int[] first = new int[now.Count];
        int[] last = new int[now.Count];
        ulong[] touched = new ulong[now.Count];
        for (int cell = 0; cell < now.KnownCount; cell++)
        {
            (first[cell], last[cell]) = (cell, cell);
        }

        switch (now.Kind)
        {
            case VariableKind.Number:
                Compare(before, now, first, last);
                break;
            case VariableKind.Value when !before.Values.SequenceEqual(now.Values):
                if (!now.IsSmall)
                {
                    return null;
                }

                for (int cell = 0; cell < now.KnownCount; cell++)
                {
                    int[] own = [.. now.Values[cell].Ordinals.Select(o => CellOf(before, o))];
                    first[cell] = own[0];
                    touched[cell] = own.Aggregate(0UL, (bits, c) => bits | 1UL << c);
                }

                break;
        }

        if (now.HasUnknown)
        {
            first[^1] = last[^1] = before.Count - 1;
        }

        for (int cell = 0; cell < now.Count && now.IsSmall; cell++)
        {
            touched[cell] |= touched[cell] == 0 ? CellSet.Range(first[cell], last[cell]).Bits : 0;
        }

        return new AxisMap(before, now, first, last, touched);
    }

    /// <summary>Whether a set of cells before and a set of cells now hold the same values.</summary>
    public bool IsSame(CellSet before, CellSet now)
    {
        if (_now.IsSmall)
        {
            for (int cell = 0; cell < _now.Count; cell++)
            {
                ulong common = _touched[cell] & before.Bits;
                if ((common != 0) != now.Contains(cell) || (common != 0 && common != _touched[cell]))
                {
                    return false;
                }
            }

            return true;
        }

        if (before.RangeCount != now.RangeCount)
        {
            return false;
        }

        for (int i = 0; i < now.RangeCount; i++)
        {
            ((int fromBefore, int toBefore), (int from, int to)) = (before[i], now[i]);
            bool isSame = _first[from] == fromBefore && (from == 0 || _last[from - 1] < fromBefore)
                && _last[to] == toBefore && (to == _now.Count - 1 || _first[to + 1] > toBefore);
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The cells now whose lowest value lay in the part before; null where there are none.</summary>
    public ulong? Of(ulong before)
    {
        if (_now.IsSmall)
        {
            ulong bits = 0;
            for (int cell = 0; cell < _now.Count; cell++)
            {
                bits |= (before >> _first[cell] & 1) << cell;
            }

            return bits == 0 ? null : bits;
        }

        int from = FirstFrom(_first, Part.First(_before, before));
        int to = FirstFrom(_first, Part.Last(_before, before) + 1) - 1;
        return from > to ? null : Part.Range(from, to);
    }

    /// <summary>All cells now that have values of the part before.</summary>
    public ulong Around(ulong before)
    {
        if (_now.IsSmall)
        {
            ulong bits = 0;
            for (int cell = 0; cell < _now.Count; cell++)
            {
                bits |= (_touched[cell] & before) != 0 ? 1UL << cell : 0;
            }

            return bits;
        }

        int from = FirstFrom(_last, Part.First(_before, before));
        int to = FirstFrom(_first, Part.Last(_before, before) + 1) - 1;
        return Part.Range(Math.Min(from, _now.Count - 1), Math.Max(from, to));
    }

    // Both are in order: the cell before that holds the beginning of each cell now, and the one that holds its end.
    private static void Compare(Variable before, Variable now, int[] first, int[] last)
    {
        int at = 0;
        for (int cell = 0; cell < now.KnownCount; cell++)
        {
            while (at + 1 < before.KnownCount && CompareBeginnings(before.Intervals[at + 1], now.Intervals[cell]) <= 0)
            {
                at++;
            }

            first[cell] = at;
            if (cell > 0)
            {
                bool beginsThere = CompareBeginnings(before.Intervals[at], now.Intervals[cell]) == 0;
                last[cell - 1] = Math.Max(first[cell - 1], beginsThere ? at - 1 : at);
            }
        }

        last[now.KnownCount - 1] = before.KnownCount - 1;
    }

    private static int CompareBeginnings(Interval a, Interval b)
    {
        if (a.From is not { } x || b.From is not { } y)
        {
            return a.From is null ? b.From is null ? 0 : -1 : 1;
        }

        int order = x.CompareTo(y);
        return order != 0 ? order : b.FromInclusive.CompareTo(a.FromInclusive);
    }

    private static int CellOf(Variable variable, int ordinal)
    {
        int cell = 0;
        while (!variable.Values[cell].Contains(ordinal))
        {
            cell++;
        }

        return cell;
    }

    // The first place in an ordered array whose number is not below.
    private static int FirstFrom(int[] ordered, int number)
    {
        int place = Array.BinarySearch(ordered, number);
        if (place < 0)
        {
            return ~place;
        }

        while (place > 0 && ordered[place - 1] == number)
        {
            place--;
        }

        return place;
    }
}

using System.Numerics;

namespace GuidelineDsl.Semantics.Analysis.Cells;

/// <summary>
/// Some of the cells of one variable, as sorted ranges of cell numbers. Immutable; equal sets are equal values.
/// A set over at most 64 cells is also one word of bits, which is what the search works on.
/// </summary>
internal sealed class CellSet : IEquatable<CellSet>
{
    private readonly int[] _ends;

    private CellSet(int[] ends)
    {
        _ends = ends;
        Bits = ToBits(ends);
    }

    public static CellSet Empty { get; } = new([]);

    /// <summary>The cells below 64 as bits; the whole set when its variable has no more.</summary>
    public ulong Bits { get; }

    public bool IsEmpty => _ends.Length == 0;

    public int RangeCount => _ends.Length / 2;

    public int First => _ends[0];

    public int Last => _ends[^1];

    public static CellSet Full(int count) => Range(0, count - 1);

    public static CellSet Range(int first, int last) => first > last ? Empty : new([first, last]);

    public static CellSet Single(int cell) => new([cell, cell]);

    public static CellSet Of(IEnumerable<int> cells)
    {
        List<int> ends = [];
        foreach (int cell in new SortedSet<int>(cells))
        {
            if (ends.Count > 0 && ends[^1] == cell - 1)
            {
                ends[^1] = cell;
            }
            else
            {
                ends.Add(cell);
                ends.Add(cell);
            }
        }

        return ends.Count == 0 ? Empty : new([.. ends]);
    }

    public static CellSet FromBits(ulong bits)
    {
        List<int> ends = [];
        while (bits != 0)
        {
            int first = BitOperations.TrailingZeroCount(bits);
            ulong shifted = bits >> first;
            int length = BitOperations.TrailingZeroCount(~shifted);
            ends.Add(first);
            ends.Add(first + length - 1);
            if (first + length >= 64)
            {
                break;
            }

            bits &= ulong.MaxValue << (first + length);
        }

        return ends.Count == 0 ? Empty : new([.. ends]);
    }

    public (int First, int Last) this[int range] => (_ends[2 * range], _ends[(2 * range) + 1]);

    public bool Contains(int cell)
    {
        for (int i = 0; i < _ends.Length; i += 2)
        {
            if (cell < _ends[i])
            {
                return false;
            }

            if (cell <= _ends[i + 1])
            {
                return true;
            }
        }

        return false;
    }

    public bool IsFull(int count) => _ends.Length == 2 && _ends[0] == 0 && _ends[1] == count - 1;

    public int Count()
    {
        int count = 0;
        for (int i = 0; i < _ends.Length; i += 2)
        {
            count += _ends[i + 1] - _ends[i] + 1;
        }

        return count;
    }

    public IEnumerable<int> Cells()
    {
        for (int i = 0; i < _ends.Length; i += 2)
        {
            for (int cell = _ends[i]; cell <= _ends[i + 1]; cell++)
            {
                yield return cell;
            }
        }
    }

    public CellSet Complement(int count)
    {
        List<int> ends = [];
        int next = 0;
        for (int i = 0; i < _ends.Length; i += 2)
        {
            if (_ends[i] > next)
            {
                ends.Add(next);
                ends.Add(_ends[i] - 1);
            }

            next = _ends[i + 1] + 1;
        }

        if (next < count)
        {
            ends.Add(next);
            ends.Add(count - 1);
        }

        return ends.Count == 0 ? Empty : new([.. ends]);
    }

    public CellSet Union(CellSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        List<int> ends = [];
        int i = 0;
        int j = 0;
        while (i < _ends.Length || j < other._ends.Length)
        {
            bool fromThis = j >= other._ends.Length || (i < _ends.Length && _ends[i] <= other._ends[j]);
            (int first, int last) = fromThis ? (_ends[i], _ends[i + 1]) : (other._ends[j], other._ends[j + 1]);
            if (fromThis)
            {
                i += 2;
            }
            else
            {
                j += 2;
            }

            if (ends.Count > 0 && first <= ends[^1] + 1)
            {
                ends[^1] = Math.Max(ends[^1], last);
            }
            else
            {
                ends.Add(first);
                ends.Add(last);
            }
        }

        return new([.. ends]);
    }

    public CellSet Intersect(CellSet other)
    {
        List<int> ends = [];
        int i = 0;
        int j = 0;
        while (i < _ends.Length && j < other._ends.Length)
        {
            int first = Math.Max(_ends[i], other._ends[j]);
            int last = Math.Min(_ends[i + 1], other._ends[j + 1]);
            if (first <= last)
            {
                ends.Add(first);
                ends.Add(last);
            }

            if (_ends[i + 1] < other._ends[j + 1])
            {
                i += 2;
            }
            else
            {
                j += 2;
            }
        }

        return ends.Count == 0 ? Empty : new([.. ends]);
    }

    public bool Overlaps(CellSet other) => !Intersect(other).IsEmpty;

    public bool Equals(CellSet? other) => other is not null && _ends.AsSpan().SequenceEqual(other._ends);

    public override bool Equals(object? obj) => Equals(obj as CellSet);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int end in _ends)
        {
            hash.Add(end);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        "{" + string.Join(",", Enumerable.Range(0, RangeCount).Select(i => this[i].First == this[i].Last ? $"{this[i].First}" : $"{this[i].First}-{this[i].Last}")) + "}";

    private static ulong ToBits(int[] ends)
    {
        ulong bits = 0;
        for (int i = 0; i < ends.Length && ends[i] < 64; i += 2)
        {
            int length = Math.Min(ends[i + 1], 63) - ends[i] + 1;
            bits |= (length == 64 ? ulong.MaxValue : (1UL << length) - 1) << ends[i];
        }

        return bits;
    }
}

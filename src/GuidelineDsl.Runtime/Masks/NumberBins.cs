using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// The bin of a number by a table: who has which value follows no pattern, so that a search would mispredict nearly every step. Where limits lie far apart, a place
/// of the table stands for many codes, and only the limits within it are searched.
/// </summary>
internal sealed class NumberBins
{
    private const int MostPlaces = 4096;

    private readonly long[] _limits;
    private readonly int[] _upTo;
    private readonly long _first;
    private readonly int _shift;

    /// <param name="limits">The codes at which a new bin begins, sorted.</param>
    public NumberBins(ImmutableArray<long> limits)
    {
        _limits = [.. limits];
        if (_limits.Length == 0)
        {
            _upTo = [0];
            return;
        }

        _first = _limits[0];
        ulong span = Beyond(_limits[^1]);
        while (span >> _shift >= MostPlaces)
        {
            _shift++;
        }

        _upTo = new int[(int)(span >> _shift) + 1];
        int next = 0;
        for (int place = 0; place < _upTo.Length; place++)
        {
            while (next < _limits.Length && PlaceOf(_limits[next]) == place)
            {
                next++;
            }

            _upTo[place] = next;
        }
    }

    /// <summary>The bin of a known number: one more than there are limits up to it.</summary>
    public int BinOf(long code)
    {
        if (code < _first)
        {
            return 1;
        }

        int place = PlaceOf(code);
        if ((uint)place >= (uint)_upTo.Length)
        {
            return _limits.Length + 1;
        }

        int end = _upTo[place];
        return (_shift == 0 ? end : Search(place == 0 ? 0 : _upTo[place - 1], end, code)) + 1;
    }

    private int Search(int start, int end, long code)
    {
        int found = _limits.AsSpan(start, end - start).BinarySearch(code);
        return start + (found >= 0 ? found + 1 : ~found);
    }

    private ulong Beyond(long code) => (ulong)code - (ulong)_first;

    private int PlaceOf(long code) => (int)Math.Min(Beyond(code) >> _shift, int.MaxValue);
}

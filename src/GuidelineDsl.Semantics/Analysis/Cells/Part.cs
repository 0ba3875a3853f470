using System.Numerics;
using System.Runtime.CompilerServices;

namespace GuidelineDsl.Semantics.Analysis.Cells;

/// <summary>
/// The cells of one variable that a region takes, in one word: bits for a small variable, otherwise the first cell in the low half and the
/// last in the high half.
/// </summary>
internal static class Part
{
    public const int False = -1;
    public const int Mixed = 0;
    public const int True = 1;

    public static ulong Full(Variable variable) => variable.IsSmall
        ? variable.Count == 64 ? ulong.MaxValue : (1UL << variable.Count) - 1
        : Range(0, variable.Count - 1);

    public static ulong Range(int first, int last) => (uint)first | ((ulong)(uint)last << 32);

    public static int First(Variable variable, ulong part) => variable.IsSmall ? BitOperations.TrailingZeroCount(part) : (int)(uint)part;

    public static int Last(Variable variable, ulong part) => variable.IsSmall ? 63 - BitOperations.LeadingZeroCount(part) : (int)(part >> 32);

    public static int Count(Variable variable, ulong part) => variable.IsSmall
        ? BitOperations.PopCount(part)
        : Last(variable, part) - First(variable, part) + 1;

    public static ulong Single(Variable variable, int cell) => variable.IsSmall ? 1UL << cell : Range(cell, cell);

    public static CellSet ToCells(Variable variable, ulong part) => variable.IsSmall
        ? CellSet.FromBits(part)
        : CellSet.Range(First(variable, part), Last(variable, part));

    /// <summary>The part for the cells; of a large variable they must be one range.</summary>
    public static ulong Of(Variable variable, CellSet cells) => variable.IsSmall ? cells.Bits : Range(cells.First, cells.Last);

    public static bool Contains(Variable variable, ulong part, int cell) => variable.IsSmall
        ? (part >> cell & 1) != 0
        : cell >= (int)(uint)part && cell <= (int)(part >> 32);

    /// <summary>Whether two parts have a cell in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(bool isSmall, ulong a, ulong b) =>
        isSmall ? (a & b) != 0 : (int)(uint)a <= (int)(b >> 32) && (int)(uint)b <= (int)(a >> 32);

    /// <summary>What two parts that meet have in common.</summary>
    public static ulong Common(bool isSmall, ulong a, ulong b) =>
        isSmall ? a & b : Range(Math.Max((int)(uint)a, (int)(uint)b), Math.Min((int)(a >> 32), (int)(b >> 32)));

    /// <summary>What is left of a part without another that it meets: nothing, one part or two.</summary>
    public static IEnumerable<ulong> Without(Variable variable, ulong part, ulong other)
    {
        if (variable.IsSmall)
        {
            return (part & ~other) == 0 ? [] : [part & ~other];
        }

        (int first, int last) = (First(variable, part), Last(variable, part));
        (int from, int to) = (First(variable, other), Last(variable, other));
        return [.. from > first ? [Range(first, from - 1)] : Array.Empty<ulong>(), .. to < last ? [Range(to + 1, last)] : Array.Empty<ulong>()];
    }

    /// <summary>Whether all of the part lies in the cells, none of it, or some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Test(bool isSmall, ulong part, CellSet cells)
    {
        if (isSmall)
        {
            ulong common = part & cells.Bits;
            return common == 0 ? False : common == part ? True : Mixed;
        }

        return TestRange((int)(uint)part, (int)(part >> 32), cells);
    }

    private static int TestRange(int first, int last, CellSet cells)
    {
        for (int i = 0; i < cells.RangeCount; i++)
        {
            (int from, int to) = cells[i];
            if (to < first)
            {
                continue;
            }

            return from > last ? False : from <= first && last <= to ? True : Mixed;
        }

        return False;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// The tests of many rows, variable by variable, so that whether each row is apart from a box in a variable is asked of several rows at once. A small
/// variable has the bits of a row's cells; a large one its first and its last cell, and where there are holes between them the cells themselves.
/// </summary>
internal sealed class BoxColumns
{
    private readonly VariableSet _variables;
    private readonly long[][] _low;
    private readonly long[][] _high;
    private readonly List<(int Row, CellSet Cells)>[] _withHoles;

    public BoxColumns(VariableSet variables, IReadOnlyList<Row> rows)
    {
        _variables = variables;
        Count = rows.Count;
        _low = new long[variables.Count][];
        _high = new long[variables.Count][];
        _withHoles = new List<(int, CellSet)>[variables.Count];
        foreach (Variable variable in variables)
        {
            _low[variable.Index] = new long[Count];
            Array.Fill(_low[variable.Index], variable.IsSmall ? -1L : 0L);
            _high[variable.Index] = variable.IsSmall ? [] : new long[Count];
            Array.Fill(_high[variable.Index], variable.Count - 1);
            _withHoles[variable.Index] = [];
        }

        for (int row = 0; row < Count; row++)
        {
            foreach (CellTest test in rows[row].Tests!)
            {
                Set(test, row);
            }
        }
    }

    public int Count { get; }

    /// <summary>Sets the variable's bit for the rows that are apart from the part in it, and clears it for the others.</summary>
    public void Mark(int variable, ulong part, ulong[] apart)
    {
        ulong bit = 1UL << variable;
        Span<long> low = _low[variable];
        int done = _variables[variable].IsSmall ? MarkSmall(low, (long)part, (long)bit, apart) : MarkLarge(low, _high[variable], part, (long)bit, apart);
        for (int row = done; row < Count; row++)
        {
            bool isApart = _variables[variable].IsSmall ? (low[row] & (long)part) == 0 : low[row] > (long)(part >> 32) || _high[variable][row] < (long)(uint)part;
            apart[row] = isApart ? apart[row] | bit : apart[row] & ~bit;
        }

        foreach ((int row, CellSet cells) in _withHoles[variable])
        {
            apart[row] = Part.Test(isSmall: false, part, cells) == Part.False ? apart[row] | bit : apart[row] & ~bit;
        }
    }

    private static int MarkSmall(Span<long> cells, long part, long bit, ulong[] apart)
    {
        Vector<long> parts = new(part);
        Vector<long> bits = new(bit);
        Span<Vector<long>> marks = MemoryMarshal.Cast<ulong, Vector<long>>(apart.AsSpan());
        Span<Vector<long>> wide = MemoryMarshal.Cast<long, Vector<long>>(cells);
        for (int i = 0; i < wide.Length; i++)
        {
            marks[i] = Vector.AndNot(marks[i], bits) | (Vector.Equals(wide[i] & parts, Vector<long>.Zero) & bits);
        }

        return wide.Length * Vector<long>.Count;
    }

    private static int MarkLarge(Span<long> low, Span<long> high, ulong part, long bit, ulong[] apart)
    {
        Vector<long> first = new((long)(uint)part);
        Vector<long> last = new((long)(part >> 32));
        Vector<long> bits = new(bit);
        Span<Vector<long>> marks = MemoryMarshal.Cast<ulong, Vector<long>>(apart.AsSpan());
        Span<Vector<long>> lows = MemoryMarshal.Cast<long, Vector<long>>(low);
        Span<Vector<long>> highs = MemoryMarshal.Cast<long, Vector<long>>(high);
        for (int i = 0; i < lows.Length; i++)
        {
            marks[i] = Vector.AndNot(marks[i], bits) | ((Vector.GreaterThan(lows[i], last) | Vector.LessThan(highs[i], first)) & bits);
        }

        return lows.Length * Vector<long>.Count;
    }

    private void Set(CellTest test, int row)
    {
        int variable = test.Variable.Index;
        if (test.Variable.IsSmall)
        {
            _low[variable][row] = (long)test.Cells.Bits;
            return;
        }

        _low[variable][row] = test.Cells.First;
        _high[variable][row] = test.Cells.Last;
        if (test.Cells.RangeCount > 1)
        {
            _withHoles[variable].Add((row, test.Cells));
        }
    }
}

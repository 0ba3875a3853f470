using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// What blocks the growth of a box, where the blocking rows are boxes themselves: a row blocks a variable when it is apart from the box in that
/// variable alone. One pass over the rows tells in which variables each is apart; growing a variable then only strikes it out.
/// </summary>
internal sealed class BoxGrowth
{
    // Several rows are looked at at once, and each with a few instructions.
    private const int RowsPerStep = 16;

    private readonly IReadOnlyList<Row> _rows;
    private readonly BoxColumns _columns;
    private readonly ulong[] _apart;

    public BoxGrowth(IReadOnlyList<Row> rows, BoxColumns columns, ulong[] box, Budget budget)
    {
        _rows = rows;
        _columns = columns;
        _apart = new ulong[rows.Count];
        budget.Spend(1 + (rows.Count / RowsPerStep));
        for (int variable = 0; variable < box.Length; variable++)
        {
            columns.Mark(variable, box[variable], _apart);
        }
    }

    public static bool Suits(VariableSet variables) => variables.Count <= 64 && variables.Theory is null;

    /// <summary>Whether no row stands between the box and all values of the variable.</summary>
    public bool IsFree(int variable) => !_apart.AsSpan().Contains(1UL << variable);

    /// <summary>The box now takes this part of the variable.</summary>
    public void Grown(Variable variable, ulong part) => _columns.Mark(variable.Index, part, _apart);

    /// <summary>Of the cells that are not the box's own, those into which it cannot grow; of a large variable only the nearest ones.</summary>
    public CellSet Blocked(Variable variable, ulong own)
    {
        ulong bits = 0;
        int below = -1;
        int above = variable.Count;
        int first = Part.First(variable, own);
        int last = Part.Last(variable, own);
        Span<ulong> apart = _apart;
        int next;
        for (int r = 0; (next = apart[r..].IndexOf(1UL << variable.Index)) >= 0; r++)
        {
            r += next;
            CellSet cells = _rows[r].TestOf(variable.Index)!.Cells;
            bits |= cells.Bits;
            for (int i = 0; i < cells.RangeCount && !variable.IsSmall; i++)
            {
                (int from, int to) = cells[i];
                below = to < first ? Math.Max(below, to) : below;
                above = from > last ? Math.Min(above, from) : above;
            }
        }

        return variable.IsSmall
            ? CellSet.FromBits(bits)
            : CellSet.Range(0, below).Union(CellSet.Range(above, variable.Count - 1));
    }
}

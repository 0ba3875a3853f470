using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// What a list of rows leaves open, as few wide boxes. Every open region of the search is grown, fact by fact, to a maximal box: it may
/// reach into what is outside the question, but not into what a blocking row covers. Boxes that the others make superfluous are dropped.
/// </summary>
internal sealed class RegionFinder
{
    private readonly VariableSet _variables;
    private readonly IReadOnlyList<Row> _rows;
    private readonly FormulaFactory _formulas;
    private readonly Budget _budget;
    private readonly RegionEvaluator _evaluator = new();
    private readonly List<Row> _blocking;
    private readonly List<Row> _blockingBoxes;
    private readonly List<Row> _blockingOthers;
    private readonly List<Row> _outside;
    private BoxColumns? _columns;
    private readonly int[] _growthOrder;
    private readonly Dictionary<Row, CoverSearch> _complements = [];
    private readonly OpenPart? _open;

    /// <param name="variables">The space.</param>
    /// <param name="rows">What covers it.</param>
    /// <param name="formulas">Of the space.</param>
    /// <param name="budget">Stops the work.</param>
    /// <param name="open">What the rows leave open, where that is known beforehand: it shortens the search.</param>
    public RegionFinder(VariableSet variables, IReadOnlyList<Row> rows, FormulaFactory formulas, Budget budget, OpenPart? open = null)
    {
        _open = open;
        _variables = variables;
        _rows = rows;
        _formulas = formulas;
        _budget = budget;
        _blocking = [.. rows.Where(r => !r.IsOutside)];
        _blockingBoxes = [.. _blocking.Where(r => r.Tests is not null)];
        _blockingOthers = [.. _blocking.Where(r => r.Tests is null)];
        _outside = [.. rows.Where(r => r.IsOutside)];
        _growthOrder =
        [
            .. variables
                .OrderBy(v => v.Kind is VariableKind.Number or VariableKind.Term)
                .ThenBy(v => _blocking.Count(r => r.DependsOn(v.Index)))
                .ThenByDescending(v => v.Index)
                .Select(v => v.Index),
        ];
    }

    public ulong[] WholeSpace => [.. _variables.Select(Part.Full)];

    /// <summary>The boxes, widest first, and whether there are more than the cap.</summary>
    public (List<ulong[]> Boxes, bool IsTruncated) Find(int cap)
    {
        List<ulong[]> boxes = [];
        List<(ulong[] Box, Row Row)> found = [];
        bool done = new CoverSearch(_variables, _rows, _budget, _open?.Boxes).Run(WholeSpace, open =>
        {
            while (Rest(open, found) is { } piece)
            {
                if (boxes.Count >= cap)
                {
                    return false;
                }

                ulong[] box = Grow(piece);
                boxes.Add(box);
                found.Add((box, RowOf(box)));
            }

            return true;
        });
        return (Ordered(done ? WithoutSuperfluous(boxes) : boxes), !done);
    }

    /// <summary>The first open region in the order of the search, or null.</summary>
    public ulong[]? FindAny(ulong[] within)
    {
        ulong[]? any = null;
        new CoverSearch(_variables, _rows, _budget).Run(within, open =>
        {
            any = [.. open];
            return false;
        });
        return any;
    }

    /// <summary>A maximal box around an open region.</summary>
    public ulong[] Grow(ulong[] open)
    {
        ulong[] box = [.. open];
        BoxGrowth? boxes = BoxGrowth.Suits(_variables) ? new BoxGrowth(_blockingBoxes, _columns ??= new BoxColumns(_variables, _blockingBoxes), box, _budget) : null;
        foreach (int index in _growthOrder)
        {
            if (box[index] != Part.Full(_variables[index]) && boxes?.IsFree(index) != false && Blocked(box, index, boxes).IsEmpty)
            {
                box[index] = Part.Full(_variables[index]);
                boxes?.Grown(_variables[index], box[index]);
            }
        }

        foreach (int index in _growthOrder)
        {
            Variable variable = _variables[index];
            if (box[index] != Part.Full(variable))
            {
                CellSet free = Blocked(box, index, boxes).Complement(variable.Count);
                box[index] = variable.Kind is VariableKind.Number or VariableKind.Term || !variable.IsSmall
                    ? Contiguous(variable, box[index], free)
                    : free.Bits;
                boxes?.Grown(variable, box[index]);
            }
        }

        return box;
    }

    // The cells of a variable into which the box cannot grow, because some row meets the box there.
    private CellSet Blocked(ulong[] box, int index, BoxGrowth? boxes)
    {
        Variable variable = _variables[index];
        ulong own = box[index];
        CellSet blocked = boxes?.Blocked(variable, own) ?? CellSet.Empty;
        box[index] = Part.Full(variable);

        // Where facts are compared with one another, a row can meet the grown box without asking for this variable.
        bool isCompared = _variables.Theory is { } theory && theory.Involves(index);
        foreach (Row row in boxes is null ? _blocking : _blockingOthers)
        {
            _budget.Spend(1 + _evaluator.TakeWork());
            if ((!isCompared && !row.DependsOn(index)) || _evaluator.Evaluate(row, box) == Part.False)
            {
                continue;
            }

            blocked = row.Tests is null || _variables.Theory is not null
                ? blocked.Union(BlockedBy(row, box, index, own, blocked))
                : blocked.Union(row.TestOf(index)!.Cells);
        }

        box[index] = own;
        return blocked;
    }

    private CellSet BlockedBy(Row row, ulong[] box, int index, ulong own, CellSet already)
    {
        Variable variable = _variables[index];
        List<int> blocked = [];
        for (int cell = 0; cell < variable.Count; cell++)
        {
            if (Part.Contains(variable, own, cell) || already.Contains(cell))
            {
                continue;
            }

            box[index] = Part.Single(variable, cell);
            if (Meets(row, box))
            {
                blocked.Add(cell);
            }
        }

        box[index] = Part.Full(variable);
        return CellSet.Of(blocked);
    }

    private bool Meets(Row row, ulong[] box)
    {
        int value = _evaluator.Evaluate(row, box);
        if (value == Part.True && _variables.Theory is { } theory)
        {
            return theory.HoldsSomebody(box, _budget);
        }

        if (value != Part.Mixed || (row.Tests is not null && _variables.Theory is null))
        {
            return value != Part.False;
        }

        if (!_complements.TryGetValue(row, out CoverSearch? complement))
        {
            complement = new CoverSearch(_variables, [Row.Of(_formulas.Negate(row.Formula), _variables.Count)], _budget);
            _complements.Add(row, complement);
        }

        return !complement.IsCovered(box);
    }

    private static ulong Contiguous(Variable variable, ulong own, CellSet free)
    {
        int unknown = variable.HasUnknown ? variable.Count - 1 : -1;
        int last = variable.KnownCount - 1;
        int low = Part.First(variable, own);
        int high = Part.Last(variable, own);
        bool withUnknown = high == unknown || (free.Contains(unknown) && (variable.IsSmall || high == last));
        if (high == unknown)
        {
            // A box that so far holds only the unknown takes the first known cells that are free.
            ulong known = own & ~(variable.IsSmall ? 1UL << unknown : 0);
            if (!variable.IsSmall)
            {
                return own;
            }

            if (known == 0)
            {
                int start = Enumerable.Range(0, variable.KnownCount).FirstOrDefault(free.Contains, -1);
                if (start < 0)
                {
                    return own;
                }

                known = 1UL << start;
            }

            low = Part.First(variable, known);
            high = Part.Last(variable, known);
        }

        while (low > 0 && free.Contains(low - 1))
        {
            low--;
        }

        while (high < last && free.Contains(high + 1))
        {
            high++;
        }

        if (!variable.IsSmall)
        {
            return Part.Range(low, high == last && unknown >= 0 && free.Contains(unknown) ? unknown : high);
        }

        ulong bits = CellSet.Range(low, high).Bits;
        return withUnknown ? bits | (1UL << unknown) : bits;
    }

    // A part of an open region that no box found so far holds.
    private ulong[]? Rest(ulong[] open, List<(ulong[] Box, Row Row)> found)
    {
        ulong[]? rest = null;
        new CoverSearch(_variables, [.. Meeting(open, found)], _budget).Run(open, piece =>
        {
            rest = [.. piece];
            return false;
        });
        return rest;
    }

    private Row RowOf(ulong[] box) => Row.Of(
        _formulas.And(_variables.Select(v => _formulas.Test(v, Part.ToCells(v, box[v.Index])))), _variables.Count);

    private List<ulong[]> WithoutSuperfluous(List<ulong[]> boxes)
    {
        List<(ulong[] Box, Row Row)> kept = [.. Ordered(boxes).Select(b => (b, RowOf(b)))];
        for (int i = kept.Count - 1; i >= 0 && kept.Count > 1; i--)
        {
            ulong[] box = kept[i].Box;
            Row[] others = [.. _outside, .. Meeting(box, kept).Where(r => r != kept[i].Row)];
            if (new CoverSearch(_variables, others, _budget).IsCovered(box))
            {
                kept.RemoveAt(i);
            }
        }

        return [.. kept.Select(k => k.Box)];
    }

    // Of very many boxes only those that have something in common with the region can cover any of it.
    private IEnumerable<Row> Meeting(ulong[] region, List<(ulong[] Box, Row Row)> boxes)
    {
        foreach ((ulong[] box, Row row) in boxes)
        {
            int index = 0;
            while (index < box.Length && Part.Meet(_variables[index].IsSmall, box[index], region[index]))
            {
                index++;
            }

            if (index == box.Length)
            {
                yield return row;
            }
        }
    }

    private List<ulong[]> Ordered(List<ulong[]> boxes) =>
    [
        .. boxes
            .OrderBy(b => _variables.Count(v => b[v.Index] != Part.Full(v)))
            .ThenByDescending(b => _variables.Sum(v => Math.Log((double)Part.Count(v, b[v.Index]) / v.Count)))
            .ThenBy(b => b, PartsComparer.Instance),
    ];

    private sealed class PartsComparer : IComparer<ulong[]>
    {
        public static readonly PartsComparer Instance = new();

        public int Compare(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using Region = GuidelineDsl.Semantics.Analysis.Box;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>Something that may cover a cell: a rule, a value of a classification, or a silence.</summary>
internal sealed record Cover(string Code, string Label, string? Href, Condition Condition, bool IsSilence, int Colour);

internal enum CellState
{
    /// <summary>No patient of the cell is in scope.</summary>
    OutOfScope,

    /// <summary>Constraints exclude every patient of the cell.</summary>
    Impossible,

    /// <summary>Nothing can cover a patient of the cell.</summary>
    Open,

    /// <summary>What covers a patient depends on other facts.</summary>
    Depends,

    /// <summary>Exactly one cover holds for every patient of the cell; others may.</summary>
    Covered,

    /// <summary>Several covers hold for every patient of the cell.</summary>
    Several,
}

/// <param name="HasGap">The analysis found patients of this cell without any answer.</param>
internal sealed record MapCell(CellState State, ImmutableArray<Cover> Certain, ImmutableArray<Cover> Possible, bool HasGap)
{
    public string Signature =>
        $"{State}|{string.Join(',', Certain.Select(c => c.Code))}|{string.Join(',', Possible.Select(c => c.Code))}|{HasGap}";
}

/// <summary>One numeric fact against another fact: which covers hold where.</summary>
internal sealed class CoverageMap
{
    /// <summary>Cells times covers: a thousand cells by a hundred rules fill many screens.</summary>
    private const int MostWork = 1_000_000;

    private CoverageMap(Fact across, Fact? down, List<AxisCell> columns, List<AxisCell> rows, List<List<MapCell>> cells)
    {
        Across = across;
        Down = down;
        Columns = columns;
        Rows = rows;
        Cells = cells;
    }

    public Fact Across { get; }

    public Fact? Down { get; }

    public List<AxisCell> Columns { get; }

    public List<AxisCell> Rows { get; }

    public List<List<MapCell>> Cells { get; }

    /// <summary>What covers the cells; null when there is too much of both for a map that people could read.</summary>
    public static CoverageMap? Of(
        Fact across, Fact? down, Condition scope, IReadOnlyList<Cover> covers, IReadOnlyList<Constraint> constraints, IReadOnlyList<Region> gaps)
    {
        Reach reach = Reach.Of([scope, .. covers.Select(c => c.Condition)]);
        List<AxisCell> columns = Axis.Of(across, reach);
        List<AxisCell> rows = down is null ? [new AxisCell(Rational.Zero, null, [""])] : Axis.Of(down, reach);
        if ((long)columns.Count * rows.Count * covers.Count > MostWork)
        {
            return null;
        }

        List<List<MapCell>> cells = [];
        foreach (AxisCell row in rows)
        {
            cells.Add([.. columns.Select(c => Cell(across, c, down, row, scope, covers, constraints, gaps))]);
        }

        CoverageMap map = new(across, down, columns, rows, cells);
        map.MergeColumns();
        map.MergeRows();
        return map;
    }

    private static MapCell Cell(
        Fact across, AxisCell column, Fact? down, AxisCell row, Condition scope, IReadOnlyList<Cover> covers,
        IReadOnlyList<Constraint> constraints, IReadOnlyList<Region> gaps)
    {
        Dictionary<Fact, Rational> known = new() { [across] = column.Representative };
        if (down is not null)
        {
            known[down] = row.Representative;
        }

        PartialPatient patient = new(known);
        if (constraints.Any(c => patient.Holds(c.Condition) == false))
        {
            return new MapCell(CellState.Impossible, [], [], false);
        }

        if (patient.Holds(scope) == false)
        {
            return new MapCell(CellState.OutOfScope, [], [], false);
        }

        var truths = covers.Select(c => (Cover: c, Truth: patient.Holds(c.Condition))).ToList();
        ImmutableArray<Cover> certain = [.. truths.Where(t => t.Truth == true).Select(t => t.Cover)];
        ImmutableArray<Cover> possible = [.. truths.Where(t => t.Truth is null).Select(t => t.Cover)];
        bool hasGap = certain.IsEmpty && gaps.Any(g => g.Parts.All(p => !known.TryGetValue(p.Fact, out Rational value) || Contains(p.Part, value)));
        CellState state = (certain.Length, possible.Length) switch
        {
            (0, 0) => CellState.Open,
            (0, _) => CellState.Depends,
            (1, _) => CellState.Covered,
            _ => CellState.Several,
        };
        return new MapCell(state, certain, possible, hasGap);
    }

    private static bool Contains(FactPart part, Rational value) => part switch
    {
        ValuesPart values => values.Values.Contains((int)value.Floor()),
        IntervalPart interval => interval.Interval.Contains(value),
        _ => true,
    };

    private void MergeColumns()
    {
        for (int i = Columns.Count - 1; i > 0; i--)
        {
            if (Cells.All(row => row[i].Signature == row[i - 1].Signature))
            {
                Columns[i - 1] = Columns[i - 1].With(Columns[i]);
                Columns.RemoveAt(i);
                Cells.ForEach(row => row.RemoveAt(i));
            }
        }
    }

    /// <summary>Numbers merge with their neighbours only; values of an unordered enumeration with any value.</summary>
    private void MergeRows()
    {
        bool neighbours = Down?.Type is Number or Date or Enumeration { IsOrdered: true };
        for (int i = Rows.Count - 1; i > 0; i--)
        {
            int last = neighbours ? i - 1 : 0;
            for (int j = i - 1; j >= last; j--)
            {
                if (Cells[i].Select(c => c.Signature).SequenceEqual(Cells[j].Select(c => c.Signature)))
                {
                    Rows[j] = Rows[j].With(Rows[i]);
                    Rows.RemoveAt(i);
                    Cells.RemoveAt(i);
                    break;
                }
            }
        }
    }
}

using System.Collections.Immutable;

namespace GuidelineDsl.Benchmarks.Tables;

/// <summary>
/// Tables of the shapes of Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, "Semantics, analysis and simplification of DMN decision
/// tables", Information Systems 78 (2018), tables 2 and 3. Theirs were not published; these come from a seeded decision tree: every path
/// from the root to a leaf is a rule, so that a clean table is complete and free of overlap. Noise then enlarges or shrinks one random cell
/// of every tenth rule.
/// </summary>
public static class TableGenerator
{
    /// <summary>Categorical and numeric columns of the published shapes.</summary>
    public static readonly ImmutableArray<(int Categorical, int Numeric)> PublishedColumns = [(1, 2), (2, 3), (2, 5), (3, 6), (3, 8), (4, 9), (5, 10)];

    public static readonly ImmutableArray<int> PublishedRows = [500, 1000, 1500];

    public static DecisionTable Generate(int categorical, int numeric, int rows, bool noisy, int seed)
    {
        Random random = new(seed);
        ImmutableArray<Column> columns =
        [
            .. Enumerable.Range(0, categorical).Select(i => new Column($"c{i}", false, 8)),
            .. Enumerable.Range(0, numeric).Select(i => new Column($"n{i}", true, 100_000)),
        ];
        PriorityQueue<ImmutableArray<Cell>, double> leaves = new();
        leaves.Enqueue([.. columns.Select(c => c.IsNumeric ? new Cell(0, c.Values, null) : new Cell(0, 0, [.. Enumerable.Range(0, c.Values)]))], -1);
        while (leaves.Count < rows)
        {
            leaves.TryDequeue(out ImmutableArray<Cell> leaf, out double weight);
            int column = ChooseColumn(columns, leaf, random);
            double share = 0.15 + (0.7 * random.NextDouble());
            (Cell first, Cell second) = Split(leaf[column], share, random);
            leaves.Enqueue(leaf.SetItem(column, first), weight * share);
            leaves.Enqueue(leaf.SetItem(column, second), weight * (1 - share));
        }

        Row[] table = [.. leaves.UnorderedItems.Select((leaf, i) => new Row(leaf.Element, i % 20))];
        random.Shuffle(table);
        return new DecisionTable(columns, noisy ? AddNoise(columns, [.. table], random) : [.. table], 20);
    }

    /// <summary>Rules over many facts of which each names only a few.</summary>
    public static DecisionTable Sparse(int facts, int rows, int factsPerRule, int seed)
    {
        Random random = new(seed);
        ImmutableArray<Column> columns =
        [
            .. Enumerable.Range(0, facts).Select(i => i % 3 == 0 ? new Column($"c{i}", false, 8) : new Column($"n{i}", true, 1000)),
        ];
        List<Row> table = [];
        for (int r = 0; r < rows; r++)
        {
            Cell[] cells = [.. columns.Select(c => c.IsNumeric ? new Cell(0, c.Values, null) : new Cell(0, 0, [.. Enumerable.Range(0, c.Values)]))];
            foreach (int i in Enumerable.Range(0, facts).OrderBy(_ => random.Next()).Take(factsPerRule))
            {
                if (columns[i].IsNumeric)
                {
                    int low = random.Next(0, 900);
                    cells[i] = new Cell(low, low + random.Next(1, 1000 - low), null);
                }
                else
                {
                    cells[i] = new Cell(0, 0, [random.Next(0, 8), random.Next(0, 8)]);
                }
            }

            table.Add(new Row([.. cells], r % 20));
        }

        return new DecisionTable(columns, [.. table], 20);
    }

    /// <summary>Early columns are preferred, as in tables that people write.</summary>
    private static int ChooseColumn(ImmutableArray<Column> columns, ImmutableArray<Cell> leaf, Random random)
    {
        while (true)
        {
            int column = (int)(columns.Length * Math.Pow(random.NextDouble(), 1.5));
            if (leaf[column] is { Set: { Count: > 1 } } || (columns[column].IsNumeric && leaf[column].High - leaf[column].Low > 10))
            {
                return column;
            }
        }
    }

    private static (Cell First, Cell Second) Split(Cell cell, double share, Random random)
    {
        if (cell.Set is { } set)
        {
            int[] values = [.. set];
            random.Shuffle(values);
            int count = Math.Clamp((int)Math.Round(values.Length * share), 1, values.Length - 1);
            return (new Cell(0, 0, [.. values[..count]]), new Cell(0, 0, [.. values[count..]]));
        }

        int cut = cell.Low + Math.Clamp((int)((cell.High - cell.Low) * share), 1, cell.High - cell.Low - 1);
        return (new Cell(cell.Low, cut, null), new Cell(cut + 1, cell.High, null));
    }

    private static ImmutableArray<Row> AddNoise(ImmutableArray<Column> columns, ImmutableArray<Row> rows, Random random)
    {
        Row[] noisy = [.. rows];
        foreach (int r in Enumerable.Range(0, rows.Length).OrderBy(_ => random.Next()).Take(rows.Length / 10).ToArray())
        {
            int c = random.Next(columns.Length);
            noisy[r] = noisy[r] with { Cells = noisy[r].Cells.SetItem(c, Disturb(columns[c], noisy[r].Cells[c], random)) };
        }

        return [.. noisy];
    }

    private static Cell Disturb(Column column, Cell cell, Random random)
    {
        bool enlarge = random.Next(2) == 0;
        if (cell.Set is { } set)
        {
            int value = random.Next(column.Values);
            return enlarge || set.Count == 1 ? cell with { Set = set.Add(value) } : cell with { Set = set.Remove(set[random.Next(set.Count)]) };
        }

        int step = Math.Max(1, (cell.High - cell.Low) / 5);
        return enlarge
            ? new Cell(Math.Max(0, cell.Low - step), Math.Min(column.Values, cell.High + step), null)
            : new Cell(Math.Min(cell.Low + step, cell.High), cell.High, null);
    }
}

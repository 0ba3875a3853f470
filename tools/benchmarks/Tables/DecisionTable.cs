using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GuidelineDsl.Benchmarks.Tables;

/// <summary>A column of a decision table: an enumeration of <paramref name="Values"/> values, or a whole number from 0 to that.</summary>
public sealed record Column(string Id, bool IsNumeric, int Values);

/// <summary>One cell of a rule: the values from <paramref name="Low"/> to <paramref name="High"/>, both included, or a set of values.</summary>
public sealed record Cell(int Low, int High, ImmutableSortedSet<int>? Set);

public sealed record Row(ImmutableArray<Cell> Cells, int Advice);

/// <summary>A decision table as a guideline with one <c>choose one</c> decision.</summary>
public sealed record DecisionTable(ImmutableArray<Column> Columns, ImmutableArray<Row> Rows, int Actions)
{
    public string ToGuideline()
    {
        StringBuilder text = new();
        text.Append("guideline table \"Generated table\" {\n  version \"1\"\n  status draft\n}\n\nsource s \"Generated\" {\n  kind summary\n  year 2018\n}\n\n");
        foreach (Column column in Columns)
        {
            string type = column.IsNumeric
                ? $"number 0 to {column.Values} resolution 1"
                : $"one of {{ {string.Join(", ", Enumerable.Range(0, column.Values).Select(i => "v" + i))} }}";
            text.Append(CultureInfo.InvariantCulture, $"fact {column.Id} \"{column.Id}\" : {type}\n");
        }

        for (int i = 0; i < Actions; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"action a{i} \"Action {i}\" : other\n");
        }

        text.Append("\ndecision d \"Decision\" {\n  choose one\n\n");
        for (int i = 0; i < Rows.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  rule r{i} \"Rule {i}\" {{\n    when {Condition(Rows[i])}\n    recommend a{Rows[i].Advice}\n    evidence ungraded\n    cite s \"{i}\"\n  }}\n");
        }

        return text.Append("}\n").ToString();
    }

    private string Condition(Row row)
    {
        List<string> parts = [];
        for (int i = 0; i < Columns.Length; i++)
        {
            Column column = Columns[i];
            Cell cell = row.Cells[i];
            if (cell.Set is { } set && set.Count < column.Values)
            {
                parts.Add($"{column.Id} in {{ {string.Join(", ", set.Select(v => "v" + v))} }}");
            }
            else if (column.IsNumeric && (cell.Low > 0 || cell.High < column.Values))
            {
                parts.Add((cell.Low > 0, cell.High < column.Values) switch
                {
                    (true, true) => $"{cell.Low} <= {column.Id} <= {cell.High}",
                    (true, false) => $"{column.Id} >= {cell.Low}",
                    _ => $"{column.Id} <= {cell.High}",
                });
            }
        }

        return parts.Count == 0 ? "everyone" : string.Join(" and ", parts);
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using System.Numerics;
using System.Reflection;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Masks;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>The lookups of a large guideline as the bytes that its assembly carries: nothing has to be planned before the first answer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowFile
{
    /// <summary>The first bytes; the number changes with the form.</summary>
    private const string Magic = "gdl-rows/1";

    /// <summary>The name of the resource.</summary>
    public static string ResourceOf(string guideline) => GuidelineAssembly.Bounded(guideline) + ".rows";

    /// <summary>The bytes of the lookups.</summary>
    public static byte[] Write(RowPlan plan, GuidelineDescription guideline)
    {
        int words = (plan.Words + RowData.VectorWords - 1) / RowData.VectorWords * RowData.VectorWords;
        DataWriter writer = new();
        writer.Text(Magic);
        CircuitFile.Write(writer, plan.Circuit.Axes);
        writer.Int(words);
        writer.Int(plan.Tables.Sum(table => table.Axes.Length > 1 ? 2 * table.Cells : table.Cells + 1));
        writer.List(plan.Tables, table =>
        {
            bool isJoint = table.Axes.Length > 1;
            writer.Int(table.Axes[0]);
            writer.Int(isJoint ? table.Axes[1] : -1);
            writer.Int(table.Cells);
            WriteRows(writer, table.Rows(words, certain: true), words);
            WriteRows(writer, isJoint ? table.Rows(words, certain: false) : table.UnknownRow(words, certain: false), words);
        });
        writer.List(plan.Gates, gate =>
        {
            writer.Int(gate.Target);
            writer.Int(gate.Minimum);
            writer.List(gate.Inputs, input =>
            {
                writer.Int(input.Lane);
                writer.Bool(input.IsNegated);
                writer.Int(input.Weight);
            });
        });
        writer.List(guideline.Decisions, decision =>
        {
            writer.Int(plan.Decisions[decision.Index].Scope);
            writer.Ints(plan.Decisions[decision.Index].Silences);
            writer.Int(decision.Rules.IsEmpty ? 0 : decision.Rules[0].Ordinal);
            writer.Int(decision.Rules.Length);
            writer.Bool(decision.Policy == ChoicePolicy.First);
            writer.List([.. decision.Rules.Where(rule => !decision.OverriddenBy[rule.Index].IsEmpty)], rule =>
            {
                writer.Int(rule.Ordinal);
                writer.Ints([.. decision.OverriddenBy[rule.Index].Select(winner => decision.Rules[winner].Ordinal)]);
            });
        });
        writer.Ints(plan.Constraints);
        return writer.ToArray();
    }

    /// <summary>Reads the lookups in a resource of an assembly.</summary>
    /// <exception cref="GuidelineLoadException">The assembly has no such resource, or it is damaged or of another form.</exception>
    internal static RowData Read(Assembly assembly, string guideline) =>
        DataReader.Read(DataReader.Resource(assembly, ResourceOf(guideline)), Magic, Read);

    /// <summary>The first two rows in full, of the others what changes: neighbouring bins differ in the few rules with a limit between them.</summary>
    private static void WriteRows(DataWriter writer, ulong[] rows, int words)
    {
        for (int at = 0; at < rows.Length; at += words)
        {
            ReadOnlySpan<ulong> row = rows.AsSpan(at, words);
            if (at <= words)
            {
                foreach (ulong word in row)
                {
                    writer.Word(word);
                }

                continue;
            }

            ReadOnlySpan<ulong> before = rows.AsSpan(at - words, words);
            int changes = 0;
            for (int i = 0; i < words; i++)
            {
                changes += BitOperations.PopCount(row[i] ^ before[i]);
            }

            writer.Int(changes);
            int last = 0;
            for (int i = 0; i < words; i++)
            {
                for (ulong changed = row[i] ^ before[i]; changed != 0; changed &= changed - 1)
                {
                    int lane = (i << 6) + BitOperations.TrailingZeroCount(changed);
                    writer.Int(lane - last);
                    last = lane;
                }
            }
        }
    }

    private static RowData Read(DataReader reader)
    {
        ImmutableArray<Axis> axes = CircuitFile.ReadAxes(reader);
        int words = reader.Count();
        if (words % RowData.VectorWords != 0)
        {
            throw new FormatException("A row is no whole number of vectors.");
        }

        ulong[] rows = new ulong[checked(reader.Count() * words)];
        RowCells[] tables = new RowCells[reader.Count()];
        int next = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            (int first, int second, int cells) = (reader.Int(), reader.Int(), reader.Count());
            int fast = second < 0 ? 1 : axes[second].Bins;
            if (cells != axes[first].Bins * fast)
            {
                throw new FormatException("A table does not fit its axes.");
            }

            int certain = Take(cells);
            tables[i] = new RowCells(first, second, fast, certain, Take(second < 0 ? 1 : cells));
        }

        return new RowData(axes, words, tables, rows, reader.List(Gate), [.. reader.List(Decision)], reader.Ints());

        int Take(int count)
        {
            int at = next;
            next += count * words;
            reader.Rows(rows.AsSpan(at, count * words), words);
            return at;
        }

        LaneGate Gate() => new(reader.Int(), reader.Long(), reader.List(() => new LaneInput(reader.Int(), reader.Bool(), reader.Long())));

        RowDecision Decision()
        {
            (int scope, ImmutableArray<int> silences, int first) = (reader.Int(), reader.Ints(), reader.Int());
            return new RowDecision(scope, silences, first, first + reader.Int(), reader.Bool(), reader.List(() => (reader.Int(), reader.Ints())));
        }
    }
}

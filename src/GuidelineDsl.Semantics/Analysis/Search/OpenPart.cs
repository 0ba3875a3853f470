using System.Numerics;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Reuse;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// All that some rows leave open, as boxes of which no two have anything in common. Each row has a name, by which it is found again after an edit: an edit of some
/// rows changes what is open only where one of them held before or holds now.
/// </summary>
internal sealed class OpenPart(VariableSet variables, IReadOnlyList<(string Name, Row Row)> rows, IReadOnlyList<ulong[]> boxes)
{
    /// <summary>With more numbers than that in its boxes it is not kept.</summary>
    private const int MostNumbers = 4_000_000;

    private const int MostEdited = 20;

    public IReadOnlyList<ulong[]> Boxes => boxes;

    /// <summary>How many numbers it takes to keep this, roughly.</summary>
    public long Size => (long)boxes.Count * variables.Count + rows.Sum(r => 4L * (r.Row.Tests?.Length ?? r.Row.Formula.Size));

    /// <summary>Searched for; null where it is too large to be kept, or there is no telling.</summary>
    public static OpenPart? Find(VariableSet variables, IReadOnlyList<(string Name, Row Row)> rows, Budget budget, Action<ulong[]> onOpen)
    {
        int most = MostNumbers / Math.Max(1, variables.Count);
        List<ulong[]> boxes = [];
        new CoverSearch(variables, [.. rows.Select(r => r.Row)], budget).Run([.. variables.Select(Part.Full)], open =>
        {
            onOpen(open);
            if (boxes.Count <= most)
            {
                boxes.Add([.. open]);
            }

            return true;
        });
        return boxes.Count > most || variables.Theory is not null ? null : new OpenPart(variables, rows, boxes);
    }

    /// <summary>The same of edited rows in a space that is cut anew; null where too much has changed.</summary>
    public OpenPart? After(VariableSet now, IReadOnlyList<(string Name, Row Row)> edited, FormulaFactory formulas, Budget budget)
    {
        if (SpaceMap.Between(variables, now) is not { } map || Edited(map, now, edited) is not { } around)
        {
            return null;
        }

        IEnumerable<ulong[]> left = boxes.Select(map.Of).OfType<ulong[]>();
        foreach (ulong[] part in around)
        {
            left = left.SelectMany(b => Without(now, b, part));
        }

        List<ulong[]> open = [.. left];
        List<Row> all = [.. edited.Select(r => r.Row)];
        foreach (ulong[] part in around)
        {
            new CoverSearch(now, all, budget).Run(part, found =>
            {
                open.Add([.. found]);
                return true;
            });
            all.Add(Row.Of(formulas.And(now.Select(v => formulas.Test(v, Part.ToCells(v, part[v.Index])))), now.Count));
        }

        return (long)open.Count * now.Count > MostNumbers ? null : new OpenPart(now, edited, open);
    }

    /// <summary>How many elementary cells it has.</summary>
    public BigInteger Volume()
    {
        BigInteger volume = BigInteger.Zero;
        foreach (ulong[] box in boxes)
        {
            volume += Search.Volume.Of(variables, box);
        }

        return volume;
    }

    // Boxes around what the edited rows held for before and hold for now.
    private List<ulong[]>? Edited(SpaceMap map, VariableSet now, IReadOnlyList<(string Name, Row Row)> edited)
    {
        Dictionary<string, Row> known = rows.ToDictionary(r => r.Name, r => r.Row);
        List<ulong[]?> around = [];
        foreach ((string name, Row row) in edited)
        {
            if (!known.Remove(name, out Row? before))
            {
                around.Add(Bounds.Of(row.Formula, now));
            }
            else if (!map.IsSame(before, row))
            {
                around.Add(Bounds.Of(row.Formula, now));
                around.Add(map.Around(before.Formula));
            }

            if (around.Count > MostEdited)
            {
                return null;
            }
        }

        around.AddRange(known.Values.Take(MostEdited + 1).Select(r => map.Around(r.Formula)));
        List<ulong[]> held = [.. around.OfType<ulong[]>()];
        return held.Count > MostEdited || held.Exists(b => now.All(v => b[v.Index] == Part.Full(v))) ? null : held;
    }

    // What is left of a box, as boxes.
    private static IEnumerable<ulong[]> Without(VariableSet variables, ulong[] box, ulong[] part)
    {
        if (variables.Any(v => !Part.Meet(v.IsSmall, box[v.Index], part[v.Index])))
        {
            yield return box;
            yield break;
        }

        ulong[] rest = [.. box];
        foreach (Variable variable in variables)
        {
            ulong own = rest[variable.Index];
            foreach (ulong beside in Part.Without(variable, own, part[variable.Index]))
            {
                ulong[] piece = [.. rest];
                piece[variable.Index] = beside;
                yield return piece;
            }

            rest[variable.Index] = Part.Common(variable.IsSmall, own, part[variable.Index]);
        }
    }
}

using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>
/// How the space of a decision before an edit lies to the one after it. The facts are the same but for their cuts, and some may be asked about only before,
/// or only now. Not where facts are compared with one another.
/// </summary>
internal sealed class SpaceMap
{
    private readonly VariableSet _before;
    private readonly VariableSet _now;

    // By the variables now: the map and the variable before, where there was one; and for those before, whether they still are.
    private readonly (AxisMap Map, int Before)?[] _axes;
    private readonly int[] _nowOf;
    private readonly HashSet<(int, int)> _same = [];

    private SpaceMap(VariableSet before, VariableSet now, (AxisMap, int)?[] axes, int[] nowOf)
    {
        _before = before;
        _now = now;
        _axes = axes;
        _nowOf = nowOf;
    }

    /// <summary>Null where the two spaces are not compared.</summary>
    public static SpaceMap? Between(VariableSet before, VariableSet now)
    {
        if (before.Theory is not null || now.Theory is not null)
        {
            return null;
        }

        Dictionary<(string?, VariableKind, int), Variable> known = before.ToDictionary(NameOf);
        (AxisMap, int)?[] axes = new (AxisMap, int)?[now.Count];
        int[] nowOf = new int[before.Count];
        Array.Fill(nowOf, -1);
        foreach (Variable variable in now)
        {
            if (known.TryGetValue(NameOf(variable), out Variable? own))
            {
                if (AxisMap.Between(own, variable) is not { } map)
                {
                    return null;
                }

                axes[variable.Index] = (map, own.Index);
                nowOf[own.Index] = variable.Index;
            }
        }

        // What is no single member depends on the members that are mentioned.
        bool hasOtherSets = now.Where(v => axes[v.Index] is null).Concat(before.Where(v => nowOf[v.Index] < 0)).Any(v => v.Kind is VariableKind.Member or VariableKind.OtherMember);
        return hasOtherSets ? null : new SpaceMap(before, now, axes, nowOf);
    }

    public bool IsSame(Row before, Row now) => before.IsOutside == now.IsOutside && IsSame(before.Formula, now.Formula);

    /// <summary>Whether two formulas surely say the same: they are built alike, from tests of the same values.</summary>
    public bool IsSame(Formula before, Formula now)
    {
        switch (before, now)
        {
            case (Decided a, Decided b):
                return a.Value == b.Value;
            case (CellTest a, CellTest b):
                return _nowOf[a.Variable.Index] == b.Variable.Index && a.Open is null && b.Open is null && _axes[b.Variable.Index]!.Value.Map.IsSame(a.Cells, b.Cells);
            case (Junction a, Junction b):
                return a.IsConjunction == b.IsConjunction && a.Parts.Length == b.Parts.Length && Once(a, b, () => AreSame(a, b));
            case (Points a, Points b):
                return a.Lines.Length == b.Lines.Length && a.Values.Intervals.SequenceEqual(b.Values.Intervals)
                    && Once(a, b, () => a.Lines.Zip(b.Lines).All(l => l.First.Weight == l.Second.Weight && IsSame(l.First.Part, l.Second.Part)));
            default:
                return false;
        }
    }

    /// <summary>The box now for one before, of something that is the same before and after wherever it is used; null where nothing of it is left.</summary>
    public ulong[]? Of(ulong[] before)
    {
        for (int i = 0; i < before.Length; i++)
        {
            // What nobody asks about any more may be looked at at any of its values.
            if (_nowOf[i] < 0 && !Part.Contains(_before[i], before[i], 0))
            {
                return null;
            }
        }

        ulong[] box = new ulong[_now.Count];
        for (int i = 0; i < box.Length; i++)
        {
            if (_axes[i] is not var (map, own))
            {
                box[i] = Part.Full(_now[i]);
            }
            else if (map.Of(before[own]) is { } part)
            {
                box[i] = part;
            }
            else
            {
                return null;
            }
        }

        return box;
    }

    /// <summary>A box now around all that a formula before may hold for; null where that is nobody.</summary>
    public ulong[]? Around(Formula before) => Bounds.Of(before, _before) is { } bounds
        ? [.. _now.Select(v => _axes[v.Index] is var (map, own) ? map.Around(bounds[own]) : Part.Full(v))]
        : null;

    private static (string?, VariableKind, int) NameOf(Variable variable) => (variable.Fact?.Id, variable.Kind, variable.Kind == VariableKind.OtherMember ? 0 : variable.Member);

    private bool AreSame(Junction before, Junction now)
    {
        for (int i = 0; i < now.Parts.Length; i++)
        {
            if (!IsSame(before.Parts[i], now.Parts[i]))
            {
                return false;
            }
        }

        return true;
    }

    // What is shared by many formulas is compared once.
    private bool Once(Formula before, Formula now, Func<bool> compare)
    {
        Budget.EnsureStack();
        if (before.Size < 32)
        {
            return compare();
        }

        return _same.Contains((before.Id, now.Id)) || (compare() && _same.Add((before.Id, now.Id)));
    }
}

/// <summary>A box around all that a formula may hold for.</summary>
internal static class Bounds
{
    /// <summary>Null where the formula holds for nobody.</summary>
    public static ulong[]? Of(Formula formula, VariableSet variables)
    {
        if (formula is Decided { Value: false })
        {
            return null;
        }

        ulong[] box = [.. variables.Select(Part.Full)];
        IEnumerable<Formula> parts = formula is Junction { IsConjunction: true } junction ? junction.Parts : [formula];
        foreach (CellTest test in parts.OfType<CellTest>())
        {
            box[test.Variable.Index] = Part.Of(test.Variable, test.Cells);
        }

        return box;
    }
}

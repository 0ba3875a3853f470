using System.Numerics;
using System.Runtime.InteropServices;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// Which of many formulas may hold together: a quick sieve over all pairs. Each formula is looked at as the box of its own tests; what else it
/// asks is left out, so that no pair that meets is missed. Several formulas are compared at once, variable by variable, the most tested ones first:
/// a few variables settle nearly all pairs.
/// </summary>
internal sealed class PairFinder
{
    private readonly VariableSet _variables;
    private readonly int[] _order;
    private readonly int _count;
    private readonly Budget _budget;
    private readonly bool[] _isBox;
    private readonly ulong[] _parts;

    // By place in the order. Of a small variable the two halves of the cells' bits, of a large one the first cells and the last.
    private readonly int[][] _low;
    private readonly int[][] _high;

    public PairFinder(VariableSet variables, IReadOnlyList<Formula> formulas, Budget budget)
    {
        _variables = variables;
        _budget = budget;
        _count = formulas.Count;
        CellTest[][] tests = [.. formulas.Select(TestsOf)];
        _isBox = new bool[_count];
        for (int f = 0; f < _count; f++)
        {
            _isBox[f] = IsBoxOf(formulas[f], tests[f]);
        }

        int[] uses = new int[variables.Count];
        foreach (CellTest test in tests.SelectMany(t => t))
        {
            uses[test.Variable.Index]++;
        }

        _order = [.. variables.Where(v => uses[v.Index] > 0).OrderByDescending(v => uses[v.Index]).Select(v => v.Index)];
        int[] place = new int[variables.Count];
        int padded = (_count + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;
        _low = new int[_order.Length][];
        _high = new int[_order.Length][];
        for (int i = 0; i < _order.Length; i++)
        {
            place[_order[i]] = i;
            _low[i] = new int[padded];
            _high[i] = new int[padded];
            Array.Fill(_low[i], Low(Part.Full(variables[_order[i]])));
            Array.Fill(_high[i], High(Part.Full(variables[_order[i]])));
        }

        _parts = new ulong[_count * _order.Length];
        for (int f = 0; f < _count; f++)
        {
            Span<ulong> own = _parts.AsSpan(f * _order.Length, _order.Length);
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = Part.Full(variables[_order[i]]);
            }

            foreach (CellTest test in tests[f])
            {
                int i = place[test.Variable.Index];
                own[i] = Part.Of(test.Variable, test.Cells);
                _low[i][f] = Low(own[i]);
                _high[i][f] = High(own[i]);
            }
        }
    }

    /// <summary>The pairs, in order; the first number is the smaller.</summary>
    public IEnumerable<(int First, int Second)> Find()
    {
        List<int> meeting = [];
        for (int i = 0; i < _count; i++)
        {
            meeting.Clear();
            Collect(_parts.AsSpan(i * _order.Length, _order.Length), i + 1, meeting);
            foreach (int j in meeting)
            {
                yield return (i, j);
            }
        }
    }

    /// <summary>The formulas that may hold together with one of them, itself included.</summary>
    public List<int> Meeting(int formula)
    {
        List<int> meeting = [];
        Collect(_parts.AsSpan(formula * _order.Length, _order.Length), 0, meeting);
        return meeting;
    }

    /// <summary>The formulas that may hold at a point.</summary>
    public List<int> At(int[] point)
    {
        List<int> meeting = [];
        Collect([.. _order.Select(v => Part.Single(_variables[v], point[v]))], 0, meeting);
        return meeting;
    }

    /// <summary>Where both formulas hold, when that is exactly one box whose numbers are intervals; null when it may be something else.</summary>
    public ulong[]? BoxOf(int first, int second)
    {
        if (!_isBox[first] || !_isBox[second])
        {
            return null;
        }

        ulong[] box = [.. _variables.Select(Part.Full)];
        for (int i = 0; i < _order.Length; i++)
        {
            Variable variable = _variables[_order[i]];
            ulong a = _parts[(first * _order.Length) + i];
            ulong b = _parts[(second * _order.Length) + i];
            box[variable.Index] = variable.IsSmall
                ? a & b
                : Part.Range(Math.Max(Part.First(variable, a), Part.First(variable, b)), Math.Min(Part.Last(variable, a), Part.Last(variable, b)));
            if ((variable.Kind is VariableKind.Number or VariableKind.Term) && Part.ToCells(variable, box[variable.Index]).Intersect(variable.Known).RangeCount != 1)
            {
                return null;
            }
        }

        return box;
    }

    private void Collect(ReadOnlySpan<ulong> own, int from, List<int> meeting)
    {
        _budget.Spend(1 + ((_count - from) / 64));
        for (int start = from / Vector<int>.Count * Vector<int>.Count; start < _count; start += Vector<int>.Count)
        {
            Vector<int> apart = Vector<int>.Zero;
            for (int i = 0; i < own.Length && !Vector.EqualsAll(apart, Vector<int>.AllBitsSet); i++)
            {
                apart |= Apart(i, own[i], start);
            }

            for (int lane = 0; lane < Vector<int>.Count && !Vector.EqualsAll(apart, Vector<int>.AllBitsSet); lane++)
            {
                if (apart[lane] == 0 && start + lane >= from && start + lane < _count)
                {
                    meeting.Add(start + lane);
                }
            }
        }
    }

    // Which of the formulas from one on have no cell of the part.
    private Vector<int> Apart(int place, ulong part, int start)
    {
        Vector<int> low = MemoryMarshal.Read<Vector<int>>(MemoryMarshal.AsBytes(_low[place].AsSpan(start)));
        Vector<int> high = MemoryMarshal.Read<Vector<int>>(MemoryMarshal.AsBytes(_high[place].AsSpan(start)));
        return _variables[_order[place]].IsSmall
            ? Vector.Equals((low & new Vector<int>(Low(part))) | (high & new Vector<int>(High(part))), Vector<int>.Zero)
            : Vector.GreaterThan(low, new Vector<int>(High(part))) | Vector.LessThan(high, new Vector<int>(Low(part)));
    }

    private static int Low(ulong part) => (int)(uint)part;

    private static int High(ulong part) => (int)(part >> 32);

    private static CellTest[] TestsOf(Formula formula) => formula switch
    {
        CellTest test => [test],
        Junction { IsConjunction: true } junction => [.. junction.Parts.OfType<CellTest>()],
        _ => [],
    };

    private static bool IsBoxOf(Formula formula, CellTest[] tests) =>
        (formula is CellTest or Decided { Value: true } || formula is Junction { IsConjunction: true } junction && junction.Parts.Length == tests.Length)
        && Array.TrueForAll(tests, t => t.Variable.IsSmall || t.Cells.RangeCount == 1);
}

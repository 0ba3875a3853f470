using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// Which of many formulas may hold together: a quick sieve over all pairs. Each formula is looked at as the box of its own tests; what else it
/// asks is left out, so that no pair that meets is missed. One word for each variable, the most tested ones first, settles nearly all pairs at once.
/// </summary>
internal sealed class PairFinder
{
    private readonly int[] _order;
    private readonly bool[] _isSmall;
    private readonly ulong[] _parts;
    private readonly int _count;
    private readonly Budget _budget;

    public PairFinder(VariableSet variables, IReadOnlyList<Formula> formulas, Budget budget)
    {
        _budget = budget;
        _count = formulas.Count;
        CellTest[][] tests = [.. formulas.Select(TestsOf)];
        int[] uses = new int[variables.Count];
        foreach (CellTest test in tests.SelectMany(t => t))
        {
            uses[test.Variable.Index]++;
        }

        _order = [.. Enumerable.Range(0, variables.Count).Where(v => uses[v] > 0).OrderByDescending(v => uses[v])];
        _isSmall = [.. _order.Select(v => variables[v].IsSmall)];
        int[] place = new int[variables.Count];
        for (int i = 0; i < _order.Length; i++)
        {
            place[_order[i]] = i;
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
                own[place[test.Variable.Index]] = test.Variable.IsSmall ? test.Cells.Bits : Part.Range(test.Cells.First, test.Cells.Last);
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
            Collect(i, meeting);
            foreach (int j in meeting)
            {
                yield return (i, j);
            }
        }
    }

    private void Collect(int first, List<int> meeting)
    {
        int width = _order.Length;
        ReadOnlySpan<ulong> own = _parts.AsSpan(first * width, width);
        ReadOnlySpan<bool> isSmall = _isSmall;
        _budget.Spend(1 + ((_count - first) / 64));
        for (int j = first + 1; j < _count; j++)
        {
            ReadOnlySpan<ulong> other = _parts.AsSpan(j * width, width);
            int i = 0;
            while (i < width && (isSmall[i]
                ? (own[i] & other[i]) != 0
                : (uint)own[i] <= (uint)(other[i] >> 32) && (uint)other[i] <= (uint)(own[i] >> 32)))
            {
                i++;
            }

            if (i == width)
            {
                meeting.Add(j);
            }
        }
    }

    private static CellTest[] TestsOf(Formula formula) => formula switch
    {
        CellTest test => [test],
        Junction { IsConjunction: true } junction => [.. junction.Parts.OfType<CellTest>()],
        _ => [],
    };
}

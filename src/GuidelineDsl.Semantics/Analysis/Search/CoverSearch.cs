using System.Numerics;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// Finds what a list of rows leaves uncovered, by splitting: a region on which some row holds everywhere is covered, one that no row
/// touches is open, any other is cut in two where that leaves the fewest rows on both sides.
/// </summary>
/// <param name="variables">The space.</param>
/// <param name="rows">What covers it.</param>
/// <param name="budget">Stops the work.</param>
/// <param name="open">Where it is known beforehand, all that is open: the search then leaves out where nothing is, and finds the same.</param>
internal sealed class CoverSearch(VariableSet variables, IReadOnlyList<Row> rows, Budget budget, IReadOnlyList<ulong[]>? open = null)
{
    private const int SampleSize = 12;
    private const int MaximalCandidates = 16;

    private readonly RegionEvaluator _evaluator = new();
    private readonly List<(CellTest Test, int Weight)>[] _tests = [.. variables.Select(_ => new List<(CellTest, int)>())];
    private int[] _active = new int[256];
    private Func<ulong[], bool> _onOpen = _ => true;

    /// <summary>
    /// Calls back for each of the disjoint open regions that make up the uncovered part; the callback may stop the search by returning false.
    /// The region passed is reused. Returns whether the search ran to its end.
    /// </summary>
    public bool Run(ulong[] region, Func<ulong[], bool> onOpen)
    {
        if (variables.Theory is { } theory && !theory.HoldsSomebody(region, budget))
        {
            return true;
        }

        _onOpen = onOpen;
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            switch (_evaluator.Evaluate(rows[i], region))
            {
                case Part.True:
                    return true;
                case Part.Mixed:
                    Push(count++, i);
                    break;
            }
        }

        return Visit([.. region], 0, count, open is null ? null : [.. Enumerable.Range(0, open.Count).Where(i => variables.All(v => Part.Meet(v.IsSmall, open[i][v.Index], region[v.Index])))]);
    }

    public bool IsCovered(ulong[] region) => Run(region, _ => false);

    private void Push(int at, int row)
    {
        if (at >= _active.Length)
        {
            Array.Resize(ref _active, _active.Length * 2);
        }

        _active[at] = row;
    }

    // Near are the places of what is known to be open in the region.
    private bool Visit(ulong[] region, int start, int count, int[]? near)
    {
        budget.Spend(1 + _evaluator.TakeWork());
        Budget.EnsureStack();
        if (near is [])
        {
            return true;
        }

        if (count == 0)
        {
            return _onOpen(region);
        }

        (int variable, ulong first) = ChooseSplit(region, start, count);
        ulong whole = region[variable];
        ulong second = Without(variables[variable], whole, first);
        foreach (ulong part in (ReadOnlySpan<ulong>)[first, second])
        {
            region[variable] = part;
            int[]? nearPart = near is null ? null : Array.FindAll(near, i => Part.Meet(variables[variable].IsSmall, open![i][variable], part));
            int kept = nearPart is not [] && HoldsSomebody(region, variable) ? Narrow(region, variable, start, count) : -1;
            bool goOn = kept < 0 || Visit(region, start + count, kept, nearPart);
            region[variable] = whole;
            if (!goOn)
            {
                return false;
            }
        }

        return true;
    }

    // Where facts are compared with one another, a cut can leave a region without anybody.
    private bool HoldsSomebody(ulong[] region, int variable) =>
        variables.Theory is not { } theory || !theory.Involves(variable) || theory.HoldsSomebody(region, budget);

    // Copies the rows that stay mixed behind the present ones; -1 when one of them now covers the region.
    private int Narrow(ulong[] region, int variable, int start, int count)
    {
        int kept = 0;
        for (int i = start; i < start + count; i++)
        {
            Row row = rows[_active[i]];
            if (row.DependsOn(variable))
            {
                int value = _evaluator.Evaluate(row, region);
                if (value == Part.True)
                {
                    return -1;
                }

                if (value == Part.False)
                {
                    continue;
                }
            }

            Push(start + count + kept++, _active[i]);
        }

        return kept;
    }

    private (int Variable, ulong First) ChooseSplit(ulong[] region, int start, int count)
    {
        CollectOpenTests(region, start, count);
        int best = -1;
        ulong bestPart = 0;
        int bestScore = int.MinValue;
        foreach (Variable variable in variables)
        {
            List<(CellTest Test, int Weight)> tests = _tests[variable.Index];
            for (int i = 0; i < tests.Count && i < MaximalCandidates; i++)
            {
                foreach (ulong part in Candidates(variable, region[variable.Index], tests[i].Test.Cells))
                {
                    int score = Score(variable, part, Without(variable, region[variable.Index], part), tests);
                    if (score > bestScore)
                    {
                        (best, bestPart, bestScore) = (variable.Index, part, score);
                    }
                }
            }
        }

        return (best, bestPart);
    }

    private void CollectOpenTests(ulong[] region, int start, int count)
    {
        foreach (List<(CellTest Test, int Weight)> tests in _tests)
        {
            tests.Clear();
        }

        int step = Math.Max(1, count / SampleSize);
        for (int i = start; i < start + count; i += step)
        {
            _evaluator.VisitOpenTests(rows[_active[i]].Formula, region, test =>
            {
                List<(CellTest Test, int Weight)> tests = _tests[test.Variable.Index];
                int known = tests.FindIndex(t => t.Test == test);
                if (known < 0)
                {
                    tests.Add((test, 1));
                }
                else
                {
                    tests[known] = (test, tests[known].Weight + 1);
                }
            });
        }
    }

    // How many of the sampled tests are settled against their row on one side, each weighing two, or for it, weighing one.
    private static int Score(Variable variable, ulong first, ulong second, List<(CellTest Test, int Weight)> tests)
    {
        int score = 0;
        foreach ((CellTest test, int weight) in tests)
        {
            int a = Part.Test(variable.IsSmall, first, test.Cells);
            int b = Part.Test(variable.IsSmall, second, test.Cells);
            score += weight * ((a == Part.False ? 2 : a == Part.True ? 1 : 0) + (b == Part.False ? 2 : b == Part.True ? 1 : 0));
        }

        return score;
    }

    private static IEnumerable<ulong> Candidates(Variable variable, ulong region, CellSet cells)
    {
        if (variable.IsSmall && !variable.IsOrdered)
        {
            yield return region & cells.Bits;
            yield break;
        }

        int first = Part.First(variable, region);
        int last = Part.Last(variable, region);
        for (int i = 0; i < cells.RangeCount; i++)
        {
            (int from, int to) = cells[i];
            if (from > first && from <= last)
            {
                yield return Below(variable, region, from);
            }

            if (to >= first && to < last)
            {
                yield return Below(variable, region, to + 1);
            }
        }
    }

    private static ulong Below(Variable variable, ulong region, int cell) => variable.IsSmall
        ? region & ((1UL << cell) - 1)
        : Part.Range(Part.First(variable, region), cell - 1);

    private static ulong Without(Variable variable, ulong region, ulong part)
    {
        if (variable.IsSmall)
        {
            return region & ~part;
        }

        return Part.Range(Part.Last(variable, part) + 1, Part.Last(variable, region));
    }
}

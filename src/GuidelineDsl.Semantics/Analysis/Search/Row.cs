using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// A condition that covers what it holds for. Most rows are a product of one test per variable (a box) and are evaluated as such.
/// </summary>
internal sealed class Row
{
    private readonly ulong[] _variables;

    private Row(Formula formula, CellTest[]? tests, int variableCount, bool isOutside)
    {
        Formula = formula;
        Tests = tests;
        IsOutside = isOutside;
        _variables = new ulong[(variableCount + 63) / 64];
        if (tests is null)
        {
            Mark(formula, []);
        }
        else
        {
            foreach (CellTest test in tests)
            {
                Mark(test.Variable);
            }
        }
    }

    public Formula Formula { get; }

    /// <summary>The tests, ordered by variable, when the row is a box.</summary>
    public CellTest[]? Tests { get; }

    /// <summary>The row bounds what is asked about (outside the scope, impossible patients); regions may reach into it.</summary>
    public bool IsOutside { get; }

    public static Row Of(Formula formula, int variableCount, bool isOutside = false)
    {
        CellTest[]? tests = formula switch
        {
            Decided { Value: true } => [],
            CellTest test => [test],
            Junction { IsConjunction: true } junction when Array.TrueForAll(junction.Parts, p => p is CellTest) =>
                Array.ConvertAll(junction.Parts, p => (CellTest)p),
            _ => null,
        };
        return new Row(formula, tests, variableCount, isOutside);
    }

    public bool DependsOn(int variable) => (_variables[variable >> 6] >> variable & 1) != 0;

    /// <summary>The row's test of a variable when the row is a box, or null.</summary>
    public CellTest? TestOf(int variable)
    {
        foreach (CellTest test in Tests!)
        {
            if (test.Variable.Index >= variable)
            {
                return test.Variable.Index == variable ? test : null;
            }
        }

        return null;
    }

    private void Mark(Variable variable) => _variables[variable.Index >> 6] |= 1UL << variable.Index;

    private void Mark(Formula formula, HashSet<int> seen)
    {
        if (formula is CellTest test)
        {
            Mark(test.Variable);
        }
        else if (seen.Add(formula.Id))
        {
            Budget.EnsureStack();
            foreach (Formula part in formula switch
            {
                Junction junction => junction.Parts,
                Points points => points.Lines.Select(l => l.Part),
                _ => [],
            })
            {
                Mark(part, seen);
            }
        }
    }
}

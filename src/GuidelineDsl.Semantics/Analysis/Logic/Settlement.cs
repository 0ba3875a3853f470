using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>Which of the three truth values count as true.</summary>
internal enum Certainty
{
    /// <summary>True whatever the unknown facts turn out to be.</summary>
    Certain,

    /// <summary>True for some values of the unknown facts.</summary>
    Possible,
}

/// <summary>
/// Turns a three-valued formula into a two-valued one: "it certainly holds" or "it may hold". Unknown facts are looked at as all the
/// values that they could have (supervaluation). A leaf is decided by itself where its variable occurs once; a variable that occurs more
/// often, or with other members of its set, is taken apart into known and unknown, the unknown being the conjunction (or disjunction) over its values.
/// </summary>
internal sealed class Settlement(FormulaFactory factory)
{
    private const int MaximalSize = 400_000;

    private readonly Dictionary<(int Formula, Certainty, bool), Formula> _done = [];

    /// <param name="unsettledAs">What an <see cref="Unsettled"/> leaf is taken for, negated or not.</param>
    public Formula Settle(Formula formula, Certainty certainty, bool unsettledAs)
    {
        if (!formula.HasOpenLeaves && !formula.HasUnsettledLeaves)
        {
            return formula;
        }

        if (!_done.TryGetValue((formula.Id, certainty, unsettledAs), out Formula? settled))
        {
            settled = SettleOpen(SettleUnsettled(formula, unsettledAs), certainty);
            _done.Add((formula.Id, certainty, unsettledAs), settled);
        }

        return settled;
    }

    private Formula SettleUnsettled(Formula formula, bool unsettledAs) => formula.HasUnsettledLeaves
        ? factory.Rewrite(formula, leaf => leaf is Unsettled ? factory.Constant(unsettledAs) : leaf, [])
        : formula;

    private Formula SettleOpen(Formula formula, Certainty certainty)
    {
        int before = factory.Count;
        foreach (Variable[] together in VariablesToTakeApart(formula))
        {
            formula = TakeApart(formula, together, certainty);
            if (factory.Count - before > MaximalSize)
            {
                throw new AnalysisLimitException("too many conditions on facts that may be unknown depend on one another");
            }
        }

        return formula.HasOpenLeaves
            ? factory.Rewrite(formula, leaf => leaf is CellTest { Open: not null } test ? Decide(test, certainty) : leaf, [])
            : formula;
    }

    // The variables are known together or not at all: one fact, or the members of one set.
    private Formula TakeApart(Formula formula, Variable[] together, Certainty certainty)
    {
        ILookup<Variable, CellSet> sets = OpenTests(formula).Where(t => together.Contains(t.Variable)).ToLookup(t => t.Variable, t => t.Open!);
        Formula known = factory.Rewrite(formula, leaf => IsOpenOn(leaf, together, out CellTest test) ? factory.Test(test.Variable, test.Cells) : leaf, []);
        List<Formula> unknown = [];
        foreach (ImmutableDictionary<Variable, int> completion in Completions([.. sets.Select(s => s.Key)], sets, 0))
        {
            unknown.Add(factory.Rewrite(
                formula,
                leaf => IsOpenOn(leaf, together, out CellTest test) ? factory.Constant(test.Open!.Contains(completion[test.Variable])) : leaf,
                []));
        }

        Formula isKnown = factory.Test(together[0], together[0].Known);
        return factory.Or(
            factory.And(isKnown, known),
            factory.And(factory.Negate(isKnown), certainty == Certainty.Certain ? factory.And(unknown) : factory.Or(unknown)));
    }

    private static bool IsOpenOn(Formula leaf, Variable[] together, out CellTest test)
    {
        test = (leaf as CellTest)!;
        return leaf is CellTest { Open: not null } && together.Contains(test.Variable);
    }

    // Values for the variables, one for each way in which their tests can be told apart.
    private static IEnumerable<ImmutableDictionary<Variable, int>> Completions(Variable[] variables, ILookup<Variable, CellSet> sets, int index)
    {
        if (index == variables.Length)
        {
            return [ImmutableDictionary<Variable, int>.Empty];
        }

        Variable variable = variables[index];
        CellSet[] own = [.. sets[variable].Distinct()];
        int[] representatives =
        [
            .. Enumerable.Range(0, variable.KnownCount).DistinctBy(cell => string.Concat(own.Select(s => s.Contains(cell) ? '1' : '0'))),
        ];
        return Completions(variables, sets, index + 1).SelectMany(rest => representatives.Select(cell => rest.Add(variable, cell)));
    }

    private Formula Decide(CellTest test, Certainty certainty) => factory.Test(
        test.Variable,
        certainty == Certainty.Possible ? test.Cells.Union(CellSet.Single(test.Variable.Count - 1)) : test.Cells);

    // Kleene's logic is exact for variables that occur once and not inside a sum of points.
    private static List<Variable[]> VariablesToTakeApart(Formula formula)
    {
        SortedDictionary<int, VariableUses> uses = [];
        CountUses(formula, insidePoints: false, uses, []);
        return
        [
            .. uses.Values
                .GroupBy(u => (object?)u.Variable.Fact ?? u.Variable)
                .Where(g => g.Sum(u => u.Uses) > 1)
                .Select(g => g.Select(u => u.Variable).ToArray()),
        ];
    }

    // More than twice need not be counted: what is shared is looked at twice.
    private static void CountUses(Formula formula, bool insidePoints, SortedDictionary<int, VariableUses> uses, Dictionary<int, int> visits)
    {
        if (!formula.HasOpenLeaves || (visits[formula.Id] = visits.GetValueOrDefault(formula.Id) + 1) > 2)
        {
            return;
        }

        Budget.EnsureStack();
        switch (formula)
        {
            case CellTest test:
                int count = uses.TryGetValue(test.Variable.Index, out VariableUses? entry) ? entry.Uses : 0;
                uses[test.Variable.Index] = new VariableUses(test.Variable, Math.Min(2, count + (insidePoints ? 2 : 1)));
                break;
            case Junction junction:
                foreach (Formula part in junction.Parts)
                {
                    CountUses(part, insidePoints, uses, visits);
                }

                break;
            case Points points:
                foreach ((Rational _, Formula part) in points.Lines)
                {
                    CountUses(part, insidePoints: true, uses, visits);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(formula), formula, null);
        }
    }

    private static IEnumerable<CellTest> OpenTests(Formula root)
    {
        HashSet<int> seen = [];
        Stack<Formula> rest = new([root]);
        while (rest.TryPop(out Formula? formula))
        {
            if (!formula.HasOpenLeaves || !seen.Add(formula.Id))
            {
                continue;
            }

            switch (formula)
            {
                case CellTest test:
                    yield return test;
                    break;
                case Junction junction:
                    Array.ForEach(junction.Parts, rest.Push);
                    break;
                case Points points:
                    Array.ForEach(points.Lines, l => rest.Push(l.Part));
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(root), formula, null);
            }
        }
    }

    private sealed record VariableUses(Variable Variable, int Uses);
}

/// <summary>A part of the analysis would need more than it may use; the part is then reported as not analysed.</summary>
internal sealed class AnalysisLimitException(string reason) : BudgetExceededException(reason);

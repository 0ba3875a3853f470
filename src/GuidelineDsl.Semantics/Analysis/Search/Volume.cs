using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>Counts elementary cells.</summary>
internal static class Volume
{
    private const int CellCost = 1_000;

    public static BigInteger Of(VariableSet variables, ulong[] region)
    {
        BigInteger volume = BigInteger.One;
        foreach (Variable variable in variables)
        {
            volume *= Weight(variable, region[variable.Index]);
        }

        return volume;
    }

    /// <summary>The elementary cells that no row covers.</summary>
    public static BigInteger OfOpen(VariableSet variables, IReadOnlyList<Row> rows, Budget budget)
    {
        BigInteger volume = BigInteger.Zero;
        new CoverSearch(variables, rows, budget).Run([.. variables.Select(Part.Full)], open =>
        {
            volume += OfOpen(variables, open, budget);
            return true;
        });
        return volume;
    }

    /// <summary>The elementary cells of an open region that somebody has.</summary>
    public static BigInteger OfOpen(VariableSet variables, ulong[] open, Budget budget) =>
        variables.Theory is null ? Of(variables, open) : OfPossible(variables, [.. open], 0, budget);

    // Where facts are compared with one another: the cells of the sums and of their facts that somebody has together, each counted as one.
    private static BigInteger OfPossible(VariableSet variables, ulong[] region, int from, Budget budget)
    {
        int index = from;
        while (index < variables.Count && (!variables.Theory!.Involves(index) || Part.Count(variables[index], region[index]) == 1))
        {
            index++;
        }

        if (index == variables.Count)
        {
            return variables.Where(v => !variables.Theory!.Involves(v.Index))
                .Aggregate(BigInteger.One, (volume, v) => volume * Weight(v, region[v.Index]));
        }

        BigInteger sum = BigInteger.Zero;
        ulong whole = region[index];
        foreach (int cell in Part.ToCells(variables[index], whole).Cells())
        {
            region[index] = Part.Single(variables[index], cell);
            sum += variables.Theory!.HoldsSomebody(region, budget) ? OfPossible(variables, region, index + 1, budget) : BigInteger.Zero;
            budget.Spend(CellCost);
        }

        region[index] = whole;
        return sum;
    }

    private static long Weight(Variable variable, ulong part)
    {
        if (!variable.IsSmall)
        {
            return variable.WeightBelow(Part.Last(variable, part) + 1) - variable.WeightBelow(Part.First(variable, part));
        }

        long weight = 0;
        for (ulong rest = part; rest != 0; rest &= rest - 1)
        {
            weight += variable.Weights[BitOperations.TrailingZeroCount(rest)];
        }

        return weight;
    }

    public static Rational Share(BigInteger part, BigInteger whole) => whole.IsZero ? Rational.Zero : new Rational(part, whole);
}

using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>Counts elementary cells.</summary>
internal static class Volume
{
    public static BigInteger Of(VariableSet variables, ulong[] region)
    {
        BigInteger volume = BigInteger.One;
        foreach (Variable variable in variables)
        {
            long weight = 0;
            foreach (int cell in Part.ToCells(variable, region[variable.Index]).Cells())
            {
                weight += variable.Weights[cell];
            }

            volume *= weight;
        }

        return volume;
    }

    /// <summary>The elementary cells that no row covers.</summary>
    public static BigInteger OfOpen(VariableSet variables, IReadOnlyList<Row> rows, Budget budget)
    {
        BigInteger volume = BigInteger.Zero;
        new CoverSearch(variables, rows, budget).Run([.. variables.Select(Part.Full)], open =>
        {
            volume += Of(variables, open);
            return true;
        });
        return volume;
    }

    public static Rational Share(BigInteger part, BigInteger whole) => whole.IsZero ? Rational.Zero : new Rational(part, whole);
}

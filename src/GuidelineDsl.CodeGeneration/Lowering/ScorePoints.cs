using System.Numerics;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>The points of a score as whole numbers of one size.</summary>
internal static class ScorePoints
{
    /// <summary>What whole points are multiplied with.</summary>
    public static Rational ScaleOf(Score score) => new(
        1, score.Lines.Aggregate(BigInteger.One, (common, line) =>
            common * line.Points.Denominator / BigInteger.GreatestCommonDivisor(common, line.Points.Denominator)));

    public static long Whole(Rational points, Rational scale) => (long)(points / scale).Numerator;

    /// <summary>The whole points within a range; null when there are none.</summary>
    public static (long Low, long High)? Codes(Interval interval, Rational scale)
    {
        BigInteger low = long.MinValue;
        BigInteger high = long.MaxValue;
        if (interval.From is { } from)
        {
            Rational count = from / scale;
            low = interval.FromInclusive ? count.Ceiling() : count.Floor() + 1;
        }

        if (interval.To is { } to)
        {
            Rational count = to / scale;
            high = interval.ToInclusive ? count.Floor() : count.Ceiling() - 1;
        }

        low = BigInteger.Max(low, long.MinValue);
        high = BigInteger.Min(high, long.MaxValue);
        return low > high ? null : ((long)low, (long)high);
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>Sets of numbers under the operations that comparisons need.</summary>
internal static class IntervalArithmetic
{
    public static IntervalSet Shift(IntervalSet set, Rational by) =>
        new([.. set.Intervals.Select(i => i with { From = i.From + by, To = i.To + by })]);

    /// <summary>The numbers x with <c>factor * x</c> in the set.</summary>
    public static IntervalSet DivideBy(IntervalSet set, Rational factor)
    {
        IEnumerable<Interval> divided = set.Intervals.Select(i => factor.Sign > 0
            ? new Interval(i.From / factor, i.FromInclusive, i.To / factor, i.ToInclusive)
            : new Interval(i.To / factor, i.ToInclusive, i.From / factor, i.FromInclusive));
        return new([.. factor.Sign > 0 ? divided : divided.Reverse()]);
    }

    public static IntervalSet Complement(IntervalSet set)
    {
        ImmutableArray<Interval>.Builder holes = ImmutableArray.CreateBuilder<Interval>();
        Rational? from = null;
        bool inclusive = false;
        foreach (Interval interval in set.Intervals)
        {
            if (interval.From is { } low)
            {
                holes.Add(new Interval(from, inclusive, low, !interval.FromInclusive));
            }

            if (interval.To is not { } high)
            {
                return new(holes.ToImmutable());
            }

            from = high;
            inclusive = !interval.ToInclusive;
        }

        holes.Add(new Interval(from, inclusive, null, false));
        return new(holes.ToImmutable());
    }

    /// <summary>Whether all numbers from <paramref name="low"/> to <paramref name="high"/> are in the set (true), none (false), or some (null).</summary>
    public static bool? Classify(IntervalSet set, Rational low, Rational high)
    {
        foreach (Interval interval in set.Intervals)
        {
            if (interval.Contains(low))
            {
                return interval.Contains(high) ? true : null;
            }

            bool meets = interval.From is { } from && (interval.FromInclusive ? from <= high : from < high) && from >= low;
            if (meets)
            {
                return null;
            }
        }

        return false;
    }

    public static string Describe(IntervalSet set) =>
        string.Join(',', set.Intervals.Select(i => $"{(i.FromInclusive ? '[' : '(')}{i.From}..{i.To}{(i.ToInclusive ? ']' : ')')}"));
}

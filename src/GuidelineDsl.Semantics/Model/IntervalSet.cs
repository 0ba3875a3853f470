using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Model;

/// <summary>An interval of exact numbers; a missing end is unbounded.</summary>
public readonly record struct Interval(Rational? From, bool FromInclusive, Rational? To, bool ToInclusive)
{
    public static Interval All => new(null, false, null, false);

    public static Interval Point(Rational value) => new(value, true, value, true);

    public bool Contains(Rational value) =>
        (From is not { } from || (FromInclusive ? value >= from : value > from))
        && (To is not { } to || (ToInclusive ? value <= to : value < to));
}

/// <summary>A union of intervals: sorted, disjoint, and with a hole between neighbours.</summary>
public sealed record IntervalSet(ImmutableArray<Interval> Intervals)
{
    public static IntervalSet Below(Rational value, bool inclusive) => new([new Interval(null, false, value, inclusive)]);

    public static IntervalSet Above(Rational value, bool inclusive) => new([new Interval(value, inclusive, null, false)]);

    public static IntervalSet Points(IEnumerable<Rational> values) =>
        new([.. values.Distinct().Order().Select(Interval.Point)]);

    public bool Contains(Rational value)
    {
        foreach (Interval interval in Intervals)
        {
            if (interval.Contains(value))
            {
                return true;
            }
        }

        return false;
    }
}

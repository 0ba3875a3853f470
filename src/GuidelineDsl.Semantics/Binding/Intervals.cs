using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Sets of numbers as comparisons make them.</summary>
internal static class Intervals
{
    /// <summary>The numbers that stand so to the limit.</summary>
    public static IntervalSet Of(ComparisonOperator comparison, Rational limit) => comparison switch
    {
        ComparisonOperator.Less => IntervalSet.Below(limit, inclusive: false),
        ComparisonOperator.LessOrEqual => IntervalSet.Below(limit, inclusive: true),
        ComparisonOperator.Equal => IntervalSet.Points([limit]),
        ComparisonOperator.GreaterOrEqual => IntervalSet.Above(limit, inclusive: true),
        ComparisonOperator.Greater => IntervalSet.Above(limit, inclusive: false),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    /// <summary>The numbers x for which <c>factor * x + constant</c> lies in the set; the factor is not zero.</summary>
    public static IntervalSet Solve(IntervalSet set, Rational factor, Rational constant)
    {
        IEnumerable<Interval> solved = set.Intervals.Select(i =>
        {
            Rational? from = (i.From - constant) / factor;
            Rational? to = (i.To - constant) / factor;
            return factor.Sign > 0 ? new Interval(from, i.FromInclusive, to, i.ToInclusive) : new Interval(to, i.ToInclusive, from, i.FromInclusive);
        });
        return new IntervalSet([.. factor.Sign > 0 ? solved : solved.Reverse()]);
    }

    /// <summary>What lies in either; neighbours that touch become one.</summary>
    public static IntervalSet Union(IEnumerable<IntervalSet> sets)
    {
        List<Interval> merged = [];
        foreach (Interval next in sets.SelectMany(s => s.Intervals).OrderBy(i => i, Comparer<Interval>.Create(CompareStarts)))
        {
            if (merged.Count > 0 && Touches(merged[^1], next))
            {
                merged[^1] = Join(merged[^1], next);
            }
            else
            {
                merged.Add(next);
            }
        }

        return new IntervalSet([.. merged]);
    }

    /// <summary>What lies in both; both are one interval.</summary>
    public static IntervalSet Intersect(Interval a, Interval b)
    {
        Interval start = CompareStarts(a, b) >= 0 ? a : b;
        Interval end = CompareEnds(a, b) <= 0 ? a : b;
        bool isEmpty = start.From is { } from && end.To is { } to && (from > to || (from == to && !(start.FromInclusive && end.ToInclusive)));
        return new IntervalSet(isEmpty ? [] : [new Interval(start.From, start.FromInclusive, end.To, end.ToInclusive)]);
    }

    private static int CompareStarts(Interval a, Interval b) => (a.From, b.From) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        ({ } x, { } y) => x == y ? b.FromInclusive.CompareTo(a.FromInclusive) : x.CompareTo(y),
    };

    private static int CompareEnds(Interval a, Interval b) => (a.To, b.To) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        ({ } x, { } y) => x == y ? a.ToInclusive.CompareTo(b.ToInclusive) : x.CompareTo(y),
    };

    /// <summary>Whether nothing lies between them; the first does not start after the second.</summary>
    private static bool Touches(Interval first, Interval second) =>
        first.To is not { } end || second.From is not { } start || start < end || (start == end && (first.ToInclusive || second.FromInclusive));

    private static Interval Join(Interval first, Interval second)
    {
        Interval last = CompareEnds(first, second) >= 0 ? first : second;
        return new Interval(first.From, first.FromInclusive, last.To, last.ToInclusive);
    }
}

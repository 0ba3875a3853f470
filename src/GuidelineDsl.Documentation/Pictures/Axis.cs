using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>One cell of a fact's values: a value that stands for all of them, and the cell as an interval (numbers) or its labels.</summary>
internal sealed record AxisCell(Rational Representative, Interval? Interval, IReadOnlyList<string> Labels)
{
    public string Words(Fact fact) => Interval is { } interval ? NumberWords.Range(WithoutEnds(interval, fact), fact.Type) : string.Join(", ", Labels);

    /// <summary>This cell and its neighbour as one.</summary>
    public AxisCell With(AxisCell next) => this with
    {
        Interval = Interval is { } left && next.Interval is { } right ? new Interval(left.From, left.FromInclusive, right.To, right.ToInclusive) : null,
        Labels = [.. Labels, .. next.Labels],
    };

    private static Interval WithoutEnds(Interval interval, Fact fact)
    {
        (Rational? minimum, Rational? maximum) = Axis.RangeOf(fact);
        bool whole = interval.From == minimum && interval.To == maximum;
        Interval shorter = new(
            interval.From == minimum && interval.To is not null && interval.To != minimum ? null : interval.From, interval.FromInclusive,
            interval.To == maximum && interval.From is not null && interval.From != maximum ? null : interval.To, interval.ToInclusive);
        return whole && minimum is not null ? interval : shorter;
    }
}

/// <summary>The cells of one fact in which its comparisons do not change.</summary>
internal static class Axis
{
    public static (Rational? Minimum, Rational? Maximum) RangeOf(Fact fact) => fact.Type switch
    {
        Number number => (number.Minimum, number.Maximum),
        Date date => (date.Minimum is { } low ? (Rational)low : null, date.Maximum is { } high ? (Rational)high : null),
        _ => (null, null),
    };

    public static List<AxisCell> Of(Fact fact, Reach reach) => fact.Type switch
    {
        YesNo => [new(Rational.One, null, ["yes"]), new(Rational.Zero, null, ["no"])],
        Enumeration enumeration => [.. enumeration.Values.Select(v => new AxisCell(v.Ordinal, null, [v.Label]))],
        Number or Date => Numeric(fact, reach),
        _ => [],
    };

    private static List<AxisCell> Numeric(Fact fact, Reach reach)
    {
        (Rational? minimum, Rational? maximum) = RangeOf(fact);
        Rational? step = fact.Type is Number number ? number.Resolution : Rational.One;
        List<AxisCell> cells = [];
        Rational? from = minimum;
        bool fromInclusive = minimum is not null;
        foreach (Rational cut in reach.Cuts.TryGetValue(fact, out SortedSet<Rational>? cuts) ? cuts : [])
        {
            if (cut < minimum || cut > maximum)
            {
                continue;
            }

            Add(new Interval(from, fromInclusive, cut, false), step, cells);
            Add(Interval.Point(cut), step, cells);
            (from, fromInclusive) = (cut, false);
        }

        Add(new Interval(from, fromInclusive, maximum, maximum is not null), step, cells);
        return cells;
    }

    private static void Add(Interval interval, Rational? step, List<AxisCell> cells)
    {
        Rational candidate = interval switch
        {
            { From: { } from, To: { } to } when from == to => from,
            { From: { } from, To: { } to } => step is null ? (from + to) / 2 : Next(from, interval.FromInclusive, step.Value),
            { From: { } from } => step is null ? from + 1 : Next(from, interval.FromInclusive, step.Value),
            { To: { } to } => step is null ? to - 1 : Previous(to, interval.ToInclusive, step.Value),
            _ => Rational.Zero,
        };
        if (interval.Contains(candidate) && (step is null || candidate.IsMultipleOf(step.Value)))
        {
            cells.Add(new AxisCell(candidate, interval, []));
        }
    }

    private static Rational Next(Rational from, bool inclusive, Rational step)
    {
        Rational next = (from / step).Ceiling() * step;
        return inclusive || next > from ? next : next + step;
    }

    private static Rational Previous(Rational to, bool inclusive, Rational step)
    {
        Rational previous = (to / step).Floor() * step;
        return inclusive || previous < to ? previous : previous - step;
    }
}

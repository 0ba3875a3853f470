using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Cells;

/// <summary>A place between numbers: just before, or just after, a value.</summary>
internal readonly record struct Cut(Rational Value, bool IsAfter) : IComparable<Cut>
{
    public int CompareTo(Cut other)
    {
        int order = Value.CompareTo(other.Value);
        return order != 0 ? order : IsAfter.CompareTo(other.IsAfter);
    }
}

/// <summary>Numbers on which no condition changes, and as how many elementary cells they count.</summary>
internal sealed record NumberCell(Interval Interval, long Weight);

/// <summary>The numbers that a fact may take: a closed range, either end open to infinity, perhaps only whole multiples of a step.</summary>
internal sealed record NumberDomain(Rational? Minimum, Rational? Maximum, Rational? Step)
{
    private static readonly Date WholeCalendar = new(false, 0, DateOnly.MaxValue.DayNumber);

    public static NumberDomain Of(Model.ValueType type) => type switch
    {
        Number number => new NumberDomain(number.Minimum, number.Maximum, number.Resolution),
        Date date => OfDate(date),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The day of evaluation.</summary>
    public static NumberDomain Today => OfDate(WholeCalendar);

    /// <summary>The cuts that an interval set makes: one at each of its ends.</summary>
    public static IEnumerable<Cut> CutsOf(IntervalSet set)
    {
        foreach (Interval interval in set.Intervals)
        {
            if (interval.From is { } from)
            {
                yield return new Cut(from, !interval.FromInclusive);
            }

            if (interval.To is { } to)
            {
                yield return new Cut(to, interval.ToInclusive);
            }
        }
    }

    /// <summary>
    /// The cells between the cuts, in order: intervals on which no condition changes. With a step the ends are multiples of it and
    /// inclusive, and intervals without a multiple vanish. A cell weighs as many elementary cells (thresholds as points, the open
    /// intervals between) as it holds.
    /// </summary>
    public (ImmutableArray<NumberCell> Cells, Dictionary<Cut, int> FirstAfter) Split(IEnumerable<Cut> cuts)
    {
        Cut[] sorted = Sorted(cuts);
        Dictionary<Cut, int> firstAfter = new(sorted.Length);
        ImmutableArray<NumberCell>.Builder cells = ImmutableArray.CreateBuilder<NumberCell>(sorted.Length + 1);
        int next = 0;
        Cut? from = null;
        while (next <= sorted.Length)
        {
            Cut? to = next < sorted.Length ? sorted[next] : null;
            if (from is { } cut)
            {
                firstAfter.Add(cut, cells.Count);
            }

            if (Between(from, to) is { } interval)
            {
                cells.Add(new NumberCell(interval, Weigh(interval, from, to)));
            }

            from = to;
            next++;
        }

        return (cells.ToImmutable(), firstAfter);
    }

    // Nearly all values are whole in some power of ten that fits a machine number; those are sorted as such.
    private static Cut[] Sorted(IEnumerable<Cut> cuts)
    {
        Cut[] sorted = [.. cuts.Distinct()];
        (long Value, bool IsAfter)[] keys = new (long, bool)[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            Rational value = sorted[i].Value;
            if (value.Numerator.GetBitLength() > 40 || !(10_000 % value.Denominator).IsZero)
            {
                Array.Sort(sorted);
                return sorted;
            }

            keys[i] = ((long)value.Numerator * (10_000 / (long)value.Denominator), sorted[i].IsAfter);
        }

        Array.Sort(keys, sorted, Comparer<(long Value, bool IsAfter)>.Create((a, b) =>
            a.Value != b.Value ? a.Value.CompareTo(b.Value) : a.IsAfter.CompareTo(b.IsAfter)));
        return sorted;
    }

    /// <summary>The domain's values between two cuts as an interval with the tightest ends; null when there are none.</summary>
    public Interval? Between(Cut? from, Cut? to)
    {
        (Rational? low, bool lowInclusive) = from is { } f && (Minimum is not { } min || f.Value > min || (f.Value == min && f.IsAfter))
            ? (f.Value, !f.IsAfter)
            : (Minimum, Minimum is not null);
        (Rational? high, bool highInclusive) = to is { } t && (Maximum is not { } max || t.Value < max || (t.Value == max && !t.IsAfter))
            ? (t.Value, t.IsAfter)
            : (Maximum, Maximum is not null);
        if (Step is { } step)
        {
            bool isOne = step == Rational.One;
            if (low is { } l)
            {
                Rational snapped = isOne && l.IsInteger ? l : (l / step).Ceiling() * step;
                low = snapped == l && !lowInclusive ? snapped + step : snapped;
                lowInclusive = true;
            }

            if (high is { } h)
            {
                Rational snapped = isOne && h.IsInteger ? h : (h / step).Floor() * step;
                high = snapped == h && !highInclusive ? snapped - step : snapped;
                highInclusive = true;
            }
        }

        if (low is { } a && high is { } b && (a > b || (a == b && !(lowInclusive && highInclusive))))
        {
            return null;
        }

        return new Interval(low, lowInclusive, high, highInclusive);
    }

    /// <summary>What a sum can reach: the sum of the ends, in the common step of its parts.</summary>
    public static NumberDomain OfSum(IEnumerable<(NumberDomain Domain, Rational Coefficient)> parts)
    {
        Rational? minimum = Rational.Zero;
        Rational? maximum = Rational.Zero;
        Rational? step = null;
        bool isStepped = true;
        foreach ((NumberDomain domain, Rational coefficient) in parts)
        {
            Rational? low = domain.Minimum * coefficient;
            Rational? high = domain.Maximum * coefficient;
            minimum += coefficient.Sign > 0 ? low : high;
            maximum += coefficient.Sign > 0 ? high : low;
            isStepped &= domain.Step is not null;
            step = domain.Step is { } own ? CommonStep(step, (own * coefficient).Abs()) : step;
        }

        return new NumberDomain(minimum, maximum, isStepped ? step : null);
    }

    private static Rational CommonStep(Rational? a, Rational b)
    {
        if (a is not { } first)
        {
            return b;
        }

        BigInteger denominator = first.Denominator * b.Denominator;
        return new Rational(BigInteger.GreatestCommonDivisor((first * denominator).Numerator, (b * denominator).Numerator), denominator);
    }

    private static NumberDomain OfDate(Date date)
    {
        long last = date.HasTime ? ((WholeCalendar.Maximum!.Value + 1) * 86_400) - 1 : WholeCalendar.Maximum!.Value;
        return new NumberDomain(date.Minimum ?? 0, date.Maximum ?? last, Rational.One);
    }

    // Between two neighbouring cuts lie at most the point of the first (cut just before it), the open interval, and the point of the second.
    private long Weigh(Interval cell, Cut? from, Cut? to)
    {
        long weight = 0;
        Cut? low = from;
        Cut? high = to;
        if (from is { IsAfter: false } f && cell.Contains(f.Value))
        {
            weight++;
            low = f with { IsAfter = true };
        }

        if (to is { IsAfter: true } t && cell.Contains(t.Value) && !(from is { IsAfter: false } g && g.Value == t.Value))
        {
            weight++;
            high = t with { IsAfter = false };
        }

        bool samePoint = low is { } l && high is { } h && h.CompareTo(l) <= 0;
        if (!samePoint && Between(low, high) is not null)
        {
            weight++;
        }

        return Math.Max(1, weight);
    }
}

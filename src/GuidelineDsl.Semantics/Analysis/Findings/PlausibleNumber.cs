using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Numbers that a reader believes of a patient. Where a finding turns on a limit, the limit itself is the best example if it belongs to the interval;
/// otherwise, and where nothing turns on it, a round number within a quarter of it; between two limits, or where there are none, a round number near
/// the middle. The ends of a declared range are no limits.
/// </summary>
internal static class PlausibleNumber
{
    private static readonly Rational Half = new(1, 2);
    private static readonly Rational Quarter = new(1, 4);
    private static readonly Rational Tenth = new(1, 10);

    /// <summary>An unremarkable value of an interval of the domain.</summary>
    public static Rational Within(Interval interval, NumberDomain domain) => (LimitBelow(interval, domain), LimitAbove(interval, domain)) switch
    {
        ({ } limit, null) => Beside(interval, limit, isBelow: false, domain.Step),
        (null, { } limit) => Beside(interval, limit, isBelow: true, domain.Step),
        _ => Middle(interval, domain.Step),
    };

    /// <summary>A value of the interval: the wanted one, or what is believable at the limit that excludes it.</summary>
    public static Rational Near(Interval interval, NumberDomain domain, Rational wanted) =>
        interval.Contains(wanted) ? wanted : AtEnd(interval, domain, upper: interval.To is { } to && wanted >= to);

    /// <summary>A value at an end of the interval; where that is only the end of the domain, at the other.</summary>
    public static Rational AtEnd(Interval interval, NumberDomain domain, bool upper)
    {
        (Rational? below, Rational? above) = (LimitBelow(interval, domain), LimitAbove(interval, domain));
        if (below is null && above is null)
        {
            return Middle(interval, domain.Step);
        }

        bool fromAbove = upper ? above is not null : below is null;
        Rational limit = (fromAbove ? above : below)!.Value;
        return interval.Contains(limit) ? limit : Beside(interval, limit, fromAbove, domain.Step);
    }

    private static Rational Beside(Interval interval, Rational limit, bool isBelow, Rational? step)
    {
        Rational reach = limit.Sign == 0 ? Width(interval) * Tenth : limit.Abs() * Quarter;
        (Rational low, Rational high) = isBelow ? (limit - reach, limit) : (limit, limit + reach);
        low = interval.From is { } from && from > low ? from : low;
        high = interval.To is { } to && to < high ? to : high;
        Rational target = isBelow ? high - ((high - low) * Tenth) : low + ((high - low) * Tenth);
        return Round(interval, low, high, target, high - low, step);
    }

    private static Rational Middle(Interval interval, Rational? step)
    {
        Rational quarter = Width(interval) * Quarter;
        Rational target = interval.From is { } from ? from + (quarter * 2) : interval.To is { } to ? to - (quarter * 2) : Rational.Zero;
        return Round(interval, target - quarter, target + quarter, target, quarter, step);
    }

    /// <summary>The multiple nearest to the target of the widest step 1, 2 or 5 times a power of ten that has one between the ends and inside the interval.</summary>
    private static Rational Round(Interval interval, Rational low, Rational high, Rational target, Rational widest, Rational? resolution)
    {
        if (low == high)
        {
            return low;
        }

        Rational power = Rational.One;
        while (power * 10 <= widest)
        {
            power *= 10;
        }

        while (power > widest)
        {
            power *= Tenth;
        }

        for (; resolution is not { } least || power * 5 >= least; power *= Tenth)
        {
            foreach (Rational step in (ReadOnlySpan<Rational>)[power * 5, power * 2, power])
            {
                if (step <= widest && (resolution is not { } s || step.IsMultipleOf(s)) && Multiple(step) is { } round)
                {
                    return round;
                }
            }
        }

        return resolution is { } smallest && Multiple(smallest) is { } last ? last
            : interval is { From: { } from, FromInclusive: true } ? from : interval is { To: { } to, ToInclusive: true } ? to : target;

        Rational? Multiple(Rational step)
        {
            Rational below = (target / step).Floor() * step;
            Rational above = below + step;
            bool isBelow = below >= low && interval.Contains(below);
            bool isAbove = above <= high && interval.Contains(above);
            return isBelow && isAbove ? (target - below <= above - target ? below : above) : isBelow ? below : isAbove ? above : null;
        }
    }

    // How far values reach; where they have no end, as far as the end that they have is from zero.
    private static Rational Width(Interval interval) => (interval.From, interval.To) switch
    {
        ({ } from, { } to) => to - from,
        _ => (interval.From ?? interval.To) is { Sign: not 0 } end ? end.Abs() * 2 : 20,
    };

    private static Rational? LimitBelow(Interval interval, NumberDomain domain) => interval.From == domain.Minimum ? null : interval.From;

    private static Rational? LimitAbove(Interval interval, NumberDomain domain) => interval.To == domain.Maximum ? null : interval.To;
}

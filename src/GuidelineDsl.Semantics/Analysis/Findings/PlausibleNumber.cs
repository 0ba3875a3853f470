using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Numbers with few digits inside an interval, for patients that a reader believes.</summary>
internal static class PlausibleNumber
{
    private static readonly Rational Half = new(1, 2);

    /// <summary>An unremarkable value of a domain: its middle, or for an open end something near the closed one.</summary>
    public static Rational Middle(NumberDomain domain)
    {
        Interval all = new(domain.Minimum, domain.Minimum is not null, domain.Maximum, domain.Maximum is not null);
        if (domain.Step == Rational.One && domain.Minimum is { } first && domain.Maximum is { } last && last - first > 1_000_000)
        {
            // Dates: the turn of a recent year rather than the middle of the calendar.
            Rational perDay = last > DateOnly.MaxValue.DayNumber ? 86_400 : Rational.One;
            return Near(all, new DateOnly(2025, 1, 1).DayNumber * perDay, domain.Step);
        }

        Rational target = (domain.Minimum, domain.Maximum) switch
        {
            ({ } low, { } high) => (low + high) * Half,
            ({ } low, null) => low + 10,
            (null, { } high) => high - 10,
            _ => 10,
        };
        return Near(all, target, domain.Step);
    }

    /// <summary>A value of the interval as close to the target as few digits allow.</summary>
    public static Rational Near(Interval interval, Rational target, Rational? step)
    {
        if (step is { } s)
        {
            target = (target / s).Floor() * s;
        }

        if (interval.Contains(target))
        {
            return target;
        }

        bool fromAbove = interval.To is { } to && target >= to;
        return AtEnd(interval, fromAbove);
    }

    /// <summary>The interval's lower (or upper) end, or a value with few digits just inside.</summary>
    public static Rational AtEnd(Interval interval, bool upper)
    {
        Rational? end = upper ? interval.To : interval.From;
        if (end is not { } value)
        {
            return (upper ? interval.From : interval.To) is { } other ? AtEnd(interval, !upper) : Rational.Zero;
        }

        if (upper ? interval.ToInclusive : interval.FromInclusive)
        {
            return value;
        }

        Rational step = Rational.One;
        if (interval.From is { } from && interval.To is { } to)
        {
            Rational room = (to - from) / 10;
            while (step > room)
            {
                step /= 10;
            }
        }

        BigInteger units = (value / step).Floor();
        return upper ? (interval.Contains(units * step) ? units * step : (units - 1) * step) : (units + 1) * step;
    }
}

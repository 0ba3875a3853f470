using System.Globalization;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// Months and years on the calendar. A point of time is a whole number: days since 0001-01-01, or seconds since
/// 0001-01-01T00:00. A day that a month does not have becomes that month's last day.
/// </summary>
public static class CalendarArithmetic
{
    private const long SecondsPerDay = 86_400;

    /// <summary>The first point of time: 0001-01-01.</summary>
    public const long Earliest = 0;

    /// <summary>The last day: 9999-12-31.</summary>
    public static long LatestDay => DateOnly.MaxValue.DayNumber;

    /// <summary>The last second: 9999-12-31T23:59:59.</summary>
    public static long LatestSecond => ((LatestDay + 1) * SecondsPerDay) - 1;

    /// <summary>A day as its whole number.</summary>
    public static long FromDay(DateOnly day) => day.DayNumber;

    /// <summary>A point of time as its whole number of seconds; fractions of a second are cut off.</summary>
    public static long FromTime(DateTime time) => time.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>The day of a whole number.</summary>
    public static DateOnly ToDay(long value) => DateOnly.FromDayNumber(checked((int)value));

    /// <summary>The point of time of a whole number of seconds.</summary>
    public static DateTime ToTime(long value) => new(checked(value * TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);

    /// <summary>A point of time in ISO form; one that a sum of days has led out of the years 1 to 9999 says so.</summary>
    public static string Describe(Rational value, bool hasTime)
    {
        if (value < Earliest || value >= (hasTime ? LatestSecond : LatestDay) + 1)
        {
            return value < Earliest ? "before 0001-01-01" : "after 9999-12-31";
        }

        long whole = (long)value.Floor();
        return hasTime
            ? ToTime(whole).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : ToDay(whole).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Moves a point of time by whole months. What would leave the years 1 to 9999 stays at the first or last point of them.
    /// </summary>
    public static long AddMonths(long value, bool hasTime, long months)
    {
        long days = hasTime ? FloorDivide(value, SecondsPerDay) : value;
        long rest = hasTime ? value - (days * SecondsPerDay) : 0;
        if (days < 0 || days > LatestDay)
        {
            days = Math.Clamp(days, 0, LatestDay);
        }

        DateOnly day = ToDay(days);
        long index = ((day.Year - 1) * 12L) + (day.Month - 1) + Math.Clamp(months, -200_000, 200_000);
        if (index < 0)
        {
            return Earliest;
        }

        if (index >= 9999 * 12L)
        {
            return hasTime ? LatestSecond : LatestDay;
        }

        int year = (int)(index / 12) + 1;
        int month = (int)(index % 12) + 1;
        DateOnly moved = new(year, month, Math.Min(day.Day, DateTime.DaysInMonth(year, month)));
        return hasTime ? (moved.DayNumber * SecondsPerDay) + rest : moved.DayNumber;
    }

    /// <summary>Moves a point of time by whole years.</summary>
    public static long AddYears(long value, bool hasTime, long years) => AddMonths(value, hasTime, Math.Clamp(years, -20_000, 20_000) * 12);

    /// <summary>
    /// The months completed from one point of time to another: the largest number that, added to <paramref name="from"/>, does not
    /// pass <paramref name="to"/>. Backwards it is the negative of the months completed in the other direction.
    /// </summary>
    public static long CompletedMonths(long from, long to, bool hasTime)
    {
        if (to < from)
        {
            return -CompletedMonths(to, from, hasTime);
        }

        DateOnly start = ToDay(hasTime ? FloorDivide(from, SecondsPerDay) : from);
        DateOnly end = ToDay(hasTime ? FloorDivide(to, SecondsPerDay) : to);
        long months = ((end.Year - start.Year) * 12L) + (end.Month - start.Month);
        return AddMonths(from, hasTime, months) > to ? months - 1 : months;
    }

    /// <summary>The years completed from one point of time to another.</summary>
    public static long CompletedYears(long from, long to, bool hasTime) => CompletedMonths(from, to, hasTime) / 12;

    private static long FloorDivide(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}

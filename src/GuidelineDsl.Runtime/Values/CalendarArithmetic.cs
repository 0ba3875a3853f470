using System.Globalization;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// Months and years on the calendar. A point of time is a whole number: days since 0001-01-01, or seconds since
/// 0001-01-01T00:00. A day that a month does not have becomes that month's last day.
/// </summary>
public static class CalendarArithmetic
{
    private const long SecondsPerDay = 86_400;

    private const long DaysPerCycle = 146_097;

    private const long MonthsPerCycle = 400 * 12;

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

    /// <summary>A point of time in ISO form; one that a move has led out of the years 1 to 9999 says so.</summary>
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
    /// Moves a point of time by whole months. The calendar goes on beyond the years 1 to 9999 as within them, so that what is moved out of them keeps its
    /// order with all else.
    /// </summary>
    public static long AddMonths(long value, bool hasTime, long months)
    {
        (long month, int day, long timeOfDay) = MonthOf(value, hasTime);
        long moved = month + months;
        long cycle = FloorDivide(moved, MonthsPerCycle);
        (int year, int inYear) = Math.DivRem((int)(moved - (cycle * MonthsPerCycle)), 12);
        DateOnly date = new(year + 1, inYear + 1, Math.Min(day, DateTime.DaysInMonth(year + 1, inYear + 1)));
        long days = (cycle * DaysPerCycle) + date.DayNumber;
        return hasTime ? (days * SecondsPerDay) + timeOfDay : days;
    }

    /// <summary>Moves a point of time by whole years.</summary>
    public static long AddYears(long value, bool hasTime, long years) => AddMonths(value, hasTime, years * 12);

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

        long months = MonthOf(to, hasTime).Month - MonthOf(from, hasTime).Month;
        return AddMonths(from, hasTime, months) > to ? months - 1 : months;
    }

    /// <summary>The years completed from one point of time to another.</summary>
    public static long CompletedYears(long from, long to, bool hasTime) => CompletedMonths(from, to, hasTime) / 12;

    // Months since 0001-01, the day of that month, and the seconds of that day. After 400 years the calendar repeats itself.
    private static (long Month, int Day, long TimeOfDay) MonthOf(long value, bool hasTime)
    {
        long days = hasTime ? FloorDivide(value, SecondsPerDay) : value;
        long cycle = FloorDivide(days, DaysPerCycle);
        DateOnly date = ToDay(days - (cycle * DaysPerCycle));
        return ((cycle * MonthsPerCycle) + ((date.Year - 1) * 12L) + date.Month - 1, date.Day, hasTime ? value - (days * SecondsPerDay) : 0);
    }

    private static long FloorDivide(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}

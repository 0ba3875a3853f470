using System.Globalization;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Dates as authors write them.</summary>
internal static class DateText
{
    public const long SecondsPerDay = 86_400;

    /// <summary>A whole day, or a day with a time; false with the reason when the calendar does not have it.</summary>
    public static bool TryRead(string text, out long number, out bool hasTime, out string reason)
    {
        string day = text.Split('T')[0];
        hasTime = text.Contains('T', StringComparison.Ordinal);
        number = 0;
        reason = "";
        string[] parts = day.Split('-');
        if (parts.Length != 3)
        {
            reason = "a whole day with year, month and day is needed here";
            return false;
        }

        if (!IsDay(parts, out DateOnly date, out reason))
        {
            return false;
        }

        number = date.DayNumber;
        if (!hasTime)
        {
            return true;
        }

        if (!TimeOnly.TryParseExact(text[(day.Length + 1)..], ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            reason = "the time is not hours and minutes from 00:00 to 23:59";
            return false;
        }

        number = (number * SecondsPerDay) + (long)time.ToTimeSpan().TotalSeconds;
        return true;
    }

    /// <summary>A day, a month or a year, as publication and validity take them.</summary>
    public static bool IsPeriod(string text, out string reason)
    {
        string[] parts = text.Split('-');
        if (parts.Length == 3 && !text.Contains('T', StringComparison.Ordinal))
        {
            return IsDay(parts, out _, out reason);
        }

        reason = !IsNumber(parts[0], 1, 9999) ? "the year is not between 1 and 9999"
            : parts.Length == 2 && !IsNumber(parts[1], 1, 12) ? $"there is no month {parts[1]}"
            : parts.Length > 2 ? "a day, a month or a year is needed here"
            : "";
        return reason.Length == 0;
    }

    private static bool IsNumber(string text, int low, int high) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= low && number <= high;

    private static bool IsDay(string[] parts, out DateOnly date, out string reason)
    {
        date = default;
        reason = "";
        int[] numbers = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        if (numbers[0] is < 1 or > 9999)
        {
            reason = "the year is not between 1 and 9999";
        }
        else if (numbers[1] is < 1 or > 12)
        {
            reason = $"there is no month {parts[1]}";
        }
        else if (numbers[2] < 1 || numbers[2] > DateTime.DaysInMonth(numbers[0], numbers[1]))
        {
            string month = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(numbers[1]);
            reason = $"{month} {numbers[0]} has {DateTime.DaysInMonth(numbers[0], numbers[1])} days";
        }
        else
        {
            date = new DateOnly(numbers[0], numbers[1], numbers[2]);
        }

        return reason.Length == 0;
    }

    /// <summary>A date of the model in ISO form, for messages.</summary>
    public static string Write(Date type, long number) => CalendarArithmetic.Describe(number, type.HasTime);
}

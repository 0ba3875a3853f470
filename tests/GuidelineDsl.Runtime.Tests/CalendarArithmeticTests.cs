using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Tests;

public sealed class CalendarArithmeticTests
{
    [Theory]
    [InlineData("2025-08-31", -6, "2025-02-28")]
    [InlineData("2024-08-31", -6, "2024-02-29")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2025-01-31", 1, "2025-02-28")]
    [InlineData("2025-12-15", 1, "2026-01-15")]
    public void A_months_end_stays_inside_the_month(string date, int months, string expected) =>
        CalendarArithmetic.AddMonths(Day(date), hasTime: false, months).ShouldBe(Day(expected));

    /// <summary>2000 stands for the year 0 and for the year 10000: the calendar repeats itself after 400 years, or 146,097 days.</summary>
    [Theory]
    [InlineData("9999-12-01", 1, "2000-01-01", 20)]
    [InlineData("9999-08-31", 6, "2000-02-29", 20)]
    [InlineData("9999-08-31", 18, "2001-02-28", 20)]
    [InlineData("9999-12-31", 120_000, "1999-12-31", 45)]
    [InlineData("0001-01-15", -1, "2000-12-15", -5)]
    [InlineData("0001-03-31", -13, "2000-02-29", -5)]
    [InlineData("0001-03-31", -25, "1999-02-28", -5)]
    public void The_calendar_goes_on_beyond_what_can_be_written(string date, int months, string alike, int cycles)
    {
        long expected = Day(alike) + (cycles * 146_097L);
        CalendarArithmetic.AddMonths(Day(date), hasTime: false, months).ShouldBe(expected);
        CalendarArithmetic.AddMonths((Day(date) * 86_400) + 30, hasTime: true, months).ShouldBe((expected * 86_400) + 30);
    }

    /// <summary>So many months are completed exactly when the first day, moved by them, does not pass the second.</summary>
    [Fact]
    public void Completed_months_and_moved_dates_say_the_same()
    {
        foreach (long from in new[] { Day("2024-01-28"), Day("9999-11-25"), Day("0001-01-01") - 40, Day("9999-12-31") + 20 })
        {
            for (long start = from; start < from + 40; start++)
            {
                for (long end = start; end < start + 100; end++)
                {
                    long months = CalendarArithmetic.CompletedMonths(start, end, hasTime: false);
                    CalendarArithmetic.AddMonths(start, hasTime: false, months).ShouldBeLessThanOrEqualTo(end);
                    CalendarArithmetic.AddMonths(start, hasTime: false, months + 1).ShouldBeGreaterThan(end);
                }
            }
        }
    }

    [Theory]
    [InlineData("2024-02-29", "2025-02-27", 11)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    [InlineData("2025-01-31", "2025-02-28", 1)]
    [InlineData("2025-03-15", "2025-03-15", 0)]
    [InlineData("2025-03-15", "2025-01-16", -1)]
    [InlineData("2025-03-15", "2025-01-15", -2)]
    public void Completed_months_do_not_pass_the_end(string from, string to, int expected) =>
        CalendarArithmetic.CompletedMonths(Day(from), Day(to), hasTime: false).ShouldBe(expected);

    [Fact]
    public void The_time_of_day_is_kept_and_counts()
    {
        long start = CalendarArithmetic.FromTime(new DateTime(2025, 1, 31, 14, 30, 0));
        CalendarArithmetic.ToTime(CalendarArithmetic.AddMonths(start, hasTime: true, 1)).ShouldBe(new DateTime(2025, 2, 28, 14, 30, 0));
        CalendarArithmetic.CompletedMonths(start, CalendarArithmetic.FromTime(new DateTime(2025, 2, 28, 14, 29, 59)), hasTime: true).ShouldBe(0);
    }

    private static long Day(string text) => CalendarArithmetic.FromDay(DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(-1, false, "before 0001-01-01")]
    [InlineData(0, false, "0001-01-01")]
    [InlineData(3_652_058, false, "9999-12-31")]
    [InlineData(3_652_059, false, "after 9999-12-31")]
    [InlineData(-1, true, "before 0001-01-01")]
    [InlineData(315_537_897_599, true, "9999-12-31T23:59:59")]
    [InlineData(315_537_897_600, true, "after 9999-12-31")]
    public void A_point_of_time_beyond_the_calendar_says_so(long value, bool hasTime, string expected) =>
        CalendarArithmetic.Describe(value, hasTime).ShouldBe(expected);
}

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
    [InlineData("0001-01-15", -1, "0001-01-01")]
    [InlineData("9999-12-01", 1, "9999-12-31")]
    public void A_months_end_stays_inside_the_month(string date, int months, string expected) =>
        CalendarArithmetic.AddMonths(Day(date), hasTime: false, months).ShouldBe(Day(expected));

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

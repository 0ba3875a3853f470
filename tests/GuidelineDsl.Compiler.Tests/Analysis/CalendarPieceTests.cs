using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Linear;
using Shouldly;
using Xunit;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>The pieces cover every day once, and on each day their steps lead where the calendar leads.</summary>
public sealed class CalendarPieceTests
{
    [Theory]
    [InlineData("2020-01-15", "2029-12-02", new long[] { -6, 1, 12 })]
    [InlineData("2096-01-01", "2104-12-31", new long[] { -60 })]
    [InlineData("0001-01-01", "0009-06-30", new long[] { -18, 0 })]
    [InlineData("9990-02-27", "9999-12-31", new long[] { 30, -1 })]
    [InlineData("2024-02-29", "2024-02-29", new long[] { 12 })]
    public void Every_day_lies_in_one_piece_that_leads_where_the_calendar_leads(string from, string to, long[] distances)
    {
        long first = CalendarArithmetic.FromDay(DateOnly.Parse(from, null));
        long last = CalendarArithmetic.FromDay(DateOnly.Parse(to, null));

        ImmutableArray<CalendarPiece> pieces = CalendarPiece.Of(first, last, false, [.. distances]);

        for (long day = first; day <= last; day++)
        {
            CalendarPiece piece = pieces.Single(p => p.Runs.Any(r => r.From <= day && day <= r.To));
            for (int i = 0; i < distances.Length; i++)
            {
                (day + piece.Steps[i]).ShouldBe(CalendarArithmetic.AddMonths(day, false, distances[i]));
            }
        }
    }

    [Fact]
    public void Times_of_day_move_with_their_day()
    {
        long first = CalendarArithmetic.FromTime(new DateTime(2023, 12, 30, 13, 0, 0));
        long last = CalendarArithmetic.FromTime(new DateTime(2024, 3, 31, 2, 0, 0));

        ImmutableArray<CalendarPiece> pieces = CalendarPiece.Of(first, last, true, [2]);

        pieces.SelectMany(p => p.Runs).Sum(r => r.To - r.From + 1).ShouldBe(last - first + 1);
        for (long time = first; time <= last; time += 1_801)
        {
            CalendarPiece piece = pieces.Single(p => p.Runs.Any(r => r.From <= time && time <= r.To));
            (time + piece.Steps[0]).ShouldBe(CalendarArithmetic.AddMonths(time, true, 2));
        }
    }

    [Fact]
    public void The_whole_calendar_has_few_pieces()
    {
        ImmutableArray<CalendarPiece> pieces = CalendarPiece.Of(0, CalendarArithmetic.LatestDay, false, [-6]);

        // A half year back: 181 to 184 days, up to three days less at a month's end.
        pieces.Select(p => -p.Steps[0]).Order().ShouldBe([181, 182, 183, 184]);
    }
}

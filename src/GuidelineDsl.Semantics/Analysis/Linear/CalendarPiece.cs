using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>Where a date comes to lie that is moved by months: so many days (or seconds) further on, or, at the ends of the calendar, at a fixed point.</summary>
internal readonly record struct CalendarStep(bool IsFixed, long Value);

/// <summary>
/// Dates for which moving by months is the same linear step: how far a month or a year is depends on the date, but it takes only a few
/// values. Cutting the calendar into such pieces makes comparisons with "six months ago" linear, and so exactly decidable.
/// </summary>
/// <param name="Steps">One for each of the distances.</param>
/// <param name="Runs">The dates, in rising order, both ends included.</param>
internal sealed record CalendarPiece(ImmutableArray<CalendarStep> Steps, ImmutableArray<(long From, long To)> Runs)
{
    private const long SecondsPerDay = 86_400;

    /// <summary>The pieces of the calendar between two points of time, for moving by each of the distances (in months).</summary>
    public static ImmutableArray<CalendarPiece> Of(long first, long last, bool hasTime, ImmutableArray<long> distances)
    {
        long unit = hasTime ? SecondsPerDay : 1;
        long firstDay = Math.Max(first, CalendarArithmetic.Earliest) / unit;
        long lastDay = Math.Min(last, hasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay) / unit;
        Dictionary<string, (ImmutableArray<CalendarStep> Steps, List<(long From, long To)> Runs)> pieces = [];
        CalendarStep[] steps = new CalendarStep[distances.Length];
        for (long day = firstDay; day <= lastDay;)
        {
            long end = EndOfMonth(day, lastDay);
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i] = StepFrom(day, hasTime, distances[i]);
                end = Math.Min(end, LastWithSameStep(day, end, hasTime, distances[i], steps[i]));
            }

            string key = string.Join(' ', steps);
            ref (ImmutableArray<CalendarStep> Steps, List<(long From, long To)> Runs) piece = ref CollectionsMarshal.GetValueRefOrAddDefault(pieces, key, out bool isKnown);
            piece = isKnown ? piece : ([.. steps], []);
            AddRun(piece.Runs, Math.Max(first, day * unit), Math.Min(last, ((end + 1) * unit) - 1));
            day = end + 1;
        }

        return [.. pieces.Values.Select(p => new CalendarPiece(p.Steps, [.. p.Runs]))];
    }

    private static long EndOfMonth(long day, long lastDay)
    {
        DateOnly date = CalendarArithmetic.ToDay(day);
        return Math.Min(lastDay, day - date.Day + DateTime.DaysInMonth(date.Year, date.Month));
    }

    private static CalendarStep StepFrom(long day, bool hasTime, long months)
    {
        DateOnly date = CalendarArithmetic.ToDay(day);
        long month = ((date.Year - 1) * 12L) + date.Month - 1 + months;
        if (month is < 0 or >= 9999 * 12L)
        {
            return new CalendarStep(true, month < 0 ? CalendarArithmetic.Earliest : hasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay);
        }

        return new CalendarStep(false, (CalendarArithmetic.AddMonths(day, false, months) - day) * (hasTime ? SecondsPerDay : 1));
    }

    // Within a month the step stays the same until the days that the other month does not have; from there it falls day by day.
    private static long LastWithSameStep(long day, long end, bool hasTime, long months, CalendarStep step)
    {
        while (end > day && StepFrom(end, hasTime, months) != step)
        {
            end--;
        }

        return end;
    }

    private static void AddRun(List<(long From, long To)> runs, long from, long to)
    {
        if (runs.Count > 0 && runs[^1].To + 1 == from)
        {
            runs[^1] = (runs[^1].From, to);
        }
        else
        {
            runs.Add((from, to));
        }
    }
}

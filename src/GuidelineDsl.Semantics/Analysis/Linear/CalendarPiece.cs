using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>Where a date comes to lie that is moved by months: so many days (or seconds) further on, or, at the ends of the calendar, at a fixed point.</summary>
internal readonly record struct CalendarStep(bool IsFixed, long Value);

/// <summary>A move by months; over the end of the calendar it stays at the last point of time, or lies beyond it.</summary>
internal readonly record struct CalendarMove(long Months, bool GoesBeyond)
{
    private const long SecondsPerDay = 86_400;

    /// <summary>How far the move leads from a day, in days or seconds.</summary>
    public CalendarStep From(long day, bool hasTime)
    {
        DateOnly date = CalendarArithmetic.ToDay(day);
        long month = ((date.Year - 1) * 12L) + date.Month - 1 + Months;
        if (month < 0)
        {
            return new CalendarStep(true, CalendarArithmetic.Earliest);
        }

        return month >= 9999 * 12L
            ? new CalendarStep(true, (hasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay) + (GoesBeyond ? 1 : 0))
            : new CalendarStep(false, (CalendarArithmetic.AddMonths(day, false, Months) - day) * (hasTime ? SecondsPerDay : 1));
    }

    /// <summary>Where a point of time comes to lie.</summary>
    public long Apply(long point, bool hasTime)
    {
        CalendarStep step = From(hasTime ? point / SecondsPerDay : point, hasTime);
        return step.IsFixed ? step.Value : point + step.Value;
    }
}

/// <summary>
/// Dates for which moving by months is the same linear step: how far a month or a year is depends on the date, but it takes only a few
/// values. Cutting the calendar into such pieces makes comparisons with "six months ago" linear, and so exactly decidable.
/// </summary>
/// <param name="Steps">One for each of the moves.</param>
/// <param name="Runs">The dates, in rising order, both ends included.</param>
internal sealed record CalendarPiece(ImmutableArray<CalendarStep> Steps, ImmutableArray<(long From, long To)> Runs)
{
    private const long SecondsPerDay = 86_400;

    private static readonly ConcurrentDictionary<string, ImmutableArray<CalendarPiece>> Known = new(StringComparer.Ordinal);

    /// <summary>The pieces of the calendar between two points of time.</summary>
    public static ImmutableArray<CalendarPiece> Of(long first, long last, bool hasTime, ImmutableArray<CalendarMove> moves) =>
        Known.GetOrAdd($"{first} {last} {hasTime} {string.Join(' ', moves)}", _ => Cut(first, last, hasTime, moves));

    private static ImmutableArray<CalendarPiece> Cut(long first, long last, bool hasTime, ImmutableArray<CalendarMove> moves)
    {
        long unit = hasTime ? SecondsPerDay : 1;
        long firstDay = Math.Max(first, CalendarArithmetic.Earliest) / unit;
        long lastDay = Math.Min(last, hasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay) / unit;
        Dictionary<CalendarStep[], List<(long From, long To)>> pieces = new(SameSteps.Instance);
        CalendarStep[] steps = new CalendarStep[moves.Length];
        for (long day = firstDay; day <= lastDay;)
        {
            long end = EndOfMonth(day, lastDay);
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i] = moves[i].From(day, hasTime);
                end = LastWithSameStep(day, end, hasTime, moves[i], steps[i]);
            }

            if (!pieces.TryGetValue(steps, out List<(long From, long To)>? runs))
            {
                pieces.Add([.. steps], runs = []);
            }

            AddRun(runs, Math.Max(first, day * unit), Math.Min(last, ((end + 1) * unit) - 1));
            day = end + 1;
        }

        return [.. pieces.Select(p => new CalendarPiece(ImmutableCollectionsMarshal.AsImmutableArray(p.Key), [.. p.Value]))];
    }

    private static long EndOfMonth(long day, long lastDay)
    {
        DateOnly date = CalendarArithmetic.ToDay(day);
        return Math.Min(lastDay, day - date.Day + DateTime.DaysInMonth(date.Year, date.Month));
    }

    // Within a month the step stays the same until the days that the other month does not have; from there it falls day by day.
    private static long LastWithSameStep(long day, long end, bool hasTime, CalendarMove move, CalendarStep step)
    {
        while (end > day && move.From(end, hasTime) != step)
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

    private sealed class SameSteps : IEqualityComparer<CalendarStep[]>
    {
        public static readonly SameSteps Instance = new();

        public bool Equals(CalendarStep[]? x, CalendarStep[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(CalendarStep[] steps)
        {
            HashCode hash = default;
            foreach (CalendarStep step in steps)
            {
                hash.Add(step);
            }

            return hash.ToHashCode();
        }
    }
}

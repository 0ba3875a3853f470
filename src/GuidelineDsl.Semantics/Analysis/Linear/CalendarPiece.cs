using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>
/// Dates for which moving by months is the same linear step: how far a month or a year is depends on the date, but it takes only a few
/// values. Cutting the calendar into such pieces makes comparisons with "six months ago" linear, and so exactly decidable.
/// </summary>
/// <param name="Steps">How far each of the moves leads, in days or seconds.</param>
/// <param name="Runs">The dates, in rising order, both ends included.</param>
internal sealed record CalendarPiece(ImmutableArray<long> Steps, ImmutableArray<(long From, long To)> Runs)
{
    private const long SecondsPerDay = 86_400;

    private static readonly ConcurrentDictionary<string, ImmutableArray<CalendarPiece>> Known = new(StringComparer.Ordinal);

    /// <summary>The pieces of the calendar between two points of time.</summary>
    /// <param name="first">The first point of time.</param>
    /// <param name="last">The last.</param>
    /// <param name="hasTime">Whether they are seconds.</param>
    /// <param name="moves">Months.</param>
    public static ImmutableArray<CalendarPiece> Of(long first, long last, bool hasTime, ImmutableArray<long> moves) =>
        Known.GetOrAdd($"{first} {last} {hasTime} {string.Join(' ', moves)}", _ => Cut(first, last, hasTime, moves));

    private static ImmutableArray<CalendarPiece> Cut(long first, long last, bool hasTime, ImmutableArray<long> moves)
    {
        long unit = hasTime ? SecondsPerDay : 1;
        long firstDay = Math.Max(first, CalendarArithmetic.Earliest) / unit;
        long lastDay = Math.Min(last, hasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay) / unit;
        Dictionary<long[], List<(long From, long To)>> pieces = new(SameSteps.Instance);
        long[] steps = new long[moves.Length];
        for (long day = firstDay; day <= lastDay;)
        {
            long end = EndOfMonth(day, lastDay);
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i] = Step(day, moves[i]) * unit;
                end = LastWithSameStep(day, end, moves[i]);
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
    private static long LastWithSameStep(long day, long end, long months)
    {
        while (end > day && Step(end, months) != Step(day, months))
        {
            end--;
        }

        return end;
    }

    private static long Step(long day, long months) => CalendarArithmetic.AddMonths(day, false, months) - day;

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

    private sealed class SameSteps : IEqualityComparer<long[]>
    {
        public static readonly SameSteps Instance = new();

        public bool Equals(long[]? x, long[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(long[] steps)
        {
            HashCode hash = default;
            foreach (long step in steps)
            {
                hash.Add(step);
            }

            return hash.ToHashCode();
        }
    }
}

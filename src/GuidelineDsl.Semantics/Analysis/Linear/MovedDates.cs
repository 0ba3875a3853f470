using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>
/// A date and what it becomes when it is moved by months. How far that is depends on the date itself; on each piece of the calendar it is a fixed number
/// of days, so that the inequalities are solved piece by piece, and only where they can be solved at all with the least and the greatest distance.
/// </summary>
internal sealed class MovedDates
{
    private readonly ImmutableArray<int> _moved;
    private readonly int _firstRow;
    private readonly ImmutableArray<CalendarPiece> _pieces;

    private MovedDates(int date, ImmutableArray<int> moved, int firstRow, ImmutableArray<CalendarPiece> pieces)
    {
        Date = date;
        _moved = moved;
        _firstRow = firstRow;
        _pieces = pieces;
    }

    /// <summary>The number of the date among the quantities.</summary>
    public int Date { get; }

    /// <summary>The dates that are moved; for each move there is a row behind those of the sums: the moved date minus the date.</summary>
    public static ImmutableArray<MovedDates> Of(ImmutableArray<(Quantity Quantity, Variable Variable)> quantities, int sums)
    {
        ImmutableArray<MovedDates>.Builder all = ImmutableArray.CreateBuilder<MovedDates>();
        int row = quantities.Length + sums;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, quantities.Length)
            .Where(i => quantities[i].Quantity.Months != 0)
            .GroupBy(i => quantities[i].Variable.Index))
        {
            ImmutableArray<int> moved = [.. group];
            Variable variable = quantities[moved[0]].Variable;
            all.Add(new MovedDates(moved[0] - 1, moved, row, CalendarPiece.Of(
                (long)variable.Domain!.Minimum!.Value.Numerator,
                (long)variable.Domain.Maximum!.Value.Numerator,
                HasTime(quantities[moved[0]].Quantity),
                [.. moved.Select(i => quantities[i].Quantity.Months)])));
            row += moved.Length;
        }

        return all.ToImmutable();
    }

    /// <summary>The values that a quantity can have.</summary>
    public static NumberDomain DomainOf(Quantity quantity, Variable variable)
    {
        Rational Move(Rational? end) => CalendarArithmetic.AddMonths((long)end!.Value.Numerator, HasTime(quantity), quantity.Months);
        return quantity.Months == 0 ? variable.Domain! : new NumberDomain(Move(variable.Domain!.Minimum), Move(variable.Domain.Maximum), variable.Domain.Step);
    }

    public IEnumerable<Rational[]> Rows(int quantities) => _moved.Select(m =>
    {
        Rational[] row = new Rational[quantities];
        (row[m], row[Date]) = (Rational.One, -Rational.One);
        return row;
    });

    /// <summary>Bounds the distances of the moves by the least and the greatest.</summary>
    public void Relax(Interval[] bounds)
    {
        for (int i = 0; i < _moved.Length; i++)
        {
            long least = long.MaxValue;
            long greatest = long.MinValue;
            foreach (CalendarPiece piece in _pieces)
            {
                least = Math.Min(least, piece.Steps[i]);
                greatest = Math.Max(greatest, piece.Steps[i]);
            }

            bounds[_firstRow + i] = new Interval(least, true, greatest, true);
        }
    }

    /// <summary>Puts each of the dates on a run of a piece, until all inequalities hold; null where that cannot be.</summary>
    public static Rational[]? Place(ReadOnlySpan<MovedDates> dates, LinearSystem system, Interval[] bounds, Rational[] wanted) =>
        dates.IsEmpty ? system.Solve(bounds, wanted) : dates[0].PlaceFirst(dates[1..], system, bounds, wanted);

    private Rational[]? PlaceFirst(ReadOnlySpan<MovedDates> others, LinearSystem system, Interval[] bounds, Rational[] wanted)
    {
        foreach (CalendarPiece piece in _pieces.OrderBy(p => Distance(p, wanted[Date])))
        {
            Interval[] onPiece = With(bounds, piece);
            if (Restrict(onPiece, piece.Runs[0].From, piece.Runs[^1].To) is not { } hull || system.Solve(hull, wanted) is not { } near)
            {
                continue;
            }

            // The dates that satisfy the inequalities of a piece lie between two ends: away from one of them, the first run that holds none ends the search.
            int start = RunAt(piece, near[Date]);
            for (int i = start; i >= 0; i--)
            {
                if (Try(onPiece, piece.Runs[i], others, system, wanted, out bool goOn) is { } solution)
                {
                    return solution;
                }

                if (!goOn)
                {
                    break;
                }
            }

            for (int i = start + 1; i < piece.Runs.Length; i++)
            {
                if (Try(onPiece, piece.Runs[i], others, system, wanted, out bool goOn) is { } solution)
                {
                    return solution;
                }

                if (!goOn)
                {
                    break;
                }
            }
        }

        return null;
    }

    private Rational[]? Try(
        Interval[] bounds, (long From, long To) run, ReadOnlySpan<MovedDates> others, LinearSystem system, Rational[] wanted, out bool goOn)
    {
        Interval[]? onRun = Restrict(bounds, run.From, run.To);
        Rational[]? solution = onRun is null ? null : Place(others, system, onRun, wanted);
        goOn = solution is null && onRun is not null && !others.IsEmpty && system.Solve(onRun, wanted) is not null;
        return solution;
    }

    private Interval[] With(Interval[] bounds, CalendarPiece piece)
    {
        Interval[] changed = [.. bounds];
        for (int i = 0; i < _moved.Length; i++)
        {
            changed[_firstRow + i] = Interval.Point(piece.Steps[i]);
        }

        return changed;
    }

    // The date between two points of time; null where its bounds leave nothing of that.
    private Interval[]? Restrict(Interval[] bounds, long from, long to)
    {
        Interval own = bounds[Date];
        Interval cut = new(
            own.From is { } low && low > from ? low : from, own.From is not { } f || f <= from || own.FromInclusive,
            own.To is { } high && high < to ? high : to, own.To is not { } t || t >= to || own.ToInclusive);
        if (cut.From > cut.To)
        {
            return null;
        }

        Interval[] changed = [.. bounds];
        changed[Date] = cut;
        return changed;
    }

    private static Rational Distance(CalendarPiece piece, Rational point)
    {
        int run = RunAt(piece, point);
        Rational left = point - Math.Max(piece.Runs[run].From, Math.Min(piece.Runs[run].To, (long)point.Floor()));
        Rational right = run + 1 < piece.Runs.Length ? piece.Runs[run + 1].From - point : left.Abs();
        return left.Abs() < right.Abs() ? left.Abs() : right.Abs();
    }

    // The last run that begins at or before the point; the first one for an earlier point.
    private static int RunAt(CalendarPiece piece, Rational point)
    {
        int low = 0;
        int high = piece.Runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = piece.Runs[middle].From <= point ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static bool HasTime(Quantity quantity) => quantity.Fact?.Type is Date { HasTime: true };
}

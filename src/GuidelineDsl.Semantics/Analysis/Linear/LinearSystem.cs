using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>
/// Unknowns and sums of them, each within an interval, decided exactly: the simplex method on rationals, in the form in which every sum is a row
/// and every interval a bound, and for whole unknowns branching where the values found are not whole. Differences of dates need no branching: with
/// whole bounds a corner of them is whole. The search starts at the values that are wanted and moves only what the bounds force.
/// </summary>
/// <param name="sums">For each sum the coefficients of the unknowns.</param>
/// <param name="isWhole">For each unknown whether only whole numbers count.</param>
/// <param name="budget">Stops the work.</param>
internal sealed class LinearSystem(Rational[][] sums, bool[] isWhole, Budget budget)
{
    private const int MostBranches = 2_000;

    private int _branches;

    /// <summary>Values within all bounds, or null when there are none.</summary>
    /// <param name="bounds">The intervals of the unknowns, then of the sums.</param>
    /// <param name="wanted">Where to start.</param>
    public Rational[]? Solve(Interval[] bounds, Rational[] wanted)
    {
        _branches = 0;
        return Branch(bounds, wanted);
    }

    private Rational[]? Branch(Interval[] bounds, Rational[] wanted)
    {
        if (++_branches > MostBranches)
        {
            throw new BudgetExceededException();
        }

        Budget.EnsureStack();
        if (new Tableau(sums, bounds, wanted, budget).Solve() is not { } solution)
        {
            return null;
        }

        for (int i = 0; i < solution.Length; i++)
        {
            if (isWhole[i] && !solution[i].IsInteger)
            {
                Rational floor = solution[i].Floor();
                return Branch(With(bounds, i, bounds[i] with { To = floor, ToInclusive = true }), wanted)
                    ?? Branch(With(bounds, i, bounds[i] with { From = floor + 1, FromInclusive = true }), wanted);
            }
        }

        return solution;
    }

    private static Interval[] With(Interval[] bounds, int index, Interval interval)
    {
        Interval[] changed = [.. bounds];
        changed[index] = interval;
        return changed;
    }

    /// <summary>A number and a multiple of something smaller than every number, by which a strict bound differs from its limit.</summary>
    private readonly record struct Near(Rational Value, Rational Little) : IComparable<Near>
    {
        public int CompareTo(Near other) => Value.CompareTo(other.Value) is var order && order != 0 ? order : Little.CompareTo(other.Little);

        public static Near operator +(Near a, Near b) => new(a.Value + b.Value, a.Little + b.Little);

        public static Near operator -(Near a, Near b) => new(a.Value - b.Value, a.Little - b.Little);

        public static Near operator *(Near a, Rational factor) => new(a.Value * factor, a.Little * factor);
    }

    // Variables are the unknowns, then the sums. A row expresses a basic variable by the others.
    private sealed class Tableau
    {
        private readonly Rational[][] _rows;
        private readonly int[] _basic;
        private readonly int[] _others;
        private readonly Near?[] _low;
        private readonly Near?[] _high;
        private readonly Near[] _values;
        private readonly Budget _budget;
        private readonly bool _isEmpty;

        public Tableau(Rational[][] sums, Interval[] bounds, Rational[] wanted, Budget budget)
        {
            int unknowns = wanted.Length;
            _budget = budget;
            _rows = [.. sums.Select(s => s.ToArray())];
            _others = [.. Enumerable.Range(0, unknowns)];
            _basic = [.. Enumerable.Range(unknowns, sums.Length)];
            _low = [.. bounds.Select(b => b.From is { } from ? new Near(from, b.FromInclusive ? Rational.Zero : Rational.One) : (Near?)null)];
            _high = [.. bounds.Select(b => b.To is { } to ? new Near(to, b.ToInclusive ? Rational.Zero : -Rational.One) : (Near?)null)];
            _isEmpty = Enumerable.Range(0, bounds.Length).Any(i => _low[i] is { } low && _high[i] is { } high && low.CompareTo(high) > 0);
            _values = new Near[bounds.Length];
            for (int i = 0; i < unknowns; i++)
            {
                Near value = new(wanted[i], Rational.Zero);
                _values[i] = _low[i] is { } low && value.CompareTo(low) < 0 ? low : _high[i] is { } high && value.CompareTo(high) > 0 ? high : value;
            }

            for (int r = 0; r < sums.Length; r++)
            {
                for (int i = 0; i < unknowns; i++)
                {
                    _values[unknowns + r] += _values[i] * sums[r][i];
                }
            }
        }

        public Rational[]? Solve()
        {
            while (!_isEmpty)
            {
                _budget.Spend(1 + _rows.Length);
                int row = FirstOutside();
                if (row < 0)
                {
                    return Plain();
                }

                int variable = _basic[row];
                bool isLow = _low[variable] is { } low && _values[variable].CompareTo(low) < 0;
                int column = FirstHelpful(row, isLow);
                if (column < 0)
                {
                    return null;
                }

                Pivot(row, column, isLow ? _low[variable]!.Value : _high[variable]!.Value);
            }

            return null;
        }

        // By the least number, so that the method ends.
        private int FirstOutside()
        {
            int best = -1;
            for (int r = 0; r < _basic.Length; r++)
            {
                int variable = _basic[r];
                bool isOutside = (_low[variable] is { } low && _values[variable].CompareTo(low) < 0)
                    || (_high[variable] is { } high && _values[variable].CompareTo(high) > 0);
                if (isOutside && (best < 0 || variable < _basic[best]))
                {
                    best = r;
                }
            }

            return best;
        }

        private int FirstHelpful(int row, bool up)
        {
            int best = -1;
            for (int c = 0; c < _others.Length; c++)
            {
                int sign = _rows[row][c].Sign;
                int variable = _others[c];
                bool mayRise = _high[variable] is not { } high || _values[variable].CompareTo(high) < 0;
                bool mayFall = _low[variable] is not { } low || _values[variable].CompareTo(low) > 0;
                bool helps = sign != 0 && (sign > 0 == up ? mayRise : mayFall);
                if (helps && (best < 0 || variable < _others[best]))
                {
                    best = c;
                }
            }

            return best;
        }

        // The basic variable of the row gets the value; the other of the column takes its place in the basis.
        private void Pivot(int row, int column, Near value)
        {
            Rational pivot = _rows[row][column];
            Near change = (value - _values[_basic[row]]) * (Rational.One / pivot);
            _values[_basic[row]] = value;
            _values[_others[column]] += change;
            for (int r = 0; r < _rows.Length; r++)
            {
                if (r != row && _rows[r][column].Sign != 0)
                {
                    _values[_basic[r]] += change * _rows[r][column];
                }
            }

            (_basic[row], _others[column]) = (_others[column], _basic[row]);
            Rational[] solved = [.. _rows[row].Select((c, i) => i == column ? Rational.One / pivot : -c / pivot)];
            _rows[row] = solved;
            for (int r = 0; r < _rows.Length; r++)
            {
                Rational factor = _rows[r][column];
                if (r != row && factor.Sign != 0)
                {
                    _rows[r] = [.. _rows[r].Select((c, i) => i == column ? factor * solved[i] : c + (factor * solved[i]))];
                }
            }
        }

        // The little difference becomes a number that keeps within all bounds: one, or a tenth, a hundredth …
        private Rational[] Plain()
        {
            Rational little = Rational.One;
            for (int i = 0; i < _values.Length; i++)
            {
                little = Least(little, _low[i], _values[i]);
                little = Least(little, _values[i], _high[i]);
            }

            Rational step = Rational.One;
            while (step > little)
            {
                step /= 10;
            }

            return [.. _values.Take(_others.Length).Select(v => v.Value + (v.Little * step))];
        }

        private static Rational Least(Rational little, Near? low, Near? high)
        {
            if (low is { } a && high is { } b && a.Little > b.Little)
            {
                Rational most = (b.Value - a.Value) / (a.Little - b.Little);
                return most < little ? most : little;
            }

            return little;
        }
    }
}

using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>The sum of the coefficients times the unknowns is at most (or, when strict, below) the bound.</summary>
internal sealed record Inequality(ImmutableArray<Rational> Coefficients, Rational Bound, bool IsStrict);

/// <summary>
/// Linear inequalities over rational and whole unknowns, decided exactly: Fourier–Motzkin elimination, and for whole unknowns branching where
/// the values found are not whole. The systems here have a handful of unknowns; differences of dates need no branching, because with whole
/// bounds a chain of differences that has a rational solution has a whole one.
/// </summary>
internal sealed class LinearSystem(ImmutableArray<bool> isWhole, Budget budget)
{
    private const int MostInequalities = 4_000;
    private const int MostBranches = 400;

    private int _branches;

    /// <summary>Values that satisfy all inequalities, or null when there are none.</summary>
    public Rational[]? Solve(IEnumerable<Inequality> inequalities)
    {
        _branches = 0;
        return Branch([.. inequalities]);
    }

    private Rational[]? Branch(List<Inequality> inequalities)
    {
        if (++_branches > MostBranches)
        {
            throw new BudgetExceededException();
        }

        if (Eliminate(inequalities) is not { } solution)
        {
            return null;
        }

        for (int i = 0; i < solution.Length; i++)
        {
            if (isWhole[i] && !solution[i].IsInteger)
            {
                return Branch([.. inequalities, Limit(i, Rational.One, solution[i].Floor())])
                    ?? Branch([.. inequalities, Limit(i, -Rational.One, -(Rational)solution[i].Ceiling())]);
            }
        }

        return solution;
    }

    private Inequality Limit(int unknown, Rational coefficient, Rational bound)
    {
        Rational[] coefficients = new Rational[isWhole.Length];
        coefficients[unknown] = coefficient;
        return new Inequality([.. coefficients], bound, false);
    }

    private Rational[]? Eliminate(List<Inequality> inequalities)
    {
        List<(int Unknown, List<Inequality> Used)> eliminated = [];
        List<Inequality> current = [];
        if (!AddAll(current, inequalities))
        {
            return null;
        }

        HashSet<int> left = [.. Enumerable.Range(0, isWhole.Length)];
        while (left.Count > 0)
        {
            int unknown = left.MinBy(u => Products(current, u));
            left.Remove(unknown);
            List<Inequality> used = current.FindAll(i => i.Coefficients[unknown].Sign != 0);
            List<Inequality> next = current.FindAll(i => i.Coefficients[unknown].Sign == 0);
            eliminated.Add((unknown, used));
            foreach (Inequality upper in used.Where(i => i.Coefficients[unknown].Sign > 0))
            {
                if (!AddAll(next, used.Where(i => i.Coefficients[unknown].Sign < 0).Select(lower => Combine(upper, lower, unknown))))
                {
                    return null;
                }
            }

            budget.Spend(next.Count);
            if (next.Count > MostInequalities)
            {
                throw new BudgetExceededException();
            }

            current = next;
        }

        Rational[] values = new Rational[isWhole.Length];
        for (int i = eliminated.Count - 1; i >= 0; i--)
        {
            values[eliminated[i].Unknown] = Choose(eliminated[i].Unknown, eliminated[i].Used, values);
        }

        return values;
    }

    private static int Products(List<Inequality> inequalities, int unknown) =>
        inequalities.Count(i => i.Coefficients[unknown].Sign > 0) * inequalities.Count(i => i.Coefficients[unknown].Sign < 0);

    // False when one of them cannot hold. Of inequalities with equal coefficients only the tightest is kept.
    private bool AddAll(List<Inequality> to, IEnumerable<Inequality> inequalities)
    {
        foreach (Inequality raw in inequalities)
        {
            Inequality inequality = Normalize(raw);
            if (inequality.Coefficients.All(c => c.Sign == 0))
            {
                if (inequality.Bound.Sign < 0 || (inequality.Bound.Sign == 0 && inequality.IsStrict))
                {
                    return false;
                }

                continue;
            }

            int same = to.FindIndex(i => i.Coefficients.AsSpan().SequenceEqual(inequality.Coefficients.AsSpan()));
            if (same < 0)
            {
                to.Add(inequality);
            }
            else if (inequality.Bound < to[same].Bound || (inequality.Bound == to[same].Bound && inequality.IsStrict))
            {
                to[same] = inequality;
            }
        }

        return true;
    }

    // Over whole unknowns: whole coefficients without common divisor, and the bound rounded down to what they can reach.
    private Inequality Normalize(Inequality inequality)
    {
        ImmutableArray<Rational> coefficients = inequality.Coefficients;
        int first = -1;
        bool whole = true;
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (coefficients[i].Sign != 0)
            {
                first = first < 0 ? i : first;
                whole &= isWhole[i];
            }
        }

        if (first < 0)
        {
            return inequality;
        }

        if (!whole)
        {
            Rational unit = coefficients[first].Abs();
            return new Inequality([.. coefficients.Select(c => c / unit)], inequality.Bound / unit, inequality.IsStrict);
        }

        BigInteger multiple = BigInteger.One;
        foreach (Rational coefficient in coefficients)
        {
            multiple = multiple * coefficient.Denominator / BigInteger.GreatestCommonDivisor(multiple, coefficient.Denominator);
        }

        BigInteger divisor = BigInteger.Zero;
        foreach (Rational coefficient in coefficients)
        {
            divisor = BigInteger.GreatestCommonDivisor(divisor, (coefficient * multiple).Numerator);
        }

        Rational scale = new(multiple, divisor);
        Rational bound = inequality.Bound * scale;
        BigInteger floor = bound.Floor();
        return new Inequality([.. coefficients.Select(c => c * scale)], inequality.IsStrict && bound.IsInteger ? floor - 1 : floor, false);
    }

    private static Inequality Combine(Inequality upper, Inequality lower, int unknown)
    {
        Rational a = -lower.Coefficients[unknown];
        Rational b = upper.Coefficients[unknown];
        Rational[] sum = new Rational[upper.Coefficients.Length];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = (upper.Coefficients[i] * a) + (lower.Coefficients[i] * b);
        }

        return new Inequality([.. sum], (upper.Bound * a) + (lower.Bound * b), upper.IsStrict || lower.IsStrict);
    }

    // A value between the bounds that the chosen values of the others leave: whole and near the lower end where that is possible.
    private static Rational Choose(int unknown, List<Inequality> used, Rational[] values)
    {
        Rational? low = null;
        Rational? high = null;
        bool lowStrict = false;
        bool highStrict = false;
        foreach (Inequality inequality in used)
        {
            Rational rest = inequality.Bound;
            for (int i = 0; i < values.Length; i++)
            {
                rest -= i == unknown ? Rational.Zero : inequality.Coefficients[i] * values[i];
            }

            Rational limit = rest / inequality.Coefficients[unknown];
            if (inequality.Coefficients[unknown].Sign > 0)
            {
                highStrict = high is not { } h || limit < h ? inequality.IsStrict : limit == h ? highStrict || inequality.IsStrict : highStrict;
                high = high is { } oldHigh && oldHigh < limit ? oldHigh : limit;
            }
            else
            {
                lowStrict = low is not { } l || limit > l ? inequality.IsStrict : limit == l ? lowStrict || inequality.IsStrict : lowStrict;
                low = low is { } oldLow && oldLow > limit ? oldLow : limit;
            }
        }

        Model.Interval interval = new(low, low is not null && !lowStrict, high, high is not null && !highStrict);
        Rational[] candidates = (low, high) switch
        {
            (null, null) => [Rational.Zero],
            ({ } l, null) => [l.Ceiling(), (Rational)l.Floor() + 1],
            (null, { } h) => [h.Floor(), (Rational)h.Ceiling() - 1],
            ({ } l, { } h) => [l.Ceiling(), (Rational)l.Floor() + 1, l, h, (l + h) / 2],
        };
        return candidates.First(interval.Contains);
    }
}

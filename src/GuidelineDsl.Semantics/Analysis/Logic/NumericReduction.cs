using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>
/// Brings a comparison to conditions over linear sums of facts and over points: computed numbers are put in, conditional numbers and
/// scores beside facts become cases. What is not linear stays a quantity of its own.
/// </summary>
/// <param name="budget">What the reduction costs is taken from it.</param>
internal sealed class NumericReduction(Budget budget)
{
    private const int MaximalCases = 512;
    private const int MostMonths = 1_000_000;
    private const long SecondsPerDay = 86_400;
    private const string NotLinear = "it calculates in a way that is not linear";

    private static readonly IntervalSet NotNegative = new([new Interval(Rational.Zero, true, null, false)]);

    private readonly Dictionary<NumberTest, Condition> _done = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ComputedValue, List<Case>> _computed = [];

    public Condition Reduce(NumberTest test)
    {
        if (!_done.TryGetValue(test, out Condition? reduced))
        {
            reduced = ReduceNew(test);
            _done.Add(test, reduced);
        }

        return reduced;
    }

    /// <summary>The sums that the points of a score can have.</summary>
    public static IEnumerable<Rational> TotalsOf(Score score) => Totals(score.Lines.Select(l => l.Points));

    private static IEnumerable<Rational> Totals(IEnumerable<Rational> weights)
    {
        HashSet<Rational> totals = [Rational.Zero];
        foreach (Rational weight in weights)
        {
            totals.UnionWith([.. totals.Select(t => t + weight)]);
            if (totals.Count > MaximalCases)
            {
                throw new AnalysisLimitException("a score has too many possible totals");
            }
        }

        return totals.Order();
    }

    private Condition ReduceNew(NumberTest test)
    {
        try
        {
            return ReduceCases(test, Expand(test.Subject, test.Origin));
        }
        catch (AnalysisLimitException limit)
        {
            return new UnsettledTest(limit.Message, test.Origin);
        }
    }

    private Condition ReduceCases(NumberTest test, List<Case> cases)
    {
        ImmutableArray<Condition>.Builder alternatives = ImmutableArray.CreateBuilder<Condition>();
        foreach (Case @case in cases)
        {
            Condition outcome = @case.Value is { } value ? Decide(value, test) : new UnsettledTest(@case.Reason, test.Origin);
            alternatives.Add(@case.Guards.Length == 0 ? outcome : new All([.. @case.Guards, outcome], test.Origin));
        }

        return alternatives.Count == 1 ? alternatives[0] : new Any(alternatives.ToImmutable(), test.Origin);
    }

    private Condition Decide(Affine value, NumberTest test)
    {
        IntervalSet values = IntervalArithmetic.Shift(test.Values, -value.Constant);
        if (value.Terms.IsEmpty)
        {
            return value.Lines.IsEmpty
                ? new Constant(values.Contains(Rational.Zero), test.Origin)
                : new PointsTest(value.Lines, values, test.Origin);
        }

        if (value.Lines.IsEmpty)
        {
            if (value.Terms is [{ Quantity.Expression: CalendarDifference difference, Coefficient: var factor }])
            {
                return Within(difference, IntervalArithmetic.DivideBy(values, factor), test);
            }

            Rational first = value.Terms[0].Coefficient;
            LinearForm form = new([.. value.Terms.Select(t => (t.Quantity, t.Coefficient / first))]);
            return new LinearTest(form, IntervalArithmetic.DivideBy(values, first), test.Origin);
        }

        // Points beside facts: one case for each total that the points can have.
        return new Any(
            [
                .. Totals(value.Lines.Select(l => l.Weight)).Select(total => new All(
                    [
                        new PointsTest(value.Lines, IntervalSet.Points([total]), test.Origin),
                        Decide(value with { Lines = [], Constant = value.Constant + total }, test),
                    ],
                    test.Origin)),
            ],
            test.Origin);
    }

    private List<Case> Expand(NumericExpression expression, Location origin)
    {
        Budget.EnsureStack();
        budget.Spend();
        switch (expression)
        {
            case NumberLiteral literal:
                return [Case.Of(Affine.Of(literal.Value))];
            case FactValue fact:
                return [Case.Of(Affine.Of(Quantity.Of(fact.Fact)))];
            case Today today:
                return [Case.Of(Affine.Of(Quantity.Today).Times(today.HasTime ? SecondsPerDay : 1))];
            case ScoreValue score:
                return [Case.Of(new Affine(Rational.Zero, [], [.. score.Score.Lines.Select(l => (l.Points, l.Condition))]))];
            case ComputedReference computed:
                if (!_computed.TryGetValue(computed.Computed, out List<Case>? known))
                {
                    known = Expand(computed.Computed.Value, origin);
                    _computed.Add(computed.Computed, known);
                }

                return known;
            case Sum sum:
                return Combine([.. sum.Terms.Select(t => Expand(t, origin))], (a, b) => a.Plus(b));
            case Product product:
                List<Case>[] factors = [.. product.Factors.Select(f => Expand(f, origin))];
                return factors.Count(f => !f.TrueForAll(c => c.Value is null or { IsConstant: true })) > 1
                    ? [Case.Of(Affine.Of(Quantity.Of(expression)))]
                    : Combine(factors, (a, b) => a.IsConstant ? b.Times(a.Constant) : a.Times(b.Constant));
            case Quotient quotient:
                return Divide(quotient, origin);
            case ConditionalNumber conditional:
                return Choose(conditional, origin);
            case CalendarShift shift:
                return [.. Expand(shift.Date, origin).Select(c => c.Value is { } date
                    ? c with { Value = Move(date, shift.HasTime, shift.Amount * (shift.Unit == CalendarUnit.Years ? 12L : 1)) ?? Affine.Of(Quantity.Of(expression)) }
                    : c)];
            case FunctionCall or CalendarDifference:
                return [Case.Of(Affine.Of(Quantity.Of(expression)))];
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression, null);
        }
    }

    // A date moved by months; null where that is not the move of one fact or of the day of evaluation.
    private static Affine? Move(Affine date, bool hasTime, long months)
    {
        if (months == 0)
        {
            return date;
        }

        return date switch
        {
            { IsConstant: true } when date.Constant.IsInteger =>
                Affine.Of(CalendarArithmetic.AddMonths((long)date.Constant.Numerator, hasTime, months)),
            { Terms: [{ Quantity: { Expression: null, Months: 0 } quantity, Coefficient: var unit }], Lines: [], Constant.Sign: 0 }
                when unit == Rational.One || (quantity.IsToday && hasTime && unit == SecondsPerDay) =>
                Affine.Of(quantity with { Months = months }).Times(unit),
            _ => null,
        };
    }

    // Completed months and years are at least so many exactly when the earlier date, moved by them, does not come after the later one.
    private Condition Within(CalendarDifference difference, IntervalSet counts, NumberTest test)
    {
        List<Condition> alternatives = [];
        foreach (Interval interval in counts.Intervals)
        {
            BigInteger? low = interval.From is { } from ? interval.FromInclusive ? from.Ceiling() : from.Floor() + 1 : null;
            BigInteger? high = interval.To is { } to ? interval.ToInclusive ? to.Floor() : to.Ceiling() - 1 : null;
            List<Condition> limits = [];
            if (low is { } least)
            {
                limits.Add(AtLeast(difference, least, test));
            }

            if (high is { } most)
            {
                limits.Add(new Not(AtLeast(difference, most + 1, test), test.Origin));
            }

            if (low is null || high is null || low <= high)
            {
                alternatives.Add(limits.Count == 1 ? limits[0] : new All([.. limits], test.Origin));
            }
        }

        return alternatives.Count == 1 ? alternatives[0] : new Any([.. alternatives], test.Origin);
    }

    private Condition AtLeast(CalendarDifference difference, BigInteger count, NumberTest test)
    {
        long months = (long)BigInteger.Min(BigInteger.Abs(count > 0 ? count : 1 - count), MostMonths) * (difference.Unit == CalendarUnit.Years ? 12 : 1);
        return count > 0
            ? NotAfter(difference.From, months, difference.To, difference, test)
            : new Not(NotAfter(difference.To, months, difference.From, difference, test), test.Origin);
    }

    private Condition NotAfter(NumericExpression first, long months, NumericExpression second, CalendarDifference difference, NumberTest test)
    {
        List<Case> moved = [.. Expand(first, test.Origin).Select(c => c.Value is { } date
            ? Move(date, difference.HasTime, months) is { } later ? c with { Value = later } : c with { Value = null, Reason = NotLinear }
            : c)];
        List<Case> cases = Limit([.. moved.SelectMany(a => Expand(second, test.Origin).Select(b => a.Value is { } earlier
            ? b.Under(a.Guards, v => v.Plus(earlier.Times(-Rational.One)))
            : a with { Guards = a.Guards.AddRange(b.Guards) }))]);
        return ReduceCases(test with { Values = NotNegative }, cases);
    }

    private List<Case> Divide(Quotient quotient, Location origin)
    {
        List<Case> cases = [];
        foreach (Case divisor in Expand(quotient.Divisor, origin))
        {
            if (divisor.Value is not { } by)
            {
                cases.Add(divisor);
            }
            else if (!by.IsConstant)
            {
                cases.Add(divisor with { Value = Affine.Of(Quantity.Of(quotient)) });
            }
            else if (by.Constant.Sign == 0)
            {
                cases.Add(divisor with { Value = null });
            }
            else
            {
                cases.AddRange(Expand(quotient.Dividend, origin).Select(c => c.Under(divisor.Guards, v => v.Times(Rational.One / by.Constant))));
            }
        }

        return Limit(cases);
    }

    private List<Case> Choose(ConditionalNumber conditional, Location origin)
    {
        List<Case> cases = [];
        ImmutableArray<Condition> earlier = [];
        foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
        {
            ImmutableArray<Condition> guards = condition is null ? earlier : earlier.Add(condition);
            cases.AddRange(Expand(value, origin).Select(c => c.Under(guards, v => v)));
            if (condition is null)
            {
                return Limit(cases);
            }

            earlier = earlier.Add(new Not(condition, condition.Origin));
        }

        cases.Add(new Case(earlier, null, null));
        return Limit(cases);
    }

    private List<Case> Combine(List<Case>[] operands, Func<Affine, Affine, Affine> combine)
    {
        List<Case> result = operands[0];
        foreach (List<Case> right in operands.Skip(1))
        {
            result = Limit([.. result.SelectMany(a => right.Select(b => a.Value is { } value
                ? b.Under(a.Guards, v => combine(value, v))
                : a with { Guards = a.Guards.AddRange(b.Guards) }))]);
        }

        return result;
    }

    private List<Case> Limit(List<Case> cases)
    {
        budget.Spend(cases.Sum(c => 1 + c.Guards.Length + (c.Value is { } value ? value.Terms.Length + value.Lines.Length : 0)));
        return cases.Count <= MaximalCases ? cases : throw new AnalysisLimitException("a computed number has too many cases");
    }

    /// <summary>The value where the guards hold; null where there is none.</summary>
    private sealed record Case(ImmutableArray<Condition> Guards, Affine? Value, string? Reason)
    {
        public static Case Of(Affine value) => new([], value, null);

        public Case Under(ImmutableArray<Condition> guards, Func<Affine, Affine> change) =>
            new(guards.AddRange(Guards), Value is null ? null : change(Value), Reason);
    }

    private sealed record Affine(
        Rational Constant,
        ImmutableArray<(Quantity Quantity, Rational Coefficient)> Terms,
        ImmutableArray<(Rational Weight, Condition Part)> Lines)
    {
        public bool IsConstant => Terms.IsEmpty && Lines.IsEmpty;

        public static Affine Of(Rational constant) => new(constant, [], []);

        public static Affine Of(Quantity quantity) => new(Rational.Zero, [(quantity, Rational.One)], []);

        public Affine Plus(Affine other)
        {
            List<(Quantity Quantity, Rational Coefficient)> terms = [.. Terms];
            foreach ((Quantity quantity, Rational coefficient) in other.Terms)
            {
                int index = terms.FindIndex(t => t.Quantity == quantity);
                if (index < 0)
                {
                    terms.Add((quantity, coefficient));
                }
                else
                {
                    terms[index] = (quantity, terms[index].Coefficient + coefficient);
                }
            }

            terms.RemoveAll(t => t.Coefficient.Sign == 0);
            terms.Sort((a, b) => Order(a.Quantity).CompareTo(Order(b.Quantity)));
            return new Affine(Constant + other.Constant, [.. terms], Together(other.Lines));
        }

        public Affine Times(Rational factor) => factor.Sign == 0
            ? Of(Rational.Zero)
            : new Affine(
                Constant * factor,
                [.. Terms.Select(t => (t.Quantity, t.Coefficient * factor))],
                [.. Lines.Select(l => (l.Weight * factor, l.Part))]);

        // A line that both have weighs what it weighs in both.
        private ImmutableArray<(Rational Weight, Condition Part)> Together(ImmutableArray<(Rational Weight, Condition Part)> others)
        {
            if (Lines.IsEmpty || others.IsEmpty)
            {
                return Lines.IsEmpty ? others : Lines;
            }

            Dictionary<Condition, Rational> weights = new(ReferenceEqualityComparer.Instance);
            foreach ((Rational weight, Condition part) in Lines.Concat(others))
            {
                weights[part] = weights.GetValueOrDefault(part) + weight;
            }

            return [.. Lines.Concat(others).Select(l => l.Part).Distinct(ReferenceEqualityComparer.Instance).Cast<Condition>().Select(p => (weights[p], p)).Where(l => l.Item1.Sign != 0)];
        }

        private static (int, long) Order(Quantity quantity) => (Rank(quantity), quantity.Months);

        private static int Rank(Quantity quantity) => quantity.Fact?.Ordinal ?? (quantity.IsToday ? int.MaxValue - 1 : int.MaxValue);
    }
}

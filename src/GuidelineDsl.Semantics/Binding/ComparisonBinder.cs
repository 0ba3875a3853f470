using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using Literal = GuidelineDsl.Semantics.Model.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>
/// Comparisons of numbers and dates, brought to the form <c>subject in set</c>: the variable side alone where the other is a constant, otherwise
/// the difference of both sides. A linear subject of one fact becomes that fact.
/// </summary>
internal sealed class ComparisonBinder(FileScope scope)
{
    private readonly NumberBinder _numbers = new(scope);

    public Operand? Bind(ExpressionSyntax syntax) => _numbers.Bind(syntax);

    /// <summary>The unit that the quantities of one comparison share, lent to literals without one.</summary>
    public static Operand Lend(Operand operand, IEnumerable<Operand> others) =>
        operand is { Literal: not null, Unit: null, Kind: OperandKind.Number }
            ? operand with { Unit = others.FirstOrDefault(o => o is { Literal: not null, Unit: not null })?.Unit }
            : operand;

    public Condition? Compare(Operand left, ComparisonOperator comparison, Operand right, Location origin)
    {
        if (left.Kind != OperandKind.Number || right.Kind != OperandKind.Number)
        {
            return CompareDates(left, comparison, right, origin);
        }

        if (Completed(left, right) is { } a)
        {
            left = a;
        }
        else if (Completed(right, left) is { } b)
        {
            right = b;
        }

        Unit? unit = left.Literal is null ? left.Unit ?? right.Unit : right.Unit ?? left.Unit;
        if (unit is null)
        {
            return Test(left.Value, comparison, right.Value, origin, left, right);
        }

        if (_numbers.LacksUnit(left, right, unit) || _numbers.LacksUnit(right, left, unit))
        {
            return null;
        }

        if (!left.Unit!.Dimension.Equals(right.Unit!.Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions(
                left.Words(left.Place.Text), left.Unit.Dimension.ToString(), right.Words(right.Place.Text), right.Unit.Dimension.ToString(), origin));
            return null;
        }

        return _numbers.Convert(left, unit) is { } x && _numbers.Convert(right, unit) is { } y ? Test(x, comparison, y, origin, left, right) : null;
    }

    /// <summary>A difference of dates beside months or years counts completed ones.</summary>
    private static Operand? Completed(Operand difference, Operand period)
    {
        if (difference.Dates is not { } dates || !period.IsCalendarPeriod)
        {
            return null;
        }

        UnitParser.TryParse("mo", out Unit month);
        CalendarUnit unit = period.Unit!.Factor == month.Factor ? CalendarUnit.Months : CalendarUnit.Years;
        return difference with { Value = new CalendarDifference(dates.To, dates.From, dates.HasTime, unit), Unit = period.Unit, Dates = null };
    }

    private Condition? CompareDates(Operand left, ComparisonOperator comparison, Operand right, Location origin)
    {
        if (left.Kind == OperandKind.Number || right.Kind == OperandKind.Number)
        {
            Operand number = left.Kind == OperandKind.Number ? left : right;
            scope.Report(TypeDiagnostics.Mismatch(
                $"{number.Words(number.Place.Text)} is a number, and it is compared with a date.", origin, "compare a date with a date, or the time between two dates with a number."));
            return null;
        }

        bool hasTime = left.Kind == OperandKind.DateTime || right.Kind == OperandKind.DateTime;
        return Test(NumberBinder.Align(left, hasTime), comparison, NumberBinder.Align(right, hasTime), origin, left, right);
    }

    private Condition? Test(
        NumericExpression left, ComparisonOperator comparison, NumericExpression right, Location origin, Operand leftOperand, Operand rightOperand)
    {
        LinearTerms terms = LinearTerms.Of(new Sum([left, new Product([new Literal(-1), right])]));
        Rational limit = -terms.Constant;
        if (terms.Terms.Count == 0)
        {
            return new Constant(SetOf(comparison, limit).Contains(Rational.Zero), origin);
        }

        if (terms.Terms is [(NumericExpression atom, Rational factor)])
        {
            Rational exact = limit / factor;
            ComparisonOperator direction = factor.Sign < 0 ? Mirror(comparison) : comparison;
            if (atom is FactValue fact && !IsPossible(fact.Fact, exact, leftOperand.Literal is null ? rightOperand : leftOperand))
            {
                return null;
            }

            return new NumberTest(atom, SetOf(direction, exact), origin);
        }

        return new NumberTest(terms.WithoutConstant(), SetOf(comparison, limit), origin);
    }

    /// <summary>A limit outside the declared range is an error; one between two values of the resolution a warning.</summary>
    private bool IsPossible(Fact fact, Rational limit, Operand written)
    {
        Location place = written.Place;
        (Rational? minimum, Rational? maximum, Rational? step) = fact.Type switch
        {
            Number n => (n.Minimum, n.Maximum, n.Resolution),
            Date d => ((Rational?)d.Minimum, (Rational?)d.Maximum, null),
            _ => (null, null, null),
        };
        if ((minimum is { } low && limit < low) || (maximum is { } high && limit > high))
        {
            scope.Report(TypeDiagnostics.OutOfRange(ValueWords.Of(fact, limit), fact.Label, ValueWords.Range(fact), place, fact.Location));
            return false;
        }

        if (step is { } s && !limit.IsMultipleOf(s))
        {
            scope.Report(TypeDiagnostics.OffResolution(ValueWords.Of(fact, limit), fact.Label, ValueWords.Of(fact, s), place));
        }

        return true;
    }

    private static IntervalSet SetOf(ComparisonOperator comparison, Rational limit) => comparison switch
    {
        ComparisonOperator.Less => IntervalSet.Below(limit, inclusive: false),
        ComparisonOperator.LessOrEqual => IntervalSet.Below(limit, inclusive: true),
        ComparisonOperator.Equal => IntervalSet.Points([limit]),
        ComparisonOperator.GreaterOrEqual => IntervalSet.Above(limit, inclusive: true),
        ComparisonOperator.Greater => IntervalSet.Above(limit, inclusive: false),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    public static ComparisonOperator Mirror(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Equal => ComparisonOperator.Equal,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}

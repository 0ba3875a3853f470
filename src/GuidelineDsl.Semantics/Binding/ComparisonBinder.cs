using System.Collections.Immutable;
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
    private readonly Arithmetic _arithmetic = new(scope);
    private readonly LimitCheck _limits = new(scope);

    /// <summary>The operands, or null after a report; the unit that one quantity of a comparison has is lent to literals without one.</summary>
    public ImmutableArray<Operand>? Bind(IEnumerable<ExpressionSyntax> syntaxes)
    {
        Operand?[] bound = [.. syntaxes.Select(_numbers.Bind)];
        if (bound.Contains(null))
        {
            return null;
        }

        Unit? lent = bound.FirstOrDefault(o => o is { Literal: not null, Unit: not null })?.Unit;
        return [.. bound.Select(o => o is { Literal: not null, Unit: null, IsNumber: true } ? o with { Unit = lent } : o!)];
    }

    /// <summary>One comparison as one leaf; null after a report.</summary>
    public Condition? Compare(Operand left, ComparisonOperator comparison, Operand right, Location origin)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            return CompareDates(left, comparison, right, origin);
        }

        if (DateArithmetic.Completed(left, right) is var (a, period))
        {
            (left, right) = (a, period);
        }
        else if (DateArithmetic.Completed(right, left) is var (b, other))
        {
            (right, left) = (b, other);
        }

        (left, right) = (AsDifference(left, right), AsDifference(right, left));
        if (Arithmetic.Common(left, right) is not { } unit)
        {
            return Test(left.Value, comparison, right.Value, origin, left, right);
        }

        if (_arithmetic.LacksUnit(left, right, unit) || _arithmetic.LacksUnit(right, left, unit))
        {
            return null;
        }

        Unit leftUnit = left.Unit ?? Unit.One;
        Unit rightUnit = right.Unit ?? Unit.One;
        if (!leftUnit.Dimension.Equals(rightUnit.Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions(left.Words, left.KindWords, right.Words, right.KindWords, origin));
            return null;
        }

        if (left.IsDifference != right.IsDifference && (left.IsPoint || right.IsPoint))
        {
            scope.Wrong(origin, "A difference of temperatures is compared with a temperature.", "compare it with an amount: 1 Cel.");
            return null;
        }

        if (left is { Value: CalendarDifference, Literal: null } && right.Literal is { IsInteger: false })
        {
            scope.Wrong(right.Place, $"The time between two dates counts completed {unit.Code switch { "mo" => "months", var code => code }}, and {right.Words} is no whole number of them.", "write a whole number, or days.");
            return null;
        }

        return _arithmetic.Convert(left, unit) is { } x && _arithmetic.Convert(right, unit) is { } y ? Test(x, comparison, y, origin, left, right) : null;
    }

    /// <summary>A temperature literal beside a difference of temperatures is an amount.</summary>
    private static Operand AsDifference(Operand operand, Operand other) =>
        other.IsDifference && operand is { IsPoint: true, Literal: not null } ? operand with { Unit = operand.Unit!.Difference, IsDifference = true } : operand;

    private Condition? CompareDates(Operand left, ComparisonOperator comparison, Operand right, Location origin)
    {
        if (left.IsNumber || right.IsNumber)
        {
            Operand number = left.IsNumber ? left : right;
            Operand date = left.IsNumber ? right : left;
            scope.Wrong(
                origin, $"{date.Words} is a date, and it is compared with {number.Words}, {number.KindWords}.", "compare it with a date: `2025-10-10`, `today`, `today - 6 months`.");
            return null;
        }

        if (left.Kind == right.Kind)
        {
            return Test(left.Value, comparison, right.Value, origin, left, right);
        }

        return left.Kind == OperandKind.DateTime
            ? Test(left.Value, WholeDay(comparison), DateArithmetic.Align(right, hasTime: true), origin, left, right, comparison)
            : Test(right.Value, WholeDay(Mirror(comparison)), DateArithmetic.Align(left, hasTime: true), origin, right, left, Mirror(comparison));
    }

    /// <summary>How many seconds a point of time may lie behind the start of a day, when the day as a whole is meant.</summary>
    private static IntervalSet WholeDay(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => IntervalSet.Below(0, inclusive: false),
        ComparisonOperator.LessOrEqual => IntervalSet.Below(DateText.SecondsPerDay, inclusive: false),
        ComparisonOperator.Equal => new IntervalSet([new Interval(Rational.Zero, true, (Rational)DateText.SecondsPerDay, false)]),
        ComparisonOperator.GreaterOrEqual => IntervalSet.Above(0, inclusive: true),
        ComparisonOperator.Greater => IntervalSet.Above(DateText.SecondsPerDay, inclusive: true),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private Condition? Test(NumericExpression left, ComparisonOperator comparison, NumericExpression right, Location origin, Operand leftOperand, Operand rightOperand) =>
        Test(left, Intervals.Of(comparison, Rational.Zero), right, origin, leftOperand, rightOperand, comparison);

    /// <summary><c>left - right</c> lies in the set.</summary>
    private Condition? Test(
        NumericExpression left, IntervalSet set, NumericExpression right, Location origin, Operand leftOperand, Operand rightOperand, ComparisonOperator comparison)
    {
        LinearTerms terms = LinearTerms.Of(new Sum([left, new Product([new Literal(-1), right])]));
        if (terms.Terms.Count == 0)
        {
            string always = set.Contains(terms.Constant) ? "holds for every patient" : "holds for no patient";
            scope.Wrong(origin, $"`{origin.Text}` {always}: no fact is left in it.", "compare a fact, or leave the condition out.");
            return null;
        }

        if (terms.Terms is not [(NumericExpression atom, Rational factor)])
        {
            return new NumberTest(terms.WithoutConstant(), Intervals.Solve(set, Rational.One, terms.Constant), origin);
        }

        Operand written = leftOperand.Literal is null ? rightOperand : leftOperand;
        return _limits.Check(atom, -terms.Constant / factor, written.Place, comparison == ComparisonOperator.Equal)
            ? new NumberTest(atom, Intervals.Solve(set, factor, terms.Constant), origin)
            : null;
    }

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

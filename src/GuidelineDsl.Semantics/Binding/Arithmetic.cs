using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Text;
using Literal = GuidelineDsl.Semantics.Model.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Calculations with units: sums are brought to one unit, products and quotients make a new one. Null after a report.</summary>
internal sealed class Arithmetic(FileScope scope)
{
    private readonly DateArithmetic _dates = new(scope);

    /// <summary>The operand in a unit of the same kind.</summary>
    public NumericExpression? Convert(Operand operand, Unit target)
    {
        Unit unit = operand.Unit ?? Unit.One;
        if (!unit.Dimension.Equals(target.Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions(operand.Words, unit.Kind, TypeDiagnostics.InUnit(target.Code), target.Kind, operand.Place));
            return null;
        }

        if (operand.Literal is { } value)
        {
            return new Literal(unit.Convert(value, target));
        }

        Rational factor = unit.Factor / target.Factor;
        Rational offset = (unit.Offset - target.Offset) / target.Factor;
        NumericExpression scaled = factor == Rational.One ? operand.Value : new Product([new Literal(factor), operand.Value]);
        return offset.Sign == 0 ? scaled : new Sum([scaled, new Literal(offset)]);
    }

    /// <summary>Reports a number without a unit beside a quantity with one, and the other way round.</summary>
    public bool LacksUnit(Operand operand, Operand other, Unit unit)
    {
        if (operand.Unit is not null || (operand.IsRatio && unit.Dimension.IsNone))
        {
            return false;
        }

        scope.Report(operand.Literal is { } value
            ? TypeDiagnostics.MissingUnit(value.ToString(), other.Words, unit.Code, operand.Place)
            : TypeDiagnostics.SurplusUnit(operand.Words, unit.Code, other.Place, other.Literal is not null));
        return true;
    }

    /// <summary>The unit in which two quantities are compared or added: that of the side which is no literal.</summary>
    public static Unit? Common(Operand left, Operand right) => left.Literal is null ? left.Unit ?? right.Unit : right.Unit ?? left.Unit;

    public Operand? Add(Operand left, Operand right, Location place)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            return left.IsNumber ? _dates.Shift(right, left, 1, place)
                : right.IsNumber ? _dates.Shift(left, right, 1, place)
                : scope.Wrong(place, "Two dates cannot be added.", "subtract them for the time between them.");
        }

        return left.IsPoint && right.IsPoint
            ? scope.Wrong(place, "Two temperatures cannot be added.", "subtract them for the difference, or add an amount in K.")
            : Sum(left, right, 1, place);
    }

    public Operand? Subtract(Operand left, Operand right, Location place)
    {
        if (!right.IsNumber)
        {
            return left.IsNumber
                ? scope.Wrong(place, "A date is subtracted from a number.", "subtract a time from a date, or one date from another.")
                : _dates.Difference(left, right, place);
        }

        return left.IsNumber ? Sum(left, right, -1, place) : _dates.Shift(left, right, -1, place);
    }

    /// <summary>
    /// A sum or a difference in one unit. On a scale with a zero of its own, point minus point is a difference, and point plus or
    /// minus an amount is a point.
    /// </summary>
    private Operand? Sum(Operand left, Operand right, int sign, Location place)
    {
        Unit? unit = left.IsPoint ? left.Unit : right.IsPoint ? right.Unit : Common(left, right);
        if (unit is null)
        {
            return Joined(left, right, left.Value, right.Value, sign, null, place);
        }

        if (LacksUnit(left, right, unit) || LacksUnit(right, left, unit))
        {
            return null;
        }

        if (!(left.Unit ?? Unit.One).Dimension.Equals((right.Unit ?? Unit.One).Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions(left.Words, left.KindWords, right.Words, right.KindWords, place));
            return null;
        }

        bool isDifference = left.IsPoint && right.IsPoint;
        if (right.IsPoint && sign < 0 && !isDifference)
        {
            return scope.Wrong(place, $"A temperature is subtracted from {left.KindWords}.", "subtract two temperatures for the difference between them.");
        }

        Unit amounts = isDifference ? unit : unit.Difference;
        if (Convert(left, left.IsPoint ? unit : amounts) is not { } a || Convert(right, right.IsPoint ? unit : amounts) is not { } b)
        {
            return null;
        }

        Operand sum = Joined(left, right, a, b, sign, isDifference ? unit.Difference : unit, place);
        return isDifference ? sum with { IsDifference = true } : sum;
    }

    private static Operand Joined(Operand left, Operand right, NumericExpression a, NumericExpression b, int sign, Unit? unit, Location place)
    {
        NumericExpression second = sign > 0 ? b : b is Literal { Value: var number } ? new Literal(-number) : new Product([new Literal(-1), b]);
        bool isKnown = left.Literal is not null && right.Literal is not null;
        return new Operand(new Sum([a, second]), OperandKind.Number, unit, place)
        {
            Literal = isKnown && a is Literal x && second is Literal y ? x.Value + y.Value : null,
            IsRatio = unit is null && (left.IsRatio || right.IsRatio),
            IsDifference = unit is { HasOwnZero: false } && (left.IsDifference || right.IsDifference),
        };
    }

    public Operand? Negate(Operand operand, Location place)
    {
        if (!operand.IsNumber || operand.IsPoint)
        {
            return scope.Wrong(place, operand.IsNumber ? "A temperature has no negative." : "A date has no negative.", "subtract it from another one for the difference.");
        }

        NumericExpression value = operand.Literal is { } number ? new Literal(-number) : new Product([new Literal(-1), operand.Value]);
        return operand with { Value = value, Literal = -operand.Literal, Place = place, Dates = null };
    }

    public Operand? Multiply(Operand left, Operand right, Location place) => !AreAmounts(left, right)
        ? null
        : Scaled(new Product([left.Value, right.Value]), left, right, left.Literal * right.Literal, (a, b) => a.Multiply(b), place);

    public Operand? Divide(Operand left, Operand right, Location place)
    {
        if (!AreAmounts(left, right))
        {
            return null;
        }

        return right.Literal is { Sign: 0 }
            ? scope.Wrong(right.Place, "Nothing can be divided by zero.", "correct the divisor.")
            : Scaled(new Quotient(left.Value, right.Value), left, right, left.Literal / right.Literal, (a, b) => a.Divide(b), place);
    }

    public Operand? Power(Operand left, Operand right, Location place)
    {
        if (!AreAmounts(left, right))
        {
            return null;
        }

        if (right.Literal is { IsInteger: true } whole && right.Unit is null && whole.Abs() <= 10)
        {
            int power = (int)whole.Floor();
            Unit? unit = power == 0 ? null : left.Unit?.Power(power);
            return new Operand(new FunctionCall(NumericFunction.Power, [left.Value, new Literal(power)]), OperandKind.Number, unit, place);
        }

        return left.Unit is null && right.Unit is null
            ? new Operand(new FunctionCall(NumericFunction.Power, [left.Value, right.Value]), OperandKind.Number, null, place)
            : scope.Wrong(right.Place, "A quantity with a unit is raised to a power that is no whole number from -10 to 10.", "divide it by a quantity of the same kind first.");
    }

    /// <summary>A product or quotient with its unit; units that cancel leave a plain number.</summary>
    private static Operand Scaled(NumericExpression value, Operand left, Operand right, Rational? literal, Func<Unit, Unit, Unit> join, Location place)
    {
        Unit? unit = left.Unit is null && right.Unit is null ? null : join(left.Unit ?? Unit.One, right.Unit ?? Unit.One);
        if (unit is not { Dimension.IsNone: true } || left.Unit is null || right.Unit is null)
        {
            return new Operand(value, OperandKind.Number, unit, place) { Literal = literal, IsRatio = unit is null && (left.IsRatio || right.IsRatio) };
        }

        NumericExpression plain = unit.Factor == Rational.One ? value : new Product([new Literal(unit.Factor), value]);
        return new Operand(plain, OperandKind.Number, null, place) { Literal = literal * unit.Factor, IsRatio = true };
    }

    private bool AreAmounts(Operand left, Operand right)
    {
        foreach (Operand operand in (Operand[])[left, right])
        {
            if (!operand.IsNumber)
            {
                scope.Wrong(operand.Place, "A date cannot be multiplied or divided.", "dates can be moved by a time and subtracted from one another.");
                return false;
            }

            if (operand.IsPoint)
            {
                scope.Wrong(
                    operand.Place, $"A temperature in {operand.Unit!.Code} cannot be multiplied or divided: its zero is not nothing.", "calculate with a difference of temperatures, or in K.");
                return false;
            }
        }

        return true;
    }
}

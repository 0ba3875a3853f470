using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Computed numbers and dates, brought to the unit that they are declared with.</summary>
internal sealed class ComputedBinder(FileScope scope)
{
    private readonly NumberBinder _numbers = new(scope, isComputed: true);
    private readonly Arithmetic _arithmetic = new(scope);

    public ComputedValue? Bind(ComputeDeclaration syntax, Location place)
    {
        if (syntax.Type is null)
        {
            return null;
        }

        ValueType? type = new TypeBinder(scope).Bind(syntax.Type);
        if (type is not (Number or Date))
        {
            if (type is not null)
            {
                scope.Wrong(syntax.Type, "Only numbers and dates are computed.", "use `define` for a condition, `classify` for named values.");
            }

            return null;
        }

        if (type is Number { Minimum: not null } or Number { Maximum: not null } or Number { Resolution: not null } or Date { Minimum: not null } or Date { Maximum: not null })
        {
            scope.Report(TypeDiagnostics.InvalidType(
                "A computed value has the range and the steps that its calculation gives it.", scope.Locate(syntax.Type), "leave out the range and the resolution; to round it, write `round(…)`."));
            return null;
        }

        NumericExpression? value = syntax.Value is ConditionalExpression conditional ? BindArms(conditional, type) : BindValue(syntax.Value, type);
        return value is null ? null : new ComputedValue(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), type, value, place);
    }

    private ConditionalNumber? BindArms(ConditionalExpression syntax, ValueType type)
    {
        ConditionBinder conditions = new(scope);
        List<(NumericExpression, Condition?)> arms = [];
        bool broken = false;
        for (int i = 0; i < syntax.Arms.Length; i++)
        {
            ConditionalArm arm = syntax.Arms[i];
            NumericExpression? value = BindValue(arm.Value, type);
            Condition? condition = arm.Condition is null ? null : conditions.Bind(arm.Condition);
            if (arm.Condition is null && i < syntax.Arms.Length - 1)
            {
                scope.Report(TypeDiagnostics.Otherwise("`otherwise` is not the last case.", scope.Locate(arm), "write it once, at the end."));
                broken = true;
            }

            broken |= value is null || (arm.Condition is not null && condition is null);
            if (value is not null)
            {
                arms.Add((value, condition));
            }
        }

        return broken ? null : new ConditionalNumber([.. arms]);
    }

    private NumericExpression? BindValue(ExpressionSyntax syntax, ValueType type)
    {
        if (_numbers.Bind(syntax) is not { } operand)
        {
            return null;
        }

        return type is Date date ? AsDate(operand, date) : AsNumber(operand, (Number)type);
    }

    private NumericExpression? AsDate(Operand operand, Date date)
    {
        if (!operand.IsNumber && (date.HasTime || operand.Kind == OperandKind.Date))
        {
            return DateArithmetic.Align(operand, date.HasTime);
        }

        scope.Wrong(
            operand.Place,
            operand.IsNumber ? $"The calculation gives {operand.KindWords}, and a date is declared." : "The calculation gives a date with a time, and a date without one is declared.",
            operand.IsNumber ? "move a date by a time, or declare a number." : "declare it as `: date and time`.");
        return null;
    }

    private NumericExpression? AsNumber(Operand operand, Number type)
    {
        if (!operand.IsNumber)
        {
            scope.Wrong(operand.Place, "The calculation gives a date, and a number is declared.", "declare it as `: date`.");
            return null;
        }

        if (NumberBinder.UnitOf(type) is not { } unit)
        {
            if (operand.Unit is null)
            {
                return operand.Value;
            }

            scope.Wrong(operand.Place, $"The calculation gives {operand.KindWords}, and a number without a unit is declared.", $"declare the unit: `: number {TypeDiagnostics.Written(operand.Unit.Code)}`.");
            return null;
        }

        if (operand.Dates is { } dates && unit.Dimension.Is("calendar"))
        {
            return new CalendarDifference(dates.To, dates.From, dates.HasTime, unit.Factor == Rational.One ? CalendarUnit.Months : CalendarUnit.Years);
        }

        if (operand.IsDifference && unit.HasOwnZero)
        {
            scope.Wrong(operand.Place, $"The calculation gives a difference of temperatures, and a temperature in {unit.Code} is declared.", "declare it as `: number K`; one K is one Cel.");
            return null;
        }

        if (operand is not { Unit: null, IsRatio: false })
        {
            if ((operand.Unit ?? Unit.One).Dimension.Equals(unit.Dimension))
            {
                return _arithmetic.Convert(operand, unit);
            }

            scope.Report(TypeDiagnostics.ComputedDimension(operand.KindWords, unit.Kind, unit.Code, operand.Place));
            return null;
        }

        // A number alone, as the value of a case, is in the declared unit.
        if (operand.Literal is not null)
        {
            return operand.Value;
        }

        scope.Wrong(
            operand.Place, $"The calculation gives a plain number, and {unit.Kind} in {unit.Code} is declared.", $"give its numbers their units: `… * 1 {TypeDiagnostics.Written(unit.Code)}`.");
        return null;
    }
}

using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Computed numbers and dates, brought to the unit that they are declared with.</summary>
internal sealed class ComputedBinder(FileScope scope)
{
    private readonly NumberBinder _numbers = new(scope);

    public ComputedValue? Bind(ComputeDeclaration syntax, ValueType? type, Location place)
    {
        if (type is null)
        {
            scope.Report(NameDiagnostics.Missing(
                $"The computed value `{syntax.Id.Name}` has no type.", place, "write `: number`, `: number 'kg/m2'` or `: date` before the equals sign."));
            return null;
        }

        if (type is not (Number or Date))
        {
            scope.Report(TypeDiagnostics.Mismatch("Only numbers and dates are computed.", place, "use `define` for a condition, `classify` for named values."));
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

        if (type is Date date)
        {
            if (operand.Kind != OperandKind.Number && (date.HasTime || operand.Kind == OperandKind.Date))
            {
                return NumberBinder.Align(operand, date.HasTime);
            }

            scope.Report(TypeDiagnostics.Mismatch("The calculation does not give a date.", operand.Place, "move a date by a time, or declare a number."));
            return null;
        }

        if (operand.Kind != OperandKind.Number)
        {
            scope.Report(TypeDiagnostics.Mismatch("The calculation gives a date, and a number is declared.", operand.Place, "declare it as `: date`."));
            return null;
        }

        string? declared = ((Number)type).Unit;
        if (declared is null)
        {
            return operand.Unit is null || operand.Unit.Dimension.IsNone ? _numbers.Convert(operand, Unit.One) : ReportUnit(operand);
        }

        UnitParser.TryParse(declared, out Unit unit);
        if (operand.Dates is { } dates && unit.Dimension.Equals(Dimension.Of("calendar")))
        {
            UnitParser.TryParse("mo", out Unit month);
            return new CalendarDifference(dates.To, dates.From, dates.HasTime, unit.Factor == month.Factor ? CalendarUnit.Months : CalendarUnit.Years);
        }

        return operand is { Literal: not null, Unit: null } ? operand.Value : _numbers.Convert(operand, unit);
    }

    private NumericExpression? ReportUnit(Operand operand)
    {
        scope.Report(TypeDiagnostics.Mismatch(
            $"The calculation gives {operand.Unit!.Dimension}, and a number without a unit is declared.", operand.Place, "declare the unit: `: number 'kg/m2'`."));
        return null;
    }
}

using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Text;
using Literal = GuidelineDsl.Semantics.Model.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Dates moved by times, and times between dates. Days and weeks are sums; months and years follow the calendar.</summary>
internal sealed class DateArithmetic(FileScope scope)
{
    private const int MostMonths = 120_000;

    private static readonly Unit Day = Known("d");
    private static readonly Unit Second = Known("s");
    private static readonly Unit Month = Known("mo");

    /// <summary>A date moved by days or weeks, or by whole months or years.</summary>
    public Operand? Shift(Operand date, Operand by, int sign, Location place)
    {
        bool hasTime = date.Kind == OperandKind.DateTime;
        if (by.IsCalendarPeriod)
        {
            Rational? months = by.Literal * by.Unit!.Factor * sign;
            return months is { IsInteger: true } amount && amount.Abs() <= MostMonths
                ? date with { Value = new CalendarShift(date.Value, hasTime, (int)amount.Floor(), CalendarUnit.Months), Place = place, Literal = null }
                : scope.Wrong(by.Place, $"{by.Words} is no whole number of months, and a date can only be moved by those.", "write a whole number of months or years.");
        }

        if (by.Unit is null || !by.Unit.Dimension.Is("time"))
        {
            return scope.Wrong(
                by.Place, $"A date is moved by a time, and {by.Words} is {by.KindWords}.", "write it with its unit: days, weeks, months or years.");
        }

        if (!hasTime && date.Value is Today && !IsWhole(by, by.Unit.Factor / Day.Factor))
        {
            return Shift(date with { Value = Align(date, hasTime: true), Kind = OperandKind.DateTime }, by, sign, place);
        }

        Unit step = hasTime ? Second : Day;
        Rational factor = by.Unit.Factor / step.Factor;
        if (!IsWhole(by, factor))
        {
            return scope.Wrong(
                by.Place,
                hasTime ? $"{by.Words} is no whole number of seconds." : $"A date is moved by whole days, and {by.Words} can be a part of a day.",
                hasTime ? "write whole seconds." : "write whole days or weeks, or declare the fact as `date and time`.");
        }

        NumericExpression moved = by.Literal is { } number
            ? new Literal(number * factor * sign)
            : factor * sign == Rational.One ? by.Value : new Product([new Literal(factor * sign), by.Value]);
        return date with { Value = new Sum([date.Value, moved]), Place = place, Literal = date.Literal + (by.Literal * factor * sign) };
    }

    /// <summary>The time between two dates: in days, or in seconds when one has a time.</summary>
    public Operand Difference(Operand to, Operand from, Location place)
    {
        bool hasTime = to.Kind == OperandKind.DateTime || from.Kind == OperandKind.DateTime;
        NumericExpression a = Align(to, hasTime);
        NumericExpression b = Align(from, hasTime);
        NumericExpression minus = b is Literal { Value: var number } ? new Literal(-number) : new Product([new Literal(-1), b]);
        return new Operand(new Sum([a, minus]), OperandKind.Number, hasTime ? Second with { Code = "seconds" } : Day with { Code = "days" }, place) { Dates = (a, b, hasTime) };
    }

    /// <summary>A date in days, or in seconds when the other side has a time; it is then the first second of its day.</summary>
    public static NumericExpression Align(Operand date, bool hasTime)
    {
        if (!hasTime || date.Kind == OperandKind.DateTime)
        {
            return date.Value;
        }

        return date.Value switch
        {
            Literal literal => new Literal(literal.Value * DateText.SecondsPerDay),
            Today => new Today(HasTime: true),
            _ => new Product([new Literal(DateText.SecondsPerDay), date.Value]),
        };
    }

    /// <summary>
    /// A difference of dates beside months or years counts completed ones; null when it is no such pair. A period that is no whole
    /// number of years is counted in months.
    /// </summary>
    public static (Operand Difference, Operand Period)? Completed(Operand difference, Operand period)
    {
        if (difference.Dates is not { } dates || !period.IsCalendarPeriod)
        {
            return null;
        }

        bool isInMonths = period.Unit!.Factor == Month.Factor || period.Literal is { IsInteger: false };
        Unit unit = isInMonths ? Month : period.Unit;
        CalendarDifference counted = new(dates.To, dates.From, dates.HasTime, isInMonths ? CalendarUnit.Months : CalendarUnit.Years);
        Rational? literal = period.Literal * (period.Unit.Factor / unit.Factor);
        return (
            difference with { Value = counted, Unit = unit, Dates = null },
            period with { Unit = unit, Literal = literal, Value = literal is { } number ? new Literal(number) : period.Value });
    }

    private static bool IsWhole(Operand by, Rational factor) => by switch
    {
        { Literal: { } number } => (number * factor).IsInteger,
        { Value: FactValue { Fact.Type: Number { Resolution: { } step } } } => (step * factor).IsInteger,
        { Value: FactValue or ComputedReference } => false,
        _ => true,
    };

    private static Unit Known(string code) =>
        UnitParser.TryParse(code, out Unit unit) ? unit : throw new InvalidOperationException($"'{code}' is a unit.");
}

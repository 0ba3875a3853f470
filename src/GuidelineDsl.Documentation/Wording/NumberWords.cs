using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>Numbers, dates and intervals as a printed guideline writes them. Spaces inside an amount do not break.</summary>
internal static class NumberWords
{
    private const char NoBreak = '\u00a0';

    public static string Value(Rational value, ValueType type) => type switch
    {
        Number number => WithUnit(value.ToString(), number.Unit),
        Date date => DateText(value, date.HasTime),
        _ => value.ToString(),
    };

    public static string WithUnit(string number, string? unit) => unit is null ? Minus(number) : Minus(number) + NoBreak + UnitNotation.ForPeople(unit);

    public static string DateText(Rational value, bool hasTime)
    {
        long number = (long)value.Floor();
        if (hasTime)
        {
            return number is < 0 or > 315_537_897_599
                ? value.ToString()
                : new DateTime(number * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        }

        return number is < 0 or > 3_652_058
            ? value.ToString()
            : DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The subject between its ends: <c>Ki-67 index &lt; 10 %</c>, <c>3 % ≤ Ki-67 index &lt; 20 %</c>.</summary>
    public static string Between(string subject, Interval interval, ValueType type) => interval switch
    {
        { From: { } from, To: { } to } when from == to => $"{subject}{NoBreak}={NoBreak}{Value(from, type)}",
        { From: { } from, To: { } to } =>
            $"{Value(from, type)}{NoBreak}{(interval.FromInclusive ? "≤" : "<")} {subject} {(interval.ToInclusive ? "≤" : "<")}{NoBreak}{Value(to, type)}",
        { From: { } from } => $"{subject} {(interval.FromInclusive ? "≥" : ">")}{NoBreak}{Value(from, type)}",
        { To: { } to } => $"{subject} {(interval.ToInclusive ? "≤" : "<")}{NoBreak}{Value(to, type)}",
        _ => $"{subject} has any value",
    };

    /// <summary>The interval alone, for the head of a column: <c>&lt; 3 %</c>, <c>3 % to 20 %</c>, <c>&gt; 20 %</c>.</summary>
    public static string Range(Interval interval, ValueType type) => interval switch
    {
        { From: { } from, To: { } to } when from == to => Value(from, type),
        { From: { } from, FromInclusive: true, To: { } to, ToInclusive: true } => $"{Number(from, type)} to {Value(to, type)}",
        { From: { } from, To: { } to } =>
            $"{(interval.FromInclusive ? "≥" : ">")}{NoBreak}{Number(from, type)} to {(interval.ToInclusive ? "≤" : "<")}{NoBreak}{Value(to, type)}",
        { From: { } from } => $"{(interval.FromInclusive ? "≥" : ">")}{NoBreak}{Value(from, type)}",
        { To: { } to } => $"{(interval.ToInclusive ? "≤" : "<")}{NoBreak}{Value(to, type)}",
        _ => "any value",
    };

    /// <summary>A quantity or a range of a qualifier: <c>50 to 50.4 Gy</c>, <c>at least 3 years</c>.</summary>
    public static string Amount(Amount amount) => amount switch
    {
        { AtLeast: true } => $"at least {WithUnit(amount.Low.ToString(), amount.Unit)}",
        { High: { } high } => $"{Minus(amount.Low.ToString())} to {WithUnit(high.ToString(), amount.Unit)}",
        _ => WithUnit(amount.Low.ToString(), amount.Unit),
    };

    private static string Number(Rational value, ValueType type) =>
        type is Semantics.Model.Number ? Minus(value.ToString()) : Value(value, type);

    private static string Minus(string number) => number.StartsWith('-') ? "\u2212" + number[1..] : number;
}

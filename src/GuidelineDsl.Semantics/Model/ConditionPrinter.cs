using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Model;

/// <summary>Conditions and numbers of the model as text, by ids: one meaning, one text.</summary>
public static class ConditionPrinter
{
    public static string Print(Condition condition) => condition switch
    {
        Constant c => c.Value ? "everyone" : "nobody",
        All c => Joined(c.Parts, " and ", "everyone"),
        Any c => Joined(c.Parts, " or ", "nobody"),
        Not c => $"not {Operand(c.Part)}",
        Counting c => $"{c.Minimum} to {c.Maximum} of {{ {string.Join(", ", c.Parts.Select(Print))} }}",
        DefinitionTest c => c.Definition.Id,
        ClassificationTest c => $"{c.Classification.Id} in {Values(c.Values, c.Classification.Type.Values)}",
        YesNoTest c => c.Fact.Id,
        ValueTest c => $"{c.Fact.Id} in {Values(c.Values, ((Enumeration)c.Fact.Type).Values)}",
        SetTest { Kind: SetTestKind.IsEmpty } c => $"{c.Fact.Id} is empty",
        SetTest c => $"{c.Fact.Id} includes {WordOf(c.Kind)} {Values(c.Values, ((SetOf)c.Fact.Type).Values)}",
        NumberTest c => $"{Print(c.Subject)} in {Print(c.Values, DateOf(c.Subject))}",
        KnownTest c => $"{c.Subject.Id} is known",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name),
    };

    public static string Print(NumericExpression expression) => expression switch
    {
        NumberLiteral e => e.Value.ToString(),
        FactValue e => e.Fact.Id,
        Today e => e.HasTime ? "today at 00:00" : "today",
        ScoreValue e => e.Score.Id,
        ComputedReference e => e.Computed.Id,
        Sum e => $"({string.Join(" + ", e.Terms.Select(Print))})",
        Product e => $"({string.Join(" * ", e.Factors.Select(Print))})",
        Quotient e => $"({Print(e.Dividend)} / {Print(e.Divisor)})",
        FunctionCall e => $"{e.Function}({string.Join(", ", e.Arguments.Select(Print))})",
        CalendarShift e => $"({Print(e.Date)} moved by {e.Amount} {WordOf(e.Unit)})",
        CalendarDifference e => $"completed {WordOf(e.Unit)} from {Print(e.From)} to {Print(e.To)}",
        ConditionalNumber e => string.Join(", ", e.Arms.Select(a => a.Condition is null ? $"{Print(a.Value)} otherwise" : $"{Print(a.Value)} when {Print(a.Condition)}")),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name),
    };

    /// <summary>The intervals in mathematical notation; with a date type their ends are dates.</summary>
    public static string Print(IntervalSet set, Date? date = null) =>
        set.Intervals.IsEmpty ? "nothing" : string.Join(" ∪ ", set.Intervals.Select(i => Print(i, date)));

    /// <summary>A number of a date type as a date.</summary>
    public static string Print(Rational value, Date? date)
    {
        if (date is null || !value.IsInteger || value.Sign < 0 || value > (date.HasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay))
        {
            return value.ToString();
        }

        return date.HasTime
            ? CalendarArithmetic.ToTime((long)value.Numerator).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : CalendarArithmetic.ToDay((long)value.Numerator).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string Print(Interval interval, Date? date)
    {
        if (interval is { From: { } from, To: { } to } && from == to)
        {
            return $"{{{Print(from, date)}}}";
        }

        string low = interval.From is { } f ? Print(f, date) : "-∞";
        string high = interval.To is { } t ? Print(t, date) : "∞";
        return $"{(interval.FromInclusive ? '[' : '(')}{low}, {high}{(interval.ToInclusive ? ']' : ')')}";
    }

    /// <summary>The date type of a subject that is a date as it stands; null for numbers and differences.</summary>
    private static Date? DateOf(NumericExpression subject) => subject switch
    {
        FactValue { Fact.Type: Date type } => type,
        ComputedReference { Computed.Type: Date type } => type,
        Today today => new Date(today.HasTime, null, null),
        CalendarShift shift => new Date(shift.HasTime, null, null),
        _ => null,
    };

    private static string Joined(ImmutableArray<Condition> parts, string word, string empty) =>
        parts.IsEmpty ? empty : string.Join(word, parts.Select(Operand));

    private static string Operand(Condition part) => part is All { Parts.Length: > 0 } or Any { Parts.Length: > 0 } ? $"({Print(part)})" : Print(part);

    private static string Values(ValueSet set, ImmutableArray<NamedValue> values) => $"{{ {string.Join(", ", set.Ordinals.Select(o => values[o].Id))} }}";

    private static string WordOf(SetTestKind kind) => kind switch
    {
        SetTestKind.IncludesAny => "any of",
        SetTestKind.IncludesAll => "all of",
        SetTestKind.IncludesOnly => "only",
        SetTestKind.IsEmpty => throw new InvalidOperationException("Emptiness names no values."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string WordOf(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Months => "months",
        CalendarUnit.Years => "years",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}

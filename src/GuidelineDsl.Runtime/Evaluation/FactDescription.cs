using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>A value of an enumeration or a possible member of a set.</summary>
/// <param name="Id">Its name in the text.</param>
/// <param name="Label">Its label for people.</param>
public sealed record NamedValueDescription(string Id, string Label);

/// <summary>One input of a guideline.</summary>
public sealed class FactDescription
{
    private NumberGrid? _grid;

    /// <summary>The place among the guideline's facts.</summary>
    public required int Index { get; init; }

    /// <summary>Its name in the text, and in patient JSON.</summary>
    public required string Id { get; init; }

    /// <summary>Its label for people.</summary>
    public required string Label { get; init; }

    /// <summary>The kind of its values; never <see cref="FactValueKind.Unknown"/>.</summary>
    public required FactValueKind Kind { get; init; }

    /// <summary>The values of an enumeration or set.</summary>
    public required ImmutableArray<NamedValueDescription> Values { get; init; }

    /// <summary>The smallest value allowed, in the fact's unit; for dates the whole number of the day or second.</summary>
    public required Rational? Minimum { get; init; }

    /// <summary>The largest value allowed.</summary>
    public required Rational? Maximum { get; init; }

    /// <summary>The step, counted from zero; null for a continuous number.</summary>
    public required Rational? Resolution { get; init; }

    /// <summary>The unit as declared.</summary>
    public required string? Unit { get; init; }

    /// <summary>Whether it must be known.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether the source leaves it to a clinician without defining it.</summary>
    public required bool IsJudgement { get; init; }

    /// <summary>How its values become the codes that generated code compares.</summary>
    public required FactCoding Coding { get; init; }

    /// <summary>The fast way from decimals to codes, where there is one.</summary>
    internal NumberGrid? Grid => _grid ??= NumberGrid.Of(this);

    /// <summary>The value with this code, for facts whose codes say everything: neither sets nor numbers without a grid.</summary>
    internal FactValue OfCode(long code) => Kind switch
    {
        _ when code == EvaluationState.UnknownCode => FactValue.Unknown,
        FactValueKind.YesNo => FactValue.OfYesNo(code == 1),
        FactValueKind.Enumeration => FactValue.OfEnumeration((int)code),
        FactValueKind.Number or FactValueKind.Date or FactValueKind.DateTime => OfNumeric(code * Coding.Step!.Value),
        _ => throw new InvalidOperationException($"No code says everything of a fact of the kind {Kind}."),
    };

    /// <summary>The value in the fact's own words: <c>9.9 %</c>, <c>{ liver, lung }</c>, <c>2025-10-10</c>.</summary>
    public string Describe(FactValue value) => value.Kind switch
    {
        FactValueKind.Enumeration => Values[value.Ordinal].Id,
        FactValueKind.Set => value.Members.IsEmpty ? "{ }" : "{ " + string.Join(", ", value.Members.Select(i => Values[i].Id)) + " }",
        FactValueKind.Number => WithUnit(value.Number.ToString()),
        FactValueKind.Unknown or FactValueKind.YesNo or FactValueKind.Date or FactValueKind.DateTime => value.ToString(),
        _ => throw new InvalidOperationException($"No such kind of value: {value.Kind}."),
    };

    /// <summary>The values that are allowed, as words: <c>0 to 100 %, in steps of 0.1</c>, <c>one of well, poor</c>.</summary>
    public string DescribeAllowed() => Kind switch
    {
        FactValueKind.YesNo => "true or false",
        FactValueKind.Enumeration => "one of " + string.Join(", ", Values.Select(value => value.Id)),
        FactValueKind.Set => "a list of any of " + string.Join(", ", Values.Select(value => value.Id)),
        FactValueKind.Number => DescribeRange("a number", Resolution is { } step ? $", in steps of {step}" : ""),
        FactValueKind.Date => DescribeRange("a date such as \"2025-10-10\"", ""),
        FactValueKind.DateTime => DescribeRange("a date and time such as \"2025-10-10T14:30\"", ""),
        _ => throw new InvalidOperationException($"No such kind of value: {Kind}."),
    };

    /// <summary>The name.</summary>
    public override string ToString() => Id;

    internal FactValue OfNumeric(Rational number) => Kind switch
    {
        FactValueKind.Number => FactValue.OfNumber(number),
        FactValueKind.Date => FactValue.OfDate(CalendarArithmetic.ToDay((long)number.Numerator)),
        FactValueKind.DateTime => FactValue.OfDateTime(CalendarArithmetic.ToTime((long)number.Numerator)),
        _ => throw new InvalidOperationException($"'{Id}' is not numeric."),
    };

    private string DescribeRange(string any, string step)
    {
        string text = (Minimum, Maximum) switch
        {
            ({ } low, { } high) => $"{End(low)} to {End(high)}",
            ({ } low, null) => $"{End(low)} or more",
            (null, { } high) => $"{End(high)} or less",
            (null, null) => Kind == FactValueKind.Number && Unit is not null ? "a number in" : any,
        };
        return (Kind == FactValueKind.Number ? WithUnit(text) : text) + step;

        string End(Rational value) => OfNumeric(value).ToString();
    }

    private string WithUnit(string number) => Unit is null ? number : string.Create(CultureInfo.InvariantCulture, $"{number} {Unit}");
}

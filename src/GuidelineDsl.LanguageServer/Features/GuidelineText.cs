using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Regions and patients of findings, written in the guideline language.</summary>
internal static class GuidelineText
{
    public static string Patient(Patient patient) =>
        string.Join(", ", patient.Values.Where(v => v.Value is not UnknownValue).Select(v => $"{v.Fact.Id} = {Value(v.Fact, v.Value)}"));

    private static string Value(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue yes => yes.Value ? "yes" : "no",
        EnumerationValue enumeration => enumeration.Value.Id,
        SetValue set => set.Members.Length == 0 ? "{ }" : $"{{ {string.Join(", ", set.Members.Select(m => m.Id))} }}",
        NumericValue number => Amount(fact, number.Value),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no known value."),
    };

    private static IEnumerable<string> Names(Fact fact, ValueSet values) => fact.Type switch
    {
        Enumeration enumeration => values.Ordinals.Select(o => enumeration.Values[o].Id),
        SetOf set => values.Ordinals.Select(o => set.Values[o].Id),
        _ => [],
    };

    private static string Amount(Fact fact, Rational value) => fact.Type switch
    {
        Date { HasTime: true } => new DateTime((long)value.Numerator * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified)
            .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        Date => DateOnly.FromDayNumber((int)value.Numerator).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Number { Unit: { } unit } => $"{value} {Unit(unit)}",
        _ => value.ToString(),
    };

    public static string Unit(string unit) =>
        unit == "%" || UnitWords.IsUnit(unit) ? unit : $"'{unit.Replace("'", "''", StringComparison.Ordinal)}'";
}

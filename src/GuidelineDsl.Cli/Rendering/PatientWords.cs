using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>A patient as a short list: facts by name with their values, the way a test in a guideline writes it.</summary>
public static class PatientWords
{
    public static string Describe(Patient patient, DateOnly? today)
    {
        IEnumerable<string> values = patient.Values.Select(v => $"{v.Fact.Id} = {Value(v.Fact, v.Value)}");
        string day = today is { } t ? $"; today {t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return string.Join(", ", values) + day;
    }

    public static string Value(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue v => v.Value ? "yes" : "no",
        EnumerationValue v => v.Value.Id,
        SetValue v => "{ " + string.Join(", ", v.Members.Select(m => m.Id)) + (v.Members.Length > 0 ? " }" : "}"),
        NumericValue v when fact.Type is Date date => DateText(date, v),
        NumericValue v => Quantity(v.Value.ToString(), (fact.Type as Number)?.Unit),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>A date of the model (days or seconds since 0001-01-01) in ISO form.</summary>
    public static string DateText(Date type, NumericValue value) => CalendarArithmetic.Describe(value.Value, type.HasTime);

    private static string Quantity(string number, string? unit) => unit switch
    {
        null => number,
        "%" => number + " %",
        _ when unit.All(char.IsAsciiLetter) => $"{number} {unit}",
        _ => $"{number} '{unit}'",
    };
}

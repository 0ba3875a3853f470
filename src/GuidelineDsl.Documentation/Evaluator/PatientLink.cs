using System.Globalization;
using System.Text;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>A patient as JSON, and as a link that fills in the form.</summary>
internal static class PatientLink
{
    public static string Href(Guideline guideline, Patient patient, DateOnly? today)
    {
        string day = today is { } date ? $"&today={date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return $"try.html#patient={Uri.EscapeDataString(Json(guideline, patient))}{day}";
    }

    /// <summary>The patient in the form that <c>gdl run --patient</c> takes; facts out of the guideline's reach are left out.</summary>
    public static string Json(Guideline guideline, Patient patient)
    {
        StringBuilder json = new("{");
        foreach ((Fact fact, PatientValue value) in patient.Values)
        {
            if (!guideline.Facts.Contains(fact))
            {
                continue;
            }

            json.Append(json.Length > 1 ? "," : "").Append(JsonText.Quote(fact.Id)).Append(':').Append(Value(value, fact.Type));
        }

        return json.Append('}').ToString();
    }

    public static string Value(PatientValue value, Semantics.Model.ValueType type) => value switch
    {
        UnknownValue => "null",
        YesNoValue yesNo => yesNo.Value ? "true" : "false",
        EnumerationValue one => JsonText.Quote(one.Value.Id),
        SetValue set => $"[{string.Join(",", set.Members.Select(m => JsonText.Quote(m.Id)))}]",
        NumericValue number when type is Date date => JsonText.Quote(NumberWords.DateText(number.Value, date.HasTime)),
        NumericValue { Value: var number } => number.HasFiniteDecimals()
            ? number.ToString()
            : throw new InvalidOperationException("A value without finite decimals is no value of a patient."),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no value of a patient."),
    };
}

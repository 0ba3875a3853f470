using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Patients as .gdl text.</summary>
public static class PatientWriter
{
    /// <summary>What is known of the patient: "size = 3 cm, fit = yes".</summary>
    public static string InGdl(Patient patient) =>
        string.Join(", ", patient.Values.Where(v => v.Value is not UnknownValue).Select(v => $"{v.Fact.Id} = {InGdl(v.Fact, v.Value)}"));

    public static string InGdl(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue yesNo => yesNo.Value ? "yes" : "no",
        EnumerationValue one => one.Value.Id,
        NumericValue number => QuantityWriter.InGdl(fact.Type, number.Value),
        SetValue { Members.IsEmpty: true } => "{ }",
        SetValue set => $"{{ {string.Join(", ", set.Members.Select(m => m.Id))} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}

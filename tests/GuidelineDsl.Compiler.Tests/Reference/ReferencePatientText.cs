using System.Globalization;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>Patients and answers of the comparisons as text.</summary>
internal static class ReferencePatientText
{
    public static byte[] Json(Dictionary<Fact, PatientValue> patient) =>
        Encoding.UTF8.GetBytes("{" + string.Join(',', patient.Select(p => $"\"{p.Key.Id}\":{Json(p.Key, p.Value)}")) + "}");

    public static string Describe(Dictionary<Fact, PatientValue> patient) =>
        string.Join(", ", patient.OrderBy(p => p.Key.Ordinal).Select(p => $"{p.Key.Id}={ReferenceFacts.Text(p.Value)}"));

    public static ReferenceAnswer Answer(DecisionResult decision) => new(
        Describe(decision.Status),
        [.. decision.Rules.Select(r => r.Id)],
        [.. decision.PossibleRules.Select(r => r.Id)],
        [.. decision.Needs.Select(f => f.Id)]);

    public static string Describe(DecisionStatus status) => status switch
    {
        DecisionStatus.OutOfScope => "out-of-scope",
        DecisionStatus.NeedsData => "needs-data",
        DecisionStatus.Decided => "decided",
        DecisionStatus.Silent => "silent",
        DecisionStatus.NoRecommendation => "no-recommendation",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string Json(Fact fact, PatientValue value) => value switch
    {
        YesNoValue v => v.Value ? "true" : "false",
        EnumerationValue v => $"\"{v.Value.Id}\"",
        SetValue v => $"[{string.Join(',', v.Members.Select(m => $"\"{m.Id}\""))}]",
        NumericValue v when fact.Type is Date { HasTime: true } =>
            $"\"{CalendarArithmetic.ToTime((long)v.Value.Floor()).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}\"",
        NumericValue v when fact.Type is Date => $"\"{DateOnly.FromDayNumber((int)v.Value.Floor()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"",
        NumericValue v => v.Value.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}

using System.Globalization;
using System.Text;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>What an author could write next, as .gdl text.</summary>
internal static class Suggestions
{
    private const string Indent = "  ";

    /// <summary>A rule for a region, its advice and source left to fill in.</summary>
    public static string Rule(Box box) =>
        $$"""
        rule new_rule "…" {
          when {{ConditionWriter.InGdl(box)}}
          recommend …
          cite …
        }
        """;

    /// <summary>A statement that the source knowingly says nothing for a region.</summary>
    public static string Silence(Box box) =>
        $"""
        silent when {ConditionWriter.InGdl(box)}
          because "…"
          cite …
        """;

    /// <summary>A test with the patient, and lines on what is expected of it.</summary>
    public static string Test(string name, Patient patient, DateOnly? today, IEnumerable<string> expectations)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"test \"{Escape(name)}\" {{\n{Indent}patient {{\n");
        foreach ((Fact fact, PatientValue value) in patient.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}{fact.Id} = {Value(fact, value)},\n");
        }

        text.Append(Indent).Append("}\n");
        if (today is { } day)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}today {day:yyyy-MM-dd}\n");
        }

        foreach (string expectation in expectations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}expect {expectation}\n");
        }

        return text.Append('}').ToString();
    }

    private static string Value(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue yesNo => yesNo.Value ? "yes" : "no",
        EnumerationValue one => one.Value.Id,
        NumericValue number => QuantityWriter.InGdl(fact.Type, number.Value),
        SetValue { Members.IsEmpty: true } => "{ }",
        SetValue set => $"{{ {string.Join(", ", set.Members.Select(m => m.Id))} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

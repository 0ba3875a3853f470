using System.Globalization;
using System.Text.Json;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Differences;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Differences in advice for people, and as the document <c>gdl-diff/1</c>.</summary>
public static class DifferenceRendering
{
    public static void WriteHuman(TextWriter output, Palette palette, ModelDifference difference)
    {
        foreach (DecisionDifference decision in difference.Decisions)
        {
            string name = $"{decision.Guideline}.{decision.Decision}";
            if (decision.IsSame)
            {
                output.WriteLine($"{palette.Bold(name)}: {palette.Good("same advice")}");
                continue;
            }

            output.WriteLine($"{palette.Bold(name)}: {palette.Bad(decision.Differences.IsEmpty ? "could not be compared completely" : CheckSummary.Count(decision.Differences.Length, "difference"))}");
            foreach (AdviceDifference d in decision.Differences)
            {
                for (int i = 0; i < d.RegionInWords.Length; i++)
                {
                    output.WriteLine($"  {(i == 0 ? "patients" : "      or")}: {(d.RegionInWords[i].Length == 0 ? "everyone" : d.RegionInWords[i])}");
                }

                output.WriteLine($"  {palette.Bad("before")}:   {string.Join("; ", d.Before)}");
                output.WriteLine($"  {palette.Good("after")}:    {string.Join("; ", d.After)}");
                HashSet<Fact> named = [.. d.Region.SelectMany(b => b.Parts).Select(p => p.Fact)];
                Patient brief = new([.. d.Witness.Values.Where(v => named.Contains(v.Fact))]);
                output.WriteLine($"  {palette.Dim("for example: " + PatientWords.Describe(brief, d.Today))}");
                output.WriteLine();
            }

            foreach (string reason in decision.NotAnalysed)
            {
                output.WriteLine($"  not analysed: {reason}");
            }

            if (!decision.IsComplete)
            {
                output.WriteLine("  stopped: there may be more differences");
            }
        }

        foreach (TextDifference text in difference.Texts)
        {
            output.WriteLine($"{text.Kind} {text.Name}: {text.Change}");
        }
    }

    public static void WriteJson(Utf8JsonWriter json, ModelDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("schema", "gdl-diff/1");
        json.WriteBoolean("sameAdvice", !difference.ChangesAdvice);
        json.WriteStartArray("decisions");
        foreach (DecisionDifference decision in difference.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("guideline", decision.Guideline);
            json.WriteString("decision", decision.Decision);
            json.WriteBoolean("sameAdvice", decision.IsSame);
            json.WriteBoolean("complete", decision.IsComplete);
            WriteStrings(json, "notAnalysed", decision.NotAnalysed);
            json.WriteStartArray("differences");
            foreach (AdviceDifference d in decision.Differences)
            {
                WriteDifference(json, d);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("texts");
        foreach (TextDifference text in difference.Texts)
        {
            json.WriteStartObject();
            json.WriteString("kind", text.Kind);
            json.WriteString("name", text.Name);
            json.WriteString("change", text.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, AdviceDifference d)
    {
        json.WriteStartObject();
        WriteStrings(json, "before", d.Before);
        WriteStrings(json, "after", d.After);
        json.WriteStartArray("region");
        foreach (Box box in d.Region)
        {
            JsonRegions.WriteBox(json, box);
        }

        json.WriteEndArray();
        if (d.IsTruncated)
        {
            json.WriteBoolean("truncated", true);
        }

        json.WritePropertyName("witness");
        JsonDiagnostics.WritePatient(json, d.Witness);
        if (d.Today is { } today)
        {
            json.WriteString("witnessToday", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

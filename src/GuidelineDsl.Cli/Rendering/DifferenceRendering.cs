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
        bool isApart = true;
        foreach (DecisionDifference decision in difference.Patients.Concat(difference.Decisions))
        {
            if (!isApart)
            {
                output.WriteLine();
            }

            isApart = decision.Differences.IsEmpty;
            string name = decision.Decision is null ? $"patients of {decision.Guideline}" : $"{decision.Guideline}.{decision.Decision}";
            if (decision.IsSame)
            {
                output.WriteLine($"{palette.Bold(name)}: {palette.Good("same advice")}");
                continue;
            }

            output.WriteLine($"{palette.Bold(name)}: {palette.Bad(decision.Differences.IsEmpty ? "could not be compared completely" : CheckSummary.Count(decision.Differences.Length, "difference"))}");
            for (int i = 0; i < decision.Differences.Length; i++)
            {
                if (i > 0)
                {
                    output.WriteLine();
                }

                WriteHuman(output, palette, decision.Differences[i]);
            }

            foreach (string reason in decision.NotAnalysed)
            {
                output.WriteLine($"  not compared: patients for whom a condition decides that is beyond the analysis: {reason}");
            }

            if (!decision.IsComplete)
            {
                output.WriteLine("  stopped: there may be more differences");
            }
        }

        foreach (TextDifference text in difference.Texts)
        {
            output.WriteLine($"{text.Kind} {text.Name}: {Word(text.Change)}{(text.Detail.Length == 0 ? "" : ", " + text.Detail)}");
        }

        output.WriteLine();
        output.WriteLine(difference.ChangesAdvice ? palette.Bad("Some patients are advised differently.") : palette.Good("The advice is the same for every patient."));
    }

    private static void WriteHuman(TextWriter output, Palette palette, AdviceDifference d)
    {
        for (int i = 0; i < d.RegionInWords.Length; i++)
        {
            output.WriteLine($"  {(i == 0 ? "patients" : "      or")}: {(d.RegionInWords[i].Length == 0 ? "everyone" : d.RegionInWords[i])}");
        }

        if (d.IsTruncated)
        {
            output.WriteLine("       and: more groups of this kind; --all-regions lists them all");
        }

        output.WriteLine($"  {palette.Bad("before")}:   {string.Join("; ", d.Before)}");
        output.WriteLine($"  {palette.Good("after")}:    {string.Join("; ", d.After)}");
        HashSet<Fact> named = [.. d.Region.SelectMany(b => b.Parts).Select(p => p.Fact)];
        Patient brief = d.Witness.Only(named);
        output.WriteLine($"  {palette.Dim("for example: " + (brief.Values.IsEmpty && d.Today is null ? "any patient" : PatientWords.Describe(brief, d.Today)))}");
    }

    public static void WriteJson(Utf8JsonWriter json, ModelDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("schema", "gdl-diff/1");
        json.WriteBoolean("sameAdvice", !difference.ChangesAdvice);
        json.WriteStartArray("patients");
        foreach (DecisionDifference decision in difference.Patients)
        {
            WriteDecision(json, decision);
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (DecisionDifference decision in difference.Decisions)
        {
            WriteDecision(json, decision);
        }

        json.WriteEndArray();
        json.WriteStartArray("texts");
        foreach (TextDifference text in difference.Texts)
        {
            json.WriteStartObject();
            json.WriteString("kind", text.Kind);
            json.WriteString("name", text.Name);
            json.WriteString("change", Word(text.Change));
            json.WriteString("detail", text.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Word(TextChange change) => change.ToString().ToLowerInvariant();

    private static void WriteDecision(Utf8JsonWriter json, DecisionDifference decision)
    {
        json.WriteStartObject();
        json.WriteString("guideline", decision.Guideline);
        if (decision.Decision is { } name)
        {
            json.WriteString("decision", name);
        }

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

        WriteStrings(json, "witnessBefore", d.WitnessBefore);
        WriteStrings(json, "witnessAfter", d.WitnessAfter);
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

using System.Globalization;
using System.Text.Json;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The document <c>gdl-check/1</c>.</summary>
public static class JsonDiagnostics
{
    public static void Write(Stream output, CheckReport report) => JsonText.Write(output, json => Write(json, report));

    private static void Write(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", "gdl-check/1");
        json.WriteBoolean("ok", !report.HasErrors);
        json.WriteStartObject("summary");
        json.WriteNumber("errors", report.Count(Severity.Error));
        json.WriteNumber("warnings", report.Count(Severity.Warning));
        json.WriteNumber("infos", report.Count(Severity.Info));
        json.WriteEndObject();
        json.WriteStartArray("decisions");
        foreach (DecisionSummary decision in report.Decisions)
        {
            WriteDecision(json, decision);
        }

        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in report.Diagnostics)
        {
            WriteDiagnostic(json, report, diagnostic);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, DecisionSummary decision)
    {
        json.WriteStartObject();
        json.WriteString("guideline", decision.Guideline.Id);
        json.WriteString("decision", decision.Decision.Id);
        json.WriteNumber("rules", decision.Decision.Rules.Length);
        json.WriteBoolean("complete", decision.IsComplete);
        json.WriteBoolean("analysed", decision.IsAnalysed);
        json.WriteNumber("conflicts", decision.Conflicts);
        if (decision.OverlapsNotTold > 0)
        {
            json.WriteNumber("conflictsNotListed", decision.OverlapsNotTold);
        }

        if (decision.StoppedBecause is { } stopped)
        {
            json.WriteString("stopped", stopped);
        }

        if (decision.OpenShare is { } share)
        {
            WriteNumber(json, "openShare", share);
        }

        if (decision.NotAnalysed.Length > 0)
        {
            json.WriteStartArray("notAnalysed");
            foreach ((Rule rule, string reason) in decision.NotAnalysed)
            {
                json.WriteStartObject();
                json.WriteString("rule", rule.Id);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, CheckReport report, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", diagnostic.Message);
        WritePlace(json, diagnostic.Location, report.Display);
        if (diagnostic is Finding finding)
        {
            WriteFinding(json, report, finding);
        }

        json.WriteStartArray("related");
        foreach (RelatedPlace related in diagnostic.Related)
        {
            json.WriteStartObject();
            WritePlace(json, related.Location, report.Display);
            json.WriteString("message", related.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("help", diagnostic.Help);
        json.WriteString("url", DiagnosticPages.Url(diagnostic.Code));
        if (diagnostic.Fix is { } fix)
        {
            WriteFix(json, fix, report.Display);
        }

        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, CheckReport report, Finding finding)
    {
        if (finding.Guideline is not null)
        {
            json.WriteString("guideline", finding.Guideline.Id);
        }

        if (finding.Decision is not null)
        {
            json.WriteString("decision", finding.Decision.Id);
        }

        if (finding.Classification is not null)
        {
            json.WriteString("classification", finding.Classification.Id);
        }

        json.WriteStartArray("rules");
        foreach (RuleReference rule in finding.Rules)
        {
            json.WriteStringValue(report.NameOf(rule));
        }

        json.WriteEndArray();
        json.WriteStartArray("region");
        foreach (Box box in finding.Region)
        {
            JsonRegions.WriteBox(json, box);
        }

        json.WriteEndArray();
        if (finding.IsTruncated)
        {
            json.WriteBoolean("truncated", true);
        }

        if (finding.Share is { } share)
        {
            WriteNumber(json, "share", share);
        }

        if (finding.NextSteps.Length > 0)
        {
            json.WriteStartArray("nextSteps");
            foreach (NextStep step in finding.NextSteps)
            {
                json.WriteStartObject();
                json.WriteString("kind", step.Kind.ToString().ToLowerInvariant());
                json.WriteString("title", step.Title);
                json.WriteString("text", step.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (finding.Witness is not null)
        {
            json.WritePropertyName("witness");
            WritePatient(json, finding.Witness);
        }

        if (finding.WitnessToday is { } today)
        {
            json.WriteString("witnessToday", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A patient in the form that <c>gdl run --patient</c> takes; unknown facts are left out.</summary>
    public static void WritePatient(Utf8JsonWriter json, Patient patient)
    {
        json.WriteStartObject();
        foreach ((Fact fact, PatientValue value) in patient.Values)
        {
            if (value is UnknownValue)
            {
                continue;
            }

            json.WritePropertyName(fact.Id);
            WriteValue(json, fact, value);
        }

        json.WriteEndObject();
    }

    public static void WritePlace(Utf8JsonWriter json, Location location, Func<string, string> display)
    {
        json.WriteString("file", display(location.Source.Path));
        json.WriteNumber("line", location.Start.Line);
        json.WriteNumber("column", location.Start.Column);
        json.WriteNumber("endLine", location.End.Line);
        json.WriteNumber("endColumn", location.End.Column);
    }

    public static void WriteNumber(Utf8JsonWriter json, string name, Rational value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString());
    }

    private static void WriteValue(Utf8JsonWriter json, Fact fact, PatientValue value)
    {
        switch (value)
        {
            case YesNoValue v:
                json.WriteBooleanValue(v.Value);
                break;
            case EnumerationValue v:
                json.WriteStringValue(v.Value.Id);
                break;
            case SetValue v:
                json.WriteStartArray();
                foreach (NamedValue member in v.Members)
                {
                    json.WriteStringValue(member.Id);
                }

                json.WriteEndArray();
                break;
            case NumericValue v when fact.Type is Date date:
                json.WriteStringValue(PatientWords.DateText(date, v));
                break;
            case NumericValue v:
                json.WriteRawValue(v.Value.ToString());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    private static void WriteFix(Utf8JsonWriter json, SuggestedFix fix, Func<string, string> display)
    {
        json.WriteStartObject("fix");
        json.WriteString("title", fix.Title);
        json.WriteStartArray("edits");
        foreach (TextEdit edit in fix.Edits)
        {
            json.WriteStartObject();
            WritePlace(json, edit.Location, display);
            json.WriteString("newText", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>SARIF 2.1.0: stable rule ids from the one table of diagnostics, relative URIs, fingerprints that survive moved lines.</summary>
public static class SarifDiagnostics
{
    private const int LongestSnippet = 400;

    public static void Write(Stream output, CheckReport report, IReadOnlyList<DiagnosticDescriptor> catalogue, string version) =>
        JsonText.Write(output, json => Write(json, report, catalogue, version));

    private static void Write(Utf8JsonWriter json, CheckReport report, IReadOnlyList<DiagnosticDescriptor> catalogue, string version)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "gdl");
        json.WriteString("semanticVersion", version);
        json.WriteStartArray("rules");
        foreach (DiagnosticDescriptor descriptor in catalogue)
        {
            WriteRule(json, descriptor);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject("SRCROOT");
        json.WriteStartObject("description");
        json.WriteString("text", "The folder in which gdl was started.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results");
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (Diagnostic diagnostic in report.Diagnostics)
        {
            WriteResult(json, report, catalogue, diagnostic, seen);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, DiagnosticDescriptor descriptor)
    {
        json.WriteStartObject();
        string page = DiagnosticPages.Find(descriptor.Code) ?? descriptor.Title;
        json.WriteString("id", descriptor.Code);
        json.WriteString("name", Identifier(descriptor.Title));
        WriteText(json, "shortDescription", descriptor.Title);
        WriteText(json, "fullDescription", FirstParagraph(page));
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(descriptor.DefaultSeverity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The title as one word, as SARIF wants the name of a rule: <c>NoAdviceForSomePatients</c>.</summary>
    private static string Identifier(string title) => string.Concat(
        new string([.. title.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>What the page says before its examples.</summary>
    private static string FirstParagraph(string page) =>
        page.ReplaceLineEndings("\n").Split("\n\n").Select(p => p.Trim()).FirstOrDefault(p => p.Length > 0 && p[0] != '#') ?? page;

    private static void WriteResult(
        Utf8JsonWriter json, CheckReport report, IReadOnlyList<DiagnosticDescriptor> catalogue, Diagnostic diagnostic, Dictionary<string, int> seen)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        int index = Enumerable.Range(0, catalogue.Count).FirstOrDefault(i => catalogue[i].Code == diagnostic.Code, -1);
        if (index >= 0)
        {
            json.WriteNumber("ruleIndex", index);
        }

        json.WriteString("level", Level(diagnostic.Severity));
        WriteText(json, "message", FullText(diagnostic));
        json.WriteStartArray("locations");
        WriteLocation(json, diagnostic.Location, null, report.Display);
        json.WriteEndArray();
        if (diagnostic.Related.Length > 0)
        {
            json.WriteStartArray("relatedLocations");
            foreach (RelatedPlace related in diagnostic.Related)
            {
                WriteLocation(json, related.Location, related.Message, report.Display);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("partialFingerprints");
        json.WriteString("gdl/v1", Fingerprint(report, diagnostic, seen));
        json.WriteEndObject();
        if (diagnostic.Fix is { } fix)
        {
            WriteFix(json, fix, report.Display);
        }

        json.WriteEndObject();
    }

    private static string FullText(Diagnostic diagnostic)
    {
        StringBuilder text = new(diagnostic.Message);
        if (diagnostic is Finding { RegionInWords.Length: > 0 } finding)
        {
            text.Append("\nPatients: ").AppendJoin("; or ", finding.RegionInWords);
        }

        if (diagnostic is Finding { Witness: { } witness } f)
        {
            text.Append("\nFor example: ").Append(PatientWords.Describe(witness, f.WitnessToday));
        }

        if (diagnostic.Help is not null)
        {
            text.Append("\nHelp: ").Append(diagnostic.Help);
        }

        return text.ToString();
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location, string? message, Func<string, string> display)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, location, display);
        json.WritePropertyName("region");
        WriteRegion(json, location, withSnippet: true);
        json.WriteEndObject();
        if (message is not null)
        {
            WriteText(json, "message", message);
        }

        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, Location location, Func<string, string> display)
    {
        json.WriteStartObject("artifactLocation");
        string address = PathStyle.Address(display(location.Source.Path));
        json.WriteString("uri", address);
        if (!address.StartsWith("file:", StringComparison.Ordinal))
        {
            json.WriteString("uriBaseId", "SRCROOT");
        }

        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, Location location, bool withSnippet)
    {
        json.WriteStartObject();
        json.WriteNumber("startLine", location.Start.Line);
        json.WriteNumber("startColumn", location.Start.Column);
        json.WriteNumber("endLine", location.End.Line);
        json.WriteNumber("endColumn", location.End.Column);
        if (withSnippet && location.Text.Length is > 0 and <= LongestSnippet)
        {
            WriteText(json, "snippet", location.Text);
        }

        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, SuggestedFix fix, Func<string, string> display)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText(json, "description", fix.Title);
        json.WriteStartArray("artifactChanges");
        foreach (IGrouping<SourceText, TextEdit> file in fix.Edits.GroupBy(e => e.Location.Source))
        {
            json.WriteStartObject();
            WriteArtifact(json, file.First().Location, display);
            json.WriteStartArray("replacements");
            foreach (TextEdit edit in file)
            {
                json.WriteStartObject();
                json.WritePropertyName("deletedRegion");
                WriteRegion(json, edit.Location, withSnippet: false);
                WriteText(json, "insertedContent", edit.NewText);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Code, names and message but no line numbers, so that the finding keeps its identity when lines move; a count separates equals.</summary>
    private static string Fingerprint(CheckReport report, Diagnostic diagnostic, Dictionary<string, int> seen)
    {
        string subject = diagnostic is Finding finding
            ? $"{finding.Guideline?.Id}/{finding.Decision?.Id}/{finding.Classification?.Id}/{string.Join(',', finding.Rules.Select(report.NameOf))}"
            : diagnostic.Message;
        string identity = $"{diagnostic.Code}\n{report.Display(diagnostic.Location.Source.Path)}\n{subject}";
        int count = seen[identity] = seen.GetValueOrDefault(identity) + 1;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        return Convert.ToHexStringLower(hash)[..32] + ":" + count.ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}

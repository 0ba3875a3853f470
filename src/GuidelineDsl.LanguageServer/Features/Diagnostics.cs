using GuidelineDsl.LanguageServer.Checking;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>A file's report as the editor takes it.</summary>
internal static class Diagnostics
{
    private const int Unnecessary = 1;

    public static PublishDiagnosticsParams Of(FileReport report) =>
        new(report.Document.Uri, report.Document.Version, [.. report.All().Select(d => Of(report.Document, d.Diagnostic, d.Span))]);

    public static Protocol.Diagnostic Of(Document document, Syntax.Diagnostics.Diagnostic diagnostic, TextSpan span) =>
        new(
            document.RangeOf(span),
            diagnostic.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 },
            diagnostic.Code,
            null,
            "gdl",
            Message(diagnostic),
            diagnostic.Code is "GDL6003" or "GDL5013" ? [Unnecessary] : null,
            diagnostic.Related.IsDefaultOrEmpty ? null : [.. diagnostic.Related.Select(Related)]);

    public static Protocol.Location Locate(Syntax.Text.Location location)
    {
        LinePosition start = location.Start;
        LinePosition end = location.End;
        return new Protocol.Location(
            DocumentUri.FromPath(location.Source.Path),
            new Protocol.Range(new Position(start.Line - 1, start.Column - 1), new Position(end.Line - 1, end.Column - 1)));
    }

    private static string Message(Syntax.Diagnostics.Diagnostic diagnostic)
    {
        List<string> parts = [diagnostic.Message];
        if (diagnostic is Finding { RegionInWords: { IsDefault: false, Length: > 1 } words })
        {
            parts.AddRange(words.Select(w => "• " + w));
        }

        if (diagnostic is Finding { Witness: { } witness } && !diagnostic.Message.Contains("a patient with", StringComparison.Ordinal))
        {
            parts.Add($"For example: {PatientWriter.InGdl(witness)}");
        }

        if (diagnostic.Help is { } help)
        {
            parts.Add("Help: " + help);
        }

        return string.Join('\n', parts);
    }

    private static DiagnosticRelatedInformation Related(RelatedPlace place) => new(Locate(place.Location), place.Message);
}

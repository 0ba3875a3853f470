using System.Globalization;
using System.Text;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>
/// Prints diagnostics as plain text with the line and an underline: the form in which baselines are kept. Hosts render
/// for people in their own way.
/// </summary>
public static class DiagnosticPrinter
{
    public static string Print(IEnumerable<Diagnostic> diagnostics)
    {
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Print(diagnostic, text);
        }

        return text.ToString();
    }

    private static void Print(Diagnostic diagnostic, StringBuilder text)
    {
        LinePosition start = diagnostic.Location.Start;
        string severity = diagnostic.Severity.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"{start.Line}:{start.Column} {severity} {diagnostic.Code}: {diagnostic.Message}\n");
        Underline(diagnostic.Location, '^', diagnostic.Label, text);
        foreach (RelatedPlace related in diagnostic.Related)
        {
            LinePosition place = related.Location.Start;
            text.Append(CultureInfo.InvariantCulture, $"  {place.Line}:{place.Column} {related.Message}\n");
            Underline(related.Location, '-', null, text);
        }

        if (diagnostic.Help is { } help)
        {
            text.Append(CultureInfo.InvariantCulture, $"  help: {help}\n");
        }

        if (diagnostic.Fix is { } fix)
        {
            text.Append(CultureInfo.InvariantCulture, $"  fix: {fix.Title}\n");
        }

        text.Append('\n');
    }

    private static void Underline(Location location, char sign, string? label, StringBuilder text)
    {
        LinePosition start = location.Start;
        LinePosition end = location.End;
        string line = location.Source.GetLine(start.Line);
        int from = Math.Min(start.Column - 1, line.Length);
        int to = end.Line == start.Line ? Math.Min(end.Column - 1, line.Length) : line.Length;
        text.Append("    | ").Append(Visible(line)).Append('\n');
        text.Append("    | ");
        for (int i = 0; i < from; i++)
        {
            text.Append(line[i] == '\t' ? '\t' : ' ');
        }

        text.Append(sign, Math.Max(1, to - from));
        if (label is not null)
        {
            text.Append(' ').Append(label);
        }

        text.Append('\n');
    }

    /// <summary>Characters that nobody sees are shown as a box.</summary>
    private static string Visible(string line) =>
        string.Create(line.Length, line, static (shown, original) =>
        {
            for (int i = 0; i < original.Length; i++)
            {
                char c = original[i];
                bool hidden = (char.IsControl(c) && c != '\t') || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
                shown[i] = hidden ? '□' : c;
            }
        });
}

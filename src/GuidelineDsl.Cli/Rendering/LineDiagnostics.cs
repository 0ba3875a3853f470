using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>One line per diagnostic, for programs that read lines.</summary>
public static class LineDiagnostics
{
    /// <summary>The form that MSBuild turns into build errors: <c>file(line,column,endLine,endColumn): error CODE: message</c>.</summary>
    public static void WriteMSBuild(TextWriter output, CheckReport report)
    {
        foreach (Diagnostic d in report.Diagnostics)
        {
            string severity = d.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                Severity.Info => "message",
                _ => throw new ArgumentOutOfRangeException(nameof(report)),
            };
            output.WriteLine(
                $"{report.Display(d.Location.Source.Path)}({d.Location.Start.Line},{d.Location.Start.Column},{d.Location.End.Line},{d.Location.End.Column}): {severity} {d.Code}: {OneLine(d)}");
        }
    }

    /// <summary>Workflow commands that GitHub shows beside the changed lines.</summary>
    public static void WriteGitHub(TextWriter output, CheckReport report)
    {
        foreach (Diagnostic d in report.Diagnostics)
        {
            string command = d.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                Severity.Info => "notice",
                _ => throw new ArgumentOutOfRangeException(nameof(report)),
            };
            output.WriteLine(
                $"::{command} file={Property(report.Display(d.Location.Source.Path))},line={d.Location.Start.Line},col={d.Location.Start.Column},endLine={d.Location.End.Line},endColumn={d.Location.End.Column},title={Property($"{d.Code} {d.Descriptor.Title}")}::{Data(OneLine(d))}");
        }
    }

    private static string OneLine(Diagnostic d)
    {
        string text = d.Help is null ? d.Message : $"{d.Message} Help: {d.Help}";
        return text.Replace('\r', ' ').Replace('\n', ' ');
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

using System.Reflection;
using System.Text;

namespace GuidelineDsl.Cli;

/// <summary>The page of each diagnostic code: <c>docs/diagnostics/CODE.md</c>, carried inside the tool.</summary>
public static class DiagnosticPages
{
    private const string Prefix = "diagnostics/";

    /// <summary>The place of the page in the repository; <c>gdl explain</c> shows the same text.</summary>
    public static string Url(string code) => $"docs/diagnostics/{code}.md";

    /// <summary>The page as Markdown, or null for a code without one.</summary>
    public static string? Find(string code)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{code}.md");
        return stream is null ? null : new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }

    public static IEnumerable<string> Codes =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".md".Length])
            .Order(StringComparer.Ordinal);
}

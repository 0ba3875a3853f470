using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>Every page of a diagnostic: its failing example raises the code, its corrected example does not.</summary>
public sealed partial class DiagnosticPageTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(GdlTool.Root, "docs", "diagnostics"), "GDL*.md")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_show_what_the_page_says(string code)
    {
        string page = File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", code + ".md"));
        page.ShouldStartWith($"# {code}: ");
        string[] failing = Example(page, "Failing example");
        string[] corrected = Example(page, "Corrected example");
        string[] asOf = AsOf().Match(page) is { Success: true } match ? ["--as-of", match.Groups[1].Value] : [];
        if (code == "GDL6010")
        {
            CoverageOf(failing).ShouldContain(code);
            CoverageOf(corrected).ShouldNotContain(code);
            return;
        }

        CodesOf(failing, asOf).ShouldContain(code);
        CodesOf(corrected, asOf).ShouldNotContain(code);
    }

    /// <summary>What is said of the tests, for the one code that is not about the check.</summary>
    private static string CoverageOf(string[] files)
    {
        using TemporaryFolder folder = new();
        folder.Write("example.gdl", files.ShouldHaveSingleItem());
        return GdlTool.RunIn(folder.Path, null, "test", ".", "--coverage").Output;
    }

    /// <summary>The blocks of a section, each a file of its own.</summary>
    private static string[] Example(string page, string heading)
    {
        int start = page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        int end = page.IndexOf("\n## ", start + 3, StringComparison.Ordinal);
        return [.. Block().Matches(end < 0 ? page[start..] : page[start..end]).Select(m => m.Groups[1].Value)];
    }

    private static string[] CodesOf(string[] files, string[] options)
    {
        files.ShouldNotBeEmpty();
        using TemporaryFolder folder = new();
        for (int i = 0; i < files.Length; i++)
        {
            folder.Write($"example{i + 1}.gdl", files[i]);
        }

        ToolAnswer answer = GdlTool.RunIn(folder.Path, null, ["check", ".", "--format", "json", .. options]);
        answer.Error.ShouldBe("");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        return [.. document.RootElement.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()!)];
    }

    [GeneratedRegex("```gdl\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\(Checked as of (\d{4}-\d\d-\d\d)\.\)")]
    private static partial Regex AsOf();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>Every page of a diagnostic: its failing example raises the code, its corrected example does not.</summary>
public sealed partial class DiagnosticPageTests
{
    public static TheoryData<string> Pages => [.. Codes];

    private static IEnumerable<string> Codes =>
        Directory.EnumerateFiles(Path.Combine(GdlTool.Root, "docs", "diagnostics"), "GDL*.md")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_show_what_the_page_says(string code)
    {
        string page = File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", code + ".md"));
        page.ShouldStartWith($"# {code}: ");
        string[] failing = Example(page, "Failing example");
        string[] corrected = Example(page, "Corrected example");
        string[] asOf = AsOf().Match(page) is { Success: true } match ? ["--as-of", match.Groups[1].Value] : [];
        asOf = page.Contains("(Checked with `--show-order`.)", StringComparison.Ordinal) ? ["--show-order"]
            : page.Contains("(Checked with `--budget 0`.)", StringComparison.Ordinal) ? ["--budget", "0"] : asOf;
        Func<string[], string[]> codesOf = page.Contains("`gdl test --coverage`.)", StringComparison.Ordinal) ? UntestedIn : files => CodesOf(files, asOf);
        codesOf([.. failing.Select(f => Repeated(page, f))]).ShouldContain(code);
        codesOf(corrected).ShouldNotContain(code);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_mistake_in_the_text_is_told_once_and_its_correction_is_clean(string code)
    {
        if (code[3] is '1' or '2' or '3')
        {
            string page = File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", code + ".md"));
            CodesOf([.. Example(page, "Failing example").Select(f => Repeated(page, f))], []).Where(c => c[3] is '1' or '2' or '3').ShouldBe([code]);
            CodesOf(Example(page, "Corrected example"), []).Where(c => c[3] is '1' or '2' or '3').ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_tool_explains_every_code()
    {
        ToolAnswer list = GdlTool.Run("explain");
        foreach (string code in Codes)
        {
            string page = File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", code + ".md"));
            list.Output.ShouldContain(page.Split('\n')[0][2..]);
        }

        foreach (string asked in (string[])["GDL1003", "gdl4001", "6010"])
        {
            string full = asked.StartsWith("gdl", StringComparison.OrdinalIgnoreCase) ? asked.ToUpperInvariant() : "GDL" + asked;
            ToolAnswer one = GdlTool.Run("explain", asked);
            one.ExitCode.ShouldBe(0);
            one.Output.TrimEnd().ShouldBe(File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", full + ".md")).TrimEnd());
        }
    }

    /// <summary>A page may say that the last line of its failing example stands there many times.</summary>
    private static string Repeated(string page, string example)
    {
        if (Times().Match(page) is not { Success: true } match)
        {
            return example;
        }

        string[] lines = example.TrimEnd().Split('\n');
        return string.Join('\n', lines) + string.Concat(Enumerable.Repeat("\n" + lines[^1], int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string[] UntestedIn(string[] files)
    {
        using TemporaryFolder folder = new();
        folder.Write("example.gdl", files[0]);
        return GdlTool.RunIn(folder.Path, null, "test", ".", "--coverage").Output.Contains("GDL6010", StringComparison.Ordinal) ? ["GDL6010"] : [];
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

    [GeneratedRegex(@"\(The last line of the failing example stands there (\d+) times\.\)")]
    private static partial Regex Times();

    [GeneratedRegex(@"\(Checked as of (\d{4}-\d\d-\d\d)\.\)")]
    private static partial Regex AsOf();
}

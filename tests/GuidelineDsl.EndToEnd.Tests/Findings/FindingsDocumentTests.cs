using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests.Findings;

/// <summary>
/// <c>guidelines/FINDINGS.md</c> says what the check of the shipped guidelines finds and what that means. The facts in it are the tool's: they are compared
/// here, and rewritten with GDL_UPDATE_BASELINES=1; the sentences are written by hand.
/// </summary>
public sealed partial class FindingsDocumentTests
{
    private const string Document = "guidelines/FINDINGS.md";
    private const string Day = "2025-11-01";

    private static readonly Lazy<JsonElement[]> WithAllowed = new(() => Check(GdlTool.Root, "guidelines", "--show-allowed"));

    [Fact]
    public void The_document_of_findings_says_what_the_tool_finds()
    {
        Block[] blocks =
        [
            .. FindingBlocks.OfFindings(Check(GdlTool.Root, "guidelines"), WithAllowed.Value),
            .. FindingBlocks.OfSilences(CheckWithoutSilence()),
        ];
        string path = Path.Combine(GdlTool.Root, Document);
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        string renewed = FindingsDocument.Renew(text, blocks);
        if (Environment.GetEnvironmentVariable("GDL_UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(path, renewed);
            text = renewed;
        }

        text.ShouldBe(renewed);
        text.ShouldNotContain(FindingsDocument.Unexplained, customMessage: "a new finding wants a sentence that a clinician understands");
        text.ShouldNotContain(FindingsDocument.Gone, customMessage: "the sentence about a finding that is gone goes, too");
        FindingsDocument.WithoutSentence(text).ShouldBeEmpty();
    }

    /// <summary>A document that is checked by itself shows its own findings, no more and no fewer than it shows among the others.</summary>
    [Theory]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    [InlineData("004")]
    public void Each_document_by_itself_shows_the_findings_that_it_shows_among_the_others(string number)
    {
        IEnumerable<JsonElement> own = WithAllowed.Value.Where(d => FindingBlocks.DocumentsOf(d).ToArray() is [var only] && only == number);
        IEnumerable<JsonElement> alone = Check(GdlTool.Root, FindingBlocks.Documents[number], "--show-allowed");
        Titles(alone).ShouldBe(Titles(own));
    }

    private static string[] Titles(IEnumerable<JsonElement> diagnostics) =>
        [.. diagnostics.Select(d => $"{d.GetProperty("code").GetString()} {d.GetProperty("file").GetString()} {d.GetProperty("message").GetString()}").Order(StringComparer.Ordinal)];

    private static JsonElement[] CheckWithoutSilence()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(GdlTool.Root, "guidelines"), "*.gdl", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(GdlTool.Root, file), Silence().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), ""));
        }

        return Check(folder.Path, "guidelines");
    }

    private static JsonElement[] Check(string root, string path, params string[] options)
    {
        ToolAnswer answer = GdlTool.RunIn(root, null, ["check", path, "--format", "json", "--as-of", Day, .. options]);
        answer.Error.ShouldBe("");
        return [.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("diagnostics").EnumerateArray()];
    }

    /// <summary>A declared silence, up to the empty line or the brace after it; the shipped guidelines are formatted, so that it always ends there.</summary>
    [GeneratedRegex(@"\n  silent when .*?(?=\n\n|\n})", RegexOptions.Singleline)]
    private static partial Regex Silence();
}

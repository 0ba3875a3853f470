using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>The examples of the language reference are one guideline: it checks without an error, and its tests pass.</summary>
public sealed partial class ReferenceTests
{
    [Fact]
    public void The_examples_of_the_reference_are_a_guideline_that_checks_and_passes_its_tests()
    {
        using TemporaryFolder folder = new();
        StringBuilder guideline = new();
        foreach (Match block in Block().Matches(File.ReadAllText(Path.Combine(GdlTool.Root, "grammar", "README.md"))))
        {
            if (block.Groups[1].Value is { Length: > 0 } file)
            {
                folder.Write(file, block.Groups[2].Value);
            }
            else
            {
                guideline.Append(block.Groups[2].Value).Append('\n');
            }
        }

        folder.Write("reference.gdl", guideline.ToString());

        ToolAnswer check = GdlTool.RunIn(folder.Path, null, "check", ".", "--format", "json", "--as-of", "2025-10-10");
        using JsonDocument document = JsonDocument.Parse(check.Output);
        document.RootElement.GetProperty("diagnostics").EnumerateArray()
            .Where(d => d.GetProperty("severity").GetString() == "error")
            .Select(d => $"{d.GetProperty("code").GetString()} {d.GetProperty("line").GetInt32()}: {d.GetProperty("message").GetString()}")
            .ShouldBeEmpty();
        check.ExitCode.ShouldBe(0);

        ToolAnswer test = GdlTool.RunIn(folder.Path, null, "test", ".");
        test.ExitCode.ShouldBe(0, test.Output);
    }

    [GeneratedRegex("```gdl(?: file=(\\S+))?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

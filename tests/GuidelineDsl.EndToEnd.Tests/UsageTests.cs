using Shouldly;
using Xunit;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>Calls that cannot be carried out: exit code 2, one line that says why, and nothing on standard output.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gdl").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("chekc a.gdl", "gdl: There is no verb 'chekc'. Did you mean 'check'?")]
    [InlineData("check --fromat json a.gdl", "gdl: There is no option '--fromat' of 'check'. Did you mean '--format'?")]
    [InlineData("check a.gdl --as-off=2025-01-01", "gdl: There is no option '--as-off' of 'check'. Did you mean '--as-of'?")]
    [InlineData("--versoin", "gdl: There is no option '--versoin'. Did you mean '--version'?")]
    [InlineData("check", "gdl: 'gdl check' needs PATH.")]
    [InlineData("diff a.gdl", "gdl: 'gdl diff' needs NEW.")]
    [InlineData("check a.gdl --format sari", "gdl: There is no 'sari' for --format; it takes human, json, sarif, msbuild, github. Did you mean 'sarif'?")]
    [InlineData("test a.gdl --filter nothing", "gdl: No test has 'nothing' in its name.")]
    [InlineData("run a.gdl --patient", "gdl: Required argument missing for option: '--patient'.")]
    [InlineData("check nowhere.gdl", "gdl: There is no file or folder 'nowhere.gdl'.")]
    [InlineData("check empty", "gdl: The folder 'empty' holds no .gdl file.")]
    [InlineData("check utf16.gdl", "gdl: The file 'utf16.gdl' is not UTF-8 text.")]
    [InlineData("explain GDL9999", "gdl: There is no diagnostic with the code 'GDL9999'.")]
    [InlineData("check a.gdl --as-of yesterday", "gdl: 'yesterday' after --as-of is not a date.")]
    [InlineData("replay nowhere.audit --with a.gdl", "gdl: There is no audit file 'nowhere.audit'.")]
    [InlineData("run a.gdl --patient nowhere.json", "gdl: There is no patient file 'nowhere.json'.")]
    [InlineData("run a.gdl --patient empty", "gdl: The patient file 'empty' is a folder.")]
    [InlineData("new a", "gdl: 'a.gdl' exists already.")]
    public void A_wrong_call_says_what_is_wrong(string call, string expected)
    {
        File.WriteAllText(Path.Combine(_folder, "a.gdl"), "guideline a \"A\" { version \"1\" status draft }\n");
        File.WriteAllBytes(Path.Combine(_folder, "utf16.gdl"), [0xff, 0xfe, (byte)'g', 0]);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));

        ToolAnswer answer = GdlTool.RunIn(_folder, null, call.Split(' '));

        answer.Error.Split('\n')[0].TrimEnd().ShouldBe(expected);
        answer.ExitCode.ShouldBe(2);
        answer.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("new")]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData("replay")]
    [InlineData("diff")]
    [InlineData("format")]
    [InlineData("explain")]
    [InlineData("doc")]
    [InlineData("lsp")]
    [InlineData("completion")]
    public void Every_verb_has_help_with_examples(string verb)
    {
        ToolAnswer answer = GdlTool.RunIn(_folder, null, verb, "--help");

        answer.ExitCode.ShouldBe(0);
        answer.Error.ShouldBeEmpty();
        answer.Output.ShouldContain($"  gdl {verb} ");
        answer.Output[answer.Output.IndexOf("Examples:\n", StringComparison.Ordinal)..].ShouldContain($"gdl {verb}");
    }

    /// <summary>What is advised so far may be taken away: the reader learns by which rule, and what to ask for.</summary>
    [Fact]
    public void A_possible_rule_that_would_win_says_so()
    {
        using TemporaryFolder folder = new();
        folder.Write("g.gdl", """
            guideline g "G" { version "1" status draft }
            source s "S" { kind review year 2020 }
            fact ill "Ill" : yes/no
            fact allergic "Allergic" : yes/no
            action a "Drug A" : drug
            decision d "D" {
              choose all
              partial because "an example"
              rule give "Give it" { when ill recommend a evidence ungraded cite s }
              rule allergy "Not to the allergic" { when allergic avoid a overrides give evidence ungraded cite s }
            }
            """);
        GdlTool.RunIn(folder.Path, "{ \"ill\": true }", "run", "g.gdl", "--patient", "-", "--today", "2025-10-10").Output
            .ShouldContain("  ask for: Allergic (allergic)\n  still possible: Not to the allergic (would win over Give it)\n");
    }

    [Fact]
    public void No_arguments_show_the_verbs()
    {
        ToolAnswer answer = GdlTool.RunIn(_folder, null);

        answer.ExitCode.ShouldBe(2);
        foreach (string verb in (string[])["new", "check", "build", "run", "test", "replay", "diff", "format", "explain", "doc", "lsp"])
        {
            answer.Output.ShouldContain($"\n  {verb} ");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("new")]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData("replay")]
    [InlineData("diff")]
    [InlineData("format")]
    [InlineData("explain")]
    [InlineData("doc")]
    [InlineData("lsp")]
    [InlineData("completion")]
    public void Help_is_a_page_that_people_can_read(string verb)
    {
        ToolAnswer answer = GdlTool.RunIn(_folder, null, [.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        answer.ExitCode.ShouldBe(0);
        string[] lines = [.. answer.Output.Split('\n').Select(l => l.TrimEnd())];
        lines.ShouldAllBe(line => line.Length <= 160);
        lines.ShouldContain(verb.Length == 0 ? "Commands:" : "Examples:");
        lines.ShouldNotContain(line => line.Contains("<output>", StringComparison.Ordinal), "an option's value has a name that says what it is");
    }
}

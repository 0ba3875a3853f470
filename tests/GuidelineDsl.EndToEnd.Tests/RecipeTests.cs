using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using GuidelineDsl.EndToEnd.Tests.Packages;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>
/// The scripts of docs/ci.md, run: what their host would do besides (checking out, uploading) is left out, and the tool restored from a manifest is
/// the built one. They are scripts for a Unix shell.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _project;

    public RecipeTests()
    {
        string bin = Path.Combine(_folder.Path, "bin");
        Directory.CreateDirectory(bin);
        Script(Path.Combine(bin, "gdl"), $"exec dotnet-real exec \"{GdlTool.ToolPath}\" \"$@\"");
        Script(Path.Combine(bin, "dotnet"), "case \"$1 $2 $3\" in 'tool restore ') ;; 'tool run gdl') shift 3; exec gdl \"$@\" ;; *) echo \"not expected: dotnet $*\" >&2; exit 9 ;; esac");
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet-real"), FindOnPath("dotnet"));
        _project = Path.Combine(_folder.Path, "project");
        Directory.CreateDirectory(_project);
        Bash("gdl new fever -o guidelines/fever.gdl", _project).ExitCode.ShouldBe(0);
    }

    private static string Page { get; } = File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "ci.md"));

    private string Guideline => Path.Combine(_project, "guidelines", "fever.gdl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plain_shell()
    {
        string script = Blocks("sh").Single(b => b.Contains("gdl build", StringComparison.Ordinal));
        ToolAnswer answer = Bash(script, _project);
        answer.ExitCode.ShouldBe(0, answer.Output + answer.Error);
        foreach (string file in (string[])["out/Guidelines.dll", "out/guidelines.schema.json", "test-results.xml", "coverage.xml"])
        {
            File.Exists(Path.Combine(_project, file)).ShouldBeTrue(file);
        }

        // A failing test stops the script before anything is built.
        Directory.Delete(Path.Combine(_project, "out"), recursive: true);
        File.WriteAllText(Guideline, File.ReadAllText(Guideline).Replace("expect fever gives treat", "expect fever gives wait", StringComparison.Ordinal));
        Bash(script, _project).ExitCode.ShouldBe(3);
        Directory.Exists(Path.Combine(_project, "out")).ShouldBeFalse();
    }

    [Fact]
    public void GitHub_and_GitLab()
    {
        string[] yaml = [.. Blocks("yaml")];
        string gitHub = string.Join('\n', Run().Matches(yaml[0]).Select(m => m.Groups[1].Value));
        string gitLab = string.Join('\n', Run().Matches(yaml[1]).Select(m => m.Groups[1].Value));
        Run().Matches(yaml[0]).Count.ShouldBe(5);
        Run().Matches(yaml[1]).Count.ShouldBe(3);
        ToolAnswer answer = Bash("set -e\n" + gitHub, _project);
        answer.ExitCode.ShouldBe(0, answer.Output + answer.Error);
        File.ReadAllText(Path.Combine(_project, "guidelines.sarif")).ShouldContain("\"version\": \"2.1.0\"");
        Bash("set -e\n" + gitLab, _project).ExitCode.ShouldBe(0);

        File.WriteAllText(Guideline, File.ReadAllText(Guideline).Replace("< 38.5 Cel or", "< 37 Cel or", StringComparison.Ordinal));
        ToolAnswer broken = Bash("set -e\n" + gitHub, _project);
        broken.ExitCode.ShouldBe(1);
        broken.Output.ShouldContain("::error file=guidelines/fever.gdl,line=20,col=10");
    }

    [Fact]
    public void What_changed_and_the_hook()
    {
        const string Repository = """
            set -e
            git init -q -b main .
            git config user.email a@example.org
            git config user.name A
            git add guidelines
            git commit -q -m first
            git update-ref refs/remotes/origin/main HEAD
            """;
        Bash(Repository, _project).ExitCode.ShouldBe(0);
        Script(Path.Combine(_project, ".git", "hooks", "pre-commit"), string.Join('\n', Blocks("sh pre-commit").Single().Split('\n').Skip(1)));
        string original = File.ReadAllText(Guideline);

        // A threshold moves: clean, but for other patients.
        File.WriteAllText(Guideline, original.Replace("38.5 Cel", "39 Cel", StringComparison.Ordinal).Replace("38.4 Cel", "38.9 Cel", StringComparison.Ordinal));
        ToolAnswer diff = Bash(Blocks("sh diff").Single(), _project);
        diff.ExitCode.ShouldBe(5, diff.Output + diff.Error);
        diff.Output.ShouldContain("body temperature from 38.5 °C to 38.9 °C");
        ToolAnswer clean = Bash("git commit -q -a -m higher", _project);
        clean.ExitCode.ShouldBe(0, clean.Output + clean.Error);

        // A gap is not committed.
        File.WriteAllText(Guideline, original.Replace("< 38.5 Cel or", "< 37 Cel or", StringComparison.Ordinal));
        ToolAnswer refused = Bash("git commit -q -a -m gap", _project);
        refused.ExitCode.ShouldBe(1);
        (refused.Output + refused.Error).ShouldContain("GDL4001");
    }

    private static IEnumerable<string> Blocks(string kind) =>
        Regex.Matches(Page, $"^```{Regex.Escape(kind)}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    private ToolAnswer Bash(string script, string folder) => Shell.Run(folder, "bash", ["-c", script], new Dictionary<string, string>
    {
        ["PATH"] = Path.Combine(_folder.Path, "bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
    });

    private static void Script(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string FindOnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(p => Path.Combine(p, program)).First(File.Exists);

    [GeneratedRegex(@"^\s+- (?:run: )?(dotnet tool .*)$", RegexOptions.Multiline)]
    private static partial Regex Run();
}

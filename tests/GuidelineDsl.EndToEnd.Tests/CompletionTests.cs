using System.CommandLine;
using System.Runtime.Versioning;
using GuidelineDsl.Cli;
using GuidelineDsl.Cli.Commands;
using GuidelineDsl.EndToEnd.Tests.Packages;
using GuidelineDsl.EndToEnd.Tests.Reliability;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What helps to write a call: examples that are right, and completion.</summary>
public sealed class CompletionTests
{
    [Fact]
    public void Every_verb_has_examples_and_they_are_right_calls()
    {
        RootCommand root = Program.BuildRoot();
        foreach (Verb verb in root.Subcommands.OfType<Verb>())
        {
            verb.Examples.ShouldNotBeEmpty(verb.Name);
            foreach (string example in verb.Examples)
            {
                // What the shell reads for itself is left out.
                string call = example.Replace("eval \"$(", "", StringComparison.Ordinal).Replace(")\"", "", StringComparison.Ordinal).Split('<', '>', '|')[0]["gdl ".Length..];
                ParseResult parsed = root.Parse(call);
                parsed.Errors.ShouldBeEmpty(example);
                parsed.CommandResult.Command.ShouldBe(verb, example);
            }
        }

        root.Subcommands.ShouldAllBe(c => c is Verb);
    }

    /// <summary>In the folder that the examples have in mind, one after the other, they all run.</summary>
    [UnixFact]
    public void Every_example_runs()
    {
        using TemporaryFolder folder = new();
        string work = Path.Combine(folder.Path, "Ärzte & Co");
        Directory.CreateDirectory(work);
        folder.Write("Ärzte & Co/patient.json", """{ "id": "p1", "temperature": 39, "unwell": true }""");
        folder.Write("Ärzte & Co/patients.jsonl", "{ \"temperature\": 39, \"unwell\": true }\n{ \"temperature\": 36 }\n");
        void Gdl(string arguments, int code = 0)
        {
            string script = $"gdl() {{ dotnet exec \"{GdlTool.ToolPath}\" \"$@\"; }}\n{arguments}";
            ToolAnswer answer = Shell.Run(work, "bash", ["-c", script]);
            answer.ExitCode.ShouldBe(code, $"{arguments}\n{answer.Output}{answer.Error}");
        }

        // What some examples read is what others write: the verbs stand in an order in which this is so.
        Gdl("gdl new sore_throat --output ../before/guidelines/sore_throat.gdl && sed -i 's/38.5 °C/10 % below, 38.5 °C/' ../before/guidelines/sore_throat.gdl");
        foreach (Verb verb in Program.BuildRoot().Subcommands.OfType<Verb>())
        {
            foreach (string example in verb.Examples)
            {
                string call = example.Replace("| source", "", StringComparison.Ordinal).Replace("--patient - ", "--patient - < patient.json ", StringComparison.Ordinal);
                Gdl(call.Contains("--filter", StringComparison.Ordinal) ? call.Replace("guidelines", "../before/guidelines", StringComparison.Ordinal) : call, verb.Name == "lsp" ? 1 : 0);
            }

            if (verb.Name == "build")
            {
                Gdl("mkdir released && cp out/Guidelines.dll released");
            }
        }
    }

    [Theory]
    [InlineData("gdl ch", "check")]
    [InlineData("gdl check guidelines --form", "--format")]
    [InlineData("gdl check guidelines --format sa", "sarif")]
    [InlineData("gdl explain GDL400", "GDL4001 GDL4002 GDL4003 GDL4004")]
    public void The_tool_suggests(string line, string expected)
    {
        string[] suggested = GdlTool.Run($"[suggest:{line.Length}]", line).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        suggested.ShouldBe(expected.Split(' '), ignoreOrder: true);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Bash_completes_with_the_script()
    {
        string script = $$"""
            gdl() { dotnet exec "{{GdlTool.ToolPath}}" "$@"; }
            eval "$(gdl completion bash)"
            COMP_LINE="gdl check . --format gi"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(gdl check . --format gi); COMP_CWORD=4
            _gdl_complete
            echo "${COMPREPLY[*]}"
            complete -p gdl
            """;
        Shell.Succeed(GdlTool.Root, "bash", ["-c", script]).ShouldBe("github\ncomplete -o default -F _gdl_complete gdl\n");
    }

    /// <summary>Each other shell reads its script where it is installed.</summary>
    [Theory]
    [InlineData("zsh", "zsh", "-n")]
    [InlineData("fish", "fish", "--no-execute")]
    [InlineData("pwsh", "pwsh", "-NoProfile -File")]
    public void The_other_shells_have_a_script(string shell, string program, string options)
    {
        ToolAnswer answer = GdlTool.Run("completion", shell);
        answer.ExitCode.ShouldBe(0);
        answer.Output.ShouldContain("[suggest:");
        if (Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program))))
        {
            using TemporaryFolder folder = new();
            string file = folder.Write("completion.ps1", answer.Output);
            Shell.Succeed(folder.Path, program, [.. options.Split(' '), file]);
        }
    }
}

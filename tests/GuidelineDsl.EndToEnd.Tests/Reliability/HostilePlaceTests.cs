namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>Outputs that are inputs, folders, pipes or no names, and inputs on which nobody writes: a message and exit code 2, and nothing is touched.</summary>
public sealed class HostilePlaceTests
{
    [Theory]
    [InlineData("small.gdl")]
    [InlineData("out.dll", "--emit-schema", "small.gdl")]
    [InlineData("out.dll", "--emit-schema", "out.dll")]
    [InlineData("out.dll", "--emit-schema", "out.pdb")]
    [InlineData("out.dll", "--inputs-file", "./small.gdl")]
    [InlineData("out.dll", "--messages-file", "sub/../small.gdl")]
    [InlineData("sub")]
    [InlineData("sub/")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData(".dll")]
    [InlineData(" .dll")]
    [InlineData("a:b.dll")]
    [InlineData("System.Private.CoreLib.dll")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x.dll")]
    public void What_nobody_can_have_meant_to_write_stays(string output, params string[] more)
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));
        ToolAnswer answer = GdlTool.RunIn(folder.Path, null, ["build", "small.gdl", "-o", output, .. more]);

        answer.ExitCode.ShouldBe(2, answer.Error);
        answer.Error.ShouldContain("cannot be written");
        File.ReadAllText(Path.Combine(folder.Path, "small.gdl")).ShouldBe(Small.Guideline);
        Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order().ShouldBe(["small.gdl", "sub"]);
    }

    [UnixFact]
    public void A_link_to_the_guideline_is_the_guideline_and_a_link_to_an_assembly_stays_one()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        folder.Write("real.dll", "old");
        string Link(string name, string target)
        {
            File.CreateSymbolicLink(Path.Combine(folder.Path, name), target);
            return name;
        }

        GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", Link("guideline.dll", "small.gdl")).ExitCode.ShouldBe(2);
        GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", Link("circle.dll", "circle.dll")).ExitCode.ShouldBe(2);
        GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", Link("link.dll", "real.dll")).ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(folder.Path, "small.gdl")).ShouldBe(Small.Guideline);
        new FileInfo(Path.Combine(folder.Path, "link.dll")).LinkTarget.ShouldBe("real.dll");
        File.ReadAllBytes(Path.Combine(folder.Path, "real.dll"))[..2].ShouldBe("MZ"u8.ToArray());
    }

    /// <summary>A file in the place of a pipe or a device would take it away from all others.</summary>
    [UnixFact]
    public void A_pipe_stays_a_pipe()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Pipe(folder, "pipe.dll");
        foreach (string[] call in (string[][])[["build", "small.gdl", "-o", "pipe.dll"], ["build", "small.gdl", "-o", "out.dll", "--emit-schema", "pipe.dll"], ["test", "small.gdl", "--cobertura", "pipe.dll"]])
        {
            ToolAnswer answer = GdlTool.RunIn(folder.Path, null, call);
            answer.ExitCode.ShouldBe(2, answer.Error);
            answer.Error.ShouldContain("no ordinary file");
        }

        Succeeds("test", "-p", Path.Combine(folder.Path, "pipe.dll")).ShouldBeTrue();
    }

    [UnixFact]
    public void A_pipe_on_which_nobody_writes_is_not_waited_for()
    {
        using TemporaryFolder folder = new();
        folder.Write("project/small.gdl", Small.Guideline);
        folder.Write("project/import.gdl", "vocabulary a \"A\" { version \"1\" }\nuse \"pipe.gdl\"\n");
        Pipe(folder, "project/pipe.gdl");
        GdlTool.RunIn(folder.Path, null, "check", "project").ExitCode.ShouldBe(1);
        GdlTool.RunIn(folder.Path, null, "check", "project/import.gdl").ExitCode.ShouldBe(1);
    }

    /// <summary>A pipe that is named is read, as shells make them for <c>&lt;(…)</c>.</summary>
    [UnixFact]
    public void A_pipe_that_is_named_is_read()
    {
        using TemporaryFolder folder = new();
        folder.Write("text.txt", Small.Guideline);
        folder.Write("patients.txt", Small.Patients(3));
        Pipe(folder, "pipe.gdl");
        Pipe(folder, "pipe.jsonl");
        using RunningTool tool = RunningTool.Start(folder.Path, "& cat text.txt > pipe.gdl; cat patients.txt > pipe.jsonl; wait $!", "run", "pipe.gdl", "--patient", "pipe.jsonl", "--format", "json");
        string answers = tool.Output.ReadToEnd();
        (int code, string error) = tool.End();
        code.ShouldBe(0, error);
        answers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    [UnixFact]
    public void Audit_records_go_into_a_pipe_and_never_behind_something_else()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        string patient = folder.Write("patient.json", "{\"n\":10,\"f\":true}");
        foreach (string file in (string[])["small.gdl", "patient.json", "notes.txt"])
        {
            string before = file == "notes.txt" ? "my notes" : File.ReadAllText(Path.Combine(folder.Path, file));
            folder.Write(file, before);
            ToolAnswer answer = GdlTool.RunIn(folder.Path, null, "run", "small.gdl", "--patient", patient, "--audit", file);
            answer.ExitCode.ShouldBe(2, answer.Error);
            answer.Output.ShouldBeEmpty();
            File.ReadAllText(Path.Combine(folder.Path, file)).ShouldBe(before);
        }

        Pipe(folder, "pipe");
        using RunningTool tool = RunningTool.Start(folder.Path, "> answers.txt & cat pipe; wait $!", "run", "small.gdl", "--patient", "patient.json", "--audit", "pipe");
        tool.Output.ReadToEnd().ShouldStartWith("{\"schema\":\"gdl-audit/1\"");
        tool.End().Code.ShouldBe(0);
    }

    /// <summary>One of them writes; the other is told, and answers nobody without a record.</summary>
    [UnixFact]
    public void Two_runs_do_not_mix_their_records()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        using RunningTool first = RunningTool.Start(folder.Path, "", "run", "small.gdl", "--patient", "-", "--format", "json", "--audit", "audit.jsonl");
        first.Input.Write(Small.Patients(600));
        first.Input.Flush();
        first.Output.ReadLine().ShouldNotBeNull();
        ToolAnswer second = GdlTool.RunIn(folder.Path, Small.Patients(600), "run", "small.gdl", "--patient", "-", "--format", "json", "--audit", "audit.jsonl");
        first.Input.Close();
        first.Output.ReadToEnd();

        second.ExitCode.ShouldBe(2, second.Error);
        second.Output.ShouldBeEmpty();
        first.End().Code.ShouldBe(0);
        GdlTool.RunIn(folder.Path, null, "replay", "audit.jsonl", "--with", "small.gdl").Output.ShouldContain("600 the same, 0 different");
    }

    [UnixFact]
    public void A_name_that_steers_a_terminal_or_begins_a_line_is_written_out()
    {
        using TemporaryFolder folder = new();
        const string Name = "a\u001b[2J\u202E.gdl";
        foreach (string[] call in (string[][])[["check", Name], ["run", Name, "--patient", "-"], ["explain", Name], [Name], ["check", "--format", Name, "x"], ["doc", "x", "--as-of", Name]])
        {
            ToolAnswer answer = GdlTool.RunIn(folder.Path, "", call);
            answer.ExitCode.ShouldBe(2, answer.Error);
            (answer.Output + answer.Error).ShouldNotContain('\u001b');
            (answer.Output + answer.Error).ShouldNotContain('\u202E');
        }
    }

    private static void Pipe(TemporaryFolder folder, string name) => Succeeds("mkfifo", Path.Combine(folder.Path, name)).ShouldBeTrue();

    private static bool Succeeds(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

using System.Text.Json;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>Ctrl-C, a request to end and a kill at any moment: no half-written file under its name, nothing lost that was written, and the exit code tells.</summary>
public sealed class InterruptionTests
{
    private const int Cancelled = 130;
    private const int Terminated = 143;

    [UnixFact]
    public void Ctrl_C_ends_the_waiting_for_patients()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        using RunningTool tool = RunningTool.Start(folder.Path, "", "run", "small.gdl", "--patient", "-", "--format", "json", "--audit", "audit.jsonl", "--today", "2025-10-10");
        tool.Input.Write(Small.Patients(600));
        tool.Input.Flush();
        string? first = tool.Output.ReadLine();
        tool.Signal("INT");
        string rest = tool.Output.ReadToEnd();

        tool.End().Code.ShouldBe(Cancelled);
        string[] answers = [first!, .. rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string answer in answers)
        {
            JsonDocument.Parse(answer).RootElement.GetProperty("schema").GetString().ShouldBe("gdl-result/1");
        }

        File.ReadAllLines(Path.Combine(folder.Path, "audit.jsonl")).Length.ShouldBeGreaterThanOrEqualTo(answers.Length);
    }

    [UnixFact]
    public void A_request_to_end_is_answered_while_it_waits_for_patients()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        using RunningTool tool = RunningTool.Start(folder.Path, "", "run", "small.gdl", "--patient", "-", "--format", "json", "--audit", "audit.jsonl", "--today", "2025-10-10");
        tool.Input.Write(Small.Patients(600));
        tool.Input.Flush();
        string first = tool.Output.ReadLine()!;
        tool.Signal("TERM");
        string[] answers = [first, .. tool.Output.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        (int code, string error) = tool.End();
        code.ShouldBe(Terminated);
        error.ShouldContain("gdl: stopped.");
        foreach (string answer in answers)
        {
            JsonDocument.Parse(answer).RootElement.GetProperty("schema").GetString().ShouldBe("gdl-result/1");
        }

        File.ReadAllLines(Path.Combine(folder.Path, "audit.jsonl")).Length.ShouldBeGreaterThanOrEqualTo(answers.Length);
    }

    [UnixFact]
    public void A_request_to_end_is_answered_though_nothing_comes_in()
    {
        using TemporaryFolder folder = new();
        using RunningTool tool = RunningTool.Start(folder.Path, "", "check", "-");
        tool.Input.Write("guideline a");
        tool.Input.Flush();
        tool.WaitForExit(1_000).ShouldBeFalse();
        tool.Signal("TERM");

        tool.End().Code.ShouldBe(Terminated);
    }

    [UnixFact]
    public void A_killed_run_has_a_record_of_every_answer()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        folder.Write("patients.jsonl", Small.Patients(200_000));
        using (RunningTool tool = RunningTool.Start(folder.Path, "> answers.jsonl", "run", "small.gdl", "--patient", "patients.jsonl", "--format", "json", "--audit", "audit.jsonl", "--today", "2025-10-10"))
        {
            WaitFor(() => new FileInfo(Path.Combine(folder.Path, "answers.jsonl")) is { Exists: true, Length: > 20_000 });
            tool.Signal("KILL");
            tool.End().Code.ShouldBe(137);
        }

        string[] answers = [.. Whole(Path.Combine(folder.Path, "answers.jsonl"))];
        string[] records = [.. Whole(Path.Combine(folder.Path, "audit.jsonl"))];
        answers.Length.ShouldBeGreaterThan(0);
        records.Length.ShouldBeGreaterThanOrEqualTo(answers.Length);
        for (int i = 0; i < answers.Length; i += 97)
        {
            Id(JsonDocument.Parse(answers[i]).RootElement).ShouldBe(Id(JsonDocument.Parse(records[i]).RootElement.GetProperty("result")));
        }

        // The next run begins a line of its own, and every whole record replays.
        File.AppendAllText(Path.Combine(folder.Path, "audit.jsonl"), "{\"schema\":\"gdl-au");
        GdlTool.RunIn(folder.Path, Small.Patients(3), "run", "small.gdl", "--patient", "-", "--audit", "audit.jsonl", "--today", "2025-10-10").ExitCode.ShouldBe(0);
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "audit.jsonl"));
        lines[^4].ShouldEndWith("{\"schema\":\"gdl-au");
        lines[^1].ShouldStartWith("{\"schema\":\"gdl-audit/1\"");
    }

    [UnixFact]
    public void An_interrupted_build_leaves_the_whole_assembly_or_none()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Random random = new(7);
        List<int> codes = [];
        for (int i = 0; i < 8; i++)
        {
            string name = $"out/small{i}.dll";
            using RunningTool tool = RunningTool.Start(folder.Path, "", "build", "small.gdl", "-o", name, "--emit-source", $"out/source{i}", "--emit-schema", $"out/schema{i}.json");
            string signal = (i % 3) switch { 0 => "INT", 1 => "TERM", _ => "KILL" };
            if (!tool.WaitForExit(random.Next(100, 2_500)))
            {
                tool.Signal(signal);
            }

            int code = tool.End().Code;
            codes.Add(code);
            code.ShouldBeOneOf(0, signal switch { "INT" => Cancelled, "TERM" => Terminated, _ => 137 });
            if (signal != "KILL" && Directory.Exists(Path.Combine(folder.Path, "out")))
            {
                Directory.EnumerateFiles(Path.Combine(folder.Path, "out"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
            }

            string path = Path.Combine(folder.Path, name);
            if (File.Exists(path))
            {
                GuidelineAssembly.LoadFromBytes(File.ReadAllBytes(path)).Evaluators.Length.ShouldBe(1);
            }

            if (File.Exists(Path.Combine(folder.Path, $"out/schema{i}.json")))
            {
                JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, $"out/schema{i}.json")));
            }

            if (code == 0)
            {
                File.Exists(path).ShouldBeTrue();
            }
        }

        codes.ShouldContain(c => c != 0, "no build was interrupted");
    }

    [UnixFact]
    public void Interrupted_pages_are_whole_pages()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Random random = new(11);
        for (int i = 0; i < 4; i++)
        {
            using RunningTool tool = RunningTool.Start(folder.Path, "", "doc", "small.gdl", "-o", $"site{i}");
            if (!tool.WaitForExit(random.Next(600, 2_500)))
            {
                tool.Signal(i % 2 == 0 ? "INT" : "KILL");
            }

            tool.End();
            string site = Path.Combine(folder.Path, $"site{i}");
            foreach (string page in Directory.Exists(site) ? Directory.EnumerateFiles(site, "*.html", SearchOption.AllDirectories) : [])
            {
                File.ReadAllText(page).TrimEnd().ShouldEndWith("</html>");
            }
        }
    }

    [UnixFact]
    public async Task Two_builds_of_one_folder_at_once_leave_one_whole_assembly()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        ToolAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", "out.dll"))));

        answers.ShouldAllBe(a => a.ExitCode == 0);
        GuidelineAssembly.LoadFromBytes(File.ReadAllBytes(Path.Combine(folder.Path, "out.dll"))).Evaluators.Length.ShouldBe(1);
        Directory.EnumerateFiles(folder.Path, "*.tmp").ShouldBeEmpty();
    }

    private static string? Id(JsonElement result) => result.GetProperty("patient").GetString();

    /// <summary>The lines that are complete; a kill may cut the last one.</summary>
    private static IEnumerable<string> Whole(string path)
    {
        string text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void WaitFor(Func<bool> condition)
    {
        for (int i = 0; i < 1_200 && !condition(); i++)
        {
            Thread.Sleep(50);
        }

        condition().ShouldBeTrue();
    }
}

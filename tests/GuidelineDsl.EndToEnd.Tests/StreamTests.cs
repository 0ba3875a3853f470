using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>Long streams of patients, and builds under different circumstances.</summary>
public sealed class StreamTests : IDisposable
{
    private const int Patients = 200_000;
    private const int Faulty = 123_456;

    private const string Guideline = """
        guideline stream "Stream" {
          version "1"
          status draft
        }
        source s "Source" { kind summary year 2020 }
        fact age "Age" : number 0 to 120 years resolution 1
        fact fit "Fit" : yes/no
        action a "Treatment A" : drug
        action b "Treatment B" : drug
        decision d "Decision" {
          choose one
          rule old "Old" { when age >= 65 years recommend a because "a long reason, so that results are larger than patients, over and over again" evidence ungraded cite s "p. 1" }
          rule young "Young" { when age < 65 years and fit recommend b evidence ungraded cite s "p. 2" }
          rule frail "Frail" { when age < 65 years and not fit recommend a evidence ungraded cite s "p. 3" }
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gdl-stream").FullName;

    /// <summary>All results of the stream are some 100 MB, the heap may take half of that: nobody keeps what was written.</summary>
    [Fact]
    public async Task A_long_stream_takes_little_memory_and_keeps_its_order()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "stream.gdl"), Guideline);
        using Process process = GdlTool.Start(
            _folder,
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x4000000" },
            "run", "stream.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task writing = Task.Run(() =>
        {
            for (int i = 1; i <= Patients; i++)
            {
                process.StandardInput.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $$"""{ "id": {{i}}, "age": {{(i == Faulty ? 121 : i % 121)}}, "fit": {{(i % 2 == 0 ? "true" : "false")}} }"""));
            }

            process.StandardInput.Close();
        });
        int expected = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            expected += expected == Faulty - 1 ? 2 : 1;
            if (expected % 1000 == 0)
            {
                JsonElement result = JsonDocument.Parse(line).RootElement;
                result.GetProperty("patient").GetInt32().ShouldBe(expected);
                string rule = expected % 121 >= 65 ? "old" : expected % 2 == 0 ? "young" : "frail";
                result.GetProperty("decisions")[0].GetProperty("rules")[0].GetString().ShouldBe(rule);
            }
        }

        await writing;
        await process.WaitForExitAsync();
        (await error).ShouldBe("gdl: patient 123456 is refused by stream:\n  'age' (Age) is 121 years, outside the range 0 to 120 years, in steps of 1.\n");
        expected.ShouldBe(Patients);
        process.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void The_same_guideline_builds_to_the_same_bytes_anywhere()
    {
        string[] files = ["out.dll", "out.pdb", "out.schema.json", "source/Stream.Patient.g.cs", "source/Stream.Evaluator.g.cs", "source/Assembly.g.cs"];
        byte[][] first = Build("one", new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["TZ"] = "Asia/Tokyo" });
        byte[][] second = Build("another/folder", new Dictionary<string, string> { ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["TZ"] = "America/New_York" });
        for (int i = 0; i < files.Length; i++)
        {
            second[i].AsSpan().SequenceEqual(first[i]).ShouldBeTrue(files[i]);
        }

        byte[][] Build(string name, Dictionary<string, string> environment)
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
            File.WriteAllText(Path.Combine(folder, "stream.gdl"), Guideline);
            using Process process = GdlTool.Start(folder, environment, "build", "stream.gdl", "-o", "out.dll", "--emit-source", "source", "--emit-schema", "out.schema.json");
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, output + error.Result);
            return [.. files.Select(file => File.ReadAllBytes(Path.Combine(folder, file)))];
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using System.Diagnostics;
using System.Text.Json;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>The way from text to answer on a real guideline, as its users go it.</summary>
public sealed class ShippedGuidelineTests
{
    private const string Guideline = "guidelines/nen/gep_nen_initial_treatment.gdl";

    private const string Patient = """
        { "id": "p1", "dx": "NEN", "gep_primary": true, "extent": "metastatic", "liver_mets": true, "extrahepatic_mets": false,
          "resect": "unresectable", "differentiation": "well", "nen_grade": "G2", "sstr": "positive", "ki67": 4.5,
          "symptomatic": false, "rapid_growth": false, "surgery_planned": false }
        """;

    [Fact]
    public void Build_and_run_answer_with_recommendation_and_citation()
    {
        using TemporaryFolder folder = new();
        string assembly = Path.Combine(folder.Path, "Nen.dll");
        ToolAnswer build = GdlTool.Run("build", Guideline, "-o", assembly, "--as-of", "2025-11-01");
        build.ExitCode.ShouldBe(0, build.Output + build.Error);
        string patient = folder.Write("patient.json", Patient);
        ToolAnswer run = GdlTool.Run("run", assembly, "--patient", patient, "--today", "2025-11-01", "--format", "json");
        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        JsonElement firstLine = result.RootElement.GetProperty("decisions").EnumerateArray().Single(d => d.GetProperty("id").GetString() == "first_line");
        firstLine.GetProperty("status").GetString().ShouldBe("decided");
        JsonElement recommendation = firstLine.GetProperty("recommendations")[0];
        recommendation.GetProperty("verb").GetString().ShouldBe("recommend");
        recommendation.GetProperty("steps")[0].GetProperty("options").EnumerateArray()
            .Select(o => o[0].GetString()).ShouldBe(["octreotide", "lanreotide"]);
        recommendation.GetProperty("citations")[0].GetProperty("source").GetString().ShouldBe("dr_oracle");
    }

    [Fact]
    public void The_text_and_the_assembly_answer_alike()
    {
        using TemporaryFolder folder = new();
        string assembly = Path.Combine(folder.Path, "Nen.dll");
        GdlTool.Run("build", Guideline, "-o", assembly, "--as-of", "2025-11-01").ExitCode.ShouldBe(0);
        string patient = folder.Write("patient.json", Patient);
        string[] options = ["--patient", patient, "--today", "2025-11-01", "--format", "json"];
        ToolAnswer fromAssembly = GdlTool.Run(["run", assembly, .. options]);
        ToolAnswer fromText = GdlTool.Run(["run", Guideline, .. options]);
        fromText.Output.ShouldBe(fromAssembly.Output);
    }

    [Fact]
    public void Missing_data_is_asked_for_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string patient = folder.Write("patient.json", Patient.Replace("\"sstr\": \"positive\", ", "", StringComparison.Ordinal));
        ToolAnswer run = GdlTool.Run("run", Guideline, "--patient", patient, "--today", "2025-11-01", "--format", "json");
        using JsonDocument result = JsonDocument.Parse(run.Output);
        JsonElement firstLine = result.RootElement.GetProperty("decisions").EnumerateArray().Single(d => d.GetProperty("id").GetString() == "first_line");
        firstLine.GetProperty("needs").EnumerateArray().Select(n => n.GetString()).ShouldBe(["sstr"]);
    }

    [Fact]
    public void The_tests_beside_the_rules_pass()
    {
        ToolAnswer test = GdlTool.Run("test", "guidelines");
        test.ExitCode.ShouldBe(0, test.Output + test.Error);
    }

    [Fact]
    public void Two_builds_give_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        string first = Path.Combine(folder.Path, "a", "Nen.dll");
        string second = Path.Combine(folder.Path, "b", "Nen.dll");
        GdlTool.Run("build", Guideline, "-o", first).ExitCode.ShouldBe(0);
        GdlTool.Run("build", Guideline, "-o", second).ExitCode.ShouldBe(0);
        File.ReadAllBytes(second).ShouldBe(File.ReadAllBytes(first));
        File.ReadAllBytes(Path.ChangeExtension(second, ".pdb")).ShouldBe(File.ReadAllBytes(Path.ChangeExtension(first, ".pdb")));
    }

    [Fact]
    public void An_application_with_the_runtime_alone_loads_the_assembly()
    {
        using TemporaryFolder folder = new();
        string assembly = Path.Combine(folder.Path, "Nen.dll");
        GdlTool.Run("build", Guideline, "-o", assembly).ExitCode.ShouldBe(0);
        string patient = folder.Write("patient.json", Patient);
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", Sample(), assembly, patient, "2025-11-01"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain("First-line systemic treatment: Decided");
        output.ShouldContain("Recommend: Octreotide or Lanreotide");
        Directory.EnumerateFiles(Path.GetDirectoryName(Sample())!, "*.dll").Select(Path.GetFileName)
            .ShouldBe(["AskGuideline.dll", "GuidelineDsl.Runtime.dll"], ignoreOrder: true);
    }

    private static string Sample()
    {
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(GdlTool.Root, "tools", "samples", "AskGuideline", "bin", configuration, "net10.0", "AskGuideline.dll");
    }
}

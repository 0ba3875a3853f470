using System.Text.Json;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What tests exercise: rules, and atomic conditions both ways; why something is missing; and tests that cover it.</summary>
public sealed class CoverageTests : IDisposable
{
    private const string Vocabulary = """
        vocabulary shared "Shared" {
          version "1"
        }

        source s "Source" {
          kind review
          year 2020
        }

        fact ki67 "Ki-67 index"    : number 0 to 100 % resolution 0.1
        fact mets "Metastases"     : yes/no
        fact child "Is a child"    : yes/no
        fact weight "Body weight"  : number 0 to 300 kg resolution 1

        constraint children_are_light "Children are light" = not child or weight < 120 kg

        classify grade "Grade" as { low, high } {
          high when ki67 > 20 % or mets
          low otherwise
          cite s
        }

        """;

    private const string Guideline = """
        guideline g "G" {
          version "1"
          status  draft
        }

        use "shared.gdl"

        action a "A" : drug
        action b "B" : drug
        action c "C" : drug

        decision d "Decision" {
          rule first "A" {
            when      grade is high and weight >= 40 kg
            recommend a
            evidence  ungraded
            cite      s
          }

          rule second "B" {
            when      grade is low
            recommend b
            evidence  ungraded
            cite      s
          }

          rule third "C" {
            when      grade is high and weight < 40 kg
            recommend c
            evidence  ungraded
            cite      s
          }
        }

        decision heavy "Heavy children" {
          partial because "an example"

          rule never "Nobody" {
            when      child and weight >= 150 kg
            recommend c
            evidence  ungraded
            cite      s
          }
        }

        test "high grade, heavy" {
          patient { ki67 = 30 %, mets = no, weight = 80 kg, child = no }
          expect d gives first
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public CoverageTests()
    {
        _folder.Write("shared.gdl", Vocabulary);
        _folder.Write("g.gdl", Guideline);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_parts_come_with_their_reason_and_with_tests_that_cover_them()
    {
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--suggest");
        answer.ExitCode.ShouldBe(0, answer.Error);
        string report = answer.Output[answer.Output.IndexOf("coverage:", StringComparison.Ordinal)..answer.Output.IndexOf(" for g.gdl", StringComparison.Ordinal)];
        report.TrimEnd().Split('\n')[..^2].ShouldBe(
        [
            "coverage: 1 of 3 rules, 0 of 9 atomic conditions seen in every way that is possible",
            "  GDL6010: no test is given the rule g.d.second (g.gdl:20): in the one test in scope it never holds",
            "  GDL6010: no test is given the rule g.d.third (g.gdl:27): in the one test in scope `weight < 40 kg` is never true",
            "  impossible: g.heavy.never (g.gdl:38): no possible patient is given it",
            "  never false: grade is high in g.d.first (g.gdl:14): it is true in 1 test",
            "  never false: weight >= 40 kg in g.d.first (g.gdl:14): it is true in 1 test",
            "  never true: grade is low in g.d.second (g.gdl:21): it is false in 1 test",
            "  never false: grade is high in g.d.third (g.gdl:28): it is true in 1 test",
            "  never true: weight < 40 kg in g.d.third (g.gdl:28): it is false in 1 test",
            "  never true: child in g.heavy.never (g.gdl:39): it is false in 1 test",
            "  never true: weight >= 150 kg in g.heavy.never (g.gdl:39): it is false in 1 test",
            "  never false: ki67 > 20 % in the classification grade (shared.gdl:18): it is true in 1 test",
            "  never true: mets in the classification grade (shared.gdl:18): it is false in 1 test",
        ]);

        // Appended, the suggested tests pass, and nothing is missing but what is impossible.
        string tests = answer.Output[answer.Output.IndexOf("\ntest \"", StringComparison.Ordinal)..answer.Output.LastIndexOf("\n\n", StringComparison.Ordinal)];
        File.AppendAllText(Path.Combine(_folder.Path, "g.gdl"), tests + "\n");
        ToolAnswer again = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--coverage");
        again.ExitCode.ShouldBe(0, again.Output);
        again.Output.ShouldContain("coverage: 3 of 3 rules, 9 of 9 atomic conditions");
        again.Output.ShouldNotContain("GDL6010");
        GdlTool.RunIn(_folder.Path, null, "check", "g.gdl", "--format", "msbuild").Output.ShouldNotContain("error GDL1");
    }

    [Fact]
    public void The_condition_of_an_option_counts_both_ways_too()
    {
        _folder.Write("g.gdl", Guideline.Replace("    recommend b\n", "    recommend one of { b when weight < 100 kg, c }\n", StringComparison.Ordinal));
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--suggest");
        answer.ExitCode.ShouldBe(0, answer.Error);
        answer.Output.ShouldContain("  never false: weight < 100 kg in an option of g.d.second (g.gdl:22): it is true in 1 test\n");
        answer.Output.ShouldContain("coverage: 1 of 3 rules, 0 of 10 atomic conditions");

        string tests = answer.Output[answer.Output.IndexOf("\ntest \"", StringComparison.Ordinal)..answer.Output.LastIndexOf("\n\n", StringComparison.Ordinal)];
        File.AppendAllText(Path.Combine(_folder.Path, "g.gdl"), tests + "\n");
        ToolAnswer again = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--coverage");
        again.ExitCode.ShouldBe(0, again.Output);
        again.Output.ShouldContain("coverage: 3 of 3 rules, 10 of 10 atomic conditions");
    }

    [Fact]
    public void A_side_that_no_patient_reaches_is_proved_and_not_counted()
    {
        _folder.Write("g.gdl", Guideline.Replace("child and weight >= 150 kg", "weight >= 150 kg and (child or not child)", StringComparison.Ordinal));
        _folder.Write("shared.gdl", Vocabulary.Replace("not child or weight < 120 kg", "not child", StringComparison.Ordinal));
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--coverage", "--format", "json");
        JsonElement coverage = JsonDocument.Parse(answer.Output).RootElement.GetProperty("coverage");
        JsonElement child = coverage.GetProperty("uncoveredConditions").EnumerateArray().First(c => c.GetProperty("condition").GetString() == "child");
        child.GetProperty("never").GetBoolean().ShouldBeTrue();
        child.GetProperty("impossible").GetBoolean().ShouldBeTrue();
        child.GetProperty("reason").GetString().ShouldBe("of no possible patient is it true");
        coverage.GetProperty("sides").GetInt32().ShouldBe((2 * coverage.GetProperty("conditions").GetInt32()) - 1, "the same words twice in a line are one condition");
    }

    [Fact]
    public void A_rule_that_need_not_be_tested_says_why()
    {
        _folder.Write("g.gdl", Guideline.Replace("    recommend b\n", "    recommend b\n    allow GDL6010 because \"known by heart\"\n", StringComparison.Ordinal));

        ToolAnswer coverage = GdlTool.RunIn(_folder.Path, null, "test", "g.gdl", "--coverage");
        ToolAnswer check = GdlTool.RunIn(_folder.Path, null, "check", "g.gdl");

        coverage.Output.ShouldContain("allowed: g.d.second (g.gdl:20): known by heart");
        coverage.Output.ShouldNotContain("GDL6010: no test is given the rule g.d.second");
        check.Output.ShouldNotContain("GDL6010");
    }
}

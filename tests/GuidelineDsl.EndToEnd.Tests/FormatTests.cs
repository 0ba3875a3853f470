using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GuidelineDsl.EndToEnd.Tests.Packages;
using Xunit.Abstractions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What other programs read: SARIF, lines for MSBuild, annotations for GitHub, JUnit and Cobertura.</summary>
public sealed partial class FormatTests(ITestOutputHelper output) : IDisposable
{
    private const string Gap = """
        guideline typo "An example" {
          version "1"
          status  draft
        }

        source trial "A trial" {
          kind trial
          year 2014
        }

        fact ki67 "Ki-67 index" : number 0 to 100 % resolution 0.1

        action a "Drug A" : drug

        decision first_drug "First drug" {
          rule slow "Drug A for slow tumours" {
            when      ki67 < 10 %
            recommend a
            evidence  esmo I A
            cite      trial
          }
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sarif_has_rules_relative_places_fingerprints_related_places_and_fixes()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".git"));
        _folder.Write("Leit faden ü/gap.gdl", Gap);
        string typo = _folder.Write("typo.gdl", Gap.Replace("when      ki67", "when      ki76", StringComparison.Ordinal));
        JsonElement gap = Sarif(1, "Leit faden ü/gap.gdl").GetProperty("results").EnumerateArray().Single(r => r.GetProperty("ruleId").GetString() == "GDL4001");
        gap.GetProperty("level").GetString().ShouldBe("error");
        JsonElement place = gap.GetProperty("locations")[0].GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("Leit%20faden%20%C3%BC/gap.gdl");
        place.GetProperty("region").ToString().ShouldContain("\"startLine\": 15");
        gap.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString()!.ShouldContain("excludes Ki-67 index from 10 %");

        JsonElement run = Sarif(1, "typo.gdl");
        JsonElement found = run.GetProperty("results").EnumerateArray().First();
        JsonElement rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[found.GetProperty("ruleIndex").GetInt32()];
        rule.GetProperty("id").GetString().ShouldBe(found.GetProperty("ruleId").GetString());
        JsonElement replacement = found.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        replacement.GetProperty("insertedContent").GetProperty("text").GetString().ShouldBe("ki67");

        // A finding keeps its identity when lines move.
        string before = found.GetProperty("partialFingerprints").ToString();
        File.WriteAllText(typo, "// one line more\n\n" + File.ReadAllText(typo));
        Sarif(1, "typo.gdl").GetProperty("results").EnumerateArray().First().GetProperty("partialFingerprints").ToString().ShouldBe(before);
        ValidateByOthers("gap.sarif", "Leit faden ü/gap.gdl");
        ValidateByOthers("typo.sarif", "typo.gdl");
    }

    [Fact]
    public void Lines_for_MSBuild_and_for_GitHub()
    {
        _folder.Write("gap.gdl", Gap);
        GdlTool.RunIn(_folder.Path, null, "check", "gap.gdl", "--format", "msbuild").Output
            .ShouldStartWith("gap.gdl(15,10,15,20): error GDL4001: ");
        string line = GdlTool.RunIn(_folder.Path, null, "check", "gap.gdl", "--format", "github").Output.Split('\n')[0];
        line.ShouldStartWith("::error file=gap.gdl,line=15,col=10,endLine=15,endColumn=20,title=GDL4001 ");
        line.Split("::")[2].ShouldContain("10 %25", customMessage: "the percent sign is escaped in a workflow command");
    }

    [Fact]
    public void Warnings_that_count_as_errors_are_errors_in_lines()
    {
        _folder.Write("unused.gdl", Gap.Replace("ki67 < 10 %", "ki67 >= 0 %", StringComparison.Ordinal) + "fact more \"More\" : yes/no\n");
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "check", "unused.gdl", "--format", "msbuild", "--warnings-as-errors");
        answer.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain(": error GDL6003: ");
        answer.Output.ShouldNotContain("warning");
    }

    [Fact]
    public void JUnit_and_Cobertura()
    {
        _folder.Write("tests.gdl", Gap + """
            test "below" {
              patient { ki67 = 5 % }
              expect first_drug gives slow
            }

            test "at the \"limit\"" {
              patient { ki67 = 10 % }
              expect first_drug gives slow
            }

            """);
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "test", "tests.gdl", "--format", "junit", "--cobertura", "out/coverage.xml");
        answer.ExitCode.ShouldBe(3, answer.Error);
        XElement suites = XDocument.Parse(answer.Output).Root!;
        suites.Name.LocalName.ShouldBe("testsuites");
        XElement suite = suites.Elements("testsuite").Single();
        suite.Attribute("tests")!.Value.ShouldBe("2");
        suite.Attribute("failures")!.Value.ShouldBe("1");
        XElement failed = suite.Elements("testcase").Single(c => c.Element("failure") is not null);
        failed.Attribute("name")!.Value.ShouldBe("at the \"limit\"");
        failed.Attribute("time").ShouldNotBeNull();
        failed.Element("failure")!.Attribute("message")!.Value.ShouldBe("expected: first_drug gives slow; came: first_drug has a gap");

        XElement coverage = XDocument.Load(Path.Combine(_folder.Path, "out", "coverage.xml")).Root!;
        coverage.Attribute("line-rate")!.Value.ShouldBe("1");
        coverage.Attribute("branches-covered")!.Value.ShouldBe("2");
        coverage.Attribute("branches-valid")!.Value.ShouldBe("2");
        XElement @class = coverage.Descendants("class").Single();
        @class.Attribute("filename")!.Value.ShouldBe("tests.gdl");
        @class.Element("lines")!.Elements("line").Select(l => l.Attribute("number")!.Value).ShouldBe(["16", "17"]);
    }

    private JsonElement Sarif(int code, string file)
    {
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "check", file, "--format", "sarif");
        answer.ExitCode.ShouldBe(code, answer.Error);
        JsonElement log = JsonDocument.Parse(answer.Output).RootElement;
        log.GetProperty("version").GetString().ShouldBe("2.1.0");
        return log.GetProperty("runs")[0];
    }

    /// <summary>The validator of the standard's authors, and its rules for code scanning, where tools/format-check has it installed.</summary>
    private void ValidateByOthers(string log, string file)
    {
        string validator = Path.Combine(GdlTool.Root, "tools", "format-check", "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool");
        if (!File.Exists(validator))
        {
            output.WriteLine("skipped: needs the validator of tools/format-check (npm install)");
            return;
        }

        _folder.Write(log, GdlTool.RunIn(_folder.Path, null, "check", file, "--format", "sarif").Output);
        ToolAnswer answer = Shell.Run(_folder.Path, validator, ["validate", log, "--rule-kind", "Sarif;Ghas", "--level", "Error"]);
        answer.ExitCode.ShouldBe(0, answer.Output + answer.Error);
        Fault().Matches(answer.Output).ShouldBeEmpty(answer.Output);
    }

    [GeneratedRegex(@": (?:error|warning) \w+:")]
    private static partial Regex Fault();
}

using System.Text.Json;
using GuidelineDsl.Cli.Pipeline;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The document <c>gdl-test/1</c>.</summary>
public static class JsonTests
{
    public static void Write(Utf8JsonWriter json, TestReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", "gdl-test/1");
        json.WriteBoolean("ok", report.Failed == 0);
        json.WriteNumber("passed", report.Passed);
        json.WriteNumber("failed", report.Failed);
        json.WriteStartArray("tests");
        foreach (TestOutcome outcome in report.Outcomes)
        {
            json.WriteStartObject();
            json.WriteString("guideline", outcome.Guideline.Id);
            json.WriteString("test", outcome.Test.Name);
            json.WriteString("file", report.Display(outcome.Test.Location.Source.Path));
            json.WriteNumber("line", outcome.Test.Location.Start.Line);
            json.WriteBoolean("passed", outcome.Passed);
            json.WriteStartArray("failures");
            foreach (TestFailure failure in outcome.Failures)
            {
                json.WriteStartObject();
                json.WriteString("expected", failure.Expected);
                json.WriteString("came", failure.Came);
                json.WriteStartArray("why");
                foreach (string why in failure.Why)
                {
                    json.WriteStringValue(why);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (report.Coverage is { } coverage)
        {
            WriteCoverage(json, coverage);
        }

        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, CoverageReport coverage)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("rules", coverage.Rules.Length);
        json.WriteNumber("coveredRules", coverage.CoveredRules);
        json.WriteNumber("conditions", coverage.Conditions.Length);
        json.WriteNumber("coveredConditions", coverage.CoveredConditions);
        json.WriteStartArray("uncoveredRules");
        foreach (RuleCoverage rule in coverage.Rules.Where(r => r.Given == 0))
        {
            json.WriteStringValue($"{rule.Guideline.Id}.{rule.Decision.Id}.{rule.Rule.Id}");
        }

        json.WriteEndArray();
        json.WriteStartArray("uncoveredConditions");
        foreach (ConditionCoverage condition in coverage.Conditions.Where(c => !c.IsCovered))
        {
            json.WriteStartObject();
            json.WriteString("rule", $"{condition.Guideline.Id}.{condition.Decision.Id}.{condition.Rule.Id}");
            json.WriteString("condition", condition.Text);
            json.WriteNumber("line", condition.Line);
            json.WriteNumber("seenTrue", condition.SeenTrue);
            json.WriteNumber("seenFalse", condition.SeenFalse);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

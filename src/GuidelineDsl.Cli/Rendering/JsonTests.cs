using System.Text.Json;
using GuidelineDsl.Cli.Coverage;
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
            JsonCoverage.Write(json, coverage, report.Suggestions, report.Display);
        }

        json.WriteEndObject();
    }
}

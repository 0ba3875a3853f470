using System.Collections.Immutable;
using System.Text.Json;
using GuidelineDsl.Cli.Coverage;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The member <c>coverage</c> of the document <c>gdl-test/1</c>.</summary>
public static class JsonCoverage
{
    public static void Write(Utf8JsonWriter json, CoverageReport coverage, ImmutableArray<SuggestedTest> suggestions, Func<string, string> display)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("rules", coverage.ReachableRules);
        json.WriteNumber("coveredRules", coverage.CoveredRules);
        json.WriteNumber("conditions", coverage.Conditions.Length);
        json.WriteNumber("coveredConditions", coverage.CoveredConditions);
        json.WriteNumber("sides", coverage.Sides);
        json.WriteNumber("coveredSides", coverage.CoveredSides);
        json.WriteStartArray("uncoveredRules");
        foreach (RuleCoverage rule in coverage.Rules.Where(r => r.Missing is not null))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Name);
            json.WriteString("file", display(rule.Rule.Location.Source.Path));
            json.WriteNumber("line", rule.Rule.Location.Start.Line);
            WriteMissing(json, rule.Missing!);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("uncoveredConditions");
        foreach (ConditionCoverage condition in coverage.Conditions)
        {
            foreach ((bool truth, Missing missing) in condition.MissingSides)
            {
                json.WriteStartObject();
                json.WriteString("in", condition.Condition.Owner);
                json.WriteString("condition", condition.Condition.Text);
                json.WriteString("file", display(condition.Condition.File));
                json.WriteNumber("line", condition.Condition.Line);
                json.WriteBoolean("never", truth);
                json.WriteNumber("seenTrue", condition.SeenTrue);
                json.WriteNumber("seenFalse", condition.SeenFalse);
                json.WriteNumber("seenUnknown", condition.SeenUnknown);
                WriteMissing(json, missing);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("suggestions");
        foreach (SuggestedTest test in suggestions)
        {
            json.WriteStartObject();
            json.WriteString("guideline", test.Guideline.Id);
            json.WriteString("file", display(test.Guideline.Metadata.Location.Source.Path));
            json.WriteString("covers", test.Covers);
            json.WriteString("test", test.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMissing(Utf8JsonWriter json, Missing missing)
    {
        json.WriteString("reason", missing.Reason);
        json.WriteBoolean("impossible", missing.IsImpossible);
        if (missing.Answer is UndecidedPatient undecided)
        {
            json.WriteString("undecided", undecided.Reason);
        }
    }
}

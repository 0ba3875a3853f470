using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Writes the trace of a decision: each rule's truth, and each condition's with what it read and where it is written.</summary>
internal static class TraceWriter
{
    public static void Write(DecisionTrace trace, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("scope");
        Write(trace.Scope, json);
        json.WriteStartArray("rules");
        foreach (RuleTrace rule in trace.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule.Id);
            WriteTruth(rule.Truth, json);
            if (!rule.OverriddenBy.IsEmpty)
            {
                json.WriteStartArray("overriddenBy");
                foreach (RuleDescription winner in rule.OverriddenBy)
                {
                    json.WriteStringValue(winner.Id);
                }

                json.WriteEndArray();
            }

            json.WriteString("file", rule.Rule.Place.File);
            json.WriteNumber("line", rule.Rule.Place.Line);
            json.WritePropertyName("condition");
            Write(rule.Condition, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!trace.Silences.IsEmpty)
        {
            json.WriteStartArray("silences");
            foreach (ConditionTrace silence in trace.Silences)
            {
                Write(silence, json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(ConditionTrace trace, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("text", trace.Condition.Text);
        WriteTruth(trace.Truth, json);
        if (!trace.Reads.IsEmpty)
        {
            json.WriteStartObject("reads");
            foreach (ReadValue read in trace.Reads)
            {
                json.WriteString(read.Name, read.Value);
            }

            json.WriteEndObject();
        }

        json.WriteString("file", trace.Condition.Place.File);
        json.WriteNumber("line", trace.Condition.Place.Line);
        if (!trace.Parts.IsEmpty)
        {
            json.WriteStartArray("conditions");
            foreach (ConditionTrace part in trace.Parts)
            {
                Write(part, json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTruth(Truth truth, Utf8JsonWriter json) => json.WriteString("truth", truth.ToString());
}

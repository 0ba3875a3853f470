using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.CodeGeneration;

/// <summary>The JSON schema of a result of one guideline, with the names that it can contain.</summary>
internal static class ResultSchema
{
    public static void Write(GuidelineDescription guideline, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", $"A result of {guideline.Title}");
        Members(json, ["schema", "guideline", "today", "patient", "derived", "decisions"], () =>
        {
            Constant(json, "schema", ResultWriter.Schema);
            json.WriteStartObject("guideline");
            Members(json, ["id", "version", "digest"], () =>
            {
                Constant(json, "id", guideline.Id);
                Type(json, "version", "string", "null");
                Type(json, "digest", "string");
            });
            json.WriteEndObject();
            Type(json, "today", "string");
            Type(json, "patient", "string", "number", "null");
            json.WriteStartObject("derived");
            Members(json, guideline.Derived.Select(derived => derived.Id), () =>
            {
                foreach (DerivedDescription derived in guideline.Derived)
                {
                    WriteDerived(derived, json);
                }
            });
            json.WriteEndObject();
            json.WriteStartObject("decisions");
            json.WriteString("type", "array");
            json.WriteStartArray("prefixItems");
            foreach (DecisionDescription decision in guideline.Decisions)
            {
                WriteDecision(guideline, decision, json);
            }

            json.WriteEndArray();
            json.WriteBoolean("items", false);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteDerived(DerivedDescription derived, Utf8JsonWriter json)
    {
        switch (derived.Kind)
        {
            case DerivedKind.Definition:
                Type(json, derived.Id, "boolean", "null");
                break;
            case DerivedKind.Classification:
                json.WriteStartObject(derived.Id);
                json.WriteStartArray("enum");
                foreach (NamedValueDescription value in derived.Values)
                {
                    json.WriteStringValue(value.Id);
                }

                json.WriteNullValue();
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case DerivedKind.Score:
                Type(json, derived.Id, "number", "object");
                break;
            case DerivedKind.Number:
                Type(json, derived.Id, "number", "null");
                break;
            case DerivedKind.Date:
            case DerivedKind.DateTime:
                Type(json, derived.Id, "string", "null");
                break;
            default:
                throw new InvalidOperationException($"No such kind of derived value: {derived.Kind}.");
        }
    }

    private static void WriteDecision(GuidelineDescription guideline, DecisionDescription decision, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", decision.Label);
        Members(json, ["id", "status", "rules", "possibleRules", "needs", "recommendations"], () =>
        {
            Constant(json, "id", decision.Id);
            json.WriteStartObject("status");
            SchemaWriter.Names(json, "enum", Enum.GetValues<DecisionStatus>().Select(ResultWriter.StatusName));
            json.WriteEndObject();
            ListOf(json, "rules", decision.Rules.Select(rule => rule.Id));
            ListOf(json, "possibleRules", decision.Rules.Select(rule => rule.Id));
            ListOf(json, "needs", guideline.Facts.Select(fact => fact.Id));
            json.WriteStartObject("recommendations");
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            WriteRecommendation(guideline, decision, json);
            json.WriteEndObject();
            json.WriteEndObject();
            Type(json, "silence", "object");
            Type(json, "trace", "object");
        });
        json.WriteEndObject();
    }

    private static void WriteRecommendation(GuidelineDescription guideline, DecisionDescription decision, Utf8JsonWriter json) =>
        Members(json, ["rule", "verb", "steps", "qualifiers", "evidence", "citations", "because", "file", "line"], () =>
        {
            json.WriteStartObject("rule");
            SchemaWriter.Names(json, "enum", decision.Rules.Select(rule => rule.Id));
            json.WriteEndObject();
            json.WriteStartObject("verb");
            SchemaWriter.Names(json, "enum", Enum.GetValues<AdviceVerb>().Select(ResultWriter.VerbName));
            json.WriteEndObject();
            json.WriteStartObject("steps");
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            Members(json, ["name", "options", "removed", "unconfirmed"], () =>
            {
                Type(json, "name", "string", "null");
                json.WriteStartObject("options");
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                SchemaWriter.Names(json, "enum", guideline.Actions.Select(action => action.Id));
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
                foreach (string list in (ReadOnlySpan<string>)["removed", "unconfirmed", "advisedAgainst", "optional"])
                {
                    Type(json, list, "array");
                }
            });
            json.WriteEndObject();
            json.WriteEndObject();
            Type(json, "qualifiers", "object");
            Type(json, "evidence", "object", "null");
            Type(json, "citations", "array");
            Type(json, "because", "string", "null");
            Type(json, "file", "string");
            Type(json, "line", "integer");
        });

    private static void Members(Utf8JsonWriter json, IEnumerable<string> required, Action properties)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        properties();
        json.WriteEndObject();
        SchemaWriter.Names(json, "required", required);
    }

    private static void ListOf(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "array");
        string[] all = [.. values];
        if (all.Length > 0)
        {
            json.WriteStartObject("items");
            SchemaWriter.Names(json, "enum", all);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Constant(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("const", value);
        json.WriteEndObject();
    }

    private static void Type(Utf8JsonWriter json, string name, params ReadOnlySpan<string> types)
    {
        json.WriteStartObject(name);
        if (types.Length == 1)
        {
            json.WriteString("type", types[0]);
        }
        else
        {
            SchemaWriter.Names(json, "type", types.ToArray());
        }

        json.WriteEndObject();
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.CodeGeneration;

/// <summary>The JSON schema of the patients that guidelines take and of the results that they give.</summary>
internal static class SchemaWriter
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    public static string Write(IReadOnlyList<GuidelineDescription> guidelines)
    {
        using MemoryStream stream = new();
        JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Dialect);
            json.WriteString("title", string.Join(", ", guidelines.Select(guideline => guideline.Title)));
            json.WriteStartArray("anyOf");
            foreach (GuidelineDescription guideline in guidelines)
            {
                Reference(json, guideline.Id + ".patient");
                Reference(json, guideline.Id + ".result");
            }

            json.WriteEndArray();
            json.WriteStartObject("$defs");
            foreach (GuidelineDescription guideline in guidelines)
            {
                json.WritePropertyName(guideline.Id + ".patient");
                WritePatient(guideline, json);
                json.WritePropertyName(guideline.Id + ".result");
                ResultSchema.Write(guideline, json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Reference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("$ref", "#/$defs/" + name);
        json.WriteEndObject();
    }

    private static void WritePatient(GuidelineDescription guideline, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", $"A patient of {guideline.Title}");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        if (guideline.FindFact("id") is null)
        {
            json.WriteStartObject("id");
            json.WriteString("description", "Carried through to the result.");
            Names(json, "type", ["string", "number", "null"]);
            json.WriteEndObject();
        }

        foreach (FactDescription fact in guideline.Facts)
        {
            json.WriteStartObject(fact.Id);
            json.WriteString("title", fact.Label);
            json.WriteString("description", Description(fact));
            WriteType(fact, json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (guideline.Facts.Any(fact => fact.IsRequired))
        {
            Names(json, "required", guideline.Facts.Where(fact => fact.IsRequired).Select(fact => fact.Id));
        }

        json.WriteEndObject();
    }

    private static string Description(FactDescription fact)
    {
        string labels = string.Join("; ", fact.Values.Where(value => value.Label != value.Id).Select(value => $"{value.Id}: {value.Label}"));
        return fact.DescribeAllowed() + (labels.Length > 0 ? $" ({labels})" : "") + (fact.IsJudgement ? ", a clinical judgement" : "");
    }

    private static void WriteType(FactDescription fact, Utf8JsonWriter json)
    {
        ImmutableArray<string> ids = [.. fact.Values.Select(value => value.Id)];
        switch (fact.Kind)
        {
            case FactValueKind.YesNo:
                Types(json, "boolean", fact);
                break;
            case FactValueKind.Enumeration:
                json.WriteStartArray("enum");
                foreach (string id in ids)
                {
                    json.WriteStringValue(id);
                }

                if (!fact.IsRequired)
                {
                    json.WriteNullValue();
                }

                json.WriteEndArray();
                break;
            case FactValueKind.Set:
                Types(json, "array", fact);
                json.WriteBoolean("uniqueItems", true);
                json.WriteStartObject("items");
                Names(json, "enum", ids);
                json.WriteEndObject();
                break;
            case FactValueKind.Number:
                WriteNumber(fact, json);
                break;
            case FactValueKind.Date:
                Types(json, "string", fact);
                json.WriteString("format", "date");
                break;
            case FactValueKind.DateTime:
                Types(json, "string", fact);
                json.WriteString("pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$");
                break;
            case FactValueKind.Unknown:
            default:
                throw new InvalidOperationException($"No such kind of value: {fact.Kind}.");
        }
    }

    /// <summary>A number in the fact's unit, or a quantity with any unit that converts to it.</summary>
    private static void WriteNumber(FactDescription fact, Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "number");
        WriteBound(json, "minimum", fact.Minimum);
        WriteBound(json, "maximum", fact.Maximum);
        WriteBound(json, "multipleOf", fact.Resolution);
        json.WriteEndObject();
        if (fact.Unit is not null)
        {
            json.WriteStartObject();
            json.WriteString("type", "string");
            json.WriteString("pattern", "^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)? *[^0-9 ].*$");
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            Names(json, "required", ["value", "unit"]);
            json.WriteStartObject("properties");
            json.WriteStartObject("value");
            json.WriteString("type", "number");
            json.WriteEndObject();
            json.WriteStartObject("unit");
            json.WriteString("type", "string");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (!fact.IsRequired)
        {
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBound(Utf8JsonWriter json, string name, Rational? bound)
    {
        if (bound is { } value && value.HasFiniteDecimals())
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.ToString());
        }
    }

    private static void Types(Utf8JsonWriter json, string type, FactDescription fact) =>
        Names(json, "type", fact.IsRequired ? [type] : [type, "null"]);

    internal static void Names(Utf8JsonWriter json, string member, IEnumerable<string> names)
    {
        json.WriteStartArray(member);
        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}

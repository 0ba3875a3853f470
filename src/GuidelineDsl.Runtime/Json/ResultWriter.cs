using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Writes results as <c>gdl-result/1</c>: members in a fixed order and exact decimals, so that equal results are equal bytes.</summary>
public static class ResultWriter
{
    /// <summary>The name of the form.</summary>
    public const string Schema = "gdl-result/1";

    internal static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes one result as UTF-8 JSON.</summary>
    /// <param name="result">The result; its trace is written where it has one.</param>
    /// <param name="output">Where to.</param>
    /// <param name="indented">With line breaks for people; otherwise one line, without a line break at its end.</param>
    public static void Write(GuidelineResult result, IBufferWriter<byte> output, bool indented = false)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = Encoder });
        Write(result, json);
    }

    internal static Utf8JsonWriter MakeWriter(IBufferWriter<byte> output) => new(output, new JsonWriterOptions { Encoder = Encoder });

    internal static Utf8JsonWriter MakeWriter(Stream output) => new(output, new JsonWriterOptions { Encoder = Encoder });

    internal static void Write(GuidelineResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema"u8, Schema);
        json.WritePropertyName("guideline"u8);
        WriteName(result.Guideline, json);
        Span<byte> day = stackalloc byte[10];
        _ = result.Today.TryFormat(day, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        json.WriteString("today"u8, day);
        json.WritePropertyName("patient"u8);
        if (result.PatientIdIsNumber && result.PatientId is { } number)
        {
            json.WriteRawValue(number);
        }
        else
        {
            json.WriteStringValue(result.PatientId);
        }

        json.WritePropertyName("derived"u8);
        WriteDerived(result.Derived.AsSpan(), json);
        json.WriteStartArray("decisions"u8);
        foreach (DecisionResult decision in result.Decisions)
        {
            WriteDecision(decision, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    internal static void WriteName(GuidelineDescription guideline, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", guideline.Id);
        json.WriteString("version", guideline.Version);
        json.WriteString("digest", guideline.Digest);
        json.WriteEndObject();
    }

    internal static void WriteDerived(ReadOnlySpan<DerivedResult> results, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DerivedResult result in results)
        {
            json.WritePropertyName(result.Derived.Id);
            WriteDerived(result, json);
        }

        json.WriteEndObject();
    }

    /// <summary>The status as the contract spells it.</summary>
    public static string StatusName(DecisionStatus status) => status switch
    {
        DecisionStatus.OutOfScope => "out-of-scope",
        DecisionStatus.NeedsData => "needs-data",
        DecisionStatus.Decided => "decided",
        DecisionStatus.Silent => "silent",
        DecisionStatus.NoRecommendation => "no-recommendation",
        _ => throw new InvalidOperationException($"No such status: {status}."),
    };

    /// <summary>The verb as authors write it.</summary>
    public static string VerbName(AdviceVerb verb) => verb switch
    {
        AdviceVerb.Recommend => "recommend",
        AdviceVerb.Consider => "consider",
        AdviceVerb.Avoid => "avoid",
        AdviceVerb.Contraindicate => "contraindicate",
        _ => throw new InvalidOperationException($"No such verb: {verb}."),
    };

    private static void WriteDerived(DerivedResult derived, Utf8JsonWriter json)
    {
        switch (derived.Derived.Kind)
        {
            case DerivedKind.Definition when derived.Truth.IsUnknown:
                json.WriteNullValue();
                break;
            case DerivedKind.Definition:
                json.WriteBooleanValue(derived.Truth.IsTrue);
                break;
            case DerivedKind.Classification:
                json.WriteStringValue(derived.Value?.Id);
                break;
            case DerivedKind.Score when !derived.IsDetermined:
                json.WriteStartObject();
                json.WritePropertyName("from");
                json.WriteRawValue(derived.Low!.Value.ToString());
                json.WritePropertyName("to");
                json.WriteRawValue(derived.High!.Value.ToString());
                json.WriteEndObject();
                break;
            case DerivedKind.Score:
            case DerivedKind.Number:
                WriteNumber(derived.Low, json);
                break;
            case DerivedKind.Date:
            case DerivedKind.DateTime:
                json.WriteStringValue(derived.Low is null ? null : derived.DescribeValue());
                break;
            default:
                throw new InvalidOperationException($"No such kind of derived value: {derived.Derived.Kind}.");
        }
    }

    private static void WriteNumber(Rational? number, Utf8JsonWriter json)
    {
        if (number is { } value)
        {
            json.WriteRawValue(value.ToString());
        }
        else
        {
            json.WriteNullValue();
        }
    }

    internal static void WriteDecision(DecisionResult decision, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", decision.Decision.Id);
        json.WriteString("status", StatusName(decision.Status));
        WriteIds("rules", decision.Rules.Select(rule => rule.Id), json);
        WriteIds("possibleRules", decision.PossibleRules.Select(rule => rule.Id), json);
        WriteIds("needs", decision.Needs.Select(fact => fact.Id), json);
        json.WriteStartArray("recommendations");
        foreach (Recommendation recommendation in decision.Recommendations)
        {
            WriteRecommendation(recommendation, json);
        }

        json.WriteEndArray();
        if (decision.Silence is { } silence)
        {
            json.WriteStartObject("silence");
            json.WriteString("because", silence.Because);
            WriteCitations(silence.Citations, json);
            WritePlace(silence.Place, json);
            json.WriteEndObject();
        }

        if (decision.Trace is { } trace)
        {
            json.WritePropertyName("trace");
            TraceWriter.Write(trace, json);
        }

        json.WriteEndObject();
    }

    internal static void WriteRecommendation(Recommendation recommendation, Utf8JsonWriter json)
    {
        RuleDescription rule = recommendation.Rule;
        json.WriteStartObject();
        json.WriteString("rule", rule.Id);
        json.WriteString("verb", VerbName(recommendation.Verb));
        json.WriteStartArray("steps");
        foreach (StepResult step in recommendation.Steps)
        {
            WriteStep(step, json);
        }

        json.WriteEndArray();
        json.WritePropertyName("qualifiers");
        QualifiersWriter.Write(recommendation.Advice.Qualifiers, json);
        if (rule.Evidence is { } evidence)
        {
            json.WriteStartObject("evidence");
            json.WriteString("scale", evidence.Scale);
            WriteIds("grade", evidence.Grades, json);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("evidence");
        }

        WriteCitations(rule.Citations, json);
        json.WriteString("because", rule.Because);
        WritePlace(rule.Place, json);
        json.WriteEndObject();
    }

    private static void WriteStep(StepResult step, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        json.WriteStartArray("options");
        foreach (ImmutableArray<ActionDescription> option in step.Options)
        {
            WriteActions(option, json);
        }

        json.WriteEndArray();
        WriteRemarks("removed", step.Removed, false, json);
        WriteRemarks("unconfirmed", step.Unconfirmed, true, json);
        if (!step.AdvisedAgainst.IsEmpty)
        {
            WriteRemarks("advisedAgainst", step.AdvisedAgainst, true, json);
        }

        if (!step.OptionalActions.IsEmpty)
        {
            WriteIds("optional", step.OptionalActions.Select(action => action.Id), json);
        }

        json.WriteEndObject();
    }

    private static void WriteRemarks(string name, ImmutableArray<OptionRemark> remarks, bool withNeeds, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (OptionRemark remark in remarks)
        {
            json.WriteStartObject();
            json.WritePropertyName("option");
            WriteActions(remark.Option, json);
            json.WriteString("by", remark.By.QualifiedId);
            if (withNeeds)
            {
                WriteIds("needs", remark.Needs.Select(fact => fact.Id), json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteActions(ImmutableArray<ActionDescription> actions, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ActionDescription action in actions)
        {
            json.WriteStringValue(action.Id);
        }

        json.WriteEndArray();
    }

    private static void WriteCitations(ImmutableArray<CitationDescription> citations, Utf8JsonWriter json)
    {
        json.WriteStartArray("citations");
        foreach (CitationDescription citation in citations)
        {
            json.WriteStartObject();
            json.WriteString("source", citation.Source.Id);
            json.WriteString("at", citation.At);
            if (citation.Quote is { } quote)
            {
                json.WriteString("quote", quote);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(SourcePlace place, Utf8JsonWriter json)
    {
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Line);
    }

    private static void WriteIds(string name, IEnumerable<string> ids, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (string id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }
}

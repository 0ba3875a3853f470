using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Writes the trace of a decision: each rule's truth, and each condition's with what it read and where it is written. Nearly all of it is the same for every
/// patient and is kept as bytes.
/// </summary>
internal static class TraceWriter
{
    public static void Write(DecisionTrace trace, Utf8JsonWriter json)
    {
        PooledBytes bytes = new();
        Write(trace, ref bytes);
        if (json.Options.Indented)
        {
            using JsonDocument document = JsonDocument.Parse(bytes.Written.ToArray(), new JsonDocumentOptions { MaxDepth = int.MaxValue });
            document.RootElement.WriteTo(json);
        }
        else
        {
            json.WriteRawValue(bytes.Written, skipInputValidation: true);
        }

        bytes.Return();
    }

    private static void Write(DecisionTrace trace, ref PooledBytes bytes)
    {
        TraceSource source = trace.Source;
        bytes.Add("{\"scope\":"u8);
        Write(source, trace.Decision.ScopeRoot, ref bytes);
        bytes.Add(",\"rules\":["u8);
        foreach (RuleDescription rule in trace.Decision.Rules)
        {
            bytes.Add(rule.Index == 0 ? ""u8 : ","u8);
            WriteRule(trace, rule, ref bytes);
        }

        bytes.Add("]"u8);
        for (int i = 0; i < trace.Decision.Silences.Length; i++)
        {
            bytes.Add(i == 0 ? ",\"silences\":["u8 : ","u8);
            Write(source, trace.Decision.Silences[i].Root, ref bytes);
        }

        bytes.Add(trace.Decision.Silences.IsEmpty ? "}"u8 : "]}"u8);
    }

    private static void WriteRule(DecisionTrace trace, RuleDescription rule, ref PooledBytes bytes)
    {
        TraceSource source = trace.Source;
        TraceFragments fragments = source.Fragments;
        RuleFragments fixedParts = fragments.Of(rule);
        bytes.Add(fixedParts.Head);
        WriteTruth(source.TruthOf(rule, trace.Given), ref bytes);
        bytes.Add("\""u8);
        bool isFirst = true;
        foreach (int winner in trace.Decision.OverriddenBy[rule.Index])
        {
            if (source.TruthOf(trace.Decision.Rules[winner].Root).IsTrue)
            {
                bytes.Add(isFirst ? ",\"overriddenBy\":["u8 : ","u8);
                bytes.Add(fragments.Of(trace.Decision.Rules[winner]).Name);
                isFirst = false;
            }
        }

        bytes.Add(isFirst ? ""u8 : "]"u8);
        bytes.Add(fixedParts.Tail);
        Write(source, rule.Root, ref bytes);
        bytes.Add("}"u8);
    }

    private static void Write(TraceSource source, int condition, ref PooledBytes bytes)
    {
        ConditionFragments fragments = source.Fragments.Of(condition);
        bytes.Add(fragments.Head);
        WriteTruth(source.TruthOf(condition), ref bytes);
        foreach (ReadFragment read in fragments.Reads)
        {
            bytes.Add(read.Before);
            bytes.Add(read.IsFact ? source.WordsOfFact(read.Index) : source.WordsOfDerived(read.Index));
        }

        bytes.Add(fragments.Tail);
        for (int i = 0; i < fragments.Parts.Length; i++)
        {
            bytes.Add(i == 0 ? ""u8 : ","u8);
            Write(source, fragments.Parts[i], ref bytes);
        }

        bytes.Add(fragments.Parts.IsEmpty ? "}"u8 : "]}"u8);
    }

    private static void WriteTruth(Truth truth, ref PooledBytes bytes) => bytes.Add(truth.IsTrue ? "true"u8 : truth.IsFalse ? "false"u8 : "unknown"u8);
}

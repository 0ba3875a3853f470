using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using FactValue = GuidelineDsl.Semantics.Model.FactValue;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// The benchmark guideline for rule engines of other languages, as JSON: each rule as the conditions that must all hold, some patients of whom all is known, and the rules that
/// each of them is given here. Made from the bound guideline, so that there is one text of the rules.
/// </summary>
internal static class PeerExport
{
    private const int Patients = 2048;

    public static void Write(string path)
    {
        Guideline guideline = BenchmarkGuideline.Bind(BenchmarkGuideline.Text()).Model.Guidelines.Single();
        IGuidelineEvaluator evaluator = BenchmarkGuideline.Load();
        CodedPatient[] coded = BenchmarkGuideline.Known()[..Patients];
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] given = new ulong[1];
        JsonObject export = new()
        {
            ["rules"] = new JsonArray([.. guideline.Decisions.Single().Rules.Select(Rule)]),
            ["patients"] = new JsonArray([.. coded.Select(patient => JsonNode.Parse(BenchmarkGuideline.Json(patient)))]),
            ["given"] = new JsonArray([.. BenchmarkGuideline.Compiled(evaluator, coded).Select(patient =>
            {
                evaluator.TryTell(patient, BenchmarkGuideline.Today, statuses, given);
                return (JsonNode)new JsonArray([.. evaluator.Description.Rules.Where(rule => (given[0] >> rule.Ordinal & 1) != 0).Select(rule => JsonValue.Create(rule.Id))]);
            })]),
        };
        File.WriteAllText(path, export.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
    }

    private static JsonNode Rule(Rule rule) => new JsonObject
    {
        ["name"] = rule.Id,
        ["all"] = new JsonArray([.. Leaves(rule.Condition).Select(Leaf)]),
    };

    private static IEnumerable<Condition> Leaves(Condition condition) => condition is All all ? all.Parts.SelectMany(Leaves) : [condition];

    private static JsonNode Leaf(Condition condition) => condition switch
    {
        YesNoTest test => OneOf(test.Fact, [JsonValue.Create(true)]),
        Not { Part: YesNoTest test } => OneOf(test.Fact, [JsonValue.Create(false)]),
        ValueTest { Fact.Type: Enumeration type } test => OneOf(test.Fact, test.Values.Ordinals.Select(ordinal => JsonValue.Create(type.Values[ordinal].Id))),
        NumberTest { Subject: FactValue subject, Values.Intervals: [Interval interval] } => Range(subject.Fact, interval),
        _ => throw new InvalidOperationException($"The other engines are given no {condition.GetType().Name}."),
    };

    private static JsonObject OneOf(Fact fact, IEnumerable<JsonNode> values) => new() { ["fact"] = fact.Id, ["in"] = new JsonArray([.. values]) };

    /// <summary>From a number on, or below a number: the guideline has no other comparisons.</summary>
    private static JsonObject Range(Fact fact, Interval interval)
    {
        if ((interval.From is not null && !interval.FromInclusive) || (interval.To is not null && interval.ToInclusive))
        {
            throw new InvalidOperationException("The other engines are given only numbers from one on, or below one.");
        }

        JsonObject range = new() { ["fact"] = fact.Id };
        Add("from", interval.From);
        Add("below", interval.To);
        return range;

        void Add(string name, Rational? value)
        {
            if (value is { } number)
            {
                range[name] = decimal.Parse(number.ToString(), CultureInfo.InvariantCulture);
            }
        }
    }
}

using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>What a decision answers, for the guideline with which the language introduces itself.</summary>
public sealed class StatusTests
{
    private static readonly Compiled FirstLine = Compiled.From(Samples.FirstLine);

    private const string Advanced = "\"extent\": \"metastatic\", \"resectable\": false";

    [Fact]
    public void Below_the_limit_the_rule_is_given()
    {
        DecisionResult result = FirstLine.Decide($$"""{ {{Advanced}}, "differentiation": "well", "sstr": "positive", "ki67": 9.9 }""");
        result.Status.ShouldBe(DecisionStatus.Decided);
        result.Rules.Select(rule => rule.Id).ShouldBe(["ssa_low_proliferation"]);
        result.Needs.ShouldBeEmpty();
        result.Recommendations.Single().Steps.Single().Options.Select(option => string.Join('+', option.Select(a => a.Id)))
            .ShouldBe(["octreotide", "lanreotide"]);
    }

    [Fact]
    public void On_the_limit_there_is_a_gap() =>
        FirstLine.Decide($$"""{ {{Advanced}}, "differentiation": "well", "sstr": "positive", "ki67": 10 }""").Status
            .ShouldBe(DecisionStatus.NoRecommendation);

    [Fact]
    public void A_silence_is_told_with_its_reason()
    {
        DecisionResult result = FirstLine.Decide($$"""{ {{Advanced}}, "differentiation": "well", "sstr": "negative" }""");
        result.Status.ShouldBe(DecisionStatus.Silent);
        result.Silence!.Because.ShouldStartWith("the source names no first-line drug");
    }

    [Fact]
    public void Resectable_tumours_are_out_of_scope_whatever_else_is_unknown() =>
        FirstLine.Decide("""{ "resectable": true }""").Status.ShouldBe(DecisionStatus.OutOfScope);

    [Fact]
    public void Nothing_known_needs_all_that_the_decision_reads_and_no_more()
    {
        DecisionResult result = FirstLine.Decide("{}");
        result.Status.ShouldBe(DecisionStatus.NeedsData);
        result.Needs.Select(fact => fact.Id).ShouldBe(["ki67", "differentiation", "sstr", "extent", "resectable"]);
        result.PossibleRules.Select(rule => rule.Id).ShouldBe(["ssa_low_proliferation", "platinum_nec"]);
    }

    [Fact]
    public void A_poorly_differentiated_tumour_needs_no_proliferation_index()
    {
        DecisionResult result = FirstLine.Decide("""{ "differentiation": "poor", "extent": "metastatic" }""");
        result.Status.ShouldBe(DecisionStatus.NeedsData);
        result.Needs.Select(fact => fact.Id).ShouldBe(["resectable"]);
    }

    [Fact]
    public void A_high_index_makes_the_receptor_state_decide_between_silence_and_gap()
    {
        DecisionResult result = FirstLine.Decide($$"""{ {{Advanced}}, "differentiation": "well", "ki67": 10 }""");
        result.Status.ShouldBe(DecisionStatus.NeedsData);
        result.PossibleRules.ShouldBeEmpty();
        result.Needs.Select(fact => fact.Id).ShouldBe(["sstr"]);
    }

    [Fact]
    public void The_result_is_written_as_the_contract_shows_it()
    {
        string json = Compiled.Json(FirstLine.Evaluate(
            $$"""{ "id": "p1", {{Advanced}}, "differentiation": "well", "sstr": "positive", "ki67": "9.9 %", "mitoses": 1 }"""));
        json.ShouldStartWith("""{"schema":"gdl-result/1","guideline":{"id":"gep_nen","version":"2025.1","digest":"sha256:""");
        json[json.IndexOf("\"today\"", StringComparison.Ordinal)..].ShouldBe(
            """
            "today":"2025-10-10","patient":"p1","derived":{"advanced":true,"grade":"G2"},
            "decisions":[{"id":"first_line","status":"decided","rules":["ssa_low_proliferation"],"possibleRules":[],"needs":[],
            "recommendations":[{"rule":"ssa_low_proliferation","verb":"recommend",
            "steps":[{"name":null,"options":[["octreotide"],["lanreotide"]],"removed":[],"unconfirmed":[]}],
            "qualifiers":{"line":1},"evidence":{"scale":"esmo","grade":["I","A"]},
            "citations":[{"source":"clarinet","at":"inclusion criteria"}],"because":null,"file":"guidelines/test.gdl","line":
            """.ReplaceLineEndings("") + $"{LineOf("rule ssa_low_proliferation")}}}]}}]}}");
    }

    private static int LineOf(string words) =>
        1 + Samples.FirstLine[..Samples.FirstLine.IndexOf(words, StringComparison.Ordinal)].Count(c => c == '\n');
}

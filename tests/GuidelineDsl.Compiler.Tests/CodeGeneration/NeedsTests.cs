using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>What is asked for is what can change the answer, and nothing else.</summary>
public sealed class NeedsTests
{
    [Fact]
    public void A_condition_that_holds_for_every_value_is_decided() =>
        Decide("when ki67 < 10 or ki67 >= 10", "{}").Status.ShouldBe(DecisionStatus.Decided);

    [Fact]
    public void A_fact_that_cancels_out_is_not_asked_for() =>
        Needs("when (b and ki67 < 10) or (b and ki67 >= 10)", "{}").ShouldBe(["b"]);

    [Fact]
    public void A_constraint_rules_out_what_would_change_the_answer()
    {
        DecisionResult result = Decide("when sites includes liver", """{ "stage": "localised" }""");
        result.Status.ShouldBe(DecisionStatus.NoRecommendation);
        result.Needs.ShouldBeEmpty();
        Needs("when sites includes liver", "{}").ShouldBe(["sites"]);
    }

    [Fact]
    public void A_rule_for_the_unknown_is_given_and_what_knowledge_would_change_is_asked_for()
    {
        DecisionResult result = Compiled.From(Text("when ki67 < 10", "rule u \"U\" { when ki67 is unknown recommend b_action evidence ungraded cite s \"2\" }"))
            .Decide("{}");
        result.Status.ShouldBe(DecisionStatus.Decided);
        result.Rules.Select(rule => rule.Id).ShouldBe(["u"]);
        result.PossibleRules.Select(rule => rule.Id).ShouldBe(["r"]);
        result.Needs.Select(fact => fact.Id).ShouldBe(["ki67"]);
    }

    /// <summary>Of three rules the second overrides the first and the third the second: what decides the second can take the first away, and never gives the second.</summary>
    [Fact]
    public void What_could_take_a_given_rule_away_is_asked_for()
    {
        Compiled chain = Compiled.From(Text(
            "when b",
            "rule u \"U\" { when ki67 < 10 recommend b_action overrides r evidence ungraded cite s \"2\" } "
            + "rule v \"V\" { when stage is localised recommend b_action overrides u evidence ungraded cite s \"3\" }"));
        DecisionResult result = chain.Decide("""{ "b": true, "stage": "localised" }""");
        result.Rules.Select(rule => rule.Id).ShouldBe(["r", "v"]);
        result.PossibleRules.ShouldBeEmpty();
        result.Needs.Select(fact => fact.Id).ShouldBe(["ki67"]);
        chain.Decide("""{ "b": true, "stage": "localised", "ki67": 5 }""").Rules.Select(rule => rule.Id).ShouldBe(["v"]);
        chain.Decide("""{ "b": true, "stage": "localised", "ki67": 10 }""").Needs.ShouldBeEmpty();
    }

    [Fact]
    public void A_score_is_decided_by_its_bounds()
    {
        const string Rule = "when points >= 2";
        Decide(Rule, """{ "b": false }""").Status.ShouldBe(DecisionStatus.NeedsData);
        Decide(Rule, """{ "b": false, "ki67": 5 }""").Status.ShouldBe(DecisionStatus.NoRecommendation);
        Needs(Rule, """{ "b": true }""").ShouldBe(["ki67", "sites"]);
    }

    [Fact]
    public void A_date_is_compared_with_the_day_of_the_evaluation()
    {
        const string Rule = "when scan < today - 6 months";
        Decide(Rule, """{ "scan": "2025-04-09" }""").Status.ShouldBe(DecisionStatus.Decided);
        Decide(Rule, """{ "scan": "2025-04-10" }""").Status.ShouldBe(DecisionStatus.NoRecommendation);
        Needs(Rule, "{}").ShouldBe(["scan"]);
        Needs("when scan < today - 6 months or scan >= today - 6 months", "{}").ShouldBeEmpty();
    }

    [Fact]
    public void A_computed_number_asks_for_the_facts_that_enter_it()
    {
        const string Rule = "when bmi >= 30 'kg/m2'";
        Decide(Rule, """{ "weight": 90, "height": 1.7 }""").Status.ShouldBe(DecisionStatus.Decided);
        Needs(Rule, """{ "weight": 90 }""").ShouldBe(["height"]);
        Needs(Rule, "{}").ShouldBe(["weight", "height"]);
        Decide(Rule, """{ "weight": 40, "height": 1.5 }""").Status.ShouldBe(DecisionStatus.NoRecommendation);
    }

    private static IEnumerable<string> Needs(string when, string patient) => Decide(when, patient).Needs.Select(fact => fact.Id);

    private static DecisionResult Decide(string when, string patient) => Compiled.From(Text(when, "")).Decide(patient);

    private static string Text(string when, string more) => $$"""
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact ki67   "Ki-67"  : number 0 to 100
        fact b      "B"      : yes/no
        fact stage  "Stage"  : one of { localised, metastatic }
        fact sites  "Sites"  : set of { liver, lung }
        fact scan   "Scan"   : date 2000-01-01 to 2030-12-31
        fact weight "Weight" : number 30 to 300 kg
        fact height "Height" : number 1 to 2.5 m
        constraint local "localised means no metastases" = stage is metastatic or sites is empty
        compute bmi "BMI" : number 'kg/m2' = weight / (height * height)
        score points "Points" { add 1 when b add 1 when ki67 >= 20 add 1 when sites includes lung cite s "0" }
        action a_action "A" : drug
        action b_action "B" : drug
        decision d "D" {
          choose all
          rule r "R" { {{when}} recommend a_action evidence ungraded cite s "1" }
          {{more}}
        }
        """;
}

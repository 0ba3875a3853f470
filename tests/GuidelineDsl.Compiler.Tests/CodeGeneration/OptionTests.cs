using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Contraindications, avoidance and guards as filters over the options of other decisions.</summary>
public sealed class OptionTests
{
    private static readonly Compiled Guideline = Compiled.From("""
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact renal     "Renal failure" : yes/no
        fact allergy   "Allergy"       : yes/no
        fact elderly   "Elderly"       : yes/no
        fact sensitive "Sensitive"     : yes/no
        fact ill       "Ill"           : yes/no
        action a "A" : drug
        action b "B" : drug
        action c "C" : drug
        decision treat "Treat" {
          for ill
          choose one
          rule all_three "All" {
            when everyone
            recommend one of { a, b when sensitive, a + optional c }
            evidence ungraded cite s "1"
          }
        }
        decision safety "Safety" {
          choose all
          rule no_a "No A" { when renal and not elderly contraindicate a evidence ungraded cite s "2" }
          rule no_c "No C" { when allergy contraindicate c evidence ungraded cite s "3" }
          rule less_b "Less B" { when elderly avoid b evidence ungraded cite s "4" }
        }
        """);

    [Fact]
    public void Nothing_against_leaves_all_options()
    {
        StepResult step = Step("""{ "ill": true, "renal": false, "allergy": false, "elderly": false, "sensitive": true }""");
        Options(step).ShouldBe(["a", "b", "a+c"]);
        step.Removed.ShouldBeEmpty();
        step.Unconfirmed.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_contraindicated_is_removed_and_an_optional_part_is_dropped()
    {
        StepResult step = Step("""{ "ill": true, "renal": false, "allergy": true, "elderly": false, "sensitive": false }""");
        Options(step).ShouldBe(["a", "a"]);
        Remarks(step.Removed).ShouldBe(["b by treat.all_three needs ", "c by safety.no_c needs "]);
    }

    [Fact]
    public void A_needed_part_that_is_contraindicated_removes_the_option()
    {
        StepResult step = Step("""{ "ill": true, "renal": true, "allergy": false, "elderly": false, "sensitive": true }""");
        Options(step).ShouldBe(["b"]);
        Remarks(step.Removed).ShouldBe(["a by safety.no_a needs ", "a+c by safety.no_a needs "]);
    }

    [Fact]
    public void What_might_be_contraindicated_is_marked_with_the_facts_to_ask_for()
    {
        StepResult step = Step("""{ "ill": true, "renal": true, "allergy": false, "sensitive": true }""");
        Options(step).ShouldBe(["a", "b", "a+c"]);
        Remarks(step.Unconfirmed).ShouldBe(["a by safety.no_a needs elderly", "a+c by safety.no_a needs elderly"]);
        Remarks(step.AdvisedAgainst).ShouldBe(["b by safety.less_b needs elderly"]);
    }

    [Fact]
    public void An_open_guard_is_the_rules_own()
    {
        StepResult step = Step("""{ "ill": true, "renal": false, "allergy": false, "elderly": true }""");
        Options(step).ShouldBe(["a", "b", "a+c"]);
        Remarks(step.Unconfirmed).ShouldBe(["b by treat.all_three needs sensitive"]);
        Remarks(step.AdvisedAgainst).ShouldBe(["b by safety.less_b needs "]);
    }

    [Fact]
    public void A_plan_without_options_stays_decided_with_the_reasons()
    {
        DecisionResult decision = Guideline.Decide(
            """{ "ill": true, "renal": true, "allergy": true, "elderly": false, "sensitive": false }""", "treat");
        decision.Status.ShouldBe(DecisionStatus.Decided);
        StepResult step = decision.Recommendations.Single().Steps.Single();
        step.Options.ShouldBeEmpty();
        Remarks(step.Removed).ShouldContain("a by safety.no_a needs ");
        Remarks(step.Removed).ShouldContain("b by treat.all_three needs ");
    }

    private static StepResult Step(string patient) => Guideline.Decide(patient, "treat").Recommendations.Single().Steps.Single();

    private static IEnumerable<string> Options(StepResult step) => step.Options.Select(option => string.Join('+', option.Select(action => action.Id)));

    private static IEnumerable<string> Remarks(IEnumerable<OptionRemark> remarks) => remarks.Select(remark =>
        $"{string.Join('+', remark.Option.Select(action => action.Id))} by {remark.By.QualifiedId} needs {string.Join(',', remark.Needs.Select(fact => fact.Id))}");
}

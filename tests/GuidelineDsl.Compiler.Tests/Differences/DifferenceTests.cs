using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Differences;

namespace GuidelineDsl.Compiler.Tests.Differences;

/// <summary>Two texts in, what became of every patient and every name out.</summary>
public sealed class DifferenceTests
{
    private const string Text = """
        guideline g "G" { version "1" status draft }
        source s "Source" { kind review year 2020 }
        source t "Trial" { kind trial year 2021 }
        fact ki67 "Ki-67 index" : number 0 to 100 % resolution 0.1
        fact size "Tumour size" : number 0 to 50 cm
        fact fit "Fit for surgery" : yes/no
        fact kidney "Kidney failure" : yes/no
        fact site "Site" : one of { liver "Liver", lung "Lung", bone "Bone" }
        fact scan "Last scan" : date 2000-01-01 to 2030-12-31
        action surgery "Surgery" : surgery
        action drug_a "Drug A" : drug
        action drug_b "Drug B" : drug
        action wait "Waiting" : observation

        decision treatment "Treatment" {
          choose one
          rule operate "Operate small tumours" {
            when fit and size <= 5 cm
            recommend surgery
            evidence ungraded
            cite s "p. 1"
          }
          rule drugs "Drugs for all others" {
            when not fit or size > 5 cm
            recommend one of { drug_a when ki67 < 10 %, drug_b }
            evidence ungraded
            cite s "p. 2"
          }
        }

        decision safety "What not to give" {
          choose all
          rule kidneys "No drug A in kidney failure" {
            when kidney
            contraindicate drug_a
            evidence ungraded
            cite s "p. 3"
          }
          partial because "the rest is not a question of safety"
        }

        """;

    /// <summary>Edits (all pairs are replaced) that change nobody's advice, and what is said of the text.</summary>
    [Theory]
    [InlineData("renamed rule", "operate \"|cut \"", "rule g.treatment.cut: Renamed was g.treatment.operate")]
    [InlineData("renamed fact", "fit|operable", "fact operable: Renamed was fit")]
    [InlineData("renamed action", "drug_a|first_drug", "")]
    [InlineData("renamed value", "liver \"Liver\"|hepatic \"Liver\"", "fact site: Rewritten was one of liver, lung, bone, is one of hepatic, lung, bone")]
    [InlineData("unit", "0 to 50 cm|0 to 500 mm", "fact size: Rewritten was number 0 cm to 50 cm, is number 0 mm to 500 mm")]
    [InlineData("limit in another unit", "size <= 5 cm|size <= 50 mm", "")]
    [InlineData("other words", "when not fit or size > 5 cm|when not (fit and size <= 5 cm)", "")]
    [InlineData("order of options", "{ drug_a when ki67 < 10 %, drug_b }|{ drug_b, drug_a when ki67 < 10 % }", "")]
    [InlineData("citation", "cite s \"p. 2\"|cite t \"p. 9\"", "citation g.treatment.drugs: New t \"p. 9\"; citation g.treatment.drugs: Removed s \"p. 2\"")]
    [InlineData("evidence", "evidence ungraded|evidence esmo I A", "")]
    [InlineData("new fact", "fact scan|fact other \"Other\" : yes/no\nfact scan", "fact other: New ")]
    [InlineData("wider", "0 to 100 % resolution 0.1|0 to 100 % resolution 0.05", "fact ki67: Widened was number 0 % to 100 % in steps of 0.1 %, is number 0 % to 100 % in steps of 0.05 %")]
    [InlineData("narrower", "liver \"Liver\", |", "fact site: Narrowed was one of liver, lung, bone, is one of lung, bone")]
    [InlineData("required", "kidney \"Kidney failure\" : yes/no|kidney \"Kidney failure\" : yes/no required", "fact kidney: Narrowed was yes/no, is required yes/no")]
    public void Same_advice(string name, string edit, string texts)
    {
        string[] parts = edit.Split('|');
        ModelDifference difference = Compare(Text, Text.Replace(parts[0], parts[1], StringComparison.Ordinal));
        difference.Patients.ShouldBeEmpty(name);
        difference.Decisions.ShouldAllBe(d => d.IsSame, name);
        string.Join("; ", Texts(difference)).ShouldBe(texts, name);
        difference.ChangesAdvice.ShouldBe(texts.Contains(": Widened ", StringComparison.Ordinal) || texts.Contains(": Narrowed ", StringComparison.Ordinal), name);
    }

    [Fact]
    public void Order_has_no_meaning_in_choose_one_and_a_rule_may_be_split()
    {
        int first = Text.IndexOf("  rule operate", StringComparison.Ordinal);
        int second = Text.IndexOf("  rule drugs", StringComparison.Ordinal);
        int end = Text.IndexOf("}\n\ndecision safety", StringComparison.Ordinal);
        string reordered = Text[..first] + Text[second..end] + Text[first..second] + Text[end..];
        Compare(Text, reordered).ChangesAdvice.ShouldBeFalse();
        string half = Text[first..second];
        string split = Text[..first]
            + half.Replace("operate", "operate_liver", StringComparison.Ordinal).Replace("when fit", "when site is liver and fit", StringComparison.Ordinal)
            + half.Replace("operate", "operate_elsewhere", StringComparison.Ordinal).Replace("when fit", "when site is not liver and fit", StringComparison.Ordinal)
            + Text[second..];
        ModelDifference difference = Compare(Text, split);
        difference.ChangesAdvice.ShouldBeFalse();
        Texts(difference).ShouldBe(["rule g.treatment.operate_liver: New ", "rule g.treatment.operate_elsewhere: New ", "rule g.treatment.operate: Removed "]);
    }

    /// <summary>Edits that change somebody's advice: decision, patients, old and new answer.</summary>
    [Theory]
    [InlineData("limit", "size <= 5 cm|size < 5 cm", "treatment: tumour size exactly 5 cm, fit for surgery: recommend Surgery → no advice")]
    [InlineData("guard", "drug_a when ki67 < 10 %|drug_a when ki67 < 20 %",
        "treatment: Ki-67 index from 10 % to 19.9 %, tumour size above 5 cm, no kidney failure or Ki-67 index from 10 % to 19.9 %, no fit for surgery, no kidney failure: recommend Drug B → recommend Drug A or Drug B")]
    [InlineData("verb", "recommend surgery|consider surgery", "treatment: tumour size up to 5 cm, fit for surgery: recommend Surgery → consider Surgery")]
    [InlineData("line", "recommend surgery|recommend surgery line 1", "treatment: tumour size up to 5 cm, fit for surgery: recommend Surgery → recommend Surgery, line 1")]
    [InlineData("contraindication", "when kidney|when kidney and ki67 < 5 %",
        "treatment: Ki-67 index from 5 % to 9.9 %, tumour size above 5 cm, kidney failure or Ki-67 index from 5 % to 9.9 %, no fit for surgery, kidney failure: recommend Drug B → recommend Drug A or Drug B; safety: Ki-67 index from 5 % to 100 %, kidney failure: contraindicate Drug A → no advice")]
    [InlineData("silence", "partial because|silent when not kidney and fit because \"nothing is said\" cite s\n  partial because",
        "safety: fit for surgery, no kidney failure: no advice → the source is silent")]
    public void Advice_differs(string name, string edit, string expected)
    {
        string[] parts = edit.Split('|');
        ModelDifference difference = Compare(Text, Text.Replace(parts[0], parts[1], StringComparison.Ordinal));
        difference.ChangesAdvice.ShouldBeTrue(name);
        string found = string.Join("; ", difference.Decisions.SelectMany(d => d.Differences.Select(a => $"{d.Decision}: {Words(a)}")));
        found.ShouldBe(expected, name);
    }

    [Fact]
    public void Who_is_a_patient_is_told_apart()
    {
        string narrower = Text.Replace("action surgery", "constraint bone_is_large \"Bone\" = site is not bone or size > 1 cm\naction surgery", StringComparison.Ordinal);
        ModelDifference difference = Compare(Text, narrower);
        difference.ChangesAdvice.ShouldBeTrue();
        difference.Decisions.ShouldAllBe(d => d.IsSame);
        difference.Patients.Single().Differences.Select(Words).ShouldBe(["tumour size up to 1 cm, Bone: accepted as a patient → refused as a patient"]);
        Texts(difference).ShouldBe(["constraint bone_is_large: New "]);
        Compare(narrower, Text).Patients.Single().Differences.Select(Words).ShouldBe(["tumour size up to 1 cm, Bone: refused as a patient → accepted as a patient"]);
    }

    [Fact]
    public void A_decision_that_is_gone_answers_nobody()
    {
        string gone = Text[..Text.IndexOf("decision safety", StringComparison.Ordinal)];
        ModelDifference difference = Compare(Text, gone);
        difference.Decisions.Single(d => d.Decision == "safety").Differences.Select(Words).ShouldBe(
            ["kidney failure: contraindicate Drug A → out of scope", "no kidney failure: no advice → out of scope"], ignoreOrder: true);
        difference.Decisions.Single(d => d.Decision == "treatment").Differences.Select(a => string.Join("; ", a.Before) + " → " + string.Join("; ", a.After))
            .ShouldBe(["recommend Drug B → recommend Drug A or Drug B"]);
    }

    [Fact]
    public void The_same_text_is_the_same_advice_even_where_a_condition_is_beyond_the_analysis()
    {
        string hard = Text.Replace("when kidney", "when kidney and hardness > 2", StringComparison.Ordinal)
            .Replace("action surgery", "compute hardness \"Hardness\" : number = (size / 1 cm) * (ki67 / 1 %) * (size / 1 cm)\naction surgery", StringComparison.Ordinal);
        Compare(hard, hard).ChangesAdvice.ShouldBeFalse();

        // Of whom the condition decides nothing is claimed; that is said.
        DecisionDifference changed = Compare(hard, hard.Replace("hardness > 2", "hardness > 3", StringComparison.Ordinal)).Decisions.Single(d => d.Decision == "safety");
        changed.IsSame.ShouldBeFalse();
        changed.Differences.ShouldBeEmpty();
        changed.NotAnalysed.ShouldNotBeEmpty();
    }

    private static ModelDifference Compare(string before, string after) =>
        DifferenceFinder.Compare(Bind(before).Model, Bind(after).Model, AnalysisOptions.Default);

    private static Compilation Bind(string text)
    {
        Compilation compilation = TextCompilation.Of(text);
        compilation.IsBound.ShouldBeTrue(string.Join('\n', compilation.Messages()));
        return compilation;
    }

    private static string Words(AdviceDifference d) => $"{string.Join(" or ", d.RegionInWords)}: {string.Join("; ", d.Before)} → {string.Join("; ", d.After)}";

    private static IEnumerable<string> Texts(ModelDifference difference) => difference.Texts.Select(t => $"{t.Kind} {t.Name}: {t.Change} {t.Detail}");
}

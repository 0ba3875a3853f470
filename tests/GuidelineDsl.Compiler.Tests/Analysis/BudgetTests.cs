using System.Globalization;
using System.Text;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Questions too hard for the budget stop, decision by decision, and say so; what was found until then stands.</summary>
public class BudgetTests
{
    private const int Facts = 40;

    // About as long as what is declared may nest.
    private const int Long = 120;

    public static TheoryData<string, string> Hard => new()
    {
        // An even number of them is left out: nothing can be told before all are known.
        { "parity", string.Concat(Enumerable.Range(0, Facts / 2).Select(i => Rule($"r{i}", $"exactly {(2 * i) + 1} of {{ {Names("y", Facts)} }}"))) },

        // Every rule meets every other; the cells are 61 to the power of 40.
        { "ranges", string.Concat(Enumerable.Range(0, 30).Select(i => Rule($"r{i}", string.Join(" or ", Enumerable.Range(0, Facts).Select(f => $"{(i * 7) + f} <= n{f} <= {(i * 11) + f + 300}"))))) },

        // Each rule leaves out another pair of facts.
        { "pairs", string.Concat(Enumerable.Range(0, Facts - 1).Select(i => Rule($"r{i}", $"(y{i} and not y{i + 1}) or (n{i} < 500 and n{i + 1} > 400 and not y{(i * 7) % Facts})"))) },
    };

    [Theory]
    [MemberData(nameof(Hard))]
    public void Too_much_work_is_said_of_that_decision_only(string name, string rules)
    {
        StringBuilder text = new(TextCompilation.Prelude);
        for (int i = 0; i < Facts; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"fact y{i} \"Y {i}\" : yes/no\nfact n{i} \"N {i}\" : number 0 to 1000\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"decision hard \"{name}\" {{\n  choose all\n{rules}}}\n");
        text.Append("decision easy \"Easy\" {\n" + Rule("low", "fit") + Rule("other", "not fit") + "}\n");
        Compilation compilation = TextCompilation.Of(text.ToString());
        compilation.IsBound.ShouldBeTrue();

        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 1_000_000 });

        DecisionSummary hard = result.Decisions.Single(d => d.Decision.Id == "hard");
        hard.IsAnalysed.ShouldBeFalse();
        hard.IsComplete.ShouldBeFalse();
        hard.StoppedBecause.ShouldBe("not analysed within the budget (--budget)");
        result.Decisions.Single(d => d.Decision.Id == "easy").IsComplete.ShouldBeTrue();
        Finding told = result.Findings.Single(f => f.Code == "GDL5030");
        told.Location.Text.ShouldBe("hard");
        told.Message.ShouldBe($"“{name}” was not analysed within the budget (--budget): what is reported of it holds, but more may be missing.");
    }

    [Fact]
    public void A_hard_declaration_is_told_with_its_place_and_leaves_the_others_their_share()
    {
        string facts = string.Concat(Enumerable.Range(0, Facts).Select(i => $"fact y{i} \"Y {i}\" : yes/no\n"));
        string odd = string.Join(" or ", Enumerable.Range(0, Facts / 2).Select(i => $"exactly {(2 * i) + 1} of {{ {Names("y", Facts)} }}"));
        Compilation compilation = TextCompilation.Of(
            TextCompilation.Prelude + facts + $"define odd \"Odd\" = {odd}\ndefine idle \"Idle\" = fit and (fit or y1)\n"
            + $"classify c \"Parity\" as {{ one, two }} {{ one when odd two when fit cite s \"1\" }}\n"
            + "decision easy \"Easy\" {\n" + Rule("low", "size < 5 cm") + Rule("other", "size >= 5 cm") + "}\n");
        compilation.IsBound.ShouldBeTrue();

        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 1_000_000 });

        result.Findings.Where(f => f.Code == "GDL5030").Select(f => f.Message).ShouldBe(
        [
            "“Parity” was not analysed within the budget (--budget): it may leave patients without a value, or give one patient two.",
            "“Odd” and 1 further condition of the declarations were not analysed within the budget (--budget): a part that changes nothing may have gone unnoticed.",
        ]);
        result.Findings.ShouldContain(f => f.Code == "GDL5013" && f.Location.Text == "fit or y1");
        result.Decisions.Single().IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void A_hard_pair_of_decisions_is_told_and_the_others_are_analysed()
    {
        string facts = string.Concat(Enumerable.Range(0, Facts).Select(i => $"fact y{i} \"Y {i}\" : yes/no\n"));
        string odd = string.Join(" or ", Enumerable.Range(0, Facts / 2).Select(i => $"exactly {(2 * i) + 1} of {{ {Names("y", Facts)} }}"));
        Compilation compilation = TextCompilation.Of(
            TextCompilation.Prelude + facts + $"define odd \"Odd\" = {odd}\nincompatible {{ a, b }} because \"they interact\" cite s \"1\"\n"
            + "decision one \"One\" { partial because \"not all\"\n" + Rule("r", "odd") + "}\n"
            + "decision two \"Two\" { partial because \"not all\"\n" + Rule("q", "not odd and not fit").Replace("recommend a", "recommend b") + "}\n"
            + "decision three \"Three\" { partial because \"not all\"\n" + Rule("t", "fit").Replace("recommend a", "recommend b") + "}\n"
            + "decision four \"Four\" { partial because \"not all\"\n" + Rule("f", "fit") + "}\n");
        compilation.IsBound.ShouldBeTrue(string.Join('\n', compilation.Messages()));

        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 1_000_000 });

        result.Findings.Where(f => f.Code == "GDL5030" && f.Location.Text is "q").Select(f => f.Message).ShouldBe(
            ["Whether the advice of “r” and “q” can reach one patient was not analysed within the budget (--budget), and so were 2 further questions about what rules say together."]);
        result.Findings.Where(f => f.Code == "GDL5004").Select(f => string.Join(' ', f.Rules.Select(r => r.Rule.Id))).ShouldBe(["t f"]);
        result.Decisions.Single(d => d.Decision.Id == "two").StoppedBecause.ShouldBe("what it says together with other decisions was not analysed within the budget (--budget)");
    }

    public static TheoryData<string, string> Chains => new()
    {
        { "one after another", Chain("define", i => $"d{i - 1}", "fit") },
        { "and", Chain("define", i => $"d{i - 1} and count > {i % 20}", "fit") },
        { "alternating", Chain("define", i => i % 2 == 0 ? $"d{i - 1} and count > {i % 20}" : $"d{i - 1} or size > {i % 50} cm", "fit") },
        { "parity", string.Concat(Enumerable.Range(0, Long).Select(i => $"fact y{i} \"Y {i}\" : yes/no\n")) + Chain("define", i => $"(d{i - 1} and not y{i}) or (not d{i - 1} and y{i})", "fit") },
        { "known", Chain("define", i => $"d{i - 1} is known and (d{i - 1} or fit)", "fit") },
    };

    /// <summary>Many definitions, each on the one before: an answer or a stop that is said, on a small stack, too.</summary>
    [Theory]
    [MemberData(nameof(Chains))]
    public void Long_chains_end(string name, string text)
    {
        name.ShouldNotBeEmpty();
        Compilation compilation = TextCompilation.Of(TextCompilation.Prelude + text + "decision d \"D\" {\n" + Rule("r", $"d{Long - 1}") + "}\n");
        compilation.IsBound.ShouldBeTrue(string.Join('\n', compilation.Messages().Take(3)));
        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 2_000_000 });
        result.Decisions.Single().IsAnalysed.ShouldBe(!result.Findings.Any(f => f.Code == "GDL5030" && f.Location.Text == "d"));
    }

    public static TheoryData<string, string> Doublings => new()
    {
        { "sum", "compute c0 \"C\" : number = count\n" + Computed(i => $"c{i - 1} + c{i - 1}") },
        { "product", "compute c0 \"C\" : number = count\n" + Computed(i => $"2 * c{i - 1}") },
        { "score", "score p \"P\" { add 1 when fit add 1 when size > 5 cm cite s \"1\" }\ncompute c0 \"C\" : number = p\n" + Computed(i => $"c{i - 1} + c{i - 1}") },
        { "square", "compute c0 \"C\" : number = count\n" + Computed(i => $"c{i - 1} * c{i - 1}") },
    };

    /// <summary>What is named twice in each of many steps is worked out once in each.</summary>
    [Theory]
    [MemberData(nameof(Doublings))]
    public void What_is_named_twice_is_worked_out_once(string name, string text)
    {
        Compilation compilation = TextCompilation.Of(TextCompilation.Prelude + text + "decision d \"D\" {\n" + Rule("r", "c60 is known and c60 > 3") + Rule("q", "c60 <= 3") + "}\n");
        compilation.IsBound.ShouldBeTrue(string.Join('\n', compilation.Messages().Take(3)));
        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 1_000_000 });
        result.Decisions.Single().IsAnalysed.ShouldBeTrue();
        (result.Decisions.Single().NotAnalysed.Length > 0).ShouldBe(name == "square");
    }

    private static string Computed(Func<int, string> value) => string.Concat(Enumerable.Range(1, 60).Select(i => $"compute c{i} \"C {i}\" : number = {value(i)}\n"));

    private static string Chain(string keyword, Func<int, string> next, string first) =>
        string.Concat(Enumerable.Range(0, Long).Select(i => $"{keyword} d{i} \"D {i}\" = {(i == 0 ? first : next(i))}\n"));

    private static string Rule(string id, string condition) => $"  rule {id} \"{id}\" {{ when {condition} recommend a evidence ungraded cite s \"1\" }}\n";

    private static string Names(string prefix, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{prefix}{i}"));
}

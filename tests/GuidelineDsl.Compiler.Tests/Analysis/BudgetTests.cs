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

        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = 200_000 });

        DecisionSummary hard = result.Decisions.Single(d => d.Decision.Id == "hard");
        hard.IsAnalysed.ShouldBeFalse();
        hard.IsComplete.ShouldBeFalse();
        hard.StoppedBecause.ShouldBe("not analysed within the budget (--budget)");
        result.Decisions.Single(d => d.Decision.Id == "easy").IsComplete.ShouldBeTrue();
    }

    private static string Rule(string id, string condition) => $"  rule {id} \"{id}\" {{ when {condition} recommend a evidence ungraded cite s \"1\" }}\n";

    private static string Names(string prefix, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{prefix}{i}"));
}

using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>What did not change is not analysed again, and is told as if it had been.</summary>
public class CacheTests
{
    private const string First = """
        decision first "First" {
          for fit
          rule small "Small" { when size < 5 cm recommend a evidence ungraded cite s "1" }
          rule large "Large" { when size > 5 cm and stage is I recommend b evidence ungraded cite s "2" }
          rule same "Same" { when size < 3 cm and size < 4 cm recommend b evidence ungraded cite s "3" }
        }

        """;

    private const string Second = """
        decision second "Second" {
          choose all
          rule low "Low" { when ki67 < 10 % recommend a evidence ungraded cite s "1" }
        }

        """;

    [Fact]
    public void An_edited_decision_alone_is_analysed_again()
    {
        AnalysisCache cache = new();
        Told(First + Second, cache).ShouldBe(Told(First + Second, null));
        cache.Analysed.ShouldBe(2);

        string edited = Second.Replace("10 %", "20 %\n", StringComparison.Ordinal);
        Told(First + edited, cache).ShouldBe(Told(First + edited, null));
        cache.Analysed.ShouldBe(3);
    }

    [Fact]
    public void What_moved_is_told_at_its_new_place()
    {
        AnalysisCache cache = new();
        Told(Second + First, cache);
        string edited = Second.Replace("10 %", "20 % // a longer text\n\n", StringComparison.Ordinal);
        Told(edited + First, cache).ShouldBe(Told(edited + First, null));
        cache.Analysed.ShouldBe(3);
    }

    [Fact]
    public void A_change_outside_of_the_decisions_concerns_them_all()
    {
        AnalysisCache cache = new();
        Told(First + Second, cache);
        string text = "constraint c \"Fit have small tumours\" = not fit or size < 10 cm\n" + First + Second;
        Told(text, cache).ShouldBe(Told(text, null));
        cache.Analysed.ShouldBe(4);
    }

    [Fact]
    public void Only_the_last_check_is_remembered()
    {
        AnalysisCache cache = new();
        Told(First + Second, cache);
        Told(Second, cache);
        Told(First + Second, cache);
        cache.Analysed.ShouldBe(3);
    }

    private static string Told(string text, AnalysisCache? cache)
    {
        Compilation compilation = TextCompilation.Of(TextCompilation.Prelude + text);
        compilation.IsBound.ShouldBeTrue();
        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { Cache = cache });
        return string.Join('\n', result.Findings.Select(f =>
                $"{f.Code} {f.Location} {f.Message} {f.Decision} {string.Join(",", f.Rules.Select(r => r.Rule.Location))} {string.Join(",", f.Related.Select(r => r.Location + r.Message))}"
                + $" {f.Witness?.Values.Length} {string.Join(",", f.Region.SelectMany(b => b.Parts).Select(p => p.Fact.Location))}"))
            + string.Join('\n', result.Decisions.Select(d => $"{d.Decision.Location} {d.IsAnalysed} {d.IsComplete} {d.OpenShare} {d.Conflicts} {d.NotAnalysed.Length}"));
    }
}

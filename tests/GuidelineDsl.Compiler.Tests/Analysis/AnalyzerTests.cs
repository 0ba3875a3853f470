using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Compiler.Tests.Analysis.ModelBuilder;

namespace GuidelineDsl.Compiler.Tests.Analysis;

public class AnalyzerTests
{
    [Fact]
    public void A_gap_is_told_with_its_region_a_patient_and_its_share()
    {
        ModelBuilder builder = new();
        Fact ki67 = builder.Number("ki67", 0, 100, "%", 0.1m);
        Fact differentiation = builder.OneOf("differentiation", "well", "poor");
        Fact resectable = builder.YesNo("resectable");
        builder.Rule("low", And(Is(differentiation, 0), Below(ki67, 10)), builder.Action("a"));
        builder.Rule("poor", Is(differentiation, 1), builder.Action("b"));
        builder.Decision("first_line", Not(Is(resectable)));

        Finding gap = Analyze(builder).Single();

        gap.Code.ShouldBe("GDL4001");
        gap.RegionInWords.ShouldBe(["ki67 from 10 % to 100 %, differentiation well"]);
        gap.Witness!.Values.ShouldBe([
            (ki67, new NumericValue(10)),
            (differentiation, new EnumerationValue(((Enumeration)differentiation.Type).Values[0])),
            (resectable, new YesNoValue(false)),
        ]);

        // Cells of Ki-67: [0, 10), 10, (10, 100]; of differentiation two. The gap takes two of six.
        gap.Share.ShouldBe(new Rational(1, 3));
    }

    [Fact]
    public void A_threshold_that_neither_rule_includes_is_a_gap_of_one_point()
    {
        ModelBuilder builder = new();
        Fact pressure = builder.Number("pressure", 0, 300);
        builder.Rule("low", Below(pressure, 105), builder.Action("a"));
        builder.Rule("high", Above(pressure, 105), builder.Action("b"));
        builder.Decision("d");

        Analyze(builder).Single().RegionInWords.ShouldBe(["pressure exactly 105"]);
    }

    [Fact]
    public void On_whole_numbers_at_most_two_and_at_least_three_leave_nothing()
    {
        ModelBuilder builder = new();
        Fact count = builder.Number("count", 0, null, null, 1);
        builder.Rule("few", AtMost(count, 2), builder.Action("a"));
        builder.Rule("many", AtLeast(count, 3), builder.Action("b"));
        builder.Decision("d");

        Analyze(builder).ShouldBeEmpty();
    }

    [Fact]
    public void An_overlap_of_different_advice_is_an_error_and_of_the_same_advice_a_warning()
    {
        ModelBuilder builder = new();
        Fact size = builder.Number("size", 0, 100, "cm", 1);
        ClinicalAction a = builder.Action("a");
        builder.Rule("small", AtMost(size, 5), a);
        builder.Rule("middle", In(size, new Interval(5, true, 10, true)), a);
        builder.Rule("large", AtLeast(size, 10), builder.Action("b"));
        builder.Decision("d");

        Finding[] findings = [.. Analyze(builder)];

        findings.Select(f => (f.Code, f.RegionInWords.Single())).ShouldBe([
            ("GDL5003", "size exactly 5 cm"),
            ("GDL5002", "size exactly 10 cm"),
        ]);
    }

    [Fact]
    public void Where_one_rule_overrides_the_other_there_is_no_conflict()
    {
        ModelBuilder builder = new();
        Fact fit = builder.YesNo("fit");
        builder.Rule("general", Everyone, builder.Action("a"));
        builder.Rule("special", Is(fit), builder.Action("b"), overrides: 0);
        builder.Decision("d");

        Analyze(builder).ShouldBeEmpty();
    }

    [Fact]
    public void A_rule_that_the_scope_excludes_is_dead()
    {
        ModelBuilder builder = new();
        Fact fit = builder.YesNo("fit");
        builder.Rule("always", Everyone, builder.Action("a"));
        builder.Rule("never", Not(Is(fit)), builder.Action("b"));
        builder.Decision("d", Is(fit));

        Finding dead = Analyze(builder).Single();

        dead.Code.ShouldBe("GDL5010");
        dead.Rules.Single().Rule.Id.ShouldBe("never");
    }

    [Fact]
    public void The_unknown_is_a_gap_only_where_being_known_is_asked()
    {
        ModelBuilder builder = new();
        Fact marker = builder.YesNo("marker");
        Fact other = builder.YesNo("other");
        builder.Rule("positive", And(Known(marker), Is(marker), Is(other)), builder.Action("a"));
        builder.Rule("negative", And(Known(marker), Not(Is(marker))), builder.Action("b"));
        builder.Rule("without", And(Is(marker), Not(Is(other))), builder.Action("c"));
        builder.Decision("d");

        Finding gap = Analyze(builder).Single();

        // Unknown marker: the first two rules are false; the third may hold unless the other is yes.
        gap.RegionInWords.ShouldBe(["marker unknown, other"]);
        gap.Witness!.Values[0].Value.ShouldBe(new UnknownValue());
    }

    private static IEnumerable<Finding> Analyze(ModelBuilder builder) => Analyzer.Analyze(builder.Build(), AnalysisOptions.Default).Findings;
}

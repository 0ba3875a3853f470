namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>Declarations that cannot be, and imports.</summary>
public sealed class DeclarationMessageTests
{
    [Theory]
    [InlineData("define x \"X\" = y\ndefine y \"Y\" = x", "GDL2006 [x] `x` is declared by means of itself: x → y → x. → Express one of the declarations in the circle without the others.")]
    [InlineData("fact fit \"Again\" : yes/no", "GDL2002 [fit] `fit` is declared twice. → Rename one of the two, and its uses.")]
    [InlineData("fact p \"P\" : number 10 to 5", "GDL3009 [number 10 to 5] The range runs from 10 down to 5. → Write 5 to 10.")]
    [InlineData("fact p \"P\" : number 0 to 1.05 resolution 0.1", "GDL3009 [1.05] The end 1.05 of the range is no multiple of the resolution 0.1. → Steps count from zero, and the ends of the range lie on them.")]
    [InlineData("class c \"C\" = { a, z }", "GDL2001 [z] `z` is not declared. → Declare it, or write the name of an action or a class that is declared.")]
    [InlineData("classify g2 \"G\" as { A, B } { A when fit B otherwise }", "GDL6001 [g2] The classification `g2` names no source. → Write `cite SOURCE \"place in the source\"`.")]
    [InlineData("compute m \"M\" : number 'kg' = size", "GDL3003 [size] The calculation gives a length, and a mass in kg is declared. → Correct the calculation, or declare the unit of what it gives.")]
    [InlineData("score p \"P\" { add 1 when fit }", "GDL6001 [p] The score `p` names no source. → Write `cite SOURCE \"place in the source\"`.")]
    public void One_mistake_gives_one_message(string declaration, string expected) =>
        TextCompilation.Of(TextCompilation.Prelude + declaration + "\n").Messages().ShouldBe([expected]);

    [Theory]
    [InlineData("evidence esmo VI A", "GDL3012 [VI] The scale esmo takes one of I, II, III, IV, V and one of A, B, C, D, E. → For example `evidence esmo I A`.")]
    [InlineData("evidence ungraded overrides r", "GDL2008 [r] The rule `r` overrides itself. → Name the rule that it wins over.")]
    [InlineData("evidence ungraded allow GDL9876 because \"x\"", "GDL2009 [GDL9876] `GDL9876` is no code of a finding. → `gdl explain` lists all codes.")]
    public void One_mistake_in_a_rule_gives_one_message(string item, string expected)
    {
        string text = TextCompilation.Prelude + $"decision d \"D\" {{ rule r \"R\" {{ when fit recommend a {item} cite s }} }}\n";
        TextCompilation.Of(text).Messages().ShouldBe([expected]);
    }

    [Fact]
    public void A_rule_without_citation_is_an_error() =>
        TextCompilation.Of(TextCompilation.Prelude + "decision d \"D\" { rule r \"R\" { when fit recommend a evidence ungraded } }\n").Messages()
            .ShouldBe(["GDL6001 [r] The rule `r` names no source. → Write `cite SOURCE \"place in the source\"`."]);

    [Fact]
    public void A_vocabulary_is_shared_by_those_who_use_it()
    {
        const string vocabulary = "vocabulary v \"V\" { version \"1\" }\nfact fever \"Fever\" : yes/no\ndefine ill \"ill\" = fever\n";
        TextCompilation.Of("guideline g \"G\" { version \"1\" }\nuse \"v.gdl\"\ndefine x \"X\" = ill or fever\n", ("v.gdl", vocabulary)).Messages().ShouldBeEmpty();
    }

    [Fact]
    public void Files_that_cannot_be_used_are_named()
    {
        TextCompilation.Of("guideline g \"G\" { version \"1\" }\nuse \"../x.gdl\"\nuse \"missing.gdl\"\nuse \"h.gdl\"\n", ("h.gdl", "guideline h \"H\" { version \"1\" }\n"))
            .Messages().ShouldBe(
            [
                "GDL2005 [\"../x.gdl\"] The path \"../x.gdl\" leads out of the project. → Use a file inside the project, by a path relative to this file.",
                "GDL2005 [\"missing.gdl\"] There is no file \"missing.gdl\". → The path is relative to this file.",
                "GDL2005 [\"h.gdl\"] Only vocabularies can be used; this file is a guideline. → Check both guidelines in one call: gdl check a.gdl b.gdl.",
            ]);
    }

    [Fact]
    public void Vocabularies_in_a_circle_are_reported_once()
    {
        TextCompilation.Of(
            "guideline g \"G\" { version \"1\" }\nuse \"v.gdl\"\n",
            ("v.gdl", "vocabulary v \"V\" { version \"1\" }\nuse \"w.gdl\"\n"), ("w.gdl", "vocabulary w \"W\" { version \"1\" }\nuse \"v.gdl\"\n"))
            .Messages().ShouldBe(["GDL2005 [\"w.gdl\"] The files use one another in a circle: v.gdl, w.gdl. → Move what both need into a vocabulary of its own."]);
    }
}

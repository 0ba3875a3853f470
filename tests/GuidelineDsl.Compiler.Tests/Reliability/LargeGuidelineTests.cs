using System.Globalization;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Binding.Editorial;
using GuidelineDsl.Syntax.Formatting;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>
/// Very many of one thing, right and wrong, through parser, formatter, binder and editorial checks: what takes steps in proportion to the square of
/// the size, or a level of the stack for each, does not end here. GDL_SIZE multiplies the sizes (10 gives the 100,000 rules of the promise).
/// </summary>
public sealed class LargeGuidelineTests
{
    private const string Head = """
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact f "F" : yes/no
        fact n "N" : number 0 to 10 resolution 1
        fact e "E" : one of { u, v }
        action a "A" : drug

        """;

    private static readonly int N = 10_000 * (int.TryParse(Environment.GetEnvironmentVariable("GDL_SIZE"), CultureInfo.InvariantCulture, out int n) ? n : 1);

    /// <summary>What is right, with the number of its messages: none.</summary>
    public static TheoryData<string, string> Right => new()
    {
        { "rules in one decision", Decision(Many(i => Rule(i, $"n is {i % 11}"))) },
        { "decisions", Many(i => Decision(Rule(i, "f"), i)) },
        { "rules that override the one before", Decision(Many(i => Rule(i, "f", i == 0 ? "" : $"overrides r{i - 1}"))) },
        { "rules that override all before", Decision(Many(i => Rule(i, "f", i == 0 ? "" : $"overrides {List(j => $"r{j}", i)}"), N / 50)) },
        { "citations", Decision(Rule(0, "f", Many(i => $"cite s \"p. {i}\" "))) },
        { "a long condition", Decision(Rule(0, string.Join(" or ", Enumerable.Range(0, N).Select(i => $"n is {i % 11}")))) },
        { "definitions", Many(i => $"define d{i} \"D\" = n is {i % 11}\n") + Decision(Rule(0, $"d{N - 1}")) },
        { "definitions that double", Many(i => $"define d{i} \"D\" = {(i == 0 ? "f" : $"(d{i - 1} and n > 3) or (not d{i - 1} and n < 2)")}\n", 60) + Decision(Rule(0, "d59")) },
        { "numbers that double", Many(i => $"compute c{i} \"C\" : number = {(i == 0 ? "n" : $"c{i - 1} + c{i - 1}")}\n", 60) + Decision(Rule(0, "c59 > 3")) },
        { "a class of actions", Many(i => $"action x{i} \"X\" : drug\n") + $"class k \"K\" = {{ {List(i => $"x{i}", N)} }}\n" + Decision(Rule(0, "f").Replace("recommend a", "recommend k", StringComparison.Ordinal)) },
        { "a set", $"fact t \"T\" : set of {{ {List(i => $"v{i}", N)} }}\n" + Decision(Rule(0, $"t includes any of {{ {List(i => $"v{i}", N / 2)} }}")) },
        { "an enumeration", $"fact t \"T\" : one of {{ {List(i => $"v{i}", N / 10)} }}\n" + Decision(Many(i => Rule(i, $"t is v{i}"), N / 10)) },
        { "a classification", $"classify c \"C\" as {{ {List(i => $"v{i}", N / 4)} }} {{ {Many(i => $"v{i} when n is {i % 11} ", N / 4)} cite s }}\n" + Decision(Rule(0, "c is v7")) },
        { "a score", $"score c \"C\" {{ {Many(i => $"add {i % 7} when n is {i % 11} ")} cite s }}\n" + Decision(Rule(0, "c > 7")) },
        { "tests", Decision(Rule(0, "f")) + Many(i => $"test \"t{i}\" {{ patient {{ f = yes, n = {i % 11} }} expect q0 gives r0 }}\n") },
        { "a text", $"define x \"{new string('x', 5_000_000)}\" = f\n" + Decision(Rule(0, "x")) },
        { "digits", "fact m \"M\" : number\n" + Decision(Rule(0, $"m > 1{new string('7', 5_000)} and m < 0.{new string('0', 5_000)}1")) },
    };

    /// <summary>What is wrong, with a code that must be among the messages.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "definitions in a chain", Chain(i => i - 1, "define d{0} \"D\" = n is 3 or {1}\n", "f"), "GDL2016" },
        { "definitions in a chain, the last first", Chain(i => i + 1, "define d{0} \"D\" = n is 3 or {1}\n", "f"), "GDL2016" },
        { "definitions in a circle", Chain(i => (i + 1) % N, "define d{0} \"D\" = n is 3 or {1}\n", "f"), "GDL2016" },
        { "definitions in a small circle", Chain(i => (i + 1) % 50, "define d{0} \"D\" = n is 3 or {1}\n", "f"), "GDL2006" },
        { "numbers in a chain", Chain(i => i - 1, "compute d{0} \"D\" : number = {1} + 1\n", "n"), "GDL2016" },
        { "classifications in a chain", Many(i => $"classify d{i} \"D\" as {{ A, B }} {{ A when {(i == 0 ? "f" : $"d{i - 1} is A")} B otherwise cite s }}\n"), "GDL2016" },
        { "groups in a chain", Chain(i => i - 1, "group d{0} \"D\" of e = {{ {1} }}\n", "u"), "GDL2016" },
        { "classes in a chain", Chain(i => i - 1, "class d{0} \"D\" = {{ {1} }}\n", "a"), "GDL2016" },
        { "names that nothing declares", Many(i => $"define known{i} \"K\" = f\n", N / 10) + Decision(Many(i => Rule(i, $"knwn{i}"))), "GDL2001" },
        { "values that the fact does not have", $"fact t \"T\" : one of {{ {List(i => $"v{i}", N / 10)} }}\n" + Decision(Many(i => Rule(i, $"t is w{i}"))), "GDL2007" },
        { "rules of one name", Decision(Many(_ => Rule(0, "f"))), "GDL2002" },
        { "declarations of one name", Many(_ => "define x \"X\" = f\n"), "GDL2002" },
        { "rules with a mistake", Decision(Many(i => Rule(i, "f an f"))), "GDL1018" },
        { "brackets that are not closed", Many(i => $"decision d{i} \"D\" {{\n"), "GDL1022" },
        { "rules that override one another in a circle", Decision(Many(i => Rule(i, "f", $"overrides r{(i + 1) % N}"))), "GDL2008" },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_right_is_bound(string name, string text)
    {
        Compilation compilation = TextCompilation.Of(Head + text);
        compilation.Messages().ShouldBeEmpty(name);
        Formatter.Format(compilation.Trees[0]).Length.ShouldBeGreaterThan(text.Length / 2);
        EditorialChecks.Run(compilation, new HashSet<string> { "g.gdl" }, new DateOnly(2025, 10, 10)).Length.ShouldBeLessThan(2 * N);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said(string name, string text, string code)
    {
        Compilation compilation = TextCompilation.Of(Head + text);
        compilation.IsBound.ShouldBeFalse(name);
        compilation.Diagnostics.Select(d => d.Code).ShouldContain(code, name);
        compilation.Diagnostics.Where(d => d.Message.Length + (d.Help ?? "").Length + (d.Label ?? "").Length > 1_000).ShouldBeEmpty(name);
        compilation.Diagnostics.Count(d => d.Code == "GDL2016").ShouldBeLessThan(2, name);
    }

    [Fact]
    public void Imports_in_a_chain_and_from_one_file_are_followed()
    {
        const int Files = 2_000;
        (string, string)[] Vocabularies(Func<int, string> use) =>
            [.. Enumerable.Range(0, Files).Select(i => ($"v{i}.gdl", $"vocabulary v{i} \"V\" {{ version \"1\" }}\n{use(i)}define x{i} \"X\" = f\n"))];

        (string, string) common = ("c.gdl", "vocabulary c \"C\" { version \"1\" }\nfact f \"F\" : yes/no\n");
        const string Use = "use \"c.gdl\"\n";
        TextCompilation.Of(Head.Replace("fact f \"F\" : yes/no\n", "", StringComparison.Ordinal) + "use \"v0.gdl\"\n" + Decision(Rule(0, $"x{Files - 1}")),
                [common, .. Vocabularies(i => Use + (i + 1 < Files ? $"use \"v{i + 1}.gdl\"\n" : ""))])
            .Messages().ShouldBeEmpty();
        TextCompilation.Of(Head.Replace("fact f \"F\" : yes/no\n", "", StringComparison.Ordinal) + Many(i => $"use \"v{i}.gdl\"\n", Files) + Decision(Rule(0, $"x{Files - 1}")),
                [common, .. Vocabularies(_ => Use)])
            .Messages().ShouldBeEmpty();
    }

    private static string Many(Func<int, string> one, int? count = null) => string.Concat(Enumerable.Range(0, count ?? N).Select(one));

    private static string List(Func<int, string> one, int count) => string.Join(", ", Enumerable.Range(0, count).Select(one));

    private static string Rule(int number, string condition, string more = "") =>
        $"  rule r{number} \"R\" {{ when {condition} recommend a evidence ungraded cite s {more} }}\n";

    private static string Decision(string rules, int number = 0) => $"decision q{number} \"D\" {{\n  choose all\n{rules}  partial because \"p\"\n}}\n";

    /// <summary>Declarations of which each names the one at another place; the ends name something else.</summary>
    private static string Chain(Func<int, int> next, string declaration, string end) => Many(i =>
    {
        int other = next(i);
        return string.Format(CultureInfo.InvariantCulture, declaration, i, other < 0 || other >= N ? end : $"d{other}");
    });
}

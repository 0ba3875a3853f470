using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Very long, very deep and very large: a message or success through the whole compiler, and the stack never runs out.</summary>
public sealed class HostileSizeTests
{
    private const string Head = """
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact f "F" : yes/no
        fact n "N" : number 0 to 100000 resolution 1
        action a "A" : drug

        """;

    private static readonly AnalysisOptions Analysis = new() { StepsPerDecision = 100_000, RegionCap = 5 };

    public static TheoryData<string, string> Texts => new()
    {
        { "parentheses", Rule(Repeat("(", 20_000) + "f" + Repeat(")", 20_000)) },
        { "not", Rule(Repeat("not ", 20_000) + "f") },
        { "mixed", Rule(Repeat("(f or n is 3 and ", 2_000) + "f" + Repeat(")", 2_000)) },
        { "counting", Rule(Repeat("any of { f, ", 2_000) + "f" + Repeat(" }", 2_000)) },
        { "a long choice", Rule(string.Join(" or ", Enumerable.Range(0, 2_000).Select(i => $"n is {i}"))) },
        { "a long line", Head + "define d \"" + new string('x', 5_000_000) + "\" = f\n" },
        { "a long comment", Head + "/*" + new string('*', 5_000_000) + "\n" },
        { "digits", Rule("n > " + new string('9', 20_000)) },
        { "decimals", Head + "fact q \"Q\" : number 0 to 1 resolution 0." + new string('0', 2_000) + "1\n" },
        { "a power", Head + "compute c \"C\" : number = n ^ 1000000000\ncompute p \"P\" : number = 10 ^ 10 ^ 10\n" + Rule("c > 1 or p > 3")[Head.Length..] },
        { "an exponential", Head + "compute c \"C\" : number = exp(n * n)\n" + Rule("c > 1")[Head.Length..] },
        { "a deep sum", Head + "compute c \"C\" : number = " + Repeat("(n + ", 3_000) + "n" + Repeat(")", 3_000) + "\n" },
        { "a long sum", Head + "compute c \"C\" : number = " + string.Join(" + ", Enumerable.Repeat("n", 3_000)) + "\n" + Rule("c > 1")[Head.Length..] },
        { "many facts", Head + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"fact x{i} \"X\" : yes/no\n")) + Rule("x1 and x2999")[Head.Length..] },
        { "many values", Head + "fact e \"E\" : one of { " + string.Join(", ", Enumerable.Range(0, 3_000).Select(i => $"v{i}")) + " }\n" + Rule("e is v7")[Head.Length..] },
        { "the ends of the calendar", Head + "fact day \"D\" : date\nfact t \"T\" : date and time\n" + Rule("day > 9999-12-31 or day <= 0001-01-01 or t > 9999-12-31T23:59:59 or day + 1 days > today or today - day > 9998 years")[Head.Length..] },
        { "a range of dates", Head + "fact day \"D\" : date\n" + Rule("day + 9000000 years < today and day - 999999999 days < today")[Head.Length..] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_compiler_answers(string name, string text)
    {
        name.ShouldNotBeEmpty();
        Compilation compilation = TextCompilation.Of(text);
        CheckResult check = Checker.Check(compilation, new HashSet<string> { "g.gdl" }, new DateOnly(2025, 10, 10), Analysis, CancellationToken.None);
        if (compilation.IsBound && compilation.Model.Guidelines.Length > 0)
        {
            GuidelineEmitter.Emit(compilation.Model, new EmitOptions { InMemory = true }).Assembly.Length.ShouldBeGreaterThan(0);
        }
        else
        {
            check.Diagnostics.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("9999-12-31", "\"after 9999-12-31\"", "\"after 9999-12-31\"")]
    [InlineData("0001-01-01", "\"0001-01-02\"", "\"0001-02-01\"")]
    public void A_day_beyond_the_calendar_is_told_as_such(string day, string next, string month)
    {
        Compiled compiled = Compiled.From(Head + "fact day \"D\" : date\ncompute x \"X\" : date = day + 1 days\ncompute y \"Y\" : date = day + 1 months\n" + Rule("x > day and y >= day")[Head.Length..]);
        GuidelineResult result = compiled.Evaluate($$"""{ "day": "{{day}}" }""");
        result.Decisions.Single().Status.ShouldBe(DecisionStatus.Decided);
        Compiled.Json(result).ShouldContain($"\"derived\":{{\"x\":{next},\"y\":{month}}}");
    }

    [Fact]
    public void A_chain_of_imports_is_followed_and_a_circle_is_said()
    {
        const int Length = 400;
        (string, string)[] chain = [.. Enumerable.Range(0, Length).Select(i => ($"v{i}.gdl", $"vocabulary v{i} \"V\" {{ }}\n{(i + 1 < Length ? $"use \"v{i + 1}.gdl\"\n" : "")}fact x{i} \"X\" : yes/no\n"))];
        TextCompilation.Of("guideline g \"G\" { version \"1\" status draft }\nuse \"v0.gdl\"\n", chain).Trees.Length.ShouldBe(Length + 1);

        (string, string)[] circle = [.. Enumerable.Range(0, 50).Select(i => ($"v{i}.gdl", $"vocabulary v{i} \"V\" {{ }}\nuse \"v{(i + 1) % 50}.gdl\"\n"))];
        TextCompilation.Of("guideline g \"G\" { version \"1\" status draft }\nuse \"v0.gdl\"\n", circle).Diagnostics.ShouldContain(d => d.Message.Contains("circle"));
    }

    private static string Rule(string condition) =>
        Head + $"decision d \"D\" {{ rule r \"R\" {{ when {condition} recommend a evidence ungraded cite s }} }}\n";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}

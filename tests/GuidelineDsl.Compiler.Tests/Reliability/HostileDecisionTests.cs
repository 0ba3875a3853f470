using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>
/// Decisions that are hard by their nature: each is answered, or the analysis stops within its budget and says so of that decision. How many steps are allowed
/// decides which, not the clock, so that it is the same everywhere.
/// </summary>
public class HostileDecisionTests
{
    private const int Steps = 3_000_000;

    /// <summary>The share is not known beforehand, or the cells are too many to be counted.</summary>
    private const string Answered = "answered";

    /// <summary>Facts and rules, and the share of the patients' cells that is open; null where the analysis stops.</summary>
    public static TheoryData<string, string, string?> Hard => new()
    {
        { "parity of few", Flags(10) + Decision("all", [.. Range(5, i => $"exactly {(2 * i) + 1} of {{ {Names("y", 10)} }}")]), "0.5" },
        { "parity of many", Flags(40) + Decision("all", [.. Range(20, i => $"exactly {(2 * i) + 1} of {{ {Names("y", 40)} }}")]), null },
        { "parity by definitions", Flags(30) + Chain(30, i => $"(d{i - 1} and not y{i}) or (not d{i - 1} and y{i})") + Decision("all", ["d29"]), null },
        { "definitions that double", Flags(3) + Chain(60, i => $"(d{i - 1} and y{i % 3}) or (not d{i - 1} and y{(i + 1) % 3})") + Decision("all", ["d59", "not d59"]), "0" },
        { "overlapping ranges of 12 numbers", Numbers(12) + Decision("one", [.. Range(40, i => string.Join(" or ", Range(12, k => $"{(i * 19 + k * 131) % 900} <= n{k} <= {((i * 19 + k * 131) % 900) + 40}")))]), null },
        { "counting over 60", Flags(60) + Decision("one", [.. Range(20, i => $"at least {i + 20} of {{ {Names("y", 60)} }} and at most {i + 22} of {{ {Names("y", 50)} }}")]), null },
        { "either of two counts", Flags(60) + Decision("one", [$"at least 31 of {{ {Names("y", 60)} }}", $"at most 30 of {{ {Names("y", 60)} }}"]), null },
        { "large sets", Sets(2, 60) + Decision("all", [.. Range(30, i => $"s{i % 2} includes only {{ {string.Join(", ", Range(30, k => $"m{i % 2}_{((k * 7) + i) % 60}"))} }} or s{(i + 1) % 2} includes any of {{ m{(i + 1) % 2}_{i}, m{(i + 1) % 2}_{i + 9} }}")]), null },
        { "a chain of dates", Dates(12) + Decision("one", [.. Range(11, i => $"t{i} + {i + 1} months < t{i + 1} and t{i + 1} - 40 days < t{i} + 1 years")]), null },
        { "an order of 12 numbers", Numbers(12) + Decision("all", [string.Join(" and ", Range(11, i => $"n{i} < n{i + 1}")), "n11 < n0"]), Answered },
        { "long sums", Numbers(12) + Decision("one", [.. Range(10, i => $"{string.Join(" + ", Range(12, k => $"n{k}"))} > {i * 500} and {string.Join(" + ", Range(12, k => $"{k + 1} * n{k}"))} < {i * 3000}")]), Answered },
        { "unless and overrides", Flags(12) + Numbers(4) + Decision("one", [.. Range(60, i => $"(y{i % 12} or n{i % 4} > {i}) unless y{(i + 5) % 12} and not (n{(i + 1) % 4} > {i * 2} or y{(i + 7) % 12})")], overrides: true), Answered },
        { "first of many", Flags(20) + Numbers(6) + Decision("first", [.. Range(200, i => $"(y{i % 20} or n{i % 6} > {i * 4}) and (not y{(i * 7) % 20} or n{(i + 1) % 6} < {900 - (i * 4)})")]), null },
        { "a score of 40 lines", Flags(40) + $"score sc \"Score\" {{\n{string.Concat(Range(40, i => $"  add {(i * 37 % 97) + 1} when y{i}\n"))}  cite s \"1\"\n}}\n" + Decision("one", [.. Range(38, i => $"{i * 50} <= sc < {(i * 50) + 45}")]), null },
        { "unknown or not", Flags(25) + Decision("one", [.. Range(25, i => $"(y{i} is known or y{(i + 3) % 25}) and at least 2 of {{ {Names("y", 25)} }}")]), null },
        { "constraints that tie all", Flags(30) + string.Concat(Range(30, i => $"constraint k{i} \"K {i}\" = not y{i} or y{((i * 7) + 3) % 30} or y{((i * 11) + 5) % 30}\n")) + Decision("one", [.. Range(30, i => $"y{i} and not y{(i + 11) % 30}")]), Answered },
        { "pigeons", Flags(90) + Decision("all", [.. Range(10, i => string.Join(" and ", Range(9, h => $"not y{(i * 9) + h}"))), .. Range(9, h => h).SelectMany(h => Range(10, p => p).SelectMany(p => Range(p, q => $"y{(p * 9) + h} and y{(q * 9) + h}")))]), null },
        { "1,000 rules, each over each", Numbers(2) + Decision("one", [.. Range(1_000, i => $"n0 >= {i} and n1 <= {999 - i}")]), "0.0005" },
        { "values by the hundred", string.Concat(Range(8, j => $"fact e{j} \"E {j}\" : one of {{ {Names($"v{j}_", 200)} }}\n")) + Decision("one", [.. Range(40, i => string.Join(" and ", Range(8, j => $"e{j} in {{ {string.Join(", ", Range(150, k => $"v{j}_{(k + (i * 13)) % 200}"))} }}")))]), null },
    };

    [Theory]
    [MemberData(nameof(Hard))]
    public void It_is_answered_or_said_that_it_is_not(string name, string text, string? open)
    {
        Compilation compilation = TextCompilation.Of(TextCompilation.Prelude + text);
        compilation.IsBound.ShouldBeTrue(string.Join('\n', compilation.Messages().Take(3)));
        AnalysisResult result = Analyzer.Analyze(compilation, AnalysisOptions.Default with { StepsPerDecision = Steps, TimePerDecision = TimeSpan.FromMinutes(5), OverlapCap = 20, RegionCap = 5 });
        DecisionSummary hard = result.Decisions.Single();
        (!hard.IsAnalysed ? null : open is Answered ? Answered : hard.OpenShare?.ToString()).ShouldBe(open, name);
        result.Findings.Any(f => f.Code == "GDL5030" && f.Decision?.Id == "hard").ShouldBe(open is null, name);
    }

    private static string Flags(int count) => string.Concat(Range(count, i => $"fact y{i} \"Y {i}\" : yes/no\n"));

    private static string Numbers(int count) => string.Concat(Range(count, i => $"fact n{i} \"N {i}\" : number 0 to 1000\n"));

    private static string Dates(int count) => string.Concat(Range(count, i => $"fact t{i} \"T {i}\" : date 2000-01-01 to 2030-12-31\n"));

    private static string Sets(int count, int members) => string.Concat(Range(count, i => $"fact s{i} \"S {i}\" : set of {{ {Names($"m{i}_", members)} }}\n"));

    private static string Chain(int length, Func<int, string> next) =>
        string.Concat(Range(length, i => $"define d{i} \"D {i}\" = {(i == 0 ? "y0" : next(i))}\n"));

    private static string Decision(string policy, string[] conditions, bool overrides = false) =>
        $"decision hard \"Hard\" {{\n  choose {policy}\n{string.Concat(conditions.Select((c, i) => $"  rule r{i} \"R {i}\" {{ when {c} recommend {(i % 2 == 0 ? "a" : "b")} evidence ungraded cite s \"1\" {(overrides && i > 0 ? $"overrides r{i - 1}" : "")} }}\n"))}}}\n";

    private static string Names(string prefix, int count) => string.Join(", ", Range(count, i => prefix + i));

    private static IEnumerable<T> Range<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);
}

using System.Text.RegularExpressions;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>
/// Facts of UCUM under tests/cases/units, among them what its public functional tests ask for. <c>tools/ucum-check</c> holds the same files against an
/// independent library.
/// </summary>
public sealed partial class UnitFactTests
{
    [Fact]
    public void Conversions_are_exact()
    {
        foreach (string[] fact in Lines("conversions.tsv").Select(l => l.Split('\t')))
        {
            (Unit from, Unit to) = (Parse(fact[0]), Parse(fact[1]));
            from.Dimension.ShouldBe(to.Dimension, $"{fact[0]} and {fact[1]}");
            from.Convert(Rational.One, to).ShouldBe(Number(fact[2]), $"{fact[0]} in {fact[1]}");
            to.Convert(Number(fact[2]), from).ShouldBe(Rational.One, $"{fact[1]} in {fact[0]}");
        }
    }

    [Fact]
    public void Every_unit_with_a_factor_is_among_the_facts()
    {
        string source = File.ReadAllText(Path.Combine(Baseline.Root, "src", "GuidelineDsl.Runtime", "Values", "UnitAtoms.cs"));
        string[] atoms = [.. Atom().Matches(source).Select(m => m.Groups[1].Value)];
        string[] words = [.. Lines("conversions.tsv").Concat(Lines("valid.txt")).Concat(Lines("apart.tsv")).SelectMany(l => Word().Matches(l)).Select(m => m.Value).Distinct()];

        atoms.Length.ShouldBeGreaterThan(80);
        atoms.Where(a => !words.Any(w => w.EndsWith(a, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void What_UCUM_has_is_read() =>
        Lines("valid.txt").Where(c => !UnitParser.TryParse(c, out _)).ShouldBeEmpty();

    [Fact]
    public void What_UCUM_does_not_have_is_refused() =>
        Lines("invalid.txt").Where(c => UnitParser.TryParse(c, out _)).ShouldBeEmpty();

    [Fact]
    public void What_is_left_out_is_refused() =>
        Lines("left_out.txt").Where(c => UnitParser.TryParse(c, out _)).ShouldBeEmpty();

    [Fact]
    public void What_must_not_be_converted_stays_apart()
    {
        foreach (string[] fact in Lines("apart.tsv").Select(l => l.Split('\t')))
        {
            Parse(fact[0]).Dimension.ShouldNotBe(Parse(fact[1]).Dimension, fact[2]);
        }
    }

    private static Unit Parse(string code)
    {
        UnitParser.TryParse(code, out Unit unit).ShouldBeTrue(code);
        return unit;
    }

    private static Rational Number(string text) => text.Split('/') is [var above, var below] ? Rational.Parse(above) / Rational.Parse(below) : Rational.Parse(text);

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Baseline.Root, "tests", "cases", "units", file)).Where(l => l.Length > 0 && l[0] != '#');

    [GeneratedRegex("(?:Metric|Plain|Arbitrary|Atoms\\.Add)\\(\"([^\"]+)\"")]
    private static partial Regex Atom();

    [GeneratedRegex(@"(?:[A-Za-z%']|\[[^\]]*\])+")]
    private static partial Regex Word();
}

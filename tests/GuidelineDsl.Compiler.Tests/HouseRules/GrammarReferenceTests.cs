using System.Text.RegularExpressions;

namespace GuidelineDsl.Compiler.Tests.HouseRules;

/// <summary>The language reference speaks of every production of the grammar and of every word of the language.</summary>
public sealed partial class GrammarReferenceTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(Baseline.Root, "grammar", "README.md"));

    [Fact]
    public void Every_production_is_named()
    {
        string grammar = File.ReadAllText(Path.Combine(Baseline.Root, "grammar", "GdlParser.g4"));
        HashSet<string> named = [.. Reference.Split('\n').Where(l => l.StartsWith("Grammar: ", StringComparison.Ordinal)).SelectMany(l => Code().Matches(l)).Select(m => m.Groups[1].Value)];
        Production().Matches(grammar).Select(m => m.Groups[1].Value).Where(p => !named.Contains(p)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_word_is_shown()
    {
        string grammar = File.ReadAllText(Path.Combine(Baseline.Root, "grammar", "GdlLexer.g4"));
        HashSet<string> words = [.. Word().Matches(Reference).Select(m => m.Value)];
        Keyword().Matches(grammar).Select(m => m.Groups[1].Value).Where(w => !words.Contains(w)).ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^([a-z][A-Za-z]*)\n  :", RegexOptions.Multiline)]
    private static partial Regex Production();

    [GeneratedRegex("^[A-Z_]+ *: '([a-z]+)' ;", RegexOptions.Multiline)]
    private static partial Regex Keyword();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}

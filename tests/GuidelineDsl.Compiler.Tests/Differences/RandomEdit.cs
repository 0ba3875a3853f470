using System.Globalization;
using System.Text.RegularExpressions;

namespace GuidelineDsl.Compiler.Tests.Differences;

/// <summary>Edits of the text of a random guideline, from a seed: some that change no advice, and some that may.</summary>
internal sealed partial class RandomEdit(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>An edit after which every complete patient is advised as before.</summary>
    public (string Name, string Text) Neutral(string text) => _random.Next(4) switch
    {
        0 => ("rename rules", RuleName().Replace(text, "$1renamed_$2")),
        1 => ("reorder", Reordered(text)),
        2 => ("split", Split(text)),
        _ => ("relabel", text.Replace("\"Rule ", "\"Another label ", StringComparison.Ordinal).Replace("\"Decision ", "\"Question ", StringComparison.Ordinal)),
    };

    public (string Name, string Text) Any(string text)
    {
        Match[] rules = [.. Rule().Matches(text).Select(m => m)];
        Match rule = rules[_random.Next(rules.Length)];
        return _random.Next(12) switch
        {
            0 or 1 => ("threshold", ReplaceOne(text, Threshold(), m => m.Groups[1].Value + Pick("3", "10.5", "15", "20", "99"))),
            2 => ("comparison", ReplaceOne(text, Comparison(), m => m.Groups[1].Value + Pick("<", "<=", ">", ">="))),
            3 => ("junction", ReplaceOne(text, Junction(), m => m.Value == " and " ? " or " : " and ")),
            4 or 5 => ("advice", ReplaceOne(text, Advice(), m => m.Groups[1].Value + Pick(
                "recommend act_a", "contraindicate act_a", "contraindicate act_b", "consider one of cls", "recommend one of { act_a when b0, act_b }",
                "recommend one of { act_a, act_b when b1 }", "recommend act_a + optional act_b", "recommend act_c line 2"))),
            6 => ("policy", ReplaceOne(text, Policy(), m => "choose " + Pick("one", "all", "first"))),
            7 when rules.Length > 1 && !text.Contains($"overrides {rule.Groups[1].Value}\n", StringComparison.Ordinal) && !rule.Value.Contains("overrides", StringComparison.Ordinal) && rules.Count(r => text.LastIndexOf("decision ", r.Index, StringComparison.Ordinal) == text.LastIndexOf("decision ", rule.Index, StringComparison.Ordinal)) > 1 && !text.Contains("otherwise", StringComparison.Ordinal) =>
                ("rule removed", text.Remove(rule.Index, rule.Length)),
            8 => ("silence removed", Silence().Replace(text, "", 1)),
            9 => ("constraint added", text.Replace("class cls", $"constraint extra \"Extra\" = b0 or n0 >= {Pick("3", "10", "20")} %\n\nclass cls", StringComparison.Ordinal)),
            10 => ("range", text.Replace("0 to 100 % resolution 0.5", Pick("0 to 99 % resolution 0.5", "1 to 100 % resolution 0.1", "0 to 200 % resolution 0.5"), StringComparison.Ordinal)),
            _ => ("scope", ReplaceOne(text, Policy(), m => (text.LastIndexOf("  for ", m.Index, StringComparison.Ordinal) > text.LastIndexOf("decision ", m.Index, StringComparison.Ordinal) ? "" : $"for n0 < {Pick("3", "10", "20")} %\n  ") + m.Value)),
        };
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string ReplaceOne(string text, Regex pattern, Func<Match, string> by)
    {
        Match[] all = [.. pattern.Matches(text).Select(m => m)];
        if (all.Length == 0)
        {
            return text;
        }

        Match chosen = all[_random.Next(all.Length)];
        return text.Remove(chosen.Index, chosen.Length).Insert(chosen.Index, by(chosen));
    }

    /// <summary>Two neighbouring rules of a decision whose order has no meaning.</summary>
    private static string Reordered(string text) => text.Contains("choose first", StringComparison.Ordinal) || text.Contains("otherwise\n    ", StringComparison.Ordinal)
        ? text
        : NeighbouringRules().Replace(text, "$2$1", 1);

    /// <summary>One rule becomes two, for patients with and without a property.</summary>
    private string Split(string text)
    {
        Match[] rules = [.. Rule().Matches(text).Where(m => m.Value.Contains("    when ", StringComparison.Ordinal) && !m.Value.Contains("overrides", StringComparison.Ordinal)
            && !text.Contains($"overrides {m.Groups[1].Value}\n", StringComparison.Ordinal))];
        if (rules.Length == 0)
        {
            return text;
        }

        Match rule = rules[_random.Next(rules.Length)];
        string Half(string name, string condition) => When().Replace(rule.Value.Replace($"rule {rule.Groups[1].Value} ", $"rule {name} ", StringComparison.Ordinal),
            m => $"    when ({m.Groups[1].Value}) and {condition}{m.Groups[2].Value}");
        string number = seed.ToString(CultureInfo.InvariantCulture);
        return text.Remove(rule.Index, rule.Length).Insert(rule.Index, Half("half_" + number, "n0 < 7 %") + Half("other_half_" + number, "n0 >= 7 %"));
    }

    [GeneratedRegex(@"(?<=\b(?:rule|overrides) )()(r\d)")]
    private static partial Regex RuleName();

    [GeneratedRegex(@"  rule (\w+) .*?\n  }\n", RegexOptions.Singleline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"(  rule \w+ (?:(?!\n  }\n).)*\n  }\n)(  rule \w+ (?:(?!\n  }\n).)*\n  }\n)", RegexOptions.Singleline)]
    private static partial Regex NeighbouringRules();

    [GeneratedRegex(@"    when (.*?)( unless .*)?(?=\n)")]
    private static partial Regex When();

    [GeneratedRegex(@"(?<!<= )(\bn0 (?:<|<=|>|>=) )[\d.]+")]
    private static partial Regex Threshold();

    [GeneratedRegex(@"(?<!<= )(\b[no][01] )(?:<=|>=|<|>)(?= )")]
    private static partial Regex Comparison();

    [GeneratedRegex(@" (?:and|or) (?=[^\n]*\))")]
    private static partial Regex Junction();

    [GeneratedRegex(@"(?<=\n)(    )(?:recommend|consider|avoid|contraindicate) [^\n]*")]
    private static partial Regex Advice();

    [GeneratedRegex(@"choose (?:one|all|first)(?=\n  (?:rule))")]
    private static partial Regex Policy();

    [GeneratedRegex(@"  silent when [^\n]*\n[^\n]*\n[^\n]*\n")]
    private static partial Regex Silence();
}

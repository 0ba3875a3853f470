using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests.Findings;

/// <summary><c>guidelines/TRACE.md</c> leads from each place of a source to its rule: every rule stands there, and every rule named there exists.</summary>
public sealed partial class TraceDocumentTests
{
    private static readonly string s_folder = Path.Combine(GdlTool.Root, "guidelines");
    private static readonly string s_trace = File.ReadAllText(Path.Combine(s_folder, "TRACE.md"));

    private static readonly (string Decision, string Rule)[] s_rules =
        [.. Directory.EnumerateFiles(s_folder, "*.gdl", SearchOption.AllDirectories).SelectMany(RulesOf)];

    [Fact]
    public void Every_rule_has_its_place_in_a_source()
    {
        HashSet<string> named = [.. Quoted().Matches(s_trace).SelectMany(m => Word().Matches(m.Value)).Select(m => m.Value)];
        HashSet<string> whole = [.. AllOf().Matches(s_trace).Select(m => m.Groups[1].Value)];
        s_rules.Where(r => !named.Contains(r.Rule) && !whole.Contains(r.Decision)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_that_is_named_exists()
    {
        HashSet<string> full = [.. s_rules.Select(r => $"{r.Decision}.{r.Rule}")];
        HashSet<string> rules = [.. s_rules.Select(r => r.Rule)];
        HashSet<string> decisions = [.. s_rules.Select(r => r.Decision)];
        HashSet<string> files = [.. Directory.EnumerateFiles(s_folder, "*.gdl", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))];
        string table = s_trace[s_trace.IndexOf("\n## ", StringComparison.Ordinal)..];
        RuleName().Matches(table)
            .Where(m => !full.Contains(m.Value.Trim('`')) && !(files.Contains(m.Groups[1].Value) && decisions.Contains(m.Groups[2].Value)))
            .Select(m => m.Value).ShouldBeEmpty();
        Further().Matches(table).Where(m => !rules.Contains(m.Groups[1].Value)).Select(m => m.Value).ShouldBeEmpty();
        AllOf().Matches(table).Where(m => !decisions.Contains(m.Groups[1].Value)).Select(m => m.Value).ShouldBeEmpty();
    }

    private static IEnumerable<(string Decision, string Rule)> RulesOf(string file)
    {
        string decision = "";
        foreach (Match match in Declaration().Matches(File.ReadAllText(file)))
        {
            if (match.Groups[1].Value == "decision")
            {
                decision = match.Groups[2].Value;
            }
            else
            {
                yield return (decision, match.Groups[2].Value);
            }
        }
    }

    [GeneratedRegex(@"^ *(decision|rule) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary><c>decision.rule</c>, or <c>file.decision</c>.</summary>
    [GeneratedRegex(@"`(\w+)\.((?!gdl)\w+)`")]
    private static partial Regex RuleName();

    /// <summary><c>.rule</c>, of the decision that was named before.</summary>
    [GeneratedRegex(@"`\.((?!gdl)\w+)`")]
    private static partial Regex Further();

    /// <summary><c>decision.*</c>.</summary>
    [GeneratedRegex(@"`(\w+)\.\*`")]
    private static partial Regex AllOf();
}

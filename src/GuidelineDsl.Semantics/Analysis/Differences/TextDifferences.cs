using System.Collections.Immutable;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>New, removed and changed facts, rules and citations.</summary>
internal static class TextDifferences
{
    public static ImmutableArray<TextDifference> Find(GuidelineModel before, GuidelineModel after)
    {
        List<TextDifference> found = [];
        Compare(found, "fact", Facts(before), Facts(after));
        Compare(found, "rule", Rules(before, r => ""), Rules(after, r => ""));
        Compare(found, "citations of rule", Rules(before, Citations), Rules(after, Citations), onlyChanges: true);
        return [.. found];
    }

    private static void Compare(
        List<TextDifference> found, string kind, Dictionary<string, string> before, Dictionary<string, string> after, bool onlyChanges = false)
    {
        foreach (string name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            bool was = before.TryGetValue(name, out string? old);
            bool isNow = after.TryGetValue(name, out string? now);
            if (was && isNow && old != now)
            {
                found.Add(new TextDifference(kind, name, $"was {old}, is {now}"));
            }
            else if (was != isNow && !onlyChanges)
            {
                found.Add(new TextDifference(kind, name, was ? "removed" : "new"));
            }
        }
    }

    private static Dictionary<string, string> Facts(GuidelineModel model) => model.Facts.ToDictionary(f => f.Id, Domain, StringComparer.Ordinal);

    private static string Domain(Fact fact) => fact.Type switch
    {
        YesNo => "yes/no",
        Enumeration e => $"{(e.IsOrdered ? "ordered " : "")}one of {string.Join(", ", e.Values.Select(v => v.Id))}",
        SetOf s => $"set of {string.Join(", ", s.Values.Select(v => v.Id))}",
        Number n => $"number {ValueWords.Range(fact)}{(n.Resolution is { } r ? $" in steps of {ValueWords.Of(fact, r)}" : "")}",
        Date d => $"date{(d.HasTime ? " and time" : "")} {ValueWords.Range(fact)}",
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };

    private static Dictionary<string, string> Rules(GuidelineModel model, Func<Rule, string> content) => model.Guidelines
        .SelectMany(g => g.Decisions.SelectMany(d => d.Rules.Select(r => (Name: $"{g.Id}.{d.Id}.{r.Id}", Content: content(r)))))
        .ToDictionary(r => r.Name, r => r.Content, StringComparer.Ordinal);

    private static string Citations(Rule rule) => string.Join("; ", rule.Citations.Select(c => c.Where is null ? c.Source.Id : $"{c.Source.Id} \"{c.Where}\""));
}

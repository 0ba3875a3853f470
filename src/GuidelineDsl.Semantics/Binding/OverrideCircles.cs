using System.Collections.Immutable;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Rules that override one another in a circle, which would cancel all of them; a rule that overrides itself is reported apart.</summary>
internal sealed class OverrideCircles
{
    private readonly Dictionary<string, RuleSyntax> _rules = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _overridden;
    private readonly ILookup<string, string> _overriding;

    private OverrideCircles(RuleSyntax[] rules)
    {
        foreach (RuleSyntax rule in rules)
        {
            _rules.TryAdd(rule.Id.Name, rule);
        }

        Overriding[] pairs =
        [
            .. rules.SelectMany(r => r.Items.OfType<OverridesItem>().SelectMany(o => o.Rules).Where(o => o.Name != r.Id.Name).Select(o => new Overriding(r.Id.Name, o.Name)))
                .Distinct()
                .Where(p => _rules.ContainsKey(p.Loser)),
        ];
        _overridden = pairs.ToLookup(p => p.Winner, p => p.Loser, StringComparer.Ordinal);
        _overriding = pairs.ToLookup(p => p.Loser, p => p.Winner, StringComparer.Ordinal);
    }

    /// <summary>Each circle once, from its first rule in the text.</summary>
    public static IEnumerable<ImmutableArray<RuleSyntax>> Find(RuleSyntax[] rules)
    {
        if (!Array.Exists(rules, r => r.Items.Any(i => i is OverridesItem)))
        {
            yield break;
        }

        OverrideCircles circles = new(rules);
        HashSet<string> left = circles.InOrBehindCircles();
        HashSet<string> reported = new(StringComparer.Ordinal);
        foreach (RuleSyntax rule in rules)
        {
            if (left.Contains(rule.Id.Name) && !reported.Contains(rule.Id.Name) && circles.WayBack(rule.Id.Name) is { } way)
            {
                reported.UnionWith(way);
                yield return [.. way.Select(name => circles._rules[name])];
            }
        }
    }

    /// <summary>What is left when rules that override nothing are taken away, again and again.</summary>
    private HashSet<string> InOrBehindCircles()
    {
        HashSet<string> left = [.. _rules.Keys];
        Dictionary<string, int> open = _rules.Keys.ToDictionary(name => name, name => _overridden[name].Count(), StringComparer.Ordinal);
        Stack<string> settled = new(open.Where(o => o.Value == 0).Select(o => o.Key));
        while (settled.TryPop(out string? name))
        {
            left.Remove(name);
            foreach (string winner in _overriding[name])
            {
                if (--open[winner] == 0)
                {
                    settled.Push(winner);
                }
            }
        }

        return left;
    }

    /// <summary>The shortest way from a rule over what it overrides back to it.</summary>
    private List<string>? WayBack(string rule)
    {
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal);
        Queue<string> open = new([rule]);
        while (open.TryDequeue(out string? name))
        {
            foreach (string next in _overridden[name])
            {
                if (next == rule)
                {
                    return WayTo(name, rule, cameFrom);
                }

                if (cameFrom.TryAdd(next, name))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static List<string> WayTo(string last, string first, Dictionary<string, string> cameFrom)
    {
        List<string> way = [last];
        while (way[^1] != first)
        {
            way.Add(cameFrom[way[^1]]);
        }

        way.Reverse();
        return way;
    }

    private sealed record Overriding(string Winner, string Loser);
}

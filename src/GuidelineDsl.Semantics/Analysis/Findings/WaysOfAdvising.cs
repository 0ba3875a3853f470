using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The options about one action, by the way in which they advise it: parts, schedule, strength and evidence. Of thousands of rules most say the same of
/// an action; ways that do not differ are compared once, whatever the number of rules.
/// </summary>
internal sealed class WaysOfAdvising
{
    private readonly IReadOnlyList<AdvisedOption> _options;
    private readonly int[] _wayOf;
    private readonly List<List<int>> _byWay = [];
    private readonly int[]?[] _partners;
    private readonly Budget _budget;

    public WaysOfAdvising(IReadOnlyList<AdvisedOption> options, Budget budget)
    {
        _options = options;
        _budget = budget;
        _wayOf = new int[options.Count];
        Dictionary<Way, int> known = [];
        for (int i = 0; i < options.Count; i++)
        {
            Way way = Way.Of(options[i]);
            if (!known.TryGetValue(way, out _wayOf[i]))
            {
                known.Add(way, _wayOf[i] = _byWay.Count);
                _byWay.Add([]);
            }

            _byWay[_wayOf[i]].Add(i);
        }

        _partners = new int[_byWay.Count][];
    }

    /// <summary>The later options that advise in a way that may not go with this one's.</summary>
    public IEnumerable<AdvisedOption> Differing(int option)
    {
        int[] partners = _partners[_wayOf[option]] ??= Partners(_wayOf[option]);
        int next = Array.BinarySearch(partners, option);
        for (int i = next < 0 ? ~next : next + 1; i < partners.Length; i++)
        {
            yield return _options[partners[i]];
        }
    }

    private int[] Partners(int way)
    {
        AdvisedOption own = _options[_byWay[way][0]];
        _budget.Spend(_byWay.Count);
        return [.. new SortedSet<int>(_byWay.Where(w => Differ(own, _options[w[0]])).SelectMany(w => w))];
    }

    // Whatever the decisions and guidelines.
    private static bool Differ(AdvisedOption a, AdvisedOption b)
    {
        bool sameParts = a.All.SetEquals(b.All);
        return (sameParts && AdviceConflicts.Strength(a, b) is not null)
            || (a.IsFor && (Schedules.Conflict(a.Advice.Qualifiers, b.Advice.Qualifiers, sameParts, sameDecision: true)
                ?? Schedules.Conflict(a.Advice.Qualifiers, b.Advice.Qualifiers, sameParts, sameDecision: false)) is not null);
    }

    private sealed record Way(string Parts, AdviceVerb Verb, string? Evidence, int? Line, Amount? Dose, Amount? Fraction, Amount? Every, Amount? For, bool IsLifelong)
    {
        public static Way Of(AdvisedOption option)
        {
            Qualifiers q = option.Advice.Qualifiers;
            return new Way(
                string.Join(' ', new SortedSet<int>(option.All.Select(a => a.Ordinal))),
                option.Advice.Verb,
                option.Rule.Rule.Evidence is { Grades.IsEmpty: false } evidence ? $"{evidence.Scale} {string.Join(' ', evidence.Grades)}" : null,
                q.Line,
                q.Dose,
                q.Fraction,
                q.Every,
                q.For,
                q.IsLifelong);
        }
    }
}

using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>A rule of a decision as far as it matters for overlaps: what it holds for, and which rules it overrides, by their names.</summary>
internal sealed record LivingRule(string Name, Formula Formula, string Overrides);

/// <summary>
/// Which rules of a decision hold for the same patients, none of the two overriding the other. Whether two do depends on these two and on who is asked about;
/// after an edit of others it is still so.
/// </summary>
internal sealed class OverlappingRules(VariableSet variables, IReadOnlyList<Row> outside, IReadOnlyList<LivingRule> rules, IReadOnlyList<(int First, int Second)> pairs)
{
    private const int MostPairs = 500_000;
    private const int MostEdited = 20;

    public long Size => (2L * pairs.Count) + rules.Sum(r => 4L * r.Formula.Size);

    public static OverlappingRules? Of(VariableSet variables, IReadOnlyList<Row> outside, IReadOnlyList<LivingRule> rules, IReadOnlyList<(int First, int Second)> pairs) =>
        pairs.Count > MostPairs || variables.Theory is not null ? null : new OverlappingRules(variables, outside, rules, pairs);

    /// <summary>
    /// Of the rules after an edit the pairs that may overlap, in order: those that surely do, and those with an edited rule, to be looked at. Null where too much has
    /// changed.
    /// </summary>
    public IEnumerable<(int First, int Second, bool IsSure)>? After(VariableSet now, IReadOnlyList<Row> outsideNow, IReadOnlyList<LivingRule> edited, PairFinder finder)
    {
        if (SpaceMap.Between(variables, now) is not { } map || outside.Count != outsideNow.Count || !outside.Zip(outsideNow).All(r => map.IsSame(r.First, r.Second)))
        {
            return null;
        }

        Dictionary<string, int> places = [];
        for (int i = 0; i < rules.Count; i++)
        {
            places.Add(rules[i].Name, i);
        }

        int[] nowOf = new int[rules.Count];
        Array.Fill(nowOf, -1);
        List<int> changed = [];
        for (int i = 0; i < edited.Count; i++)
        {
            if (places.TryGetValue(edited[i].Name, out int before) && rules[before].Overrides == edited[i].Overrides && map.IsSame(rules[before].Formula, edited[i].Formula))
            {
                nowOf[before] = i;
            }
            else
            {
                changed.Add(i);
            }
        }

        if (changed.Count > MostEdited)
        {
            return null;
        }

        List<(int First, int Second, bool IsSure)> all =
        [
            .. pairs.Select(p => (A: nowOf[p.First], B: nowOf[p.Second])).Where(p => p.A >= 0 && p.B >= 0).Select(p => (Math.Min(p.A, p.B), Math.Max(p.A, p.B), true)),
            .. changed.SelectMany(c => finder.Meeting(c).Where(o => o != c && !(o < c && changed.Contains(o))).Select(o => (Math.Min(c, o), Math.Max(c, o), false))),
        ];
        all.Sort();
        return all;
    }
}

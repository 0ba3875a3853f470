using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The same fact cut at different values for the same question: by decisions with the same label in two guidelines, or by rules of one decision
/// that give the same advice on different sources. Each side has a limit that the other does not have.
/// </summary>
internal sealed class CutComparison(Budget budget)
{
    private readonly Dictionary<Condition, SortedDictionary<int, FactCuts>> _known = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<Finding> Find(IReadOnlyList<GuidelineContext> guidelines)
    {
        DecisionOf[] decisions = [.. guidelines.SelectMany(g => g.Guideline.Decisions.Select(d => new DecisionOf(g, d)))];
        foreach ((GuidelineContext guideline, Decision decision) in decisions)
        {
            foreach (Finding finding in WithinDecision(guideline, decision))
            {
                yield return finding;
            }
        }

        foreach (IGrouping<string, DecisionOf> same in decisions.GroupBy(d => d.Decision.Label, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            DecisionOf[] all = [.. same];
            for (int i = 0; i < all.Length; i++)
            {
                for (int j = i + 1; j < all.Length; j++)
                {
                    if (all[i].Guideline != all[j].Guideline)
                    {
                        foreach (Finding finding in BetweenDecisions(all[i], all[j]))
                        {
                            yield return finding;
                        }
                    }
                }
            }
        }
    }

    private IEnumerable<Finding> BetweenDecisions(DecisionOf a, DecisionOf b)
    {
        foreach ((Fact fact, string wordsA, string wordsB) in Differences(CutsOf(ConditionsOf(a.Decision)), CutsOf(ConditionsOf(b.Decision))))
        {
            yield return new Finding(
                AnalysisDiagnostics.DifferentCuts,
                $"“{a.Guideline.Guideline.Metadata.Title}” and “{b.Guideline.Guideline.Metadata.Title}” answer {Telling.Quote(b.Decision)} with different limits of "
                + $"{FactWords.LabelInSentence(fact)}: {wordsA} there, {wordsB} here.",
                b.Decision.Location)
            {
                Guideline = b.Guideline.Guideline,
                Decision = b.Decision,
                Label = $"uses {wordsB}",
                Related = [new RelatedPlace(a.Decision.Location, $"uses {wordsA}")],
                Help = "patients between the limits get different advice: check both sources, and say in a `note` why they differ.",
            };
        }
    }

    private IEnumerable<Finding> WithinDecision(GuidelineContext guideline, Decision decision)
    {
        foreach (IGrouping<string, Rule> same in decision.Rules.Where(r => !r.IsOtherwise).GroupBy(SameAdvice.Key).Where(g => g.Count() > 1))
        {
            Rule[] rules = [.. same.Where(r => r.Citations.Length > 0)];
            if (HaveACommonSource(rules))
            {
                continue;
            }

            for (int i = 0; i < rules.Length; i++)
            {
                for (int j = i + 1; j < rules.Length; j++)
                {
                    budget.Spend();
                    if (!HaveDifferentSources(rules[i], rules[j]))
                    {
                        continue;
                    }

                    foreach ((Fact fact, string wordsA, string wordsB) in Differences(Known(rules[i]), Known(rules[j])))
                    {
                        yield return Finding(guideline, decision, rules[i], rules[j], fact, wordsA, wordsB);
                    }
                }
            }
        }
    }

    private static Finding Finding(GuidelineContext guideline, Decision decision, Rule first, Rule second, Fact fact, string wordsA, string wordsB) => new(
        AnalysisDiagnostics.DifferentCuts,
        $"{Telling.Quote(first)} and {Telling.Quote(second)} give the same advice on different sources with different limits of "
        + $"{FactWords.LabelInSentence(fact)}: {wordsA} and {wordsB}.",
        second.Location)
    {
        Guideline = guideline.Guideline,
        Decision = decision,
        Rules = [new RuleReference(guideline.Guideline, decision, first), new RuleReference(guideline.Guideline, decision, second)],
        Label = $"uses {wordsB}",
        Related = [new RelatedPlace(first.Condition.Origin, $"uses {wordsA}"), new RelatedPlace(second.Condition.Origin, $"uses {wordsB}")],
        Help = "check which limit each source gives, and join the rules where they agree.",
    };

    private static bool HaveDifferentSources(Rule a, Rule b) => !a.Citations.Any(x => b.Citations.Any(y => x.Source == y.Source));

    // Then no two of them have different sources, however many they are.
    private static bool HaveACommonSource(Rule[] rules)
    {
        HashSet<Source>? common = null;
        foreach (Rule rule in rules)
        {
            IEnumerable<Source> own = rule.Citations.Select(c => c.Source);
            common ??= [.. own];
            common.IntersectWith(own);
        }

        return common is { Count: > 0 };
    }

    private static IEnumerable<Condition> ConditionsOf(Decision decision) =>
        decision.Rules.Where(r => !r.IsOtherwise).Select(r => r.Condition).Append(decision.Scope);

    private IEnumerable<(Fact Fact, string A, string B)> Differences(
        SortedDictionary<int, FactCuts> valuesA, SortedDictionary<int, FactCuts> valuesB)
    {
        budget.Spend(1 + valuesA.Count);
        foreach ((int ordinal, (Fact fact, SortedSet<Rational> own)) in valuesA)
        {
            if (valuesB.TryGetValue(ordinal, out FactCuts? other)
                && !own.IsSubsetOf(other.Values) && !other.Values.IsSubsetOf(own))
            {
                yield return (fact, Words(fact, own.Except(other.Values)), Words(fact, other.Values.Except(own)));
            }
        }
    }

    private static string Words(Fact fact, IEnumerable<Rational> values) =>
        FactWords.List(values.Select(v => QuantityWriter.InWords(fact.Type, v)), "and");

    private SortedDictionary<int, FactCuts> Known(Rule rule)
    {
        if (!_known.TryGetValue(rule.Condition, out SortedDictionary<int, FactCuts>? cuts))
        {
            cuts = CutsOf([rule.Condition]);
            _known.Add(rule.Condition, cuts);
        }

        return cuts;
    }

    private SortedDictionary<int, FactCuts> CutsOf(IEnumerable<Condition> conditions)
    {
        AtomCollector atoms = new(new NumericReduction(budget), budget);
        foreach (Condition condition in conditions)
        {
            atoms.Collect(condition);
        }

        SortedDictionary<int, FactCuts> cuts = [];
        foreach (FactUse use in atoms.Facts.Values)
        {
            Fact fact = use.Fact;
            NumberDomain? domain = fact.Type is Number or Date ? NumberDomain.Of(fact.Type) : null;
            SortedSet<Rational> values = [.. use.Cuts.Select(c => Normal(c, domain!)).Select(c => c.Value)];
            if (values.Count > 0)
            {
                cuts.Add(fact.Ordinal, new FactCuts(fact, values));
            }
        }

        return cuts;
    }

    // On stepped values "above 2" and "at least 3" are one limit: the first value on the upper side.
    private static Cut Normal(Cut cut, NumberDomain domain)
    {
        if (domain.Step is not { } step || domain.Between(cut, null) is not { From: { } first })
        {
            return cut;
        }

        return cut.IsAfter && cut.Value.IsMultipleOf(step) && first == cut.Value + step ? new Cut(first, false) : cut;
    }

    private sealed record DecisionOf(GuidelineContext Guideline, Decision Decision);

    private sealed record FactCuts(Fact Fact, SortedSet<Rational> Values);
}

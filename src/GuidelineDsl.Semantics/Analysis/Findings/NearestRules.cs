using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>For a patient whom no rule covers: the rules that come nearest, and the conditions by which they exclude the patient.</summary>
internal static class NearestRules
{
    private const int Most = 3;

    private static readonly string[] Negations = ["no", "not", "never", "none", "without"];

    public static ImmutableArray<RelatedPlace> Find(DecisionContext context, int[] point)
    {
        ulong[] region = [.. context.Space.Variables.Select(v => Part.Single(v, point[v.Index]))];
        List<(Rule Rule, List<(Condition Part, bool Wanted)> Excluding)> near = [];
        int least = int.MaxValue;
        foreach (Rule rule in context.Decision.Rules.Where(r => !r.IsOtherwise))
        {
            List<(Condition Part, bool Wanted)> excluding = [];
            new Exclusion(context.Patients.Patients, region, least).Collect(rule.Condition, wanted: true, excluding);
            if (excluding.Count > 0 && excluding.Count <= least)
            {
                least = excluding.Count;
                near.Add((rule, excluding));
            }
        }

        return
        [
            .. near
                .Where(n => n.Excluding.Count == least)
                .Take(Most)
                .SelectMany(n => n.Excluding.Take(Most).Select(c => new RelatedPlace(
                    c.Part.Origin, $"“{n.Rule.Label}” excludes {ConditionWriter.InWords(c.Wanted ? Opposite(c.Part) : c.Part)}"))),
        ];
    }

    // Of a value that itself says "not", "no" or "never" the other values: "not never given" is hard to read.
    private static Condition Opposite(Condition part)
    {
        if (part is ValueTest { Fact.Type: Enumeration type } test && test.Values.Ordinals.Any(o => Negations.Contains(FactWords.NameOf(type.Values[o]).Split(' ', ',')[0])))
        {
            return test with { Values = test.Values.Complement(type.Values.Length) };
        }

        return new Not(part, part.Origin);
    }

    /// <param name="patients">What the conditions are over.</param>
    /// <param name="point">The patient.</param>
    /// <param name="enough">With more parts than that a rule is no longer near; the rest of its parts is not looked at.</param>
    private sealed class Exclusion(PossiblePatients patients, ulong[] point, int enough)
    {
        private readonly RegionEvaluator _evaluator = new();

        /// <summary>The smallest parts that make the condition fail to be what is wanted.</summary>
        public void Collect(Condition condition, bool wanted, List<(Condition Part, bool Wanted)> excluding)
        {
            if (Holds(condition) == wanted)
            {
                return;
            }

            switch (condition)
            {
                case Not not:
                    Collect(not.Part, !wanted, excluding);
                    break;
                case All all when wanted:
                    Each(all.Parts, wanted, excluding);
                    break;
                case Any any when !wanted:
                    Each(any.Parts, wanted, excluding);
                    break;
                case All all:
                    Cheapest(all.Parts, wanted, excluding);
                    break;
                case Any any:
                    Cheapest(any.Parts, wanted, excluding);
                    break;
                default:
                    excluding.Add((condition, wanted));
                    break;
            }
        }

        private void Each(ImmutableArray<Condition> parts, bool wanted, List<(Condition Part, bool Wanted)> excluding)
        {
            for (int i = 0; i < parts.Length && excluding.Count <= enough; i++)
            {
                Collect(parts[i], wanted, excluding);
            }
        }

        private void Cheapest(ImmutableArray<Condition> parts, bool wanted, List<(Condition Part, bool Wanted)> excluding)
        {
            List<(Condition Part, bool Wanted)>? best = null;
            foreach (Condition part in parts)
            {
                List<(Condition Part, bool Wanted)> own = [];
                Collect(part, wanted, own);
                best = best is null || own.Count < best.Count ? own : best;
            }

            excluding.AddRange(best ?? []);
        }

        private bool Holds(Condition condition) => _evaluator.Evaluate(patients.Possible(condition, unsettledAs: false), point) == Part.True;
    }
}

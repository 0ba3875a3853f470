using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>How many conditions of a guideline accept which values of a fact. Of a large guideline the first conditions speak for the rest.</summary>
internal sealed class FactVotes
{
    private const int MostTests = 20_000;
    private const int Deepest = 50;

    private readonly Dictionary<(Fact Fact, int Value), int> _values = [];
    private readonly Dictionary<Fact, List<IntervalSet>> _numbers = [];
    private int _tests;

    public static FactVotes Of(Guideline guideline)
    {
        FactVotes votes = new();
        foreach (Decision decision in guideline.Decisions)
        {
            votes.Count(decision.Scope, accepted: true, 0);
            foreach (Rule rule in decision.Rules.Where(r => !r.IsOtherwise))
            {
                votes.Count(rule.Condition, !rule.Advice.All(a => a.Verb is AdviceVerb.Avoid or AdviceVerb.Contraindicate), 0);
            }
        }

        LocalDeclarations declarations = guideline.Visible;
        votes.CountAll(declarations.Definitions.Select(d => d.Condition), accepted: true, 0);
        votes.CountAll(declarations.Classifications.SelectMany(c => c.Branches).Where(b => !b.IsOtherwise).Select(b => b.Condition), accepted: true, 0);
        votes.CountAll(declarations.Scores.SelectMany(s => s.Lines).Select(l => l.Condition), accepted: true, 0);
        return votes;
    }

    public int ForValue(Fact fact, int value) => _values.GetValueOrDefault((fact, value));

    /// <summary>The values that most conditions accept, as one interval between two neighbouring limits; the lowest of equal ones, those between two limits first.</summary>
    public Interval MostAccepted(Fact fact, NumberDomain domain)
    {
        List<IntervalSet> sets = _numbers.GetValueOrDefault(fact) ?? [];
        (ImmutableArray<NumberCell> cells, Dictionary<Cut, int> firstAfter) = domain.Split(sets.SelectMany(NumberDomain.CutsOf));
        int[] change = new int[cells.Length + 1];
        foreach (Interval interval in sets.SelectMany(s => s.Intervals))
        {
            change[interval.From is { } from ? firstAfter[new Cut(from, !interval.FromInclusive)] : 0]++;
            change[interval.To is { } to ? firstAfter[new Cut(to, interval.ToInclusive)] : cells.Length]--;
        }

        int votes = 0;
        return cells
            .Select((c, i) => (c.Interval, Votes: votes += change[i], IsInner: i > 0 && i < cells.Length - 1))
            .MaxBy(c => (c.Votes, c.IsInner)).Interval;
    }

    private void Count(Condition condition, bool accepted, int depth)
    {
        if (_tests > MostTests || depth > Deepest)
        {
            return;
        }

        switch (condition)
        {
            case All all:
                CountAll(all.Parts, accepted, depth);
                break;
            case Any any:
                CountAll(any.Parts, accepted, depth);
                break;
            case Not not:
                Count(not.Part, !accepted, depth + 1);
                break;
            case Counting counting:
                CountAll(counting.Parts, accepted, depth);
                break;
            case DefinitionTest test:
                Count(test.Definition.Condition, accepted, depth + 1);
                break;
            case ClassificationTest test:
                CountAll(test.Classification.Branches.Where(b => !b.IsOtherwise && test.Values.Contains(b.Value)).Select(b => b.Condition), accepted, depth);
                break;
            case YesNoTest test:
                Vote(test.Fact, accepted ? 1 : 0);
                break;
            case ValueTest test:
                int count = ((Enumeration)test.Fact.Type).Values.Length;
                foreach (int value in (accepted ? test.Values : test.Values.Complement(count)).Ordinals)
                {
                    Vote(test.Fact, value);
                }

                break;
            case NumberTest { Subject: FactValue { Fact: var fact } } test:
                _tests++;
                if (!_numbers.TryGetValue(fact, out List<IntervalSet>? sets))
                {
                    _numbers.Add(fact, sets = []);
                }

                sets.Add(accepted ? test.Values : IntervalArithmetic.Complement(test.Values));
                break;
        }
    }

    private void CountAll(IEnumerable<Condition> conditions, bool accepted, int depth)
    {
        foreach (Condition condition in conditions)
        {
            Count(condition, accepted, depth + 1);
        }
    }

    private void Vote(Fact fact, int value)
    {
        _tests++;
        _values[(fact, value)] = ForValue(fact, value) + 1;
    }
}

using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>What conditions ask of one fact: where they cut it, which values they tell apart, and whether it may count as unknown.</summary>
internal sealed class FactUse
{
    public HashSet<Cut> Cuts { get; } = [];

    public HashSet<ValueSet> ValueSets { get; } = [];

    public SortedSet<int> Members { get; } = [];

    public bool AsksForOtherMembers { get; set; }

    public bool IsAskedToBeKnown { get; set; }
}

/// <summary>Walks conditions, through definitions, classifications, scores and computed numbers, and collects what they ask.</summary>
internal sealed class AtomCollector(NumericReduction numbers)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public SortedDictionary<int, (Fact Fact, FactUse Use)> Facts { get; } = [];

    /// <summary>Cuts of the day of evaluation; null when no condition reads it.</summary>
    public HashSet<Cut>? Today { get; private set; }

    /// <summary>Cuts of sums of several quantities, in the order of first use.</summary>
    public List<(LinearForm Form, HashSet<Cut> Cuts, Location Origin)> Forms { get; } = [];

    public List<Classification> Classifications { get; } = [];

    public void Collect(Condition condition)
    {
        switch (condition)
        {
            case Constant or UnsettledTest:
                break;
            case All all:
                CollectAll(all.Parts);
                break;
            case Any any:
                CollectAll(any.Parts);
                break;
            case Not not:
                Collect(not.Part);
                break;
            case Counting counting:
                CollectAll(counting.Parts);
                break;
            case PointsTest points:
                CollectAll(points.Lines.Select(l => l.Part));
                break;
            case DefinitionTest test:
                if (_seen.Add(test.Definition))
                {
                    Collect(test.Definition.Condition);
                }

                break;
            case ClassificationTest test:
                CollectClassification(test.Classification);
                break;
            case YesNoTest test:
                Use(test.Fact);
                break;
            case ValueTest test:
                Use(test.Fact).ValueSets.Add(test.Values);
                break;
            case SetTest test:
                FactUse set = Use(test.Fact);
                set.Members.UnionWith(test.Values.Ordinals);
                set.AsksForOtherMembers |= test.Kind is SetTestKind.IncludesOnly or SetTestKind.IsEmpty;
                break;
            case NumberTest { Subject: FactValue { Fact: var fact } } test:
                HashSet<Cut> own = Use(fact).Cuts;
                foreach (Cut cut in NumberDomain.CutsOf(test.Values))
                {
                    own.Add(cut);
                }

                break;
            case NumberTest test:
                if (_seen.Add(test))
                {
                    Collect(numbers.Reduce(test));
                }

                break;
            case LinearTest test:
                CollectLinear(test);
                break;
            case KnownTest test:
                CollectKnown(test.Subject);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
        }
    }

    public FactUse Use(Fact fact)
    {
        if (!Facts.TryGetValue(fact.Ordinal, out (Fact Fact, FactUse Use) entry))
        {
            entry = (fact, new FactUse());
            Facts.Add(fact.Ordinal, entry);
        }

        return entry.Use;
    }

    public void CollectClassification(Classification classification)
    {
        if (_seen.Add(classification))
        {
            CollectAll(classification.Branches.Select(b => b.Condition));
            Classifications.Add(classification);
        }
    }

    private void CollectAll(IEnumerable<Condition> conditions)
    {
        foreach (Condition condition in conditions)
        {
            Collect(condition);
        }
    }

    private void CollectLinear(LinearTest test)
    {
        IEnumerable<Cut> cuts = NumberDomain.CutsOf(test.Values);
        if (test.Form.Single is null && test.Form.Terms.All(t => t.Quantity.Expression is null))
        {
            int known = Forms.FindIndex(f => f.Form.Equals(test.Form));
            if (known < 0)
            {
                known = Forms.Count;
                Forms.Add((test.Form, [], test.Origin));
            }

            Forms[known].Cuts.UnionWith(cuts);
            foreach ((Quantity part, _) in test.Form.Terms)
            {
                UseQuantity(part, []);
            }
        }
        else if (test.Form.Single is { } quantity)
        {
            UseQuantity(quantity, cuts);
        }
    }

    private void UseQuantity(Quantity quantity, IEnumerable<Cut> cuts)
    {
        if (quantity.Fact is { } fact)
        {
            Use(fact).Cuts.UnionWith(cuts);
        }
        else if (quantity.IsToday)
        {
            Today ??= [];
            Today.UnionWith(cuts);
        }
    }

    private void CollectKnown(Symbol subject)
    {
        switch (subject)
        {
            case Fact fact:
                Use(fact).IsAskedToBeKnown = true;
                break;
            case Definition definition:
                Ask(FactReader.FactsOf(definition.Condition));
                Collect(definition.Condition);
                break;
            case Classification classification:
                Ask(classification.Branches.SelectMany(b => FactReader.FactsOf(b.Condition)));
                CollectClassification(classification);
                break;
            case Score score:
                Ask(score.Lines.SelectMany(l => FactReader.FactsOf(l.Condition)));
                CollectAll(score.Lines.Select(l => l.Condition));
                break;
            case ComputedValue computed:
                Ask(FactReader.FactsOf(computed.Value));
                Collect(KnownValue.Of(computed.Value, computed.Location));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject, null);
        }
    }

    private void Ask(IEnumerable<Fact> facts)
    {
        foreach (Fact fact in facts)
        {
            Use(fact).IsAskedToBeKnown = true;
        }
    }
}

using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>What conditions ask of one fact: where they cut it, which values they tell apart, and whether it may count as unknown.</summary>
internal sealed class FactUse(Fact fact)
{
    public Fact Fact { get; } = fact;

    public HashSet<Cut> Cuts { get; } = [];

    public HashSet<ValueSet> ValueSets { get; } = [];

    public SortedSet<int> Members { get; } = [];

    public bool AsksForOtherMembers { get; set; }

    public bool IsAskedToBeKnown { get; set; }
}

/// <summary>Where conditions cut a sum of several quantities, and where it is first written.</summary>
internal sealed record FormUse(LinearForm Form, HashSet<Cut> Cuts, Location Origin);

/// <summary>Walks conditions, through definitions, classifications, scores and computed numbers, and collects what they ask.</summary>
internal sealed class AtomCollector(NumericReduction numbers, Budget budget)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Symbol> _asked = [];
    private bool _insideKnown;

    public SortedDictionary<int, FactUse> Facts { get; } = [];

    /// <summary>Cuts of the day of evaluation; null when no condition reads it.</summary>
    public HashSet<Cut>? Today { get; private set; }

    /// <summary>Cuts of sums of several quantities, in the order of first use.</summary>
    public List<FormUse> Forms { get; } = [];

    public List<Classification> Classifications { get; } = [];

    public void Collect(Condition condition)
    {
        Budget.EnsureStack();
        budget.Spend();
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
                CollectDefinition(test.Definition);
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
        if (!Facts.TryGetValue(fact.Ordinal, out FactUse? use))
        {
            use = new FactUse(fact);
            Facts.Add(fact.Ordinal, use);
        }

        return use;
    }

    /// <summary>The classifications, and those that they need before them.</summary>
    public static IEnumerable<Classification> InOrder(IEnumerable<Classification> classifications)
    {
        AtomCollector order = new(new NumericReduction(Budget.Unlimited), Budget.Unlimited);
        foreach (Classification classification in classifications)
        {
            order.CollectClassification(classification);
        }

        return order.Classifications;
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
                Forms.Add(new FormUse(test.Form, [], test.Origin));
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

    // Whether all of something is known asks for all facts below it; what it names in turn asks for no others.
    private void CollectKnown(Symbol subject)
    {
        if (!_asked.Add(subject))
        {
            return;
        }

        bool isOutermost = !_insideKnown;
        if (isOutermost)
        {
            foreach (Fact fact in FactReader.FactsOf(subject))
            {
                Use(fact).IsAskedToBeKnown = true;
                budget.Spend();
            }
        }

        _insideKnown = true;
        switch (subject)
        {
            case Fact:
                break;
            case Definition definition:
                CollectDefinition(definition);
                break;
            case Classification classification:
                CollectClassification(classification);
                break;
            case Score score:
                CollectAll(score.Lines.Select(l => l.Condition));
                break;
            case ComputedValue computed:
                Collect(KnownValue.Of(computed.Value, computed.Location));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject, null);
        }

        _insideKnown = !isOutermost;
    }

    private void CollectDefinition(Definition definition)
    {
        if (_seen.Add(definition))
        {
            Collect(definition.Condition);
        }
    }
}

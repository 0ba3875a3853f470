using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>
/// Everything that a question reads, through all the names that it uses: conditions without parts, computed numbers, derived values,
/// and the facts behind them.
/// </summary>
internal sealed class FactReach
{
    private readonly NumberSlots _numbers;

    public FactReach(NumberSlots numbers) => _numbers = numbers;

    public List<Condition> Leaves { get; } = [];

    public HashSet<NumberSlot> Slots { get; } = [];

    public HashSet<Symbol> Derived { get; } = [];

    /// <summary>All facts, those inside computed numbers included.</summary>
    public HashSet<Fact> Facts { get; } = [];

    /// <summary>The facts inside computed numbers.</summary>
    public HashSet<Fact> NumberFacts { get; } = [];

    /// <summary>The facts of which some condition asks whether they, or a value derived from them, are known.</summary>
    public HashSet<Fact> AskedFor { get; } = [];

    /// <summary>The computed numbers of which some condition asks whether they are known.</summary>
    public HashSet<NumberSlot> AskedSlots { get; } = [];

    public void Add(Condition condition)
    {
        switch (condition)
        {
            case All all:
                AddAll(all.Parts);
                break;
            case Any any:
                AddAll(any.Parts);
                break;
            case Not not:
                Add(not.Part);
                break;
            case Counting counting:
                AddAll(counting.Parts);
                break;
            case Constant:
                break;
            case DefinitionTest test:
                AddDerived(test.Definition);
                break;
            case ClassificationTest test:
                AddDerived(test.Classification);
                break;
            case YesNoTest test:
                AddLeaf(test, test.Fact);
                break;
            case ValueTest test:
                AddLeaf(test, test.Fact);
                break;
            case SetTest test:
                AddLeaf(test, test.Fact);
                break;
            case NumberTest { Subject: FactValue fact } test:
                AddLeaf(test, fact.Fact);
                break;
            case NumberTest { Subject: ScoreValue score }:
                AddDerived(score.Score);
                break;
            case NumberTest test:
                Leaves.Add(test);
                AddNumber(_numbers.Of(test.Subject));
                break;
            case KnownTest { Subject: Fact fact }:
                Facts.Add(fact);
                AskedFor.Add(fact);
                break;
            case KnownTest test:
                AddDerived(test.Subject);
                FactReach behind = new(_numbers);
                behind.AddDerived(test.Subject);
                AskedFor.UnionWith(behind.Facts);
                if (test.Subject is ComputedValue computed)
                {
                    AskedSlots.Add(_numbers.Of(computed));
                }

                break;
            default:
                throw new InvalidOperationException($"No such condition: {condition.GetType().Name}.");
        }
    }

    public void AddDerived(Symbol symbol)
    {
        if (!Derived.Add(symbol))
        {
            return;
        }

        switch (symbol)
        {
            case Definition definition:
                Add(definition.Condition);
                break;
            case Classification classification:
                AddAll(classification.Branches.Select(branch => branch.Condition));
                break;
            case Score score:
                AddAll(score.Lines.Select(line => line.Condition));
                break;
            case ComputedValue computed:
                AddNumber(_numbers.Of(computed));
                break;
            default:
                throw new InvalidOperationException($"No such derived value: {symbol.GetType().Name}.");
        }
    }

    private void AddAll(IEnumerable<Condition> conditions)
    {
        foreach (Condition condition in conditions)
        {
            Add(condition);
        }
    }

    private void AddLeaf(Condition leaf, Fact fact)
    {
        Leaves.Add(leaf);
        Facts.Add(fact);
    }

    public void AddNumber(NumberSlot slot)
    {
        if (Slots.Add(slot))
        {
            AddExpression(slot.Expression);
        }
    }

    private void AddExpression(NumericExpression expression)
    {
        switch (expression)
        {
            case FactValue fact:
                Facts.Add(fact.Fact);
                NumberFacts.Add(fact.Fact);
                break;
            case ComputedReference reference:
                AddDerived(reference.Computed);
                break;
            case ScoreValue score:
                AddDerived(score.Score);
                break;
            case ConditionalNumber conditional:
                foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
                {
                    AddExpression(value);
                    if (condition is not null)
                    {
                        Add(condition);
                    }
                }

                break;
            default:
                foreach (NumericExpression part in Expressions.PartsOf(expression))
                {
                    AddExpression(part);
                }

                break;
        }
    }
}

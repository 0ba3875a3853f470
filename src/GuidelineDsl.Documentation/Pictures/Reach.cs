using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>What a condition reads, looked through definitions, classifications, scores and computed numbers.</summary>
internal sealed class Reach
{
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);

    public List<Fact> Facts { get; } = [];

    /// <summary>Definitions, classifications, scores and computed values.</summary>
    public List<Symbol> Derived { get; } = [];

    /// <summary>The values at which a condition compares a fact by itself.</summary>
    public Dictionary<Fact, SortedSet<Rational>> Cuts { get; } = [];

    /// <summary>What some condition asks to be known.</summary>
    public HashSet<Symbol> AskedFor { get; } = [];

    /// <summary>The conditions that a derived value is made of; those inside a number are wrapped as what they decide.</summary>
    public static IEnumerable<Condition> ConditionsOf(Symbol symbol) => symbol switch
    {
        Definition definition => [definition.Condition],
        Classification classification => classification.Branches.Select(b => b.Condition),
        Score score => score.Lines.Select(l => l.Condition),
        ComputedValue computed => [new NumberTest(new ComputedReference(computed), new IntervalSet([]), computed.Location)],
        _ => throw new InvalidOperationException($"{symbol.GetType().Name} is no derived value."),
    };

    public static Reach Of(params IEnumerable<Condition> conditions)
    {
        Reach reach = new();
        foreach (Condition condition in conditions)
        {
            reach.Visit(condition);
        }

        return reach;
    }

    private void Visit(Condition condition)
    {
        switch (condition)
        {
            case Constant:
                break;
            case Not not:
                Visit(not.Part);
                break;
            case All all:
                Visit(all.Parts);
                break;
            case Any any:
                Visit(any.Parts);
                break;
            case Counting counting:
                Visit(counting.Parts);
                break;
            case DefinitionTest test:
                Visit(test.Definition);
                break;
            case ClassificationTest test:
                Visit(test.Classification);
                break;
            case YesNoTest test:
                Add(test.Fact);
                break;
            case ValueTest test:
                Add(test.Fact);
                break;
            case SetTest test:
                Add(test.Fact);
                break;
            case NumberTest test:
                Visit(test.Subject);
                if (test.Subject is FactValue value)
                {
                    AddCuts(value.Fact, test.Values);
                }

                break;
            case KnownTest test:
                AskedFor.Add(test.Subject);
                Visit(test.Subject);
                break;
            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is no condition.");
        }
    }

    private void Visit(IEnumerable<Condition> conditions)
    {
        foreach (Condition condition in conditions)
        {
            Visit(condition);
        }
    }

    private void Visit(Symbol symbol)
    {
        if (symbol is Fact fact)
        {
            Add(fact);
            return;
        }

        if (!_visited.Add(symbol))
        {
            return;
        }

        Derived.Add(symbol);
        switch (symbol)
        {
            case Definition definition:
                Visit(definition.Condition);
                break;
            case Classification classification:
                Visit(classification.Branches.Select(b => b.Condition));
                break;
            case Score score:
                Visit(score.Lines.Select(l => l.Condition));
                break;
            case ComputedValue computed:
                Visit(computed.Value);
                break;
            default:
                throw new InvalidOperationException($"{symbol.GetType().Name} is no derived value.");
        }
    }

    private void Visit(NumericExpression expression)
    {
        switch (expression)
        {
            case NumberLiteral or Today:
                break;
            case FactValue value:
                Add(value.Fact);
                break;
            case ScoreValue value:
                Visit(value.Score);
                break;
            case ComputedReference reference:
                Visit(reference.Computed);
                break;
            case Sum sum:
                Visit(sum.Terms);
                break;
            case Product product:
                Visit(product.Factors);
                break;
            case Quotient quotient:
                Visit(quotient.Dividend);
                Visit(quotient.Divisor);
                break;
            case FunctionCall call:
                Visit(call.Arguments);
                break;
            case CalendarShift shift:
                Visit(shift.Date);
                break;
            case CalendarDifference difference:
                Visit(difference.To);
                Visit(difference.From);
                break;
            case ConditionalNumber conditional:
                foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
                {
                    Visit(value);
                    if (condition is not null)
                    {
                        Visit(condition);
                    }
                }

                break;
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} is no number.");
        }
    }

    private void Visit(IEnumerable<NumericExpression> expressions)
    {
        foreach (NumericExpression expression in expressions)
        {
            Visit(expression);
        }
    }

    private void Add(Fact fact)
    {
        if (_visited.Add(fact))
        {
            Facts.Add(fact);
        }
    }

    private void AddCuts(Fact fact, IntervalSet set)
    {
        if (!Cuts.TryGetValue(fact, out SortedSet<Rational>? cuts))
        {
            Cuts[fact] = cuts = [];
        }

        foreach (Interval interval in set.Intervals)
        {
            if (interval.From is { } from)
            {
                cuts.Add(from);
            }

            if (interval.To is { } to)
            {
                cuts.Add(to);
            }
        }
    }
}

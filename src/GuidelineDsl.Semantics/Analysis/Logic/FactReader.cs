using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>The facts that a condition or a number reads, through everything that it names.</summary>
public static class FactReader
{
    public static IEnumerable<Fact> FactsOf(Condition condition) => Read(w => w.Walk(condition));

    public static IEnumerable<Fact> FactsOf(NumericExpression expression) => Read(w => w.Walk(expression));

    public static IEnumerable<Fact> FactsOf(Symbol subject) => Read(w => w.WalkSymbol(subject));

    private static IEnumerable<Fact> Read(Action<Walker> walk)
    {
        Walker walker = new();
        walk(walker);
        return walker.Facts.Values;
    }

    private sealed class Walker
    {
        private readonly HashSet<Symbol> _seen = [];

        public SortedDictionary<int, Fact> Facts { get; } = [];

        public void Walk(Condition condition)
        {
            switch (condition)
            {
                case Constant or UnsettledTest:
                    break;
                case All all:
                    WalkAll(all.Parts);
                    break;
                case Any any:
                    WalkAll(any.Parts);
                    break;
                case Not not:
                    Walk(not.Part);
                    break;
                case Counting counting:
                    WalkAll(counting.Parts);
                    break;
                case DefinitionTest test:
                    WalkSymbol(test.Definition);
                    break;
                case ClassificationTest test:
                    WalkSymbol(test.Classification);
                    break;
                case YesNoTest test:
                    WalkSymbol(test.Fact);
                    break;
                case ValueTest test:
                    WalkSymbol(test.Fact);
                    break;
                case SetTest test:
                    WalkSymbol(test.Fact);
                    break;
                case NumberTest test:
                    Walk(test.Subject);
                    break;
                case KnownTest test:
                    WalkSymbol(test.Subject);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
            }
        }

        public void Walk(NumericExpression expression)
        {
            switch (expression)
            {
                case NumberLiteral or Today:
                    break;
                case FactValue fact:
                    WalkSymbol(fact.Fact);
                    break;
                case ScoreValue score:
                    WalkSymbol(score.Score);
                    break;
                case ComputedReference computed:
                    WalkSymbol(computed.Computed);
                    break;
                case Sum sum:
                    WalkAll(sum.Terms);
                    break;
                case Product product:
                    WalkAll(product.Factors);
                    break;
                case Quotient quotient:
                    WalkAll([quotient.Dividend, quotient.Divisor]);
                    break;
                case FunctionCall call:
                    WalkAll(call.Arguments);
                    break;
                case CalendarShift shift:
                    Walk(shift.Date);
                    break;
                case CalendarDifference difference:
                    WalkAll([difference.To, difference.From]);
                    break;
                case ConditionalNumber conditional:
                    WalkAll(conditional.Arms.Select(a => a.Value));
                    WalkAll(conditional.Arms.Select(a => a.Condition).OfType<Condition>());
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(expression), expression, null);
            }
        }

        public void WalkSymbol(Symbol symbol)
        {
            Budget.EnsureStack();
            if (!_seen.Add(symbol))
            {
                return;
            }

            switch (symbol)
            {
                case Fact fact:
                    Facts[fact.Ordinal] = fact;
                    break;
                case Definition definition:
                    Walk(definition.Condition);
                    break;
                case Classification classification:
                    WalkAll(classification.Branches.Select(b => b.Condition));
                    break;
                case Score score:
                    WalkAll(score.Lines.Select(l => l.Condition));
                    break;
                case ComputedValue computed:
                    Walk(computed.Value);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(symbol), symbol, null);
            }
        }

        private void WalkAll(IEnumerable<Condition> conditions)
        {
            foreach (Condition condition in conditions)
            {
                Walk(condition);
            }
        }

        private void WalkAll(IEnumerable<NumericExpression> expressions)
        {
            foreach (NumericExpression expression in expressions)
            {
                Walk(expression);
            }
        }
    }
}

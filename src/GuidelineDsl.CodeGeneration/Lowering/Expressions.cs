using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>What can be said of a numeric expression from its form.</summary>
internal static class Expressions
{
    /// <summary>The expressions that it is made of.</summary>
    public static ImmutableArray<NumericExpression> PartsOf(NumericExpression expression) => expression switch
    {
        Sum sum => sum.Terms,
        Product product => product.Factors,
        Quotient quotient => [quotient.Dividend, quotient.Divisor],
        FunctionCall call => call.Arguments,
        CalendarShift shift => [shift.Date],
        CalendarDifference difference => [difference.To, difference.From],
        ConditionalNumber conditional => [.. conditional.Arms.Select(arm => arm.Value)],
        NumberLiteral or FactValue or Today or ScoreValue or ComputedReference => [],
        _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
    };

    /// <summary>The facts that are written in it, each once.</summary>
    public static ImmutableArray<Fact> DirectFacts(NumericExpression expression)
    {
        List<Fact> facts = [];
        Visit(expression);
        return [.. facts];

        void Visit(NumericExpression part)
        {
            if (part is FactValue fact && !facts.Contains(fact.Fact))
            {
                facts.Add(fact.Fact);
            }

            foreach (NumericExpression inner in PartsOf(part))
            {
                Visit(inner);
            }
        }
    }

    /// <summary>
    /// Whether it only rises or only falls with each of its facts, and with continuous facts in a straight line: sums, constant factors and
    /// calendar steps over facts that occur once.
    /// </summary>
    public static bool IsMonotone(NumericExpression expression)
    {
        HashSet<Fact> seen = [];
        bool steps = false;
        bool continuous = false;
        return Visit(expression) && !(steps && continuous);

        bool Visit(NumericExpression part)
        {
            switch (part)
            {
                case NumberLiteral or Today:
                    return true;
                case FactValue fact:
                    continuous |= fact.Fact.Type is Number { Resolution: null };
                    return seen.Add(fact.Fact);
                case ComputedReference reference:
                    return Visit(reference.Computed.Value);
                case Sum sum:
                    return sum.Terms.All(Visit);
                case Product product:
                    return product.Factors.Count(f => f is not NumberLiteral) <= 1 && product.Factors.All(Visit);
                case Quotient quotient:
                    return quotient.Divisor is NumberLiteral { Value.Sign: not 0 } && Visit(quotient.Dividend);
                case CalendarShift shift:
                    steps = true;
                    return Visit(shift.Date);
                case CalendarDifference difference:
                    steps = true;
                    return Visit(difference.To) && Visit(difference.From);
                case ScoreValue or FunctionCall or ConditionalNumber:
                    return false;
                default:
                    throw new InvalidOperationException($"No such expression: {part.GetType().Name}.");
            }
        }
    }

    /// <summary>A number of which every value is a whole multiple; null when there is none.</summary>
    public static Rational? StepOf(NumericExpression expression) => expression switch
    {
        NumberLiteral literal => literal.Value.Sign == 0 ? null : literal.Value.Abs(),
        FactValue { Fact.Type: Number number } => number.Resolution,
        FactValue { Fact.Type: Date } or Today or CalendarShift or CalendarDifference => Rational.One,
        FactValue => null,
        ComputedReference reference => StepOf(reference.Computed.Value),
        Sum sum => sum.Terms.Select(StepOf).Aggregate((a, b) => a is { } x && b is { } y ? CommonStep(x, y) : null),
        Product product => product.Factors.Select(StepOf).Aggregate((a, b) => a is { } x && b is { } y ? x * y : null),
        Quotient { Divisor: NumberLiteral { Value.Sign: not 0 } divisor } quotient => StepOf(quotient.Dividend) / divisor.Value.Abs(),
        Quotient or FunctionCall or ConditionalNumber or ScoreValue => null,
        _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
    };

    private static Rational CommonStep(Rational a, Rational b)
    {
        while (b.Sign != 0)
        {
            (a, b) = (b, a - ((a / b).Floor() * b));
        }

        return a;
    }
}

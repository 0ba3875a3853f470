using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>Numeric expressions as a reader writes them down.</summary>
internal static class ExpressionWords
{
    private static readonly ValueType Plain = new Number(null, null, null, null);

    public static string Phrase(NumericExpression expression) => Phrase(expression, Plain);

    /// <summary>The type that gives the unit of an expression: that of the one fact, computed number or date in it.</summary>
    public static ValueType TypeOf(NumericExpression expression) => expression switch
    {
        FactValue value => value.Fact.Type,
        ComputedReference reference => reference.Computed.Type,
        Today today => new Date(today.HasTime, null, null),
        CalendarShift shift => new Date(shift.HasTime, null, null),
        CalendarDifference difference => new Number(null, null, difference.Unit == CalendarUnit.Months ? "months" : "years", null),
        Sum { Terms: [var first, var second] } when TypeOf(first) is Date && Negated(second) is { } other && TypeOf(other) is Date =>
            new Number(null, null, "days", null),
        Sum sum => sum.Terms.Select(TypeOf).FirstOrDefault(t => t is Date || t is Number { Unit: not null }) ?? Plain,
        _ => Plain,
    };

    /// <summary>A comparison of two sides, which the model holds as <c>left - right in set</c>; null for anything else.</summary>
    public static string? AsComparison(NumericExpression subject, IntervalSet set)
    {
        if (subject is not Sum sum || Operator(set) is not { } sign)
        {
            return null;
        }

        NumericExpression[] right = [.. sum.Terms.Select(Negated).OfType<NumericExpression>()];
        NumericExpression[] left = [.. sum.Terms.Where(t => Negated(t) is null)];
        return left.Length == 0 || right.Length == 0
            ? null
            : $"{Side(left)} {sign} {Side(right)}";
    }

    private static string Side(NumericExpression[] terms)
    {
        ValueType type = terms.Select(TypeOf).FirstOrDefault(t => t is Date) ?? terms.Select(TypeOf).FirstOrDefault() ?? Plain;
        return string.Join(" + ", terms.Select(t => Phrase(t, type is Date ? new Number(null, null, "days", null) : type)));
    }

    private static string? Operator(IntervalSet set) => set.Intervals switch
    {
        [{ From: null, To: { } to, ToInclusive: var inclusive }] when to.Sign == 0 => inclusive ? "≤" : "<",
        [{ To: null, From: { } from, FromInclusive: var inclusive }] when from.Sign == 0 => inclusive ? "≥" : ">",
        [{ From: { } from, To: { } to }] when from.Sign == 0 && to.Sign == 0 => "=",
        [{ From: null, To: { } to, ToInclusive: false }, { From: { } from, FromInclusive: false, To: null }]
            when from.Sign == 0 && to.Sign == 0 => "≠",
        _ => null,
    };

    private static NumericExpression? Negated(NumericExpression term) => term switch
    {
        NumberLiteral literal when literal.Value.Sign < 0 => new NumberLiteral(-literal.Value),
        Product { Factors: [NumberLiteral { Value: var factor }, var rest] } when factor == -1 => rest,
        Product { Factors: [var rest, NumberLiteral { Value: var factor }] } when factor == -1 => rest,
        Product { Factors: [NumberLiteral { Value: var factor }, .. var rest] } when factor.Sign < 0 =>
            new Product([new NumberLiteral(-factor), .. rest]),
        _ => null,
    };

    private static string Phrase(NumericExpression expression, ValueType unit) => expression switch
    {
        NumberLiteral literal => NumberWords.Value(literal.Value, unit),
        FactValue value => value.Fact.Label,
        Today => "today",
        ScoreValue value => value.Score.Label,
        ComputedReference reference => reference.Computed.Label,
        Sum sum => SumPhrase(sum),
        Product product => string.Join(" × ", product.Factors.Select(Operand)),
        Quotient quotient => $"{Operand(quotient.Dividend)} ÷ {Operand(quotient.Divisor)}",
        FunctionCall call => Call(call),
        CalendarShift shift =>
            $"{Operand(shift.Date)} {(shift.Amount < 0 ? "\u2212" : "+")} {Math.Abs(shift.Amount)}\u00a0{Name(shift.Unit, Math.Abs(shift.Amount))}",
        CalendarDifference difference =>
            $"completed {Name(difference.Unit, 2)} from {Phrase(difference.From)} to {Phrase(difference.To)}",
        ConditionalNumber conditional => string.Join("; ", conditional.Arms.Select(arm => arm.Condition is null
            ? $"otherwise {Phrase(arm.Value)}"
            : $"{Phrase(arm.Value)} if {ConditionWords.Phrase(arm.Condition)}")),
        _ => throw new InvalidOperationException($"No words for {expression.GetType().Name}."),
    };

    private static string SumPhrase(Sum sum)
    {
        ValueType type = TypeOf(sum);
        ValueType unit = type is Date ? new Number(null, null, "days", null) : type;
        System.Text.StringBuilder text = new();
        foreach (NumericExpression term in sum.Terms)
        {
            NumericExpression? negated = Negated(term);
            text.Append((text.Length == 0, negated) switch
            {
                (true, null) => "",
                (true, _) => "\u2212",
                (false, null) => " + ",
                _ => " \u2212 ",
            });
            text.Append(Phrase(negated ?? term, unit));
        }

        return text.ToString();
    }

    private static string Operand(NumericExpression expression) =>
        expression is Sum or Quotient or Product or ConditionalNumber ? $"({Phrase(expression)})" : Phrase(expression);

    private static string Call(FunctionCall call)
    {
        string arguments = string.Join(", ", call.Arguments.Select(Phrase));
        return call.Function switch
        {
            NumericFunction.Power => $"{Operand(call.Arguments[0])}^{Operand(call.Arguments[1])}",
            NumericFunction.Absolute => $"|{arguments}|",
            NumericFunction.SquareRoot => $"√({arguments})",
            NumericFunction.Minimum => $"the least of ({arguments})",
            NumericFunction.Maximum => $"the greatest of ({arguments})",
            NumericFunction.Round => $"round({arguments})",
            NumericFunction.Floor => $"floor({arguments})",
            NumericFunction.NaturalLogarithm => $"ln({arguments})",
            NumericFunction.Exponential => $"exp({arguments})",
            _ => throw new InvalidOperationException($"No words for {call.Function}."),
        };
    }

    private static string Name(CalendarUnit unit, int amount) =>
        (unit == CalendarUnit.Months ? "month" : "year") + (amount == 1 ? "" : "s");
}

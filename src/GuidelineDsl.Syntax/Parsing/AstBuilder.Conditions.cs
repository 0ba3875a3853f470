using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Conditions. The grammar gives them and values one shape; here the place decides which of the two is meant.</summary>
internal sealed partial class AstBuilder
{
    /// <summary>A condition where one must stand; when recovery found none, a missing one at the end of its owner.</summary>
    private ConditionSyntax Condition(ConditionContext? context, ParserRuleContext owner)
    {
        if (context is null || context.ChildCount == 0)
        {
            return new MissingCondition(EndOf(owner));
        }

        ComparisonContext[] parts = context.comparison();
        if (parts.Length == 1)
        {
            return Negation(parts[0]);
        }

        List<ConditionSyntax> alternatives = [];
        List<ConditionSyntax> together = [];
        for (int i = 0; i < context.ChildCount; i++)
        {
            switch (context.GetChild(i))
            {
                case ComparisonContext part:
                    together.Add(Negation(part));
                    break;
                case ITerminalNode { Symbol.Type: OR }:
                    alternatives.Add(Conjunction(together, context));
                    together.Clear();
                    break;
            }
        }

        ConditionSyntax last = Conjunction(together, context);
        return alternatives.Count == 0 ? last : new OrCondition([.. alternatives, last], Span(context));
    }

    private static ConditionSyntax Conjunction(List<ConditionSyntax> operands, ConditionContext owner) => operands.Count switch
    {
        0 => new MissingCondition(EndOf(owner)),
        1 => operands[0],
        _ => new AndCondition([.. operands], operands[0].Span.Union(operands[^1].Span)),
    };

    private ConditionSyntax Negation(ComparisonContext context)
    {
        int negations = 0;
        while (negations < context.ChildCount && context.GetChild(negations) is ITerminalNode { Symbol.Type: NOT })
        {
            negations++;
        }

        if (negations > Limits.Nesting)
        {
            Report(context, SyntaxDiagnostics.Deep(At(context.Start), Limits.Nesting));
            return new MissingCondition(Span(context));
        }

        ConditionSyntax condition = Comparison(context);
        for (int i = negations - 1; i >= 0; i--)
        {
            int start = ((ITerminalNode)context.GetChild(i)).Symbol.StartIndex;
            condition = new NotCondition(condition, TextSpan.FromBounds(start, Math.Max(condition.Span.End, start + 3)));
        }

        return condition;
    }

    private ConditionSyntax Comparison(ComparisonContext context)
    {
        if (context.calculation() is not { } subject)
        {
            return new MissingCondition(EndOf(context));
        }

        TextSpan span = TextSpan.FromBounds(subject.Start.StartIndex, Math.Max(Span(context).End, subject.Start.StartIndex));
        switch (context.comparisonTail())
        {
            case null:
                return ConditionOf(subject);
            case ChainTailContext tail:
                return Chain(subject, tail, span);
            case IsTailContext tail:
                return Is(subject, tail, span);
            case MembershipTailContext tail:
                bool negated = tail.NOT() is not null;
                return tail.membership() switch
                {
                    InMembershipContext found => In(subject, found, negated, span),
                    BetweenMembershipContext found =>
                        new BetweenCondition(Value(subject, context), negated, Value(found.low, found), Value(found.high, found), span),
                    IncludesMembershipContext found => Includes(subject, found, negated, span),
                    _ => new MissingCondition(span),
                };
            default:
                return new MissingCondition(span);
        }
    }

    /// <summary>A value that stands where a condition should: only a name, a parenthesis or a count can be one.</summary>
    private ConditionSyntax ConditionOf(CalculationContext value)
    {
        switch (OnlyOperand(value))
        {
            case NameOperandContext { } name when name.LPAREN() is null:
                return Name(name.identifier()) switch
                {
                    null => new MissingCondition(Span(value)),
                    { Name: "everyone" } everyone => new EveryoneCondition(everyone.Span),
                    { } id => new NameCondition(id),
                };
            case ParenthesizedOperandContext parenthesis:
                return new ParenthesizedCondition(Condition(parenthesis.condition(), parenthesis), Span(parenthesis));
            case CountOperandContext count:
                return Count(count);
            case { ChildCount: 0 }:
                return new MissingCondition(Span(value));
            default:
                Report(value, SyntaxDiagnostics.ValueForCondition(new Location(source, Span(value))));
                return new MissingCondition(Span(value));
        }
    }

    private CountCondition Count(CountOperandContext context)
    {
        CheckCommas(context);
        CountKind kind = context.kind?.Type switch
        {
            ALL => CountKind.AllOf,
            ANY => CountKind.AnyOf,
            EXACTLY => CountKind.Exactly,
            _ => context.bound?.Type == MOST ? CountKind.AtMost : CountKind.AtLeast,
        };
        NumberLiteral? count = context.NUMBER() is { } number ? new NumberLiteral(Digits(number.Symbol), null, Span(number.Symbol)) : null;
        return new CountCondition(kind, count, Each(context.condition(), c => Condition(c, context)), Span(context));
    }

    private ConditionSyntax Chain(CalculationContext subject, ChainTailContext tail, TextSpan span)
    {
        CalculationContext[] sums = tail.calculation();
        ComparatorContext[] signs = tail.comparator();
        ImmutableArray<ExpressionSyntax>.Builder operands = ImmutableArray.CreateBuilder<ExpressionSyntax>(sums.Length + 1);
        ImmutableArray<ComparisonOperator>.Builder operators = ImmutableArray.CreateBuilder<ComparisonOperator>(sums.Length);
        operands.Add(Value(subject, subject));
        bool negated = false;
        for (int i = 0; i < Math.Min(sums.Length, signs.Length); i++)
        {
            negated |= signs[i].NOT_EQUAL() is not null;
            operators.Add(Comparator(signs[i]));
            operands.Add(Value(sums[i], tail));
        }

        return operators.Count switch
        {
            0 => new MissingCondition(span),
            1 when negated => new IsCondition(operands[0], true, operands[1], span),
            _ => new ComparisonCondition(operands.ToImmutable(), operators.ToImmutable(), span),
        };
    }

    private static ComparisonOperator Comparator(ComparatorContext context) => context.Start.Type switch
    {
        LESS => ComparisonOperator.Less,
        LESS_EQUAL => ComparisonOperator.LessOrEqual,
        GREATER => ComparisonOperator.Greater,
        GREATER_EQUAL => ComparisonOperator.GreaterOrEqual,
        _ => ComparisonOperator.Equal,
    };

    private ConditionSyntax Is(CalculationContext subject, IsTailContext tail, TextSpan span)
    {
        bool negated = tail.NOT() is not null;
        string? word = tail.calculation() is { } value && OnlyOperand(value) is NameOperandContext name && name.LPAREN() is null ? Name(name.identifier())?.Name : null;
        if (word is "known" or "unknown" or "empty")
        {
            if (NameOnly(subject) is not { } asked)
            {
                Report(subject, SyntaxDiagnostics.NameNeeded(new Location(source, Span(subject)), $"`is {word}`"));
                return new MissingCondition(span);
            }

            return word == "empty" ? new EmptyCondition(asked, negated, span) : new KnownCondition(asked, word == "known" != negated, span);
        }

        return new IsCondition(Value(subject, tail), negated, Value(tail.calculation(), tail), span);
    }

    private InCondition In(CalculationContext subject, InMembershipContext tail, bool negated, TextSpan span)
    {
        bool braces = tail.LBRACE() is not null;
        if (braces)
        {
            CheckCommas(tail);
        }

        CalculationContext[] values = tail.calculation();
        ImmutableArray<ExpressionSyntax> built = values.Length == 0 && !braces
            ? [new MissingExpression(EndOf(tail))]
            : Each(values, v => Value(v, tail));
        return new InCondition(Value(subject, tail), negated, built, braces, span);
    }

    private ConditionSyntax Includes(CalculationContext subject, IncludesMembershipContext tail, bool negated, TextSpan span)
    {
        if (NameOnly(subject) is not { } set)
        {
            Report(subject, SyntaxDiagnostics.NameNeeded(new Location(source, Span(subject)), "`includes`"));
            return new MissingCondition(span);
        }

        IncludesKind kind = tail.kind?.Type switch
        {
            ANY => IncludesKind.Any,
            ALL => IncludesKind.All,
            ONLY => IncludesKind.Only,
            _ => IncludesKind.One,
        };
        if (kind != IncludesKind.One)
        {
            return new IncludesCondition(set, negated, kind, Names(tail.nameSet()), span);
        }

        return Name(tail.identifier()) is { } value
            ? new IncludesCondition(set, negated, kind, [value], span)
            : new MissingCondition(span);
    }
}

using System.Globalization;
using System.Text;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Values: numbers, names, calculations.</summary>
internal sealed partial class AstBuilder
{
    /// <summary>How deeply brackets and calculations may be nested: later passes walk the tree recursively.</summary>
    public const int DepthLimit = 200;

    private ExpressionSyntax Value(ConditionContext? context, ParserRuleContext owner)
    {
        if (context is null || context.ChildCount == 0)
        {
            return new MissingExpression(EndOf(owner));
        }

        if (context.conjunction() is [{ } conjunction]
            && conjunction.comparison() is [{ } comparison]
            && comparison.NOT().Length == 0
            && comparison.comparisonTail() is null)
        {
            return Value(comparison.sum(), comparison);
        }

        Report(context, SyntaxDiagnostics.ConditionForValue(new Location(source, Span(context))));
        return new MissingExpression(Span(context));
    }

    private ExpressionSyntax Value(SumContext? context, ParserRuleContext owner)
    {
        if (context is null || context.ChildCount == 0)
        {
            return new MissingExpression(EndOf(owner));
        }

        return Fold(context, child => child is ProductContext product ? Product(product) : null);
    }

    private ExpressionSyntax Product(ProductContext context) => Fold(context, child => child is FactorContext factor ? Factor(factor) : null);

    /// <summary>Operands and signs in turn, grouped from the left.</summary>
    private ExpressionSyntax Fold(ParserRuleContext context, Func<IParseTree, ExpressionSyntax?> operand)
    {
        if (context.ChildCount > 2 * DepthLimit)
        {
            Report(context, SyntaxDiagnostics.Deep(new Location(source, Span(context)), DepthLimit));
            return new MissingExpression(Span(context));
        }

        ExpressionSyntax? result = null;
        ArithmeticOperator sign = ArithmeticOperator.Add;
        for (int i = 0; i < context.ChildCount; i++)
        {
            IParseTree child = context.GetChild(i);
            if (operand(child) is { } right)
            {
                result = result is null ? right : new ArithmeticExpression(result, sign, right, result.Span.Union(right.Span));
            }
            else if (child is ITerminalNode leaf)
            {
                sign = leaf.Symbol.Type switch
                {
                    PLUS => ArithmeticOperator.Add,
                    MINUS => ArithmeticOperator.Subtract,
                    STAR => ArithmeticOperator.Multiply,
                    _ => ArithmeticOperator.Divide,
                };
            }
        }

        return result ?? new MissingExpression(Span(context));
    }

    /// <summary>Powers group from the right, and a sign stands before the power as a whole: -x^2 is -(x^2).</summary>
    private ExpressionSyntax Factor(FactorContext context)
    {
        if (context.ChildCount > DepthLimit)
        {
            Report(context, SyntaxDiagnostics.Deep(new Location(source, Span(context)), DepthLimit));
            return new MissingExpression(Span(context));
        }

        ExpressionSyntax? result = null;
        for (int i = context.ChildCount - 1; i >= 0; i--)
        {
            switch (context.GetChild(i))
            {
                case OperandContext operand:
                    ExpressionSyntax value = Operand(operand, context);
                    result = result is null ? value : new ArithmeticExpression(value, ArithmeticOperator.Power, result, value.Span.Union(result.Span));
                    break;
                case ITerminalNode { Symbol: { Type: MINUS } sign } when result is not null:
                    result = new NegationExpression(result, Span(sign).Union(result.Span));
                    break;
            }
        }

        return result ?? new MissingExpression(Span(context));
    }

    private ExpressionSyntax Operand(OperandContext? context, ParserRuleContext owner)
    {
        switch (context)
        {
            case NumberOperandContext operand when Number(operand.numberLiteral()) is { } number:
                return number;
            case DateOperandContext operand when operand.DATE() is { } date:
                return new DateLiteral(DateText(date.Symbol), Span(date.Symbol));
            case NameOperandContext operand when Name(operand.identifier()) is { } name:
                return operand.LPAREN() is null
                    ? new NameExpression(name)
                    : new CallExpression(name, [.. operand.condition().Select(c => Value(c, operand))], Span(operand));
            case ParenthesizedOperandContext operand:
                return new ParenthesizedExpression(Value(operand.condition(), operand), Span(operand));
            case CountOperandContext operand:
                Report(operand, SyntaxDiagnostics.ConditionForValue(new Location(source, Span(operand))));
                return new MissingExpression(Span(operand));
            default:
                return new MissingExpression(context is null ? EndOf(owner) : Span(context));
        }
    }

    /// <summary>The operand that is the whole of a sum; null when something is calculated or negated.</summary>
    private static OperandContext? OnlyOperand(SumContext sum) =>
        sum.ChildCount == 1 && sum.GetChild(0) is ProductContext { ChildCount: 1 } product && product.GetChild(0) is FactorContext { ChildCount: 1 } factor
            ? factor.GetChild(0) as OperandContext
            : null;

    private Identifier? NameOnly(SumContext sum) =>
        OnlyOperand(sum) is NameOperandContext name && name.LPAREN() is null ? Name(name.identifier()) : null;

    private ExpressionSyntax? Signed(SignedNumberContext? context)
    {
        if (Number(context?.numberLiteral()) is not { } number)
        {
            return null;
        }

        return context!.MINUS() is { } sign ? new NegationExpression(number, Span(sign.Symbol).Union(number.Span)) : number;
    }

    private NumberLiteral? Number(NumberLiteralContext? context) =>
        context?.NUMBER()?.Symbol is SourceToken { IsInserted: false } digits
            ? new NumberLiteral(Digits(digits), Unit(context.unit()), Span(context))
            : null;

    /// <summary>Plain digits with at most one point, also for what was reported as no number.</summary>
    private static string Digits(IToken token)
    {
        string text = token.Text;
        if (text.All(c => char.IsAsciiDigit(c) || c == '.') && text[0] != '.' && token is SourceToken { IsBroken: false })
        {
            return text;
        }

        StringBuilder digits = new();
        bool point = false;
        foreach (char c in text.Where(c => c != '_'))
        {
            if (c == '.' && point)
            {
                break;
            }

            point |= c == '.';
            digits.Append(c == '.' ? (digits.Length == 0 ? "0." : ".") : ((int)char.GetNumericValue(c)).ToString(CultureInfo.InvariantCulture));
        }

        return digits.ToString();
    }

    private static UnitSyntax? Unit(UnitContext? context)
    {
        if (context?.Start is not SourceToken { IsInserted: false } token || context.ChildCount == 0)
        {
            return null;
        }

        return token.Type switch
        {
            QUOTED_UNIT => new UnitSyntax(token.Text[1..^1].Replace("''", "'", StringComparison.Ordinal), true, Span(token)),
            UNIT or PERCENT => new UnitSyntax(token.Text, false, Span(token)),
            _ => null,
        };
    }

    private static TextSpan SpanWithoutComma(ParserRuleContext context)
    {
        bool comma = context.ChildCount > 1 && context.GetChild(context.ChildCount - 1) is ITerminalNode { Symbol.Type: COMMA };
        return comma && context.GetChild(context.ChildCount - 2) is IParseTree before
            ? TextSpan.FromBounds(context.Start.StartIndex, EndIndex(before))
            : Span(context);
    }

    private static int EndIndex(IParseTree tree) => tree switch
    {
        ITerminalNode leaf => leaf.Symbol.StopIndex + 1,
        ParserRuleContext part => Span(part).End,
        _ => throw new InvalidOperationException("A parse tree has only leaves and parts."),
    };
}

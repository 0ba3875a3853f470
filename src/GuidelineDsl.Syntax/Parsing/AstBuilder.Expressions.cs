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
    private ExpressionSyntax Value(ConditionContext? context, ParserRuleContext owner)
    {
        if (context is null || context.ChildCount == 0)
        {
            return new MissingExpression(EndOf(owner));
        }

        if (context.comparison() is [{ } comparison] && comparison.NOT().Length == 0 && comparison.comparisonTail() is null)
        {
            return Value(comparison.calculation(), comparison);
        }

        Report(context, SyntaxDiagnostics.ConditionForValue(new Location(source, Span(context))));
        return new MissingExpression(Span(context));
    }

    private ExpressionSyntax Value(CalculationContext? context, ParserRuleContext owner)
    {
        if (context is null || context.ChildCount == 0)
        {
            return new MissingExpression(EndOf(owner));
        }

        if (context.ChildCount > 2 * Limits.Nesting)
        {
            Report(context, SyntaxDiagnostics.Deep(new Location(source, Span(context)), Limits.Nesting));
            return new MissingExpression(Span(context));
        }

        int at = 0;
        return Sum(context, ref at) ?? new MissingExpression(Span(context));
    }

    /// <summary>Sums are grouped from the left. What recovery left out, here and below, is passed over.</summary>
    private ExpressionSyntax? Sum(CalculationContext context, ref int at)
    {
        ExpressionSyntax? result = Product(context, ref at);
        while (at < context.ChildCount)
        {
            ArithmeticOperator sign = Sign(context, at++) == PLUS ? ArithmeticOperator.Add : ArithmeticOperator.Subtract;
            result = Arithmetic(result, sign, Product(context, ref at));
        }

        return result;
    }

    private ExpressionSyntax? Product(CalculationContext context, ref int at)
    {
        ExpressionSyntax? result = Factor(context, ref at);
        while (Sign(context, at) is STAR or SLASH)
        {
            ArithmeticOperator sign = Sign(context, at++) == STAR ? ArithmeticOperator.Multiply : ArithmeticOperator.Divide;
            result = Arithmetic(result, sign, Factor(context, ref at));
        }

        return result;
    }

    /// <summary>Powers group from the right, and a sign stands before the power as a whole: -x^2 is -(x^2).</summary>
    private ExpressionSyntax? Factor(CalculationContext context, ref int at)
    {
        int first = at;
        while (Sign(context, at) == MINUS)
        {
            at++;
        }

        int operand = at;
        ExpressionSyntax? result = null;
        if (context.GetChild(at) is OperandContext found)
        {
            at++;
            result = Operand(found, context);
            if (Sign(context, at) == CARET)
            {
                at++;
                result = Arithmetic(result, ArithmeticOperator.Power, Factor(context, ref at));
            }
        }

        for (int sign = operand - 1; sign >= first && result is not null; sign--)
        {
            result = new NegationExpression(result, Span(((ITerminalNode)context.GetChild(sign)).Symbol).Union(result.Span));
        }

        return result;
    }

    private static ExpressionSyntax? Arithmetic(ExpressionSyntax? left, ArithmeticOperator sign, ExpressionSyntax? right) =>
        left is null || right is null ? left ?? right : new ArithmeticExpression(left, sign, right, left.Span.Union(right.Span));

    /// <summary>The type of the sign at the index; 0 when something else is there, or nothing.</summary>
    private static int Sign(CalculationContext context, int at) => context.GetChild(at) is ITerminalNode leaf ? leaf.Symbol.Type : 0;

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
                    : new CallExpression(name, Each(operand.condition(), c => Value(c, operand)), Span(operand));
            case ParenthesizedOperandContext operand:
                return new ParenthesizedExpression(Value(operand.condition(), operand), Span(operand));
            case CountOperandContext operand:
                Report(operand, SyntaxDiagnostics.ConditionForValue(new Location(source, Span(operand))));
                return new MissingExpression(Span(operand));
            default:
                return new MissingExpression(context is null ? EndOf(owner) : Span(context));
        }
    }

    /// <summary>The operand that is the whole of a calculation; null when something is calculated or negated.</summary>
    private static OperandContext? OnlyOperand(CalculationContext calculation) => calculation.ChildCount == 1 ? calculation.GetChild(0) as OperandContext : null;

    private Identifier? NameOnly(CalculationContext calculation) =>
        OnlyOperand(calculation) is NameOperandContext name && name.LPAREN() is null ? Name(name.identifier()) : null;

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

    /// <summary>Plain digits with at most one point, also for what was reported as no number, such as a number in words.</summary>
    private static string Digits(IToken token)
    {
        string text = token.Text;
        if (text.All(c => char.IsAsciiDigit(c) || c == '.') && text[0] != '.' && token is SourceToken { IsBroken: false })
        {
            return text;
        }

        StringBuilder digits = new();
        bool point = false;
        foreach (char c in text.Replace(',', '.').Where(c => c == '.' || char.IsDigit(c)))
        {
            if (c == '.' && point)
            {
                break;
            }

            point |= c == '.';
            digits.Append(c == '.' ? (digits.Length == 0 ? "0." : ".") : ((int)char.GetNumericValue(c)).ToString(CultureInfo.InvariantCulture));
        }

        return digits.Length == 0 ? "1" : digits.ToString();
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

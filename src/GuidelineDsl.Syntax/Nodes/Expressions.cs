using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>A value: the operand of a comparison, of a calculation or of an assignment in a patient.</summary>
public abstract record ExpressionSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>A unit after a number, bare (<c>cm</c>, <c>months</c>, <c>%</c>) or quoted (<c>'ug/h'</c>). <paramref name="Text"/> is without quotes.</summary>
public sealed record UnitSyntax(string Text, bool IsQuoted, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary>A number with an optional unit. <paramref name="Digits"/> is as written, without underscores and sign: <c>1000.5</c>.</summary>
public sealed record NumberLiteral(string Digits, UnitSyntax? Unit, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Unit);
}

/// <summary><c>2025-10-10</c>, <c>2025-10</c>, or <c>2025-10-10T14:30</c>, as written; validity is checked by the binder.</summary>
public sealed record DateLiteral(string Text, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary>A name: a fact, a value, a definition, <c>yes</c>, <c>no</c>, <c>unknown</c>, <c>today</c>. The binder decides.</summary>
public sealed record NameExpression(Identifier Name) : ExpressionSyntax(Name.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Name];
}

public sealed record NegationExpression(ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Operand];
}

public enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

public sealed record ArithmeticExpression(ExpressionSyntax Left, ArithmeticOperator Operator, ExpressionSyntax Right, TextSpan Span)
    : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Left, Right];
}

/// <summary><c>min(a, b)</c> and the like.</summary>
public sealed record CallExpression(Identifier Function, ImmutableArray<ExpressionSyntax> Arguments, TextSpan Span)
    : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Function, .. Arguments];
}

public sealed record ParenthesizedExpression(ExpressionSyntax Inner, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Inner];
}

/// <summary>One arm of a conditional number; <paramref name="Condition"/> is null for <c>otherwise</c>.</summary>
public sealed record ConditionalArm(ExpressionSyntax Value, ConditionSyntax? Condition, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Value, Condition);
}

/// <summary><c>A when C, B otherwise</c>, only as the whole of a computed number.</summary>
public sealed record ConditionalExpression(ImmutableArray<ConditionalArm> Arms, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Arms;
}

/// <summary><c>{ a, b }</c> as the value of a set, in a patient or a witness.</summary>
public sealed record SetExpression(ImmutableArray<Identifier> Members, TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Members;
}

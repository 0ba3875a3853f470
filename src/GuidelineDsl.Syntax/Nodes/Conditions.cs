using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>Something that holds, does not hold, or is unknown for a patient.</summary>
public abstract record ConditionSyntax(TextSpan Span) : SyntaxNode(Span);

public sealed record OrCondition(ImmutableArray<ConditionSyntax> Operands, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Operands;
}

public sealed record AndCondition(ImmutableArray<ConditionSyntax> Operands, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Operands;
}

public sealed record NotCondition(ConditionSyntax Operand, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Operand];
}

public sealed record ParenthesizedCondition(ConditionSyntax Inner, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Inner];
}

/// <summary><c>everyone</c>: always holds.</summary>
public sealed record EveryoneCondition(TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

public enum CountKind
{
    AllOf,
    AnyOf,
    AtLeast,
    Exactly,
    AtMost,
}

/// <summary><c>at least 2 of { c1, c2, c3 }</c> and its siblings; <paramref name="Count"/> is null for all and any.</summary>
public sealed record CountCondition(CountKind Kind, NumberLiteral? Count, ImmutableArray<ConditionSyntax> Operands, TextSpan Span)
    : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Count is null ? Operands : [Count, .. Operands];
}

/// <summary>A yes/no fact or a definition by its name.</summary>
public sealed record NameCondition(Identifier Name) : ConditionSyntax(Name.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Name];
}

/// <summary><c>x is v</c>, <c>x is not v</c>.</summary>
public sealed record IsCondition(ExpressionSyntax Subject, bool Negated, ExpressionSyntax Value, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject, Value];
}

/// <summary><c>x is known</c>, <c>x is unknown</c>.</summary>
public sealed record KnownCondition(Identifier Subject, bool Known, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject];
}

/// <summary><c>x in { a, b }</c>, <c>x not in gut</c>. Without braces there is one value, a group's name.</summary>
public sealed record InCondition(ExpressionSyntax Subject, bool Negated, ImmutableArray<ExpressionSyntax> Values, bool HasBraces, TextSpan Span)
    : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject, .. Values];
}

public enum ComparisonOperator
{
    Less,
    LessOrEqual,
    Equal,
    GreaterOrEqual,
    Greater,
}

/// <summary><c>a &lt; b</c> or a chain <c>3 &lt;= x &lt; 20 %</c>: one operator fewer than operands.</summary>
public sealed record ComparisonCondition(ImmutableArray<ExpressionSyntax> Operands, ImmutableArray<ComparisonOperator> Operators, TextSpan Span)
    : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Operands;
}

/// <summary><c>x between 3 and 20 %</c>: both ends included.</summary>
public sealed record BetweenCondition(ExpressionSyntax Subject, bool Negated, ExpressionSyntax Low, ExpressionSyntax High, TextSpan Span)
    : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject, Low, High];
}

public enum IncludesKind
{
    One,
    Any,
    All,
    Only,
}

/// <summary><c>s includes x</c>, <c>s includes any of { … }</c>, <c>all of</c>, <c>only</c>. Values are members or groups.</summary>
public sealed record IncludesCondition(Identifier Subject, bool Negated, IncludesKind Kind, ImmutableArray<Identifier> Values, TextSpan Span)
    : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject, .. Values];
}

/// <summary><c>s is empty</c>, <c>s is not empty</c>.</summary>
public sealed record EmptyCondition(Identifier Subject, bool Negated, TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Subject];
}

/// <summary>A place where a condition should stand and recovery found none. The parser has reported it; later passes keep quiet.</summary>
public sealed record MissingCondition(TextSpan Span) : ConditionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary>A place where a value should stand and recovery found none.</summary>
public sealed record MissingExpression(TextSpan Span) : ExpressionSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

public enum ChoicePolicy
{
    One,
    All,
    First,
}

/// <summary><c>cite SOURCE "where" "short quote"</c>.</summary>
public sealed record CitationSyntax(Identifier Source, TextLiteral? Where, TextLiteral? Quote, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Source, Where, Quote);
}

/// <summary><c>allow GDL5006 because "…"</c>.</summary>
public sealed record AllowSyntax(Identifier Code, TextLiteral? Because, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Code, Because);
}

/// <summary>What stands between the braces of a decision, in written order.</summary>
public abstract record DecisionItem(TextSpan Span) : SyntaxNode(Span);

public sealed record DecisionDeclaration(Identifier Id, TextLiteral? Label, ImmutableArray<DecisionItem> Items, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Items];
}

public sealed record ScopeItem(ConditionSyntax Condition, TextSpan Span) : DecisionItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Condition];
}

public sealed record PolicyItem(ChoicePolicy Policy, TextSpan Span) : DecisionItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

public sealed record SilentItem(ConditionSyntax Condition, TextLiteral? Because, ImmutableArray<CitationSyntax> Citations, TextSpan Span)
    : DecisionItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Condition, .. Of(Because), .. Citations];
}

public sealed record PartialItem(TextLiteral? Because, TextSpan Span) : DecisionItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Because);
}

/// <summary>A remark or an <c>allow</c> for the whole decision.</summary>
public sealed record DecisionRemarkItem(RemarkDeclaration Remark) : DecisionItem(Remark.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Remark];
}

public sealed record DecisionAllowItem(AllowSyntax Allow) : DecisionItem(Allow.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Allow];
}

public sealed record RuleSyntax(Identifier Id, TextLiteral? Label, ImmutableArray<RuleItem> Items, TextSpan Span) : DecisionItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Items];
}

/// <summary>What stands between the braces of a rule, in written order.</summary>
public abstract record RuleItem(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>when C unless D</c>, or <c>otherwise</c> (both null).</summary>
public sealed record WhenItem(ConditionSyntax? Condition, ConditionSyntax? Unless, TextSpan Span) : RuleItem(Span)
{
    public bool IsOtherwise => Condition is null;

    public override IEnumerable<SyntaxNode> Children => Of(Condition, Unless);
}

public sealed record AdviceItem(AdviceSyntax Advice) : RuleItem(Advice.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Advice];
}

/// <summary><c>evidence esmo I A</c>; grades as written: <c>I</c>, <c>A</c>, <c>2A</c>, <c>strong</c>. <c>ungraded</c> has no grades.</summary>
public sealed record EvidenceItem(Identifier Scale, ImmutableArray<Identifier> Grades, TextSpan Span) : RuleItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Scale, .. Grades];
}

public sealed record CiteItem(CitationSyntax Citation) : RuleItem(Citation.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Citation];
}

public sealed record BecauseItem(TextLiteral Text, TextSpan Span) : RuleItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Text];
}

public sealed record OverridesItem(ImmutableArray<Identifier> Rules, TextSpan Span) : RuleItem(Span)
{
    public override IEnumerable<SyntaxNode> Children => Rules;
}

public sealed record RuleRemarkItem(RemarkDeclaration Remark) : RuleItem(Remark.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Remark];
}

public sealed record RuleAllowItem(AllowSyntax Allow) : RuleItem(Allow.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Allow];
}

using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>What is advised: an action, class or regimen, or a composition of them.</summary>
public abstract record PlanSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>An action, a class or a regimen by its name.</summary>
public sealed record NamedPlan(Identifier Name) : PlanSyntax(Name.Span)
{
    public override IEnumerable<SyntaxNode> Children => [Name];
}

public sealed record PlanPart(bool IsOptional, PlanSyntax Plan, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Plan];
}

/// <summary><c>a + optional b</c>: given together, at least two parts, or one optional part.</summary>
public sealed record CombinationPlan(ImmutableArray<PlanPart> Parts, TextSpan Span) : PlanSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Parts;
}

public sealed record PlanOption(PlanSyntax Plan, ConditionSyntax? Guard, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Plan, Guard);
}

/// <summary><c>one of { a when c, b + d }</c> or, without braces, <c>one of some_class</c>.</summary>
public sealed record ChoicePlan(ImmutableArray<PlanOption> Options, bool HasBraces, TextSpan Span) : PlanSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Options;
}

public sealed record PlanStep(Identifier? Name, PlanSyntax Plan, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Name, Plan);
}

/// <summary><c>neoadjuvant: a then surgery: b</c>: at least two steps, or one named step.</summary>
public sealed record SequencePlan(ImmutableArray<PlanStep> Steps, TextSpan Span) : PlanSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Steps;
}

public enum AdviceVerb
{
    Recommend,
    Consider,
    Avoid,
    Contraindicate,
}

/// <summary><c>recommend a, b line 1</c>: the plans share the qualifiers.</summary>
public sealed record AdviceSyntax(AdviceVerb Verb, ImmutableArray<PlanSyntax> Plans, ImmutableArray<QualifierSyntax> Qualifiers, TextSpan Span)
    : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Plans, .. Qualifiers];
}

public abstract record QualifierSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>preferred</c> (true) or <c>alternative</c> (false).</summary>
public sealed record PreferenceQualifier(bool IsPreferred, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

public sealed record SelectedPatientsQualifier(TextLiteral? Who, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Who);
}

public sealed record LineQualifier(NumberLiteral Line, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Line];
}

/// <summary><c>50 'ug/h'</c> (no high), <c>50 to 50.4 Gy</c>, or <c>at least 3 years</c>.</summary>
public sealed record QuantityRange(bool AtLeast, NumberLiteral Low, NumberLiteral? High, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Low, High);
}

public enum QuantityQualifierKind
{
    Dose,
    Fraction,
    Every,
    For,
}

/// <summary><c>dose …</c>, <c>fraction …</c>, <c>every …</c>, <c>for …</c>.</summary>
public sealed record QuantityQualifier(QuantityQualifierKind Kind, QuantityRange Amount, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Amount];
}

/// <summary><c>12 hours before surgery</c>.</summary>
public sealed record TimePoint(NumberLiteral Offset, bool Before, Identifier Anchor, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Offset, Anchor];
}

/// <summary><c>from 12 hours before surgery until 48 hours after surgery</c>; either end may be missing.</summary>
public sealed record TimingQualifier(TimePoint? From, TimePoint? Until, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(From, Until);
}

public sealed record LifelongQualifier(TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

public enum TextQualifierKind
{
    Route,
    Until,
    Wording,
    Note,
}

public sealed record TextQualifier(TextQualifierKind Kind, TextLiteral Text, TextSpan Span) : QualifierSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Text];
}

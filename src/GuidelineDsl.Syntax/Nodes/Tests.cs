using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary><c>fact = value</c>; the value is a literal, a name (<c>yes</c>, <c>unknown</c>, an enumeration's value), a negated number or a set.</summary>
public sealed record AssignmentSyntax(Identifier Fact, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Fact, Value];
}

/// <summary><c>base with { … }</c>, <c>base</c>, or <c>{ … }</c>.</summary>
public sealed record PatientSyntax(Identifier? Base, ImmutableArray<AssignmentSyntax> Assignments, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Base), .. Assignments];
}

/// <summary><c>patient id { … }</c> or <c>patient id base with { … }</c> outside a test.</summary>
public sealed record PatientDeclaration(Identifier Id, PatientSyntax Patient, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Id, Patient];
}

public sealed record TestDeclaration(
    TextLiteral Name, PatientSyntax? Patient, DateLiteral? Today, ImmutableArray<ExpectationSyntax> Expectations, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Name, Patient, Today), .. Expectations];
}

public abstract record ExpectationSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>expect D gives rule, …</c>: exactly these rules.</summary>
public sealed record GivesExpectation(Identifier Decision, ImmutableArray<Identifier> Rules, TextSpan Span) : ExpectationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Decision, .. Rules];
}

/// <summary><c>expect D recommends a, …</c>, <c>expect D does not avoid a</c>.</summary>
public sealed record AdviceExpectation(Identifier Decision, bool Negated, AdviceVerb Verb, ImmutableArray<Identifier> Actions, TextSpan Span)
    : ExpectationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Decision, .. Actions];
}

/// <summary><c>expect D needs fact, …</c>: exactly these facts.</summary>
public sealed record NeedsExpectation(Identifier Decision, ImmutableArray<Identifier> Facts, TextSpan Span) : ExpectationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Decision, .. Facts];
}

public enum ExpectedStatus
{
    Silent,
    OutOfScope,
    Gap,
}

/// <summary><c>expect D is silent</c>, <c>is out of scope</c>, <c>has a gap</c>.</summary>
public sealed record StatusExpectation(Identifier Decision, ExpectedStatus Status, TextSpan Span) : ExpectationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Decision];
}

/// <summary><c>expect grade is G2</c>, <c>expect bmi is 24.5</c>, <c>expect advanced is yes</c>, <c>expect grade is unknown</c>.</summary>
public sealed record ValueExpectation(Identifier Derived, ExpressionSyntax Value, TextSpan Span) : ExpectationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Derived, Value];
}

using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>One file: its header (null when missing) and what it declares, in written order.</summary>
public sealed record Document(Header? Header, ImmutableArray<DeclarationSyntax> Declarations, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Header is null ? Declarations : [Header, .. Declarations];
}

public enum DocumentKind
{
    Guideline,
    Vocabulary,
}

/// <summary><c>guideline id "Title" { … }</c>.</summary>
public sealed record Header(DocumentKind Kind, Identifier Id, TextLiteral? Title, ImmutableArray<PropertySyntax> Properties, TextSpan Span)
    : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Title), .. Properties];
}

/// <summary>
/// One item of a header, source or action: <c>status active</c>, <c>valid from D until D</c>, <c>abbreviation ABC "…"</c>.
/// <paramref name="Key"/> is the keyword (<c>valid</c>, <c>review</c>, <c>superseded</c>); the parts it does not take are null.
/// </summary>
public sealed record PropertySyntax(
    Identifier Key,
    ImmutableArray<TextLiteral> Texts,
    Identifier? Word,
    NumberLiteral? Number,
    DateLiteral? From,
    DateLiteral? Date,
    TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Key, Word, Number, From, Date), .. Texts];
}

public abstract record DeclarationSyntax(TextSpan Span) : SyntaxNode(Span);

public sealed record UseDeclaration(TextLiteral Path, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Path];
}

public sealed record SourceDeclaration(Identifier Id, TextLiteral? Title, ImmutableArray<PropertySyntax> Properties, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Title), .. Properties];
}

public sealed record FactDeclaration(Identifier Id, TextLiteral? Label, TypeSyntax? Type, bool IsRequired, bool IsJudgement, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Id, Label, Type);
}

public abstract record TypeSyntax(TextSpan Span) : SyntaxNode(Span);

public sealed record YesNoType(TextSpan Span) : TypeSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary>A value of an enumeration, of a set or of a classification, with its optional label.</summary>
public sealed record ValueDeclaration(Identifier Id, TextLiteral? Label, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Id, Label);
}

public enum EnumerationKind
{
    OneOf,
    OrderedOneOf,
    SetOf,
}

public sealed record EnumerationType(EnumerationKind Kind, ImmutableArray<ValueDeclaration> Values, TextSpan Span) : TypeSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Values;
}

/// <summary><c>number 0 to 100 % resolution 0.1</c>; open ends, unit and resolution are null. Ends are numbers or negated numbers.</summary>
public sealed record NumberType(ExpressionSyntax? Minimum, ExpressionSyntax? Maximum, UnitSyntax? Unit, NumberLiteral? Resolution, TextSpan Span)
    : TypeSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Minimum, Maximum, Unit, Resolution);
}

public sealed record DateType(bool HasTime, DateLiteral? Minimum, DateLiteral? Maximum, TextSpan Span) : TypeSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Minimum, Maximum);
}

public sealed record ConstraintDeclaration(Identifier Id, TextLiteral? Label, ConditionSyntax Condition, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Id, Label, Condition);
}

/// <summary><c>group id "Label" of fact = { a, b } except { c }</c>.</summary>
public sealed record GroupDeclaration(
    Identifier Id, TextLiteral? Label, Identifier Fact, ImmutableArray<Identifier> Members, ImmutableArray<Identifier> Except, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label, Fact), .. Members, .. Except];
}

public sealed record DefinitionDeclaration(Identifier Id, TextLiteral? Label, ConditionSyntax Condition, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Id, Label, Condition);
}

/// <summary><c>G1 when C</c>; the condition is null for <c>otherwise</c>.</summary>
public sealed record ClassificationBranch(Identifier Value, ConditionSyntax? Condition, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Value, Condition);
}

public sealed record ClassificationDeclaration(
    Identifier Id,
    TextLiteral? Label,
    bool IsOrdered,
    ImmutableArray<ValueDeclaration> Values,
    bool ChooseFirst,
    ImmutableArray<ClassificationBranch> Branches,
    ImmutableArray<CitationSyntax> Citations,
    ImmutableArray<AllowSyntax> Allows,
    TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Values, .. Branches, .. Citations, .. Allows];
}

/// <summary><c>add 2 when C</c>; points are a number or a negated number.</summary>
public sealed record ScoreLine(ExpressionSyntax Points, ConditionSyntax Condition, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Points, Condition];
}

public sealed record ScoreDeclaration(
    Identifier Id, TextLiteral? Label, ImmutableArray<ScoreLine> Lines, ImmutableArray<CitationSyntax> Citations,
    ImmutableArray<AllowSyntax> Allows, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Lines, .. Citations, .. Allows];
}

/// <summary><c>compute id "Label" : number 'kg/m2' = …</c>; the type is a <see cref="NumberType"/> or a <see cref="DateType"/>.</summary>
public sealed record ComputeDeclaration(Identifier Id, TextLiteral? Label, TypeSyntax? Type, ExpressionSyntax Value, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => Of(Id, Label, Type, Value);
}

public sealed record ActionDeclaration(Identifier Id, TextLiteral? Label, Identifier? Kind, ImmutableArray<PropertySyntax> Properties, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label, Kind), .. Properties];
}

public sealed record ClassDeclaration(
    Identifier Id, TextLiteral? Label, ImmutableArray<Identifier> Members, ImmutableArray<Identifier> Except, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Members, .. Except];
}

public sealed record RegimenDeclaration(Identifier Id, TextLiteral? Label, ImmutableArray<Identifier> Parts, TextSpan Span)
    : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Of(Id, Label), .. Parts];
}

public sealed record IncompatibleDeclaration(
    ImmutableArray<Identifier> Members, TextLiteral? Because, ImmutableArray<CitationSyntax> Citations, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [.. Members, .. Of(Because), .. Citations];
}

public sealed record RemarkDeclaration(TextLiteral Text, ImmutableArray<CitationSyntax> Citations, TextSpan Span) : DeclarationSyntax(Span)
{
    public override IEnumerable<SyntaxNode> Children => [Text, .. Citations];
}

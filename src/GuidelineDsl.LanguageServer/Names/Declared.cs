using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Names;

internal enum NameKind
{
    Guideline,
    Vocabulary,
    Source,
    Fact,
    Value,
    Group,
    Constraint,
    Definition,
    Classification,
    Score,
    Computed,
    Action,
    Class,
    Regimen,
    Decision,
    Rule,
    Patient,
    Test,
}

/// <summary>A name where it is declared. Compared by reference: one declaration, one object within a snapshot.</summary>
/// <param name="owner">The fact or classification of a value, the decision of a rule.</param>
internal sealed class Declared(NameKind kind, string id, string? label, Document document, SyntaxNode node, TextSpan nameSpan, Declared? owner)
{
    public NameKind Kind { get; } = kind;

    public string Id { get; } = id;

    public string? Label { get; } = label;

    public Document Document { get; } = document;

    public SyntaxNode Node { get; } = node;

    public TextSpan NameSpan { get; } = nameSpan;

    public Declared? Owner { get; } = owner;

    /// <summary>What a person calls it: the label, or the name with spaces for want of one.</summary>
    public string Words => string.IsNullOrWhiteSpace(Label) ? Id.Replace('_', ' ') : Label;

    /// <summary>Facts and actions, and what groups them, belong to everybody in a compilation.</summary>
    public bool IsShared =>
        Kind is NameKind.Fact or NameKind.Action or NameKind.Group or NameKind.Class or NameKind.Regimen or NameKind.Constraint;

    public string KindInWords => Kind switch
    {
        NameKind.Guideline => "guideline",
        NameKind.Vocabulary => "vocabulary",
        NameKind.Source => "source",
        NameKind.Fact => "fact",
        NameKind.Value => "value",
        NameKind.Group => "group of values",
        NameKind.Constraint => "constraint",
        NameKind.Definition => "definition",
        NameKind.Classification => "classification",
        NameKind.Score => "score",
        NameKind.Computed => "computed number",
        NameKind.Action => "action",
        NameKind.Class => "class of actions",
        NameKind.Regimen => "regimen",
        NameKind.Decision => "decision",
        NameKind.Rule => "rule",
        NameKind.Patient => "patient",
        NameKind.Test => "test",
        _ => throw new InvalidOperationException($"{Kind} has no words."),
    };

    public override string ToString() => Owner is null ? Id : $"{Owner.Id}.{Id}";
}

/// <summary>One place where a name stands.</summary>
/// <param name="Within">The declaration around it: the rule, the definition, the test that uses the name.</param>
internal sealed record Occurrence(Document Document, TextSpan Span, Declared Target, bool IsDeclaration, Declared? Within);

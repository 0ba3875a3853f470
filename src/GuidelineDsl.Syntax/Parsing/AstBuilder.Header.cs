using System.Collections.Immutable;
using Antlr4.Runtime;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>The header, sources and actions: what has named items in braces.</summary>
internal sealed partial class AstBuilder
{
    private static readonly PropertyTable HeaderProperties = new(
        "header",
        ["status", "abbreviation", "valid", "review"],
        ["version", "publisher", "language", "disclaimer", "note"],
        [],
        [],
        ["reviewed"]);

    private static readonly PropertyTable SourceProperties = new(
        "source",
        ["kind", "valid", "superseded"],
        ["publisher", "edition", "doi", "pmid", "url", "note"],
        ["authors"],
        ["year"],
        ["published"]);

    private static readonly PropertyTable ActionProperties = new("action", [], ["note"], ["synonyms"], [], []);

    /// <summary>The words with which an item of a header, source or action begins.</summary>
    public static IEnumerable<string> PropertyWords { get; } = HeaderProperties.Names.Union(SourceProperties.Names).Union(ActionProperties.Names);

    private Header? Header(HeaderContext context)
    {
        DocumentKind kind = context.kind?.Type == VOCABULARY ? DocumentKind.Vocabulary : DocumentKind.Guideline;
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? title = Label(kind == DocumentKind.Guideline ? "guideline" : "vocabulary", id, context.text());
        return new Header(kind, id, title, Properties(context.property(), HeaderProperties), Span(context));
    }

    private SourceDeclaration? Source(SourceDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? title = Label("source", id, context.text());
        return new SourceDeclaration(id, title, Properties(context.property(), SourceProperties), Span(context));
    }

    private ActionDeclaration? Action(ActionDeclarationContext context)
    {
        if (Name(context.name) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("action", id, context.text());
        return new ActionDeclaration(id, label, Name(context.kind), Properties(context.property(), ActionProperties), Span(context));
    }

    private ImmutableArray<PropertySyntax> Properties(PropertyContext[] contexts, PropertyTable table) =>
        Each(contexts, p => Property(p, table));

    private PropertySyntax? Property(PropertyContext context, PropertyTable table)
    {
        (IToken? key, PropertySyntax? property) = context switch
        {
            WordPropertyContext p => (p.key, Make(p, p.key, word: p.special is { } word ? Name(word) : Name(p.identifier()))),
            AbbreviationPropertyContext p => (p.key, Make(p, p.key, texts: TextsOf(p.text()), word: Name(p.word))),
            ValidPropertyContext p => (p.key, Make(p, p.key, from: Date(p.since), date: Date(p.end))),
            ReviewPropertyContext p => (p.key, Make(p, p.key, date: Date(p.dateValue()))),
            SupersededPropertyContext p => (p.key, Make(p, p.key, word: Name(p.word))),
            LiteralPropertyContext p => (p.key, Literal(p, table)),
            _ => (null, null),
        };
        if (key is null || property is null)
        {
            return null;
        }

        if (!table.Knows(key.Text) && !diagnostics.ParserComplainedAt(Span(context)))
        {
            Report(context, SyntaxDiagnostics.UnknownProperty(At(key), key.Text, table.Owner, table.Names));
        }

        return property;
    }

    /// <summary>An item whose value is a literal: its kind must be the one that the key asks for.</summary>
    private PropertySyntax? Literal(LiteralPropertyContext context, PropertyTable table)
    {
        if (context.key is null)
        {
            return null;
        }

        string key = context.key.Text;
        ImmutableArray<TextLiteral> texts = Each(context.text(), Text);
        NumberLiteral? number = Number(context.numberLiteral());
        DateLiteral? date = context.DATE() is { } leaf ? new DateLiteral(DateText(leaf.Symbol), Span(leaf.Symbol)) : null;
        if (date is null && number is { Unit: null } && table.Dates.Contains(key))
        {
            date = new DateLiteral(number.Digits, number.Span);
            number = null;
        }
        else if (key == "pmid" && number is { Unit: null })
        {
            texts = [new TextLiteral(number.Digits, number.Span)];
            number = null;
        }

        bool fits = !table.Knows(key)
            || (table.Texts.Contains(key) && texts.Length == 1)
            || (table.TextLists.Contains(key) && texts.Length > 0)
            || (table.Numbers.Contains(key) && number is { Unit: null })
            || (table.Dates.Contains(key) && date is not null);
        if (!fits && !diagnostics.ParserComplainedAt(Span(context)))
        {
            ParserRuleContext? value = context.GetRuleContext<ParserRuleContext>(0);
            IToken at = value?.Start ?? context.DATE()?.Symbol ?? context.key;
            bool severalTexts = table.Texts.Contains(key) && texts.Length > 1;
            Report(context, SyntaxDiagnostics.WrongPropertyValue(At(at), key, table.Expectation(key), severalTexts, at.Text));
        }

        return Make(context, context.key, texts, null, number, null, date);
    }

    private static PropertySyntax? Make(
        ParserRuleContext context,
        IToken? key,
        ImmutableArray<TextLiteral> texts = default,
        Identifier? word = null,
        NumberLiteral? number = null,
        DateLiteral? from = null,
        DateLiteral? date = null) =>
        key is null ? null : new PropertySyntax(Name(key), texts.IsDefault ? [] : texts, word, number, from, date, Span(context));

    private ImmutableArray<TextLiteral> TextsOf(TextContext? context) => Text(context) is { } text ? [text] : [];

    /// <summary>As written; of what was reported as no date, the year.</summary>
    private static string DateText(IToken token) =>
        token is SourceToken { IsBroken: true }
            ? token.Text.Split('-', '/', '.').FirstOrDefault(part => part.Length == 4) ?? "2000"
            : token.Text;

    private static DateLiteral? Date(DateValueContext? context) =>
        context?.Start is SourceToken { IsInserted: false } token && token.Type is DATE or NUMBER && context.ChildCount > 0
            ? new DateLiteral(DateText(token), Span(token))
            : null;
}

/// <summary>The items that may stand in the braces of a header, source or action, by the kind of their value.</summary>
internal sealed record PropertyTable(string Owner, string[] Phrases, string[] Texts, string[] TextLists, string[] Numbers, string[] Dates)
{
    public IEnumerable<string> Names => [.. Phrases, .. Texts, .. TextLists, .. Numbers, .. Dates];

    public bool Knows(string key) => Names.Contains(key);

    public string Expectation(string key) =>
        Numbers.Contains(key) ? "a number"
        : Dates.Contains(key) ? "a date such as 2025-10-09"
        : TextLists.Contains(key) ? "texts in quotes, with commas between them"
        : Texts.Contains(key) ? "a text in quotes"
        : key switch
        {
            "status" => "draft, active or retired, without quotes",
            "abbreviation" => "a short form and its meaning in quotes",
            "valid" => "`until` and a date",
            "review" => "`by` and a date",
            "superseded" => "`by` and a source",
            _ => "one of its words, without quotes",
        };
}

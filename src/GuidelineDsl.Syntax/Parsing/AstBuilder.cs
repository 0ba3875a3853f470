using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Turns the parse tree into syntax nodes. After a mistake any child of the parse tree may be missing: that is resolved
/// here and nowhere else. What a shape cannot say (a missing comma, a needed label) is said here, too, but only about
/// parts of the text in which the parser found nothing wrong.
/// </summary>
internal sealed partial class AstBuilder(SourceText source, ParseDiagnostics diagnostics)
{
    private readonly ImmutableArray<DeclarationSyntax>.Builder _declarations = ImmutableArray.CreateBuilder<DeclarationSyntax>();
    private Header? _header;
    private bool _hasHeader;
    private bool _isFirst = true;
    private int? _firstEnd;

    public Document Document(DocumentContext context)
    {
        foreach (DocumentItemContext item in context.documentItem())
        {
            Add(item);
        }

        return Finish();
    }

    /// <summary>Adds the header or a declaration; its parse tree is needed no longer.</summary>
    public void Add(DocumentItemContext item)
    {
        _firstEnd ??= item.Stop is { } stop ? stop.StopIndex + 1 : source.Content.Length;
        ParserRuleContext? content = item.ChildCount > 0 ? item.GetChild(0) as ParserRuleContext : null;
        if (content is HeaderContext headerContext)
        {
            _hasHeader = true;
            Header? found = Header(headerContext);
            if (_header is null && _isFirst)
            {
                _header = found;
            }
            else
            {
                Report(content, SyntaxDiagnostics.HeaderNotFirst(At(headerContext.kind), headerContext.kind.Text, _header is null ? null : Locate(_header)));
                _header ??= found;
            }
        }
        else if (content is not null && Declaration(content) is { } declaration)
        {
            _declarations.Add(declaration);
        }

        _isFirst &= content is null;
    }

    /// <summary>All that was added, as one document.</summary>
    public Document Finish()
    {
        if (!_hasHeader && !diagnostics.HasErrorBefore(_firstEnd ?? source.Content.Length))
        {
            diagnostics.Report(SyntaxDiagnostics.NoHeader(new Location(source, new TextSpan(0, 0))));
        }

        return new Document(_header, _declarations.ToImmutable(), new TextSpan(0, source.Content.Length));
    }

    private DeclarationSyntax? Declaration(ParserRuleContext context)
    {
        switch (context)
        {
            case UseDeclarationContext use:
                return Text(use.text()) is { } path ? new UseDeclaration(path, Span(use)) : null;
            case SourceDeclarationContext item:
                return Source(item);
            case FactDeclarationContext item:
                return Fact(item);
            case ConstraintDeclarationContext item:
                return Constraint(item);
            case GroupDeclarationContext item:
                return Group(item);
            case DefinitionDeclarationContext item:
                return Definition(item);
            case ClassificationDeclarationContext item:
                return Classification(item);
            case ScoreDeclarationContext item:
                return Score(item);
            case ComputeDeclarationContext item:
                return Compute(item);
            case ActionDeclarationContext item:
                return Action(item);
            case ClassDeclarationContext item:
                return Class(item);
            case RegimenDeclarationContext item:
                return Regimen(item);
            case IncompatibleDeclarationContext item:
                return Incompatible(item);
            case RemarkDeclarationContext item:
                return Remark(item);
            case DecisionDeclarationContext item:
                return Decision(item);
            case PatientDeclarationContext item:
                return Patient(item);
            case TestDeclarationContext item:
                return Test(item);
            case RuleDeclarationContext item:
                diagnostics.Report(SyntaxDiagnostics.RuleOutsideDecision(At(item.RULE()?.Symbol ?? item.Start)));
                return null;
            default:
                throw new InvalidOperationException($"No declaration is made from {context.GetType().Name}.");
        }
    }

    /// <summary>What is built from each part, without those from which nothing could be.</summary>
    private static ImmutableArray<TNode> Each<TPart, TNode>(TPart[] parts, Func<TPart, TNode?> build)
        where TPart : ParserRuleContext
        where TNode : SyntaxNode
    {
        if (parts.Length == 0)
        {
            return [];
        }

        TNode[] built = new TNode[parts.Length];
        int count = 0;
        foreach (TPart part in parts)
        {
            if (build(part) is { } node)
            {
                built[count++] = node;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == built.Length ? built : built[..count]);
    }

    // ---- Names and texts -----------------------------------------------------------------------------------------------

    private Identifier? Name(IdentifierContext? context) =>
        context is { ChildCount: > 0 } && context.GetChild(0) is ITerminalNode leaf && leaf.Symbol is SourceToken { IsInserted: false } token
            ? Name(token)
            : null;

    /// <summary>A name; several words that stood for one were reported.</summary>
    private static Identifier Name(IToken token) =>
        new(token is SourceToken { IsBroken: true } ? string.Join('_', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : token.Text, Span(token));

    private ImmutableArray<Identifier> Names(IdentifierContext[] contexts) =>
        Each(contexts, Name);

    private ImmutableArray<Identifier> Names(NamesContext? context) => context is null ? [] : Names(context.identifier());

    private ImmutableArray<Identifier> Names(NameSetContext? context)
    {
        if (context is null)
        {
            return [];
        }

        CheckCommas(context);
        return Names(context.identifier());
    }

    private TextLiteral? Text(TextContext? context)
    {
        if (context is not { ChildCount: > 0 } || context.GetChild(0) is not ITerminalNode leaf || leaf.Symbol is not SourceToken { IsInserted: false } token)
        {
            return null;
        }

        return new TextLiteral(TextDecoder.Decode(token, source, diagnostics), Span(token));
    }

    /// <summary>The label of a declaration; its absence is reported.</summary>
    private TextLiteral? Label(string kind, Identifier? id, TextContext? context)
    {
        TextLiteral? label = Text(context);
        if (label is null && id is not null && !diagnostics.ParserComplainedAt(id.Span))
        {
            diagnostics.Report(SyntaxDiagnostics.NoLabel(new Location(source, id.Span), kind, id.Name));
        }

        return label;
    }

    // ---- Places --------------------------------------------------------------------------------------------------------

    private Location At(IToken token) => new(source, Span(token));

    private Location Locate(SyntaxNode node) => new(source, node.Span);

    private static TextSpan Span(IToken token) => TextSpan.FromBounds(token.StartIndex, token.StopIndex + 1);

    private static TextSpan Span(ParserRuleContext context)
    {
        IToken start = context.Start;
        IToken? stop = context.Stop;
        return stop is null || stop.StopIndex < start.StartIndex ? new TextSpan(start.StartIndex, 0) : TextSpan.FromBounds(start.StartIndex, stop.StopIndex + 1);
    }

    /// <summary>Reports a mistake that the shape cannot show, unless the parser already complained about the same part.</summary>
    private void Report(ParserRuleContext part, Diagnostic diagnostic)
    {
        if (!diagnostics.ParserComplainedIn(Span(part)))
        {
            diagnostics.Report(diagnostic);
        }
    }

    /// <summary>One comma stands between the items of a list; the last one may be followed by one.</summary>
    private void CheckCommas(ParserRuleContext list, Type? items = null)
    {
        for (int i = 1; i < list.ChildCount; i++)
        {
            if (list.GetChild(i - 1) is ParserRuleContext { Stop: not null } left
                && list.GetChild(i) is ParserRuleContext { Stop: not null } right
                && (items is null || (items.IsInstanceOfType(left) && items.IsInstanceOfType(right))))
            {
                string after = source.Slice(Span(left));
                string before = source.Slice(Span(right));
                Report(list, SyntaxDiagnostics.NoComma(new Location(source, new TextSpan(Span(left).End, 0)), after, before));
            }
            else if (list.GetChild(i) is ITerminalNode { Symbol: { Type: COMMA } comma } && list.GetChild(i - 1) is ITerminalNode { Symbol.Type: LBRACE or COMMA })
            {
                Report(list, SyntaxDiagnostics.ExtraComma(At(comma)));
            }
        }
    }
}

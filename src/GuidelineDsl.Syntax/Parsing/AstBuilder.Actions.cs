using System.Collections.Immutable;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Actions taken together, remarks, citations.</summary>
internal sealed partial class AstBuilder
{
    private ClassDeclaration? Class(ClassDeclarationContext context) =>
        Name(context.identifier()) is { } id
            ? new ClassDeclaration(id, Label("class", id, context.text()), Names(context.members), Names(context.except), Span(context))
            : null;

    private RegimenDeclaration? Regimen(RegimenDeclarationContext context)
    {
        ImmutableArray<Identifier> parts = Names(Array.FindAll(context.identifier(), part => part != context.name));
        return Name(context.name) is { } id
            ? new RegimenDeclaration(id, Label("regimen", id, context.text()), parts, Span(context))
            : null;
    }

    private IncompatibleDeclaration Incompatible(IncompatibleDeclarationContext context) =>
        new(Names(context.nameSet()), Text(context.text()), Citations(context.citation()), Span(context));

    private RemarkDeclaration? Remark(RemarkDeclarationContext context) =>
        Text(context.text()) is { } text ? new RemarkDeclaration(text, Citations(context.citation()), Span(context)) : null;

    private ImmutableArray<CitationSyntax> Citations(CitationContext[] contexts) =>
        Each(contexts, Citation);

    private CitationSyntax? Citation(CitationContext? context) =>
        Name(context?.identifier()) is { } cited
            ? new CitationSyntax(cited, Text(context!.where), Text(context.quote), Span(context))
            : null;

    private AllowSyntax? Allow(AllowanceContext? context) =>
        Name(context?.identifier()) is { } code ? new AllowSyntax(code, Text(context!.text()), Span(context)) : null;

    private static TextSpan EndOf(Antlr4.Runtime.ParserRuleContext context) => new(Span(context).End, 0);
}

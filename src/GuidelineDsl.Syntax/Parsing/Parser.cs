using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Text to syntax tree. Never throws for anything that an author wrote.</summary>
public static class Parser
{
    public static SyntaxTree Parse(SourceText source, CancellationToken cancellationToken = default) =>
        Parse(source, out _, cancellationToken);

    /// <param name="neededLL">Whether the fast prediction of the parser was not enough.</param>
    internal static SyntaxTree Parse(SourceText source, out bool neededLL, CancellationToken cancellationToken)
    {
        neededLL = false;
        if (ForeignFiles.Recognise(source) is { } foreign)
        {
            Document empty = new(null, [], new TextSpan(0, source.Content.Length));
            return new SyntaxTree(source, empty, [foreign]);
        }

        ParseDiagnostics diagnostics = new();
        CharacterCheck.Run(source, diagnostics);
        SourceToken[] tokens = Tokenizer.Visible(source, cancellationToken);
        SourceToken[] prepared = TokenPass.Run(tokens, source, diagnostics);
        if (prepared.Length == 0)
        {
            return new SyntaxTree(source, new Document(null, [], new TextSpan(0, source.Content.Length)), diagnostics.ToImmutable());
        }

        cancellationToken.ThrowIfCancellationRequested();
        GdlParser parser = new(new VisibleTokens(prepared));
        parser.RemoveErrorListeners();
        ParseDiagnostics.Position before = diagnostics.Now;
        Document document;
        try
        {
            parser.Interpreter.PredictionMode = PredictionMode.SLL;
            parser.ErrorHandler = new BailErrorStrategy();
            document = OneByOne(parser, new AstBuilder(source, diagnostics), cancellationToken);
        }
        catch (ParseCanceledException)
        {
            neededLL = true;
            cancellationToken.ThrowIfCancellationRequested();
            diagnostics.ReturnTo(before);
            parser.Reset();
            parser.Interpreter.PredictionMode = PredictionMode.LL;
            parser.ErrorHandler = new Recovery(source, diagnostics);
            GdlParser.DocumentContext tree = parser.document();
            cancellationToken.ThrowIfCancellationRequested();
            document = new AstBuilder(source, diagnostics).Document(tree);
        }

        return new SyntaxTree(source, document, diagnostics.ToImmutable());
    }

    // Each declaration becomes syntax before the next is parsed, so that of a large text only one parse tree is alive at a time.
    private static Document OneByOne(GdlParser parser, AstBuilder builder, CancellationToken cancellationToken)
    {
        while (parser.TokenStream.LA(1) != TokenConstants.EOF)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Add(parser.documentItem());
        }

        return builder.Finish();
    }
}

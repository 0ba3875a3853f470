using Antlr4.Runtime;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Text to tokens, trivia included: joined, they are the text again. The last one is the end of the file.</summary>
internal static class Tokenizer
{
    public static SourceToken[] Tokenize(SourceText source, CancellationToken cancellationToken = default)
    {
        GdlLexer lexer = new(new AntlrInputStream(source.Content)) { TokenFactory = new SourceTokenFactory(source) };
        lexer.RemoveErrorListeners();
        List<SourceToken> tokens = new(source.Content.Length / 4);
        while (true)
        {
            SourceToken token = (SourceToken)lexer.NextToken();
            tokens.Add(token);
            if (token.Type == TokenConstants.EOF)
            {
                return [.. tokens];
            }

            if ((tokens.Count & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

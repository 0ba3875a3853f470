using System.Globalization;
using Antlr4.Runtime;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Text to tokens. The last one is the end of the file.</summary>
internal static class Tokenizer
{
    /// <summary>All tokens, trivia included: joined, they are the text again.</summary>
    public static SourceToken[] Tokenize(SourceText source) => Tokenize(source, visibleOnly: false, CancellationToken.None);

    /// <summary>The tokens that the parser sees.</summary>
    public static SourceToken[] Visible(SourceText source, CancellationToken cancellationToken) => Tokenize(source, visibleOnly: true, cancellationToken);

    /// <summary>
    /// Asks the lexer's automaton for one token after the other. The lexer's own loop does the same with three objects
    /// more for each token; every character begins some token, so there is nothing to recover from.
    /// </summary>
    private static SourceToken[] Tokenize(SourceText source, bool visibleOnly, CancellationToken cancellationToken)
    {
        string content = source.Content;
        Characters input = new(content);
        GdlLexer lexer = new(input);
        List<SourceToken> tokens = new((content.Length / (visibleOnly ? 5 : 3)) + 16);
        int line = 1;
        int nextLine = line < source.LineCount ? source.GetLineStart(line + 1) : int.MaxValue;
        while (input.Index < content.Length)
        {
            int start = input.Index;
            if (visibleOnly && content[start] is ' ' or '\t' or '\r' or '\n')
            {
                int space = content.AsSpan(start).IndexOfAnyExcept(" \t\r\n");
                input.Seek(space < 0 ? content.Length : start + space);
                continue;
            }

            int type = WithForeignLetters(content, start, input, lexer.Interpreter.Match(input, Lexer.DEFAULT_MODE));
            int channel = ChannelOf(type);
            if (visibleOnly && channel == Lexer.Hidden)
            {
                continue;
            }

            while (start >= nextLine)
            {
                line++;
                nextLine = line < source.LineCount ? source.GetLineStart(line + 1) : int.MaxValue;
            }

            tokens.Add(new SourceToken(content, type, channel, start, input.Index - 1, line));
            if ((tokens.Count & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        while (content.Length >= nextLine)
        {
            line++;
            nextLine = line < source.LineCount ? source.GetLineStart(line + 1) : int.MaxValue;
        }

        tokens.Add(new SourceToken(content, TokenConstants.EOF, Lexer.DefaultTokenChannel, content.Length, content.Length - 1, line));
        return [.. tokens];
    }

    /// <summary>A word with letters that names do not have is one token, for one message: it is longer than what the lexer made of it.</summary>
    private static int WithForeignLetters(string content, int start, Characters input, int type)
    {
        bool mayBelong = type == GdlLexer.UNKNOWN ? content[start] > '\u007F' : input.Index < content.Length && content[input.Index] > '\u007F';
        if (!mayBelong || !(char.IsLetter(content[start]) || content[start] == '_'))
        {
            return type;
        }

        int end = start + 1;
        while (end < content.Length && IsPartOfWord(content[end]))
        {
            end++;
        }

        if (end <= input.Index && type != GdlLexer.UNKNOWN)
        {
            return type;
        }

        input.Seek(end);
        return GdlLexer.FOREIGN_WORD;
    }

    private static bool IsPartOfWord(char c) => c == '_' || char.GetUnicodeCategory(c) is <= UnicodeCategory.OtherNumber;

    private static int ChannelOf(int type) =>
        type is GdlLexer.SPACE or GdlLexer.LINE_COMMENT or GdlLexer.BLOCK_COMMENT ? Lexer.Hidden : Lexer.DefaultTokenChannel;
}

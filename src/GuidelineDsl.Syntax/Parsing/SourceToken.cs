using Antlr4.Runtime;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>A token that knows its place and borrows its characters from the text.</summary>
internal sealed class SourceToken(string content, int type, int channel, int start, int stop, int line) : IToken
{
    public int Type { get; set; } = type;

    public int Channel { get; set; } = channel;

    public int StartIndex => start;

    public int StopIndex => stop;

    /// <summary>Counted from 1.</summary>
    public int Line => line;

    public int Column => -1;

    /// <summary>The position among the visible tokens; -1 for trivia.</summary>
    public int TokenIndex { get; set; } = -1;

    public bool IsVisible => Channel == Lexer.DefaultTokenChannel;

    /// <summary>Something was wrong inside; what the parser stumbles over right after it is a consequence.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A bracket that the repair put in; it has no characters.</summary>
    public bool IsInserted => stop < start;

    public string Text => IsInserted ? string.Empty : content.Substring(start, stop - start + 1);

    public ReadOnlySpan<char> Characters => IsInserted ? [] : content.AsSpan(start, stop - start + 1);

    public ITokenSource TokenSource => null!;

    public ICharStream InputStream => null!;

    /// <summary>Whether the other token begins where this one ends.</summary>
    public bool Touches(SourceToken next) => stop + 1 == next.StartIndex;

    public override string ToString() => Text;
}

/// <summary>Makes <see cref="SourceToken"/>s for the lexer, in the order of the text; lines are those of <see cref="SourceText"/>.</summary>
internal sealed class SourceTokenFactory(SourceText source) : ITokenFactory
{
    private int _line = 1;

    public IToken Create(Tuple<ITokenSource, ICharStream> origin, int type, string text, int channel, int start, int stop, int line, int column)
    {
        while (_line < source.LineCount && source.GetLineStart(_line + 1) <= start)
        {
            _line++;
        }

        return new SourceToken(source.Content, type, channel, start, stop, _line);
    }

    public IToken Create(int type, string text) => new SourceToken(source.Content, type, Lexer.DefaultTokenChannel, 0, -1, 0);
}

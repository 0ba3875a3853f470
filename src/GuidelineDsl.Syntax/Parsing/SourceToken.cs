using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Antlr4.Runtime.Tree;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>A token that knows its place and borrows its characters from the text. It is its own leaf in the parse tree.</summary>
internal sealed class SourceToken(string content, int type, int channel, int start, int stop, int line) : IToken, ITerminalNode
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

    // As a leaf. Nobody asks a leaf for its parent or walks the tree with a visitor.

    IToken ITerminalNode.Symbol => this;

    public IRuleNode Parent => null!;

    IParseTree IParseTree.Parent => null!;

    ITree ITree.Parent => null!;

    public int ChildCount => 0;

    public object Payload => this;

    public Interval SourceInterval => new(TokenIndex, TokenIndex);

    public IParseTree GetChild(int i) => null!;

    ITree ITree.GetChild(int i) => null!;

    public T Accept<T>(IParseTreeVisitor<T> visitor) => visitor.VisitTerminal(this);

    public string GetText() => Text;

    public string ToStringTree() => Text;

    public string ToStringTree(Antlr4.Runtime.Parser parser) => Text;

    /// <summary>A token of another type in its place, after what is wrong with this one was reported.</summary>
    public SourceToken As(int other) => new(content, other, Channel, start, stop, line) { IsBroken = true };

    /// <summary>One token from here to the end of another.</summary>
    public SourceToken Through(SourceToken last, int type) => new(content, type, Channel, start, last.StopIndex, line);

    /// <summary>Whether the other token begins where this one ends.</summary>
    public bool Touches(SourceToken next) => stop + 1 == next.StartIndex;

    public override string ToString() => Text;
}

/// <summary>The characters of a text, as the lexer reads them: UTF-16, so that its positions are ours.</summary>
internal sealed class Characters(string content) : ICharStream
{
    private int _position;

    public int Index => _position;

    public int Size => content.Length;

    public string SourceName => string.Empty;

    public int LA(int i)
    {
        int index = i > 0 ? _position + i - 1 : _position + i;
        return (uint)index < (uint)content.Length ? content[index] : IntStreamConstants.EOF;
    }

    public void Consume() => _position++;

    public int Mark() => -1;

    public void Release(int marker)
    {
    }

    public void Seek(int index) => _position = index;

    public string GetText(Interval interval) => content.Substring(interval.a, interval.Length);
}

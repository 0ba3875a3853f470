using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>The tokens that the parser sees, in an array; the last one is the end of the file.</summary>
internal sealed class VisibleTokens : ITokenStream
{
    private readonly SourceToken[] _tokens;
    private int _position;

    public VisibleTokens(SourceToken[] tokens)
    {
        _tokens = tokens;
        for (int i = 0; i < _tokens.Length; i++)
        {
            _tokens[i].TokenIndex = i;
        }
    }

    public int Index => _position;

    public int Size => _tokens.Length;

    public string SourceName => string.Empty;

    public ITokenSource TokenSource => null!;

    public SourceToken this[int index] => _tokens[index];

    public int LA(int i) => i > 0 ? _tokens[Math.Min(_position + i - 1, _tokens.Length - 1)].Type : LT(i)?.Type ?? 0;

    public IToken LT(int k)
    {
        int index = k > 0 ? Math.Min(_position + k - 1, _tokens.Length - 1) : _position + k;
        return index < 0 || k == 0 ? null! : _tokens[index];
    }

    public void Consume() => _position = Math.Min(_position + 1, _tokens.Length - 1);

    public IToken Get(int i) => _tokens[i];

    public int Mark() => 0;

    public void Release(int marker)
    {
    }

    public void Seek(int index) => _position = Math.Min(index, _tokens.Length - 1);

    // The text of tokens is never asked for: messages are written from the source.
    public string GetText(Interval interval) => string.Empty;

    public string GetText() => string.Empty;

    public string GetText(RuleContext ctx) => string.Empty;

    public string GetText(IToken start, IToken stop) => string.Empty;
}

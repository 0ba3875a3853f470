using Antlr4.Runtime;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Between lexer and parser: decides what the grammar cannot (units, words that begin a phrase), and answers what
/// people write out of habit, so that the parser meets only the language's own signs and matching brackets.
/// </summary>
internal sealed class TokenPass
{
    private readonly SourceText _source;
    private readonly ParseDiagnostics _diagnostics;
    private readonly List<SourceToken> _visible;

    private TokenPass(SourceText source, ParseDiagnostics diagnostics, int capacity)
    {
        _source = source;
        _diagnostics = diagnostics;
        _visible = new List<SourceToken>(capacity);
    }

    /// <summary>The tokens for the parser, or none when the text is nested too deeply to be parsed.</summary>
    public static SourceToken[] Run(SourceToken[] tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        TokenPass pass = new(source, diagnostics, tokens.Length / 2);
        pass.ReplaceForeignSigns(tokens);
        pass.DecideWords();
        return BracketRepair.Run(pass._visible, source, diagnostics);
    }

    private void ReplaceForeignSigns(SourceToken[] tokens)
    {
        ForeignSigns signs = new(_source, _diagnostics, _visible);
        foreach (SourceToken token in tokens)
        {
            if (!token.IsVisible)
            {
                continue;
            }

            bool known = token.Type is not (STRING or SLASH or STAR) && (token.Type <= PERCENT || token.Type == UNIT);
            if (known)
            {
                _visible.Add(token);
            }
            else if (!signs.Replace(token))
            {
                // What follows is inside a comment or a text that never ends.
                _visible.Add(new SourceToken(_source.Content, TokenConstants.EOF, token.Channel, tokens[^1].StartIndex, tokens[^1].StartIndex - 1, tokens[^1].Line) { IsBroken = true });
                return;
            }
        }
    }

    /// <summary>A known word directly after a number on the same line is a unit; words that begin a phrase are names elsewhere.</summary>
    private void DecideWords()
    {
        for (int i = 0; i < _visible.Count - 1; i++)
        {
            SourceToken token = _visible[i];
            switch (token.Type)
            {
                case IDENTIFIER when i > 0 && FollowsNumber(i) && UnitWords.IsUnit(token.Text):
                    token.Type = UNIT;
                    break;
                case ONE or ALL when i > 0 && _visible[i - 1].Type == CHOOSE:
                    break;
                case ONE or ALL or ANY when _visible[i + 1].Type != OF:
                case ONLY when _visible[i + 1].Type != LBRACE:
                case AT when _visible[i + 1].Type is not (LEAST or MOST):
                case EXACTLY when _visible[i + 1].Type != NUMBER:
                case OUT when _visible[i + 1].Type != OF:
                    token.Type = IDENTIFIER;
                    break;
            }
        }
    }

    private bool FollowsNumber(int index)
    {
        SourceToken before = _visible[index - 1];
        return before.Line == _visible[index].Line
            && (before.Type == NUMBER || (before.Type == NUMBER_TYPE && index > 1 && _visible[index - 2].Type == COLON));
    }
}

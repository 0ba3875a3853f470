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

    /// <summary>The tokens for the parser, made from the visible ones, or none when the text is nested too deeply to be parsed.</summary>
    public static SourceToken[] Run(SourceToken[] tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        TokenPass pass = new(source, diagnostics, tokens.Length);
        pass.ReplaceForeignSigns(tokens);
        CountPhrases.Repair(pass._visible, source, diagnostics);
        pass.DecideWords();
        pass.Join();
        Phrases.Repair(pass._visible, source, diagnostics);
        pass.SeparateDeclarations();
        return BracketRepair.Run(pass._visible, source, diagnostics);
    }

    private void ReplaceForeignSigns(SourceToken[] tokens)
    {
        ForeignSigns signs = new(_source, _diagnostics, _visible);
        for (int i = 0; i < tokens.Length; i++)
        {
            SourceToken token = tokens[i];
            if (BareUnits.Length(tokens, i, _visible) is > 0 and int length)
            {
                _visible.Add(token.Through(tokens[i + length - 1], UNIT));
                i += length - 1;
                continue;
            }

            if (WordsOfComment(tokens, i) is > 0 and int words)
            {
                i += words - 1;
                continue;
            }

            if (Dots(tokens, i))
            {
                i++;
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
                signs.Finish();
                _visible.Add(new SourceToken(_source.Content, TokenConstants.EOF, token.Channel, tokens[^1].StartIndex, tokens[^1].StartIndex - 1, tokens[^1].Line) { IsBroken = true });
                return;
            }
        }

        signs.Finish();
    }

    /// <summary>How many tokens a comment in the signs of another language has; 0 when none begins here.</summary>
    private int WordsOfComment(SourceToken[] tokens, int i)
    {
        SourceToken sign = tokens[i];
        bool isDashes = sign.Type == MINUS && (i == 0 || tokens[i - 1].Line < sign.Line) && i + 1 < tokens.Length && tokens[i + 1].Type == MINUS && sign.Touches(tokens[i + 1]);
        if (!isDashes && !(sign.Type == UNKNOWN && sign.Characters is "#"))
        {
            return 0;
        }

        Location place = new(_source, TextSpan.FromBounds(sign.StartIndex, tokens[isDashes ? i + 1 : i].StopIndex + 1));
        _diagnostics.Report(SyntaxDiagnostics.ForeignComment(place));
        int end = i;
        while (end < tokens.Length && tokens[end].Line == sign.Line && tokens[end].Type != TokenConstants.EOF)
        {
            end++;
        }

        return end - i;
    }

    /// <summary><c>0..80</c>: two dots between numbers. They stand for a range, and what kind of one is said when what stands around them is known.</summary>
    private bool Dots(SourceToken[] tokens, int i)
    {
        if (tokens[i].Type != UNKNOWN || tokens[i].Characters is not "." || _visible.Count == 0 || _visible[^1].Type != NUMBER || !_visible[^1].Touches(tokens[i])
            || i + 1 >= tokens.Length || tokens[i + 1].Type != LEADING_DOT || !tokens[i].Touches(tokens[i + 1]))
        {
            return false;
        }

        SourceToken number = tokens[i + 1];
        SourceToken dots = new(_source.Content, MINUS, number.Channel, tokens[i].StartIndex, number.StartIndex, number.Line) { IsBroken = true };
        _diagnostics.Report(SyntaxDiagnostics.Foreign(new Location(_source, TextSpan.FromBounds(dots.StartIndex, dots.StopIndex + 1)), "..", "to"));
        _visible.Add(dots);
        _visible.Add(new SourceToken(_source.Content, NUMBER, number.Channel, number.StartIndex + 1, number.StopIndex, number.Line));
        return true;
    }

    /// <summary>A known word directly after a number on the same line is a unit; words that begin a phrase are names elsewhere.</summary>
    private void DecideWords()
    {
        for (int i = 0; i < _visible.Count - 1; i++)
        {
            SourceToken token = _visible[i];
            switch (token.Type)
            {
                case IDENTIFIER when UnitWords.MayFollow(_visible, i, token) && UnitWords.IsUnit(token.Text):
                    token.Type = UNIT;
                    break;
                case ONE or ALL when i > 0 && _visible[i - 1].Type == CHOOSE:
                    break;
                case ONE or ALL or ANY when _visible[i + 1].Type != OF:
                case ONLY when _visible[i + 1].Type != LBRACE || i == 0 || _visible[i - 1].Type != INCLUDES:
                case AT when _visible[i + 1].Type is not (LEAST or MOST):
                case EXACTLY when _visible[i + 1].Type != NUMBER:
                case OUT when _visible[i + 1].Type != OF || i == 0 || _visible[i - 1].Type != IS:
                    token.Type = IDENTIFIER;
                    break;
            }
        }
    }

    /// <summary>Makes one token of several where people mean one thing.</summary>
    private void Join()
    {
        int kept = 0;
        for (int i = 0; i < _visible.Count; i++)
        {
            int count = 1;
            SourceToken? joined = _visible[i].Type switch
            {
                UNIT => Degree(i, ref count),
                NUMBER => WrongDate(i, ref count),
                GREATER or LESS or EQUAL => Comparison(i, ref count),
                _ => null,
            };
            _visible[kept++] = joined ?? _visible[i];
            i += count - 1;
        }

        _visible.RemoveRange(kept, _visible.Count - kept);
    }

    /// <summary><c>°C</c> is a sign and a word to the lexer, and one unit to people.</summary>
    private SourceToken? Degree(int i, ref int count)
    {
        SourceToken sign = _visible[i];
        if (i + 1 >= _visible.Count || sign.Characters is not "°" || _visible[i + 1].Type != IDENTIFIER || sign.Line != _visible[i + 1].Line)
        {
            return null;
        }

        count = 2;
        return sign.Through(_visible[i + 1], UNIT);
    }

    /// <summary><c>2025-1-5</c> and <c>5/1/2025</c> are calculations to the grammar and dates to people.</summary>
    private SourceToken? WrongDate(int i, ref int count)
    {
        if (i + 4 >= _visible.Count || _visible[i + 1].Type is not (MINUS or SLASH) || !Touch(i, 5)
            || _visible[i + 2].Type != NUMBER || _visible[i + 3].Type != _visible[i + 1].Type || _visible[i + 4].Type != NUMBER)
        {
            return null;
        }

        SourceToken first = _visible[i];
        SourceToken last = _visible[i + 4];
        if ((first.Characters.Length != 4 || last.Characters.Length > 2) && (first.Characters.Length > 2 || last.Characters.Length != 4))
        {
            return null;
        }

        count = 5;
        _diagnostics.Report(SyntaxDiagnostics.WrongDate(new Location(_source, TextSpan.FromBounds(first.StartIndex, last.StopIndex + 1))));
        SourceToken date = first.Through(last, DATE);
        date.IsBroken = true;
        return date;
    }

    /// <summary><c>&gt; =</c>, <c>=&gt;</c> and <c>=&lt;</c> are meant as one sign.</summary>
    private SourceToken? Comparison(int i, ref int count)
    {
        SourceToken first = _visible[i];
        SourceToken second = _visible[Math.Min(i + 1, _visible.Count - 1)];
        int type = (first.Type, second.Type) switch
        {
            (GREATER, EQUAL) or (EQUAL, GREATER) => GREATER_EQUAL,
            (LESS, EQUAL) or (EQUAL, LESS) => LESS_EQUAL,
            _ => 0,
        };
        if (type == 0)
        {
            return null;
        }

        count = 2;
        Location place = new(_source, TextSpan.FromBounds(first.StartIndex, second.StopIndex + 1));
        _diagnostics.Report(SyntaxDiagnostics.Foreign(place, place.Text, type == GREATER_EQUAL ? ">=" : "<="));
        return first.Through(second, type);
    }

    private bool Touch(int start, int count)
    {
        for (int i = start; i + 1 < start + count; i++)
        {
            if (!_visible[i].Touches(_visible[i + 1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A declaration that begins with a soft word would be read as a name after <c>or</c> at the end of the line before:
    /// what is missing there is reported, and a name without characters is put in.
    /// </summary>
    private void SeparateDeclarations()
    {
        for (int i = 1; i < _visible.Count; i++)
        {
            SourceToken before = _visible[i - 1];
            bool needsMore = before.Type is AND or OR or NOT or IS or IN or WHEN or UNLESS or BETWEEN or EQUAL or LESS or LESS_EQUAL or GREATER
                or GREATER_EQUAL or PLUS or MINUS or STAR or SLASH or CITE;
            if (needsMore && ItemWords.SoftDeclarations.Contains(_visible[i].Type) && ItemWords.BeginsDeclaration(_visible, i))
            {
                Location gap = new(_source, new TextSpan(before.StopIndex + 1, 0));
                string what = before.Type is AND or OR or NOT or WHEN or UNLESS ? "a condition" : before.Type == CITE ? "the name of a source" : before.Type is PLUS or EQUAL ? "a name or a value" : "a value";
                _diagnostics.Complain(SyntaxDiagnostics.Absent(gap, what, before.Text, null), gap.Span);
                _visible.Insert(i, new SourceToken(_source.Content, IDENTIFIER, before.Channel, before.StopIndex + 1, before.StopIndex, before.Line) { IsBroken = true });
            }
        }
    }
}

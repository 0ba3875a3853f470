using GuidelineDsl.Syntax.Diagnostics;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Words between values: comparisons as they are spoken, and words of the language in another form.</summary>
internal sealed partial class Phrases
{
    /// <summary><c>is greater than</c>, <c>at least</c>, <c>is not more than</c>, <c>equals</c> before a value.</summary>
    private int Spoken(int i)
    {
        int at = i;
        bool hasIs = TypeAt(at) == IS;
        at += hasIs ? 1 : 0;
        bool isNegated = hasIs && TypeAt(at) == NOT;
        at += isNegated ? 1 : 0;
        if ((!hasIs && (!IsValue(Last) || Last!.Line != _tokens[i].Line)) || Comparison(ref at) is not { } sign || !BeginsValue(at) || !IsInCondition())
        {
            return 0;
        }

        int meant = isNegated ? Opposite(sign) : sign;
        string text = meant switch { IS => "is", NOT => "is not", _ => ItemWords.Spell(meant) };
        _diagnostics.Report(SyntaxDiagnostics.SpokenComparison(Place(_tokens[i], _tokens[at - 1]), text));
        if (meant == NOT)
        {
            Put(_tokens[i], IS);
        }

        Put(_tokens[i], meant);
        return at - i;
    }

    /// <summary>The sign for the words from here on, which it passes; null when they are none.</summary>
    private int? Comparison(ref int at)
    {
        if (TypeAt(at) == AT && TypeAt(at + 1) is LEAST or MOST && TypeAt(at + 2) == NUMBER && TypeAt(at + 3) != OF)
        {
            at += 2;
            return TypeAt(at - 1) == LEAST ? GREATER_EQUAL : LESS_EQUAL;
        }

        if (TypeAt(at) != IDENTIFIER)
        {
            return null;
        }

        string word = _tokens[at].Text.ToLowerInvariant();
        if (word is "equals" or "equal")
        {
            at += word == "equal" && TypeAt(at + 1) == TO ? 2 : 1;
            return IS;
        }

        int? sign = word switch
        {
            "above" or "over" or "exceeds" => GREATER,
            "below" or "under" => LESS,
            _ => null,
        };
        if (sign is not null)
        {
            at++;
            return sign;
        }

        sign = word switch
        {
            "greater" or "more" or "larger" or "higher" or "bigger" or "older" or "longer" => GREATER,
            "less" or "fewer" or "smaller" or "lower" or "younger" or "shorter" => LESS,
            _ => null,
        };
        if (sign is null || At(at + 1)?.Text is not "than")
        {
            return null;
        }

        at += 2;
        if (TypeAt(at) == OR && At(at + 1)?.Text is "equal" or "equals")
        {
            at += TypeAt(at + 2) == TO ? 3 : 2;
            return sign == GREATER ? GREATER_EQUAL : LESS_EQUAL;
        }

        return sign;
    }

    private static int Opposite(int sign) => sign switch
    {
        GREATER => LESS_EQUAL,
        GREATER_EQUAL => LESS,
        LESS => GREATER_EQUAL,
        LESS_EQUAL => GREATER,
        _ => NOT,
    };

    /// <summary><c>is in</c>, <c>is not between</c>: these stand without <c>is</c>.</summary>
    private int Needless(int i)
    {
        int at = TypeAt(i + 1) == NOT ? i + 2 : i + 1;
        if (TypeAt(at) is not (IN or BETWEEN or INCLUDES) || _done.Count == 0)
        {
            return 0;
        }

        if (at == i + 1 && TypeAt(at) == IN && TypeAt(at + 1) == NUMBER && Range(at + 1, IsValue(Last), _tokens[i]) is > 0 and int range)
        {
            return 2 + range;
        }

        _diagnostics.Report(SyntaxDiagnostics.NeedlessIs(Place(_tokens[i], _tokens[i]), Place(_tokens[i], _tokens[i + 1]), TextOf(_tokens[i + 1], _tokens[at])));
        return 1;
    }

    /// <summary><c>AND</c>, <c>Or</c>, <c>NOT</c> between conditions, and <c>if</c> for <c>when</c> behind a value.</summary>
    private int Word(int i)
    {
        SourceToken word = _tokens[i];
        bool isBehindValue = Last is { } last && (IsValue(last) || IsUnit(last.Type) || last.Type is NUMBER or DATE or RBRACE);
        int? meant = word.Characters switch
        {
            "AND" or "And" or "OR" or "Or" when isBehindValue && (BeginsValue(i + 1) || TypeAt(i + 1) == NOT) => word.Characters[0] == 'A' ? AND : OR,
            "NOT" or "Not" when Last?.Type is AND or OR or WHEN or UNLESS or LPAREN && (ItemWords.IsName(TypeAt(i + 1)) || TypeAt(i + 1) == LPAREN) => NOT,
            "if" or "If" or "where" when isBehindValue && Last!.Line == word.Line && BeginsValue(i + 1) && !HasWhenOnLine(word.Line) => WHEN,
            _ => null,
        };
        if (meant is not { } type)
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.WrongSign(Place(word, word), word.Text, ItemWords.Spell(type)));
        Put(word, type);
        return 1;
    }

    /// <summary>Whether a condition is read already, which no second <c>when</c> can follow.</summary>
    private bool HasWhenOnLine(int line)
    {
        for (int i = _done.Count - 1; i >= 0 && _done[i].Line == line; i--)
        {
            if (_done[i].Type is WHEN or UNLESS or DEFINE or CONSTRAINT)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>allergic not</c>: the <c>not</c> stands before what it negates.</summary>
    private int LateNot(int i)
    {
        if (Last is not { } name || !IsValue(name) || name.Type == RPAREN || name.Line != _tokens[i].Line || !IsInCondition()
            || (At(i + 1) is { } next && (next.Type is IN or BETWEEN or INCLUDES || (next.Line == _tokens[i].Line && next.Type is not (AND or OR or RPAREN or RBRACE or COMMA)))))
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.NotBehind(Place(name, _tokens[i]), name.Text));
        _done.RemoveAt(_done.Count - 1);
        Put(_tokens[i], NOT);
        _done.Add(name);
        return 1;
    }

    /// <summary><c>urea &gt; 7 and &lt; 10</c>: what is compared is said again, or in a chain.</summary>
    private int HalfComparison(int i)
    {
        if (Last?.Type is not (AND or OR))
        {
            return 0;
        }

        int at = _done.Count - 2;
        while (at > 0 && (IsUnit(_done[at].Type) || _done[at].Type is NUMBER or DATE or MINUS))
        {
            at--;
        }

        if (at < 1 || _done[at].Type is not (LESS or LESS_EQUAL or GREATER or GREATER_EQUAL or IS or EQUAL) || !IsValue(_done[at - 1]) || _done[at - 1].Type == RPAREN)
        {
            return 0;
        }

        SourceToken subject = _done[at - 1];
        _diagnostics.Report(SyntaxDiagnostics.HalfComparison(Place(_tokens[i], _tokens[i]), subject.Text, Last.Text, _tokens[i].Text));
        _done.Add(subject.As(subject.Type));
        return 0;
    }

    /// <summary><c>+1 when</c> at the beginning of a line of a score.</summary>
    private int LineOfScore(int i)
    {
        if (!ItemWords.IsFirstOnLine(_tokens, i) || TypeAt(i + 1) != NUMBER || TypeAt(i + 2) != WHEN || !IsInScore())
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.PointsWithoutAdd(Place(_tokens[i], _tokens[i + 1]), _tokens[i + 1].Text));
        Put(_tokens[i], ADD);
        return 1;
    }

    /// <summary><c>1 point when</c> at the beginning of a line of a score.</summary>
    private int Points(int i)
    {
        if (!ItemWords.IsFirstOnLine(_tokens, i) || At(i + 1)?.Text is not ("point" or "points") || TypeAt(i + 2) != WHEN || !IsInScore())
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.PointsWithoutAdd(Place(_tokens[i], _tokens[i + 1]), _tokens[i].Text));
        Put(_tokens[i], ADD);
        _done.Add(_tokens[i]);
        return 2;
    }

    private bool IsInScore() => _done.FindLast(token => token.Type is SCORE or COMPUTE or DEFINE or CONSTRAINT or CLASSIFY or DECISION)?.Type == SCORE;

    /// <summary><c>rule at home "…"</c>: a name is one word.</summary>
    private int NameOfWords(int i)
    {
        int last = i + 1;
        while (last < _tokens.Count && ItemWords.IsName(TypeAt(last)) && _tokens[last].Line == _tokens[i].Line)
        {
            last++;
        }

        if (last - i < 3 || TypeAt(last) != STRING || _tokens[last].Line != _tokens[i].Line)
        {
            return 0;
        }

        string words = TextOf(_tokens[i + 1], _tokens[last - 1]);
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _diagnostics.Report(SyntaxDiagnostics.WrongName(Place(_tokens[i + 1], _tokens[last - 1]), words, string.Join('_', parts)));
        SourceToken name = _tokens[i + 1].Through(_tokens[last - 1], IDENTIFIER);
        name.IsBroken = true;
        _done.Add(_tokens[i]);
        _done.Add(name);
        return last - i;
    }
}

using GuidelineDsl.Syntax.Diagnostics;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Numbers, ranges and units as they are printed.</summary>
internal sealed partial class Phrases
{
    /// <summary><c>7,5</c> where a list cannot stand.</summary>
    private int DecimalComma(int i)
    {
        if (TypeAt(i + 1) != COMMA || TypeAt(i + 2) != NUMBER || !_tokens[i].Touches(_tokens[i + 1]) || !_tokens[i + 1].Touches(_tokens[i + 2])
            || _tokens[i].Characters.Contains('.')
            || Last?.Type is not (LESS or LESS_EQUAL or GREATER or GREATER_EQUAL or IS or NOT or EQUAL or BETWEEN or AND or PLUS or MINUS or STAR or SLASH or ADD or TO or FROM
                or RESOLUTION or NUMBER_TYPE or DOSE or FRACTION or EVERY or FOR or LEAST or MOST))
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.WrongNumber(Place(_tokens[i], _tokens[i + 2]), $"{_tokens[i].Text}.{_tokens[i + 2].Text}"));
        SourceToken number = _tokens[i].Through(_tokens[i + 2], NUMBER);
        number.IsBroken = true;
        _done.Add(number);
        return 3;
    }

    /// <summary><c>is 7-10</c>, <c>in 7 to 10</c>, <c>from 7 to 10</c> behind what is compared.</summary>
    private int RangeBehind(int i)
    {
        if (!IsValue(Last) || TypeAt(i + 1) != NUMBER || (_tokens[i].Type == FROM && TypeAt(i + 2) is UNIT && TypeAt(i + 3) is BEFORE or AFTER))
        {
            return 0;
        }

        int range = Range(i + 1, true, _tokens[i]);
        return range == 0 ? 0 : range + 1;
    }

    /// <summary>A range of numbers: of what is compared (<paramref name="isCompared"/>), of a fact's type or of an amount.</summary>
    private int Range(int i, bool isCompared, SourceToken? first = null)
    {
        int sign = IsUnit(TypeAt(i + 1)) ? i + 2 : i + 1;
        bool isHyphen = TypeAt(sign) == MINUS && TypeAt(sign + 1) == NUMBER
            && ((_tokens[sign - 1].Touches(_tokens[sign]) && _tokens[sign].Touches(_tokens[sign + 1])) || _tokens[sign].IsBroken);
        if (TypeAt(sign + 1) != NUMBER || (!isHyphen && TypeAt(sign) != TO) || TypeAt(sign + 2) is MINUS or SLASH or STAR)
        {
            return 0;
        }

        string low = TextOf(_tokens[i], _tokens[sign - 1]);
        int end = IsUnit(TypeAt(sign + 2)) ? sign + 2 : sign + 1;
        string high = TextOf(_tokens[sign + 1], _tokens[end]);
        if (isHyphen && Last?.Type is DOSE or FRACTION or EVERY or FOR or LEAST or NUMBER_TYPE)
        {
            Withdraw(sign);
            _diagnostics.Report(SyntaxDiagnostics.HyphenForRange(Place(_tokens[i], _tokens[end]), $"{low} to {high}"));
            _done.AddRange(_tokens[i..sign]);
            Put(_tokens[sign], TO);
            _done.AddRange(_tokens[(sign + 1)..(end + 1)]);
            return end + 1 - i;
        }

        bool isBetween = Last?.Type == BETWEEN && isHyphen;
        if (!isBetween && (!isCompared || !IsInCondition()))
        {
            return 0;
        }

        Withdraw(sign);
        _diagnostics.Report(SyntaxDiagnostics.SpokenRange(Place(first ?? _tokens[i], _tokens[end]), $"{(isBetween ? "" : "between ")}{low} and {high}"));
        if (!isBetween)
        {
            Put(_tokens[i], BETWEEN);
        }

        _done.AddRange(_tokens[i..sign]);
        Put(_tokens[sign], AND);
        _done.AddRange(_tokens[(sign + 1)..(end + 1)]);
        return end + 1 - i;
    }

    // A long hyphen was reported as such before its meaning was known.
    private void Withdraw(int sign)
    {
        if (_tokens[sign].IsBroken)
        {
            _diagnostics.Withdraw(Place(_tokens[sign], _tokens[sign]).Span);
        }
    }

    /// <summary><c>30 /min</c>: a unit that begins with a stroke stands in quotes like every other that has signs.</summary>
    private int StrokeUnit(int i)
    {
        if (Last is not { Type: NUMBER } number || number.Line != _tokens[i].Line || number.Touches(_tokens[i]) || TypeAt(i + 1) != IDENTIFIER
            || !_tokens[i].Touches(_tokens[i + 1]) || !UnitWords.IsUnit(_tokens[i + 1].Text) || TypeAt(i + 2) == LPAREN)
        {
            return 0;
        }

        _done.Add(_tokens[i].Through(_tokens[i + 1], UNIT));
        return 2;
    }

    /// <summary><c>number m2</c>: a unit with a power stands in quotes.</summary>
    private int UnitOfType(int i)
    {
        SourceToken word = _tokens[i];
        if (Last?.Type != NUMBER_TYPE || _done.Count < 2 || _done[^2].Type != COLON || Last.Line != word.Line || !UnitWords.IsUnit(word.Text.TrimEnd('2', '3', '4')))
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.NoSuchUnit(Place(word, word), word.Text, $"'{word.Text}'"));
        Put(_tokens[i], UNIT);
        return 1;
    }

    /// <summary>A unit in the quotation marks of texts.</summary>
    private int QuotedUnit(int i)
    {
        string unit = _tokens[i].Text.Trim('"');
        if (Last is not { Type: NUMBER } number || number.Line != _tokens[i].Line || unit.Length is 0 or > 24 || unit.Contains(' ') || unit.Contains('\''))
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.UnitQuotes(Place(_tokens[i], _tokens[i]), unit));
        Put(_tokens[i], QUOTED_UNIT);
        return 1;
    }

    /// <summary>A text in the quotation marks of units.</summary>
    private int QuotedText(int i)
    {
        if (Last is null || Last.Type is NUMBER or NUMBER_TYPE)
        {
            return 0;
        }

        _diagnostics.Report(SyntaxDiagnostics.SingleQuotes(Place(_tokens[i], _tokens[i]), $"\"{_tokens[i].Text[1..^1].Replace("''", "'", StringComparison.Ordinal)}\""));
        Put(_tokens[i], STRING);
        return 1;
    }
}

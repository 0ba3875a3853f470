using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Units of several signs that stand without their quotes: <c>45 mL/min/1.73m2</c>, <c>140 mm[Hg]</c>, <c>100 10^9/L</c>. They are one token, so that the
/// one message about them can name the whole unit. Without a space in it: <c>5 mg / kg</c> may be a calculation.
/// </summary>
internal static class BareUnits
{
    /// <summary>All tokens of a text, with one for each such unit.</summary>
    public static SourceToken[] Join(SourceToken[] tokens)
    {
        List<SourceToken> joined = new(tokens.Length);
        List<SourceToken> visible = new(tokens.Length);
        for (int i = 0; i < tokens.Length; i++)
        {
            int length = tokens[i].IsVisible ? Length(tokens, i, visible) : 0;
            joined.Add(length > 0 ? tokens[i].Through(tokens[i + length - 1], UNIT) : tokens[i]);
            i += Math.Max(0, length - 1);
            if (joined[^1].IsVisible)
            {
                visible.Add(joined[^1]);
            }
        }

        return [.. joined];
    }

    /// <summary>How many tokens from here on are such a unit, right after a number; 0 when none is.</summary>
    public static int Length(SourceToken[] tokens, int first, List<SourceToken> before)
    {
        int end = first + 1;
        if (tokens[first].Type is not (IDENTIFIER or NUMBER or SLASH or LBRACE) || !UnitWords.MayFollow(before, before.Count, tokens[first]))
        {
            return 0;
        }

        if (IsPowerOfTen(tokens, first))
        {
            end = first + 3;
        }
        else if (tokens[first].Type == LBRACE && Follows(tokens, end, IDENTIFIER) && Follows(tokens, end + 1, RBRACE) && Follows(tokens, end + 2, SLASH))
        {
            end = first + 3;
        }
        else if (tokens[first].Type == SLASH && Below(tokens, first) == 4)
        {
            end = first + 4;
        }
        else if (!IsWord(tokens[first]) && !(tokens[first].Type == IDENTIFIER && Follows(tokens, end, LBRACKET)))
        {
            return 0;
        }

        for (int next = Part(tokens, end); next > 0; next = Part(tokens, end))
        {
            end += next;
        }

        return end - first > 1 ? end - first : 0;
    }

    /// <summary>The tokens of one more part of the unit, without a space before them.</summary>
    private static int Part(SourceToken[] tokens, int at)
    {
        if (Follows(tokens, at, LBRACKET) && Follows(tokens, at + 1, IDENTIFIER) && Follows(tokens, at + 2, RBRACKET))
        {
            return 3;
        }

        return Follows(tokens, at, SLASH) ? Below(tokens, at) : 0;
    }

    /// <summary>The tokens of a stroke and of what stands below it.</summary>
    private static int Below(SourceToken[] tokens, int at)
    {
        if (Follows(tokens, at + 1, LBRACE) && Follows(tokens, at + 2, IDENTIFIER) && Follows(tokens, at + 3, RBRACE))
        {
            return 4;
        }

        if (Follows(tokens, at + 1, NUMBER) && Follows(tokens, at + 2, IDENTIFIER) && IsWord(tokens[at + 2]))
        {
            return 3;
        }

        return at + 1 < tokens.Length && tokens[at].Touches(tokens[at + 1]) && IsWord(tokens[at + 1]) ? 2 : 0;
    }

    private static bool IsPowerOfTen(SourceToken[] tokens, int at) =>
        tokens[at] is { Type: NUMBER, Characters: "10" } && (Follows(tokens, at + 1, CARET) || Follows(tokens, at + 1, STAR)) && Follows(tokens, at + 2, NUMBER);

    private static bool Follows(SourceToken[] tokens, int at, int type) => at < tokens.Length && tokens[at].Type == type && tokens[at - 1].Touches(tokens[at]);

    /// <summary>A word for a unit, perhaps with its power: <c>m2</c>.</summary>
    private static bool IsWord(SourceToken token) => token.Type == IDENTIFIER && UnitWords.IsUnit(token.Text.TrimEnd('2', '3'));
}

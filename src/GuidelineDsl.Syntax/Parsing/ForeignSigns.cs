using System.Text;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Signs of other languages, quotation marks of a word processor, texts that are not closed: each is reported once and
/// replaced by what was meant, so that nothing else follows from it.
/// </summary>
internal sealed class ForeignSigns(SourceText source, ParseDiagnostics diagnostics, List<SourceToken> visible)
{
    private const string Accented = "ÀÁÂÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝàáâãåçèéêëìíîïñòóôõøùúûýÿčďěňřšťůžČĎĚŇŘŠŤŮŽąćęłńśźżĄĆĘŁŃŚŹŻ";
    private const string Unaccented = "AAAAACEEEEIIIINOOOOOUUUYaaaaaceeeeiiiinooooouuuyycdenrstuzCDENRSTUZacelnszzACELNSZZ";

    /// <summary>How many lines a text with a line break in it may have to be recognised as one text.</summary>
    private const int LinesOfText = 4;

    private readonly Stack<SourceToken> _squareBrackets = new();
    private (SourceToken Token, Diagnostic Diagnostic)? _open;

    /// <summary>Adds what the token stands for. False when the rest of the file is inside a comment or text that never ends.</summary>
    public bool Replace(SourceToken token)
    {
        switch (token.Type)
        {
            case STRING:
                return String(token);
            case STAR when visible.Count > 0 && visible[^1].Type == SLASH && visible[^1].Touches(token):
                visible.RemoveAt(visible.Count - 1);
                diagnostics.Report(SyntaxDiagnostics.OpenComment(At(token.StartIndex - 1, 2)));
                return false;
            case DOUBLE_EQUAL:
                Understand(token, IS, "is");
                break;
            case NOT_EQUAL:
                Understand(token, NOT_EQUAL, "is not");
                break;
            case DOUBLE_AMP:
                Understand(token, AND, "and");
                break;
            case DOUBLE_BAR:
                Understand(token, OR, "or");
                break;
            case LBRACKET:
                _squareBrackets.Push(token);
                token.IsBroken = true;
                Add(token, LBRACE);
                break;
            case RBRACKET when _squareBrackets.TryPop(out SourceToken? opening):
                diagnostics.Report(SyntaxDiagnostics.SquareBrackets(At(opening), At(token)));
                Add(token, RBRACE);
                break;
            case RBRACKET:
                Understand(token, RBRACE, "}");
                break;
            case SEMICOLON:
                diagnostics.Report(SyntaxDiagnostics.Semicolon(At(token)));
                break;
            case LEADING_DOT:
                LeadingDot(token);
                break;
            case CURLY_STRING:
                diagnostics.Report(SyntaxDiagnostics.CurlyQuotes(At(token), $"\"{token.Text[1..^1]}\""));
                Add(token, STRING);
                break;
            case OPEN_STRING:
                OpenString(token);
                break;
            case FOREIGN_WORD:
                ForeignWord(token);
                break;
            case UNKNOWN when token.Characters is "°" && visible.Count > 0 && visible[^1].Type == NUMBER && visible[^1].Line == token.Line:
                Add(token, UNIT);
                break;
            case UNKNOWN:
                Unknown(token);
                break;
            default:
                visible.Add(token);
                break;
        }

        return true;
    }

    /// <summary>Reports the square brackets that were never closed.</summary>
    public void Finish()
    {
        foreach (SourceToken opening in _squareBrackets)
        {
            diagnostics.Report(SyntaxDiagnostics.SquareBrackets(At(opening), null));
        }
    }

    private void Understand(SourceToken token, int type, string meaning)
    {
        diagnostics.Report(SyntaxDiagnostics.Foreign(At(token), token.Text, meaning));
        token.IsBroken = true;
        Add(token, type);
    }

    private void Add(SourceToken token, int type)
    {
        token.Type = type;
        visible.Add(token);
    }

    private bool String(SourceToken token)
    {
        int end = token.StopIndex + 1;
        if (token.StopIndex - token.StartIndex == 1 && end < source.Content.Length && source.Content[end] == '"')
        {
            diagnostics.Report(SyntaxDiagnostics.OpenParagraph(At(token.StartIndex, 3)));
            visible.Add(new SourceToken(source.Content, STRING, token.Channel, token.StartIndex, token.StopIndex, token.Line) { IsBroken = true });
            return false;
        }

        visible.Add(token);
        return true;
    }

    /// <summary>The text ends with its line; brackets and commas at the end of the line were meant to stand after it.</summary>
    private void OpenString(SourceToken token)
    {
        if (EndsBrokenText(token))
        {
            return;
        }

        string text = token.Text;
        int end = text.Length;
        Stack<int> signs = [];
        for (int i = text.Length - 1; i > 0 && (char.IsWhiteSpace(text[i]) || text[i] is '{' or '}' or ','); i--)
        {
            end = i;
            if (!char.IsWhiteSpace(text[i]))
            {
                signs.Push(i);
            }
        }

        int curly = text.AsSpan(1, end - 1).IndexOfAny("”“»„");
        Diagnostic diagnostic = curly > 0
            ? SyntaxDiagnostics.MixedQuotes(At(token.StartIndex + 1 + curly, 1))
            : SyntaxDiagnostics.OpenString(At(token.StartIndex, end), At(token.StartIndex + LikelyEnd(text[..end]), 0));
        _open = (token, diagnostic);
        diagnostics.Complain(diagnostic, new TextSpan(token.StartIndex, end));
        visible.Add(new SourceToken(source.Content, STRING, token.Channel, token.StartIndex, token.StartIndex + end - 1, token.Line) { IsBroken = true });
        foreach (int sign in signs)
        {
            int type = text[sign] switch { '{' => LBRACE, '}' => RBRACE, _ => COMMA };
            visible.Add(new SourceToken(source.Content, type, token.Channel, token.StartIndex + sign, token.StartIndex + sign, token.Line));
        }
    }

    /// <summary>The end of a text that was broken over lines: what stands between is its words, not items of the guideline.</summary>
    private bool EndsBrokenText(SourceToken token)
    {
        if (_open is not var (start, reported) || token.Line == start.Line || token.Line - start.Line > LinesOfText)
        {
            return false;
        }

        int first = visible.FindLastIndex(t => t.StartIndex == start.StartIndex);
        if (visible.Skip(first + 1).Any(t => t.Type is STRING or PARAGRAPH or CITE or EVIDENCE or RULE || ItemWords.ReservedDeclarations.Contains(t.Type)))
        {
            return false;
        }

        _open = null;
        foreach (SourceToken word in visible.Skip(first))
        {
            word.IsBroken = true;
        }

        Location whole = At(start.StartIndex, token.StartIndex + 1 - start.StartIndex);
        diagnostics.Replace(reported, SyntaxDiagnostics.BrokenText(whole, string.Join(' ', whole.Text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))));
        visible.Add(new SourceToken(source.Content, STRING, token.Channel, token.StartIndex, token.StopIndex, token.Line) { IsBroken = true });
        return true;
    }

    /// <summary>A label ends before the sign that follows labels in its declaration, if that sign is in the text.</summary>
    private int LikelyEnd(string text)
    {
        string? sign = visible.Count < 2 ? null : visible[^2].Type switch
        {
            FACT or ACTION or COMPUTE => " : ",
            DEFINE or CONSTRAINT or CLASS or REGIMEN => " = ",
            GROUP => " of ",
            CLASSIFY => " as ",
            _ => null,
        };
        int found = sign is null ? -1 : text.IndexOf(sign, StringComparison.Ordinal);
        return found > 0 ? found : text.Length;
    }

    /// <summary><c>.5</c> is half a number; after a number it is the rest of a date or of a version.</summary>
    private void LeadingDot(SourceToken token)
    {
        if (visible.Count > 0 && visible[^1] is { Type: NUMBER } before && before.Touches(token))
        {
            Location whole = At(before.StartIndex, token.StopIndex + 1 - before.StartIndex);
            diagnostics.Report(before.Text.Contains('.', StringComparison.Ordinal) && token.Text.Length == 5
                ? SyntaxDiagnostics.WrongDate(whole)
                : SyntaxDiagnostics.WrongNumber(whole, null));
            int type = before.Text.Contains('.', StringComparison.Ordinal) && token.Text.Length == 5 ? DATE : NUMBER;
            visible[^1] = new SourceToken(source.Content, type, before.Channel, before.StartIndex, token.StopIndex, before.Line) { IsBroken = true };
            return;
        }

        diagnostics.Report(SyntaxDiagnostics.WrongNumber(At(token), "0" + token.Text));
        Add(token, NUMBER);
    }

    private void ForeignWord(SourceToken token)
    {
        string word = token.Text;
        if (visible.Count > 0 && visible[^1].Type == NUMBER && visible[^1].Line == token.Line)
        {
            // The unit engine knows what is meant by µg, and says so.
            Add(token, UNIT);
            return;
        }

        string plain = Plain(word);
        diagnostics.Report(SyntaxDiagnostics.WrongName(At(token), word, plain.Length > 0 && char.IsAsciiLetter(plain[0]) && plain.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? plain : null));
        Add(token, IDENTIFIER);
    }

    /// <summary>The word without accents and in letters of ordinary width, as far as this is a matter of course.</summary>
    private static string Plain(string word)
    {
        StringBuilder plain = new();
        foreach (char c in word.TrimStart('_'))
        {
            int accented = Accented.IndexOf(c, StringComparison.Ordinal);
            plain.Append(c switch
            {
                >= '！' and <= '～' => ((char)(c - '！' + '!')).ToString(),
                'ä' or 'æ' => "ae",
                'ö' or 'œ' => "oe",
                'ü' => "ue",
                'Ä' => "Ae",
                'Ö' => "Oe",
                'Ü' => "Ue",
                'ß' => "ss",
                'α' => "alpha",
                'β' => "beta",
                'γ' => "gamma",
                _ => accented >= 0 ? Unaccented[accented].ToString() : c.ToString(),
            });
        }

        return plain.ToString();
    }

    private void Unknown(SourceToken token)
    {
        char c = source.Content[token.StartIndex];
        (int Type, string Meaning)? meant = c switch
        {
            '≤' => (LESS_EQUAL, "<="),
            '≥' => (GREATER_EQUAL, ">="),
            '–' or '−' or '—' or '‐' or '‑' => (MINUS, "-"),
            '×' or '·' => (STAR, "*"),
            '÷' => (SLASH, "/"),
            '｛' => (LBRACE, "{"),
            '｝' => (RBRACE, "}"),
            '（' => (LPAREN, "("),
            '）' => (RPAREN, ")"),
            '，' or '、' or '|' => (COMMA, ","),
            '：' => (COLON, ":"),
            '＝' => (EQUAL, "="),
            '＜' => (LESS, "<"),
            '＞' => (GREATER, ">"),
            '＋' => (PLUS, "+"),
            '－' => (MINUS, "-"),
            '％' => (PERCENT, "%"),
            '！' or '!' => (NOT, "not"),
            >= '０' and <= '９' => (NUMBER, ((char)(c - '０' + '0')).ToString()),
            _ => null,
        };
        if (meant is { } sign)
        {
            Understand(token, sign.Type, sign.Meaning);
        }
        else if (c is '“' or '”' or '„' or '«' or '»' or '‘' or '’' or '＂')
        {
            diagnostics.Report(SyntaxDiagnostics.StrayQuote(At(token)));
        }
        else if (!CharacterCheck.IsForbidden(c))
        {
            bool pair = char.IsLowSurrogate(c) && token.StartIndex > 0 && char.IsHighSurrogate(source.Content[token.StartIndex - 1]);
            if (!pair)
            {
                diagnostics.Report(SyntaxDiagnostics.StrayCharacter(At(token.StartIndex, char.IsHighSurrogate(c) && token.StartIndex + 1 < source.Content.Length ? 2 : 1)));
            }
        }
    }

    private Location At(SourceToken token) => At(token.StartIndex, token.StopIndex + 1 - token.StartIndex);

    private Location At(int start, int length) => new(source, new TextSpan(start, length));
}

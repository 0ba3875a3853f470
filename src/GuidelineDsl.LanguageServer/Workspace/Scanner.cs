using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Workspace;

internal enum ScannedKind
{
    Word,
    Number,
    Date,
    Text,
    Unit,
    Sign,
    Comment,
    Other,
}

internal readonly record struct ScannedToken(ScannedKind Kind, TextSpan Span, string Text)
{
    public bool Is(string text) => Kind is ScannedKind.Word or ScannedKind.Sign && Text == text;
}

/// <summary>
/// Reads text the way an editor colours it: without errors, on any input, comments included. What a text means is the
/// parser's answer; this one is for places where there is no meaning yet.
/// </summary>
internal static class Scanner
{
    private static readonly string[] s_pairs = ["<=", ">=", "==", "!=", "<>", "&&", "||"];

    public static ImmutableArray<ScannedToken> Scan(string text)
    {
        ImmutableArray<ScannedToken>.Builder tokens = ImmutableArray.CreateBuilder<ScannedToken>();
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                at++;
                continue;
            }

            (ScannedKind kind, int end) = Next(text, at);
            tokens.Add(new ScannedToken(kind, TextSpan.FromBounds(at, end), text[at..end]));
            at = end;
        }

        return tokens.ToImmutable();
    }

    private static (ScannedKind, int) Next(string text, int at)
    {
        char c = text[at];
        if (text.AsSpan(at).StartsWith("//"))
        {
            return (ScannedKind.Comment, EndOfLine(text, at));
        }

        if (text.AsSpan(at).StartsWith("/*"))
        {
            return (ScannedKind.Comment, EndOf(text, "*/", at + 2));
        }

        if (text.AsSpan(at).StartsWith("\"\"\""))
        {
            return (ScannedKind.Text, EndOf(text, "\"\"\"", at + 3));
        }

        if (c == '"')
        {
            return (ScannedKind.Text, EndOfString(text, at));
        }

        if (c == '\'')
        {
            return (ScannedKind.Unit, EndOfUnit(text, at));
        }

        if (char.IsAsciiDigit(c))
        {
            return Number(text, at);
        }

        if (text.AsSpan(at).StartsWith("yes/no") && !IsWordPart(text, at + 6))
        {
            return (ScannedKind.Word, at + 6);
        }

        if (char.IsLetter(c) || c == '_')
        {
            int end = at + 1;
            while (IsWordPart(text, end))
            {
                end++;
            }

            return (ScannedKind.Word, end);
        }

        if (s_pairs.Any(pair => string.CompareOrdinal(text, at, pair, 0, 2) == 0))
        {
            return (ScannedKind.Sign, at + 2);
        }

        bool isPair = char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        return c < 128 ? (ScannedKind.Sign, at + 1) : (ScannedKind.Other, at + (isPair ? 2 : 1));
    }

    private static (ScannedKind, int) Number(string text, int at)
    {
        if (IsDatePart(text, at, 4) && IsDatePart(text, at + 5, 2) && text[at + 4] == '-')
        {
            int date = at + 7;
            if (IsDatePart(text, date + 1, 2) && text[date] == '-')
            {
                date += 3;
                while (date < text.Length && (text[date] is 'T' or ':' || char.IsAsciiDigit(text[date])))
                {
                    date++;
                }
            }

            return (ScannedKind.Date, date);
        }

        int end = Digits(text, at);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = Digits(text, end + 1);
        }

        return (ScannedKind.Number, end);
    }

    private static bool IsDatePart(string text, int at, int count)
    {
        if (at + count > text.Length)
        {
            return false;
        }

        for (int i = at; i < at + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private static bool IsWordPart(string text, int at) => at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private static int EndOfLine(string text, int at)
    {
        while (at < text.Length && text[at] is not ('\r' or '\n'))
        {
            at++;
        }

        return at;
    }

    private static int EndOf(string text, string closing, int from)
    {
        int found = from <= text.Length ? text.IndexOf(closing, from, StringComparison.Ordinal) : -1;
        return found < 0 ? text.Length : found + closing.Length;
    }

    private static int EndOfString(string text, int at)
    {
        for (int i = at + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] is not ('\r' or '\n'):
                    i++;
                    break;
                case '"':
                    return i + 1;
                case '\r' or '\n':
                    return i;
            }
        }

        return text.Length;
    }

    private static int EndOfUnit(string text, int at)
    {
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\'' && i + 1 < text.Length && text[i + 1] == '\'')
            {
                i++;
            }
            else if (text[i] == '\'')
            {
                return i + 1;
            }
            else if (text[i] is '\r' or '\n')
            {
                return i;
            }
        }

        return text.Length;
    }
}

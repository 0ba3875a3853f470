using System.Globalization;
using System.Text;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Resolves the escapes of a text in quotes and strips the common indentation of a paragraph.</summary>
internal static class TextDecoder
{
    public static string Decode(SourceToken token, SourceText source, ParseDiagnostics diagnostics)
    {
        ReadOnlySpan<char> characters = token.Characters;
        if (token.Type == GdlLexer.PARAGRAPH)
        {
            return Unescape(StripIndentation(characters[3..^3].ToString()), token, source, diagnostics, exact: false);
        }

        // A text that is not closed, or has other quotation marks, was reported before; what is there is its value.
        ReadOnlySpan<char> content = characters[1..];
        if (content.Length > 0 && IsQuote(content[^1]) && !EndsWithEscape(content))
        {
            content = content[..^1];
        }

        return content.Contains('\\') ? Unescape(content.ToString(), token, source, diagnostics, exact: true) : content.ToString();
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';

    private static bool EndsWithEscape(ReadOnlySpan<char> content)
    {
        int backslashes = 0;
        for (int i = content.Length - 2; i >= 0 && content[i] == '\\'; i--)
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    /// <summary>Paragraphs begin after the opening line and lose the indentation that all their lines share.</summary>
    public static string StripIndentation(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length == 1)
        {
            return text.Trim();
        }

        int common = int.MaxValue;
        for (int i = 1; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                common = Math.Min(common, lines[i].Length - lines[i].TrimStart().Length);
            }
        }

        IEnumerable<string> stripped = lines.Select((line, i) => i == 0 ? line.TrimStart() : line.Length >= common ? line[common..].TrimEnd() : string.Empty);
        return string.Join('\n', stripped).Trim();
    }

    private static string Unescape(string content, SourceToken token, SourceText source, ParseDiagnostics diagnostics, bool exact)
    {
        if (!content.Contains('\\', StringComparison.Ordinal))
        {
            return content;
        }

        StringBuilder result = new(content.Length);
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                result.Append(content[i]);
                continue;
            }

            string? escape = ReadEscape(content, i, out int length);
            if (escape is null)
            {
                TextSpan span = exact
                    ? new TextSpan(token.StartIndex + 1 + i, Math.Min(length, content.Length - i))
                    : new TextSpan(token.StartIndex, token.StopIndex + 1 - token.StartIndex);
                diagnostics.Report(SyntaxDiagnostics.UnknownEscape(new Location(source, span), content.Substring(i, Math.Min(length, content.Length - i)), exact));
                result.Append(content, i, Math.Min(length, content.Length - i));
            }
            else
            {
                result.Append(escape);
            }

            i += length - 1;
        }

        return result.ToString();
    }

    /// <summary>The characters that an escape stands for, or null when it is none; <paramref name="length"/> is its length in the text.</summary>
    private static string? ReadEscape(string content, int start, out int length)
    {
        length = 2;
        switch (start + 1 < content.Length ? content[start + 1] : '\0')
        {
            case '"':
                return "\"";
            case '\\':
                return "\\";
            case 'n':
                return "\n";
            case 'u' when start + 2 < content.Length && content[start + 2] == '{':
                int close = content.IndexOf('}', start);
                if (close < 0)
                {
                    return null;
                }

                length = close - start + 1;
                string hex = content[(start + 3)..close];
                return hex.Length is > 0 and <= 6
                    && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
                    && Rune.IsValid(code)
                    && code != 0
                        ? new Rune(code).ToString()
                        : null;
            default:
                return null;
        }
    }
}

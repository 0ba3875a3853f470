using System.Globalization;
using System.Text;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>
/// Text for people, as a terminal may have it. Labels, names, paths and patients come from others: what steers a terminal, or turns the direction of
/// writing, is written out as in a guideline's text, <c>\u{1B}</c>. Only the tool's own colours pass.
/// </summary>
public static class TerminalText
{
    private const int LongestLine = 1_000;

    public static string Safe(string text, bool withColours)
    {
        foreach (char c in text)
        {
            if (IsUnsafe(c))
            {
                return Rewrite(text, withColours);
            }
        }

        return text;
    }

    /// <summary>The same, on one line that is not too long: what comes from outside cannot begin a line of its own.</summary>
    public static string OneLine(string text) =>
        Safe(text.Length > LongestLine ? text[..LongestLine] + "…" : text, withColours: false).Replace("\n", "\\u{A}", StringComparison.Ordinal);

    /// <summary>Whether a character steers a terminal or turns the direction of writing.</summary>
    public static bool IsUnsafe(char c) => c < '\u00A0'
        ? char.IsControl(c) && c is not ('\n' or '\t')
        : c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Rewrite(string text, bool withColours)
    {
        StringBuilder safe = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsUnsafe(text[i]))
            {
                safe.Append(text[i]);
            }
            else if (withColours && Palette.ColourAt(text.AsSpan(i)) is > 0 and int length)
            {
                safe.Append(text, i, length);
                i += length - 1;
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:X}}}");
            }
        }

        return safe.ToString();
    }
}

/// <summary>A writer to a terminal, or to what may end up on one.</summary>
public sealed class TerminalWriter(TextWriter inner, bool withColours) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => inner.Write(TerminalText.Safe(value ?? "", withColours));

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

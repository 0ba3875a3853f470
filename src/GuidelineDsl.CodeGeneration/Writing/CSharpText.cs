using System.Globalization;
using System.Text;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>C# text, line by line with indentation; and the only ways in which an author's words come into it.</summary>
internal sealed class CSharpText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>A line at the margin: a directive.</summary>
    public void Directive(string text) => _text.Append(text).Append('\n');

    public void Open(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    /// <summary>A documentation comment with an author's words.</summary>
    public void Summary(string text) => Line($"/// <summary>{Xml(text)}</summary>");

    /// <summary>A comment with an author's words.</summary>
    public void Comment(string text) => Line("// " + OneLine(text));

    /// <summary>A string literal: everything but plain letters, digits and spaces as an escape.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '.' or ',' or '-' or '/' or ':')
            {
                literal.Append(c);
            }
            else
            {
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Words inside a comment of one line: nothing in them can end it.</summary>
    public static string OneLine(string text)
    {
        StringBuilder line = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A lone surrogate comes out of the enumeration as the replacement character.
            bool isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;
            if (!isBlank)
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The name of a file in a <c>#line</c> directive, which knows no escapes.</summary>
    public static string LineFile(string path) => OneLine(path).Replace('"', '_');

    private static string Xml(string text) => OneLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}

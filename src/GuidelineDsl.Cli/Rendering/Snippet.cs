using System.Globalization;
using System.Text;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>One place with its label; the primary one is underlined with <c>^</c>, others with <c>-</c>.</summary>
public sealed record MarkedPlace(Location Location, string? Label, bool IsPrimary);

/// <summary>Source lines with their marks, several places of one file in one excerpt.</summary>
public static class Snippet
{
    private const int LongestLine = 160;

    /// <summary>Writes the lines of one file that hold the places, in the order of the file.</summary>
    public static void Write(TextWriter output, Palette palette, IReadOnlyList<MarkedPlace> places, int gutter, Func<string, string> paint)
    {
        int previous = 0;
        foreach (IGrouping<int, MarkedPlace> line in places.GroupBy(p => p.Location.Start.Line).OrderBy(g => g.Key))
        {
            if (previous != 0 && line.Key > previous + 1)
            {
                output.WriteLine(palette.Place("...".PadLeft(gutter + 2)));
            }

            previous = line.Key;
            string text = line.First().Location.Source.GetLine(line.Key);
            int from = FirstShownColumn(text, line.Min(p => p.Location.Start.Column - 1));
            string shown = Shorten(text, from);
            output.WriteLine($"{palette.Place(line.Key.ToString(CultureInfo.InvariantCulture).PadLeft(gutter) + " |")} {Expand(shown)}");
            foreach (MarkedPlace place in line.OrderByDescending(p => p.IsPrimary).ThenBy(p => p.Location.Span.Start))
            {
                output.WriteLine($"{palette.Place(new string(' ', gutter) + " |")} {Mark(place, text, from, shown.Length, paint)}");
            }
        }
    }

    private static string Mark(MarkedPlace place, string text, int from, int shownLength, Func<string, string> paint)
    {
        int start = Math.Clamp(place.Location.Start.Column - 1, from, text.Length);
        bool sameLine = place.Location.End.Line == place.Location.Start.Line;
        int end = sameLine ? place.Location.End.Column - 1 : text.TrimEnd().Length;
        end = Math.Min(Math.Max(end, start + 1), from + Math.Max(shownLength, start - from + 1));
        int indent = Width(text[from..start]);
        int length = Math.Max(1, end <= text.Length ? Width(text[start..end]) : end - start);
        string line = new(place.IsPrimary ? '^' : '-', length);
        string label = place.Label is null ? line : $"{line} {place.Label}";
        return new string(' ', indent) + (place.IsPrimary ? paint(label) : label);
    }

    private static int FirstShownColumn(string text, int column) =>
        text.Length <= LongestLine || column < LongestLine / 2 ? 0 : Math.Min(column, text.Length) - (LongestLine / 4);

    private static string Shorten(string text, int from) =>
        text.Length - from <= LongestLine ? text[from..] : text.Substring(from, LongestLine) + "…";

    private static string Expand(string text)
    {
        StringBuilder builder = new();
        foreach (char c in text)
        {
            builder.Append(c == '\t' ? "    " : TerminalText.IsUnsafe(c) ? "\uFFFD" : c.ToString());
        }

        return builder.ToString();
    }

    /// <summary>Columns on a terminal: a text element is one wide, a tab four; wide East Asian characters and emoji two.</summary>
    private static int Width(string text)
    {
        int width = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            int rune = char.ConvertToUtf32(element.EnsureWellFormed(), 0);
            width += rune == '\t' ? 4 : rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) ? 2 : 1;
        }

        return width;
    }

    private static string EnsureWellFormed(this string element) =>
        char.IsSurrogate(element[0]) && (element.Length < 2 || !char.IsSurrogatePair(element[0], element[1])) ? "\uFFFD" : element;
}

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>
/// How wide a text is, near enough to break it into lines: the advance widths of a common sans-serif face, in thousandths of the
/// font's size. Whatever face a reader has is narrower or hardly wider.
/// </summary>
internal static class TextWidth
{
    private const int Default = 600;

    // From the space to the tilde.
    private static readonly int[] Widths =
    [
        300, 340, 400, 640, 600, 900, 700, 240, 360, 360, 460, 640, 320, 360, 320, 340,
        600, 600, 600, 600, 600, 600, 600, 600, 600, 600, 340, 340, 640, 640, 640, 540,
        940, 680, 670, 680, 740, 620, 580, 740, 740, 330, 400, 660, 560, 850, 740, 760,
        620, 760, 680, 640, 600, 720, 670, 940, 660, 620, 640, 380, 340, 380, 640, 500,
        400, 590, 610, 530, 610, 590, 350, 600, 610, 270, 290, 570, 270, 920, 610, 600,
        610, 610, 420, 510, 390, 610, 560, 800, 560, 560, 520, 420, 330, 420, 640,
    ];

    public static double Of(string text, double size, bool bold = false)
    {
        int sum = 0;
        foreach (char c in text)
        {
            sum += c is >= ' ' and <= '~' ? Widths[c - ' '] : c == '\u00a0' ? Widths[0] : c > '\u2e80' ? 1000 : Default + 40;
        }

        return sum * size / 1000 * (bold ? 1.15 : 1.02);
    }

    /// <summary>Breaks a text between words so that no line is wider; a word that is wider alone is cut.</summary>
    public static List<string> Lines(string text, double width, double size, bool bold = false)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            string candidate = line.Length == 0 ? rest : line + " " + rest;
            if (Of(candidate, size, bold) <= width)
            {
                line = candidate;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            while (Of(rest, size, bold) > width && rest.Length > 1)
            {
                int take = Fitting(rest, width, size, bold);
                lines.Add(rest[..take]);
                rest = rest[take..];
            }

            line = rest;
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static int Fitting(string word, double width, double size, bool bold)
    {
        int take = 1;
        while (take + 1 < word.Length && Of(word[..(take + 1)], size, bold) <= width)
        {
            take++;
        }

        int atHyphen = word.LastIndexOf('-', take - 1);
        if (atHyphen > 0)
        {
            take = atHyphen + 1;
        }

        return char.IsHighSurrogate(word[take - 1]) && take < word.Length ? take + 1 : take;
    }
}

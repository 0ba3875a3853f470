using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Characters that nobody sees and that may stand nowhere, not even in a text or a comment: a reviewer must read what
/// the compiler reads.
/// </summary>
internal static class CharacterCheck
{
    private const int ReportLimit = 50;

    public static bool IsForbidden(char c) => c is
        (< ' ' and not ('\t' or '\n' or '\f' or '\r')) or '\u007F'
        or '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF';

    public static void Run(SourceText source, ParseDiagnostics diagnostics)
    {
        ReadOnlySpan<char> text = source.Content;
        int position = 0;
        for (int reported = 0; reported < ReportLimit; reported++)
        {
            int start = position;
            while (start < text.Length && !IsForbidden(text[start]))
            {
                start++;
            }

            if (start == text.Length)
            {
                return;
            }

            int end = start;
            while (end < text.Length && text[end] == text[start])
            {
                end++;
            }

            diagnostics.Report(SyntaxDiagnostics.Invisible(new Location(source, TextSpan.FromBounds(start, end)), text[start]));
            position = end;
        }
    }
}

using System.Buffers;
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

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000B\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F"
        + "\u061C\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFFFE\uFFFF");

    public static bool IsForbidden(char c) => Forbidden.Contains(c);

    public static void Run(SourceText source, ParseDiagnostics diagnostics)
    {
        ReadOnlySpan<char> text = source.Content;
        int position = 0;
        for (int reported = 0; reported < ReportLimit; reported++)
        {
            int found = text[position..].IndexOfAny(Forbidden);
            if (found < 0)
            {
                return;
            }

            int start = position + found;
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

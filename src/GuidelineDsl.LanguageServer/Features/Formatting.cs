using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Formatting;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>The one style, as the smallest single edit: what is the same at both ends stays untouched.</summary>
internal static class Formatting
{
    public static TextEdit[] Of(Document document)
    {
        if (document.Tree.HasErrors)
        {
            throw new RequestException(ErrorCode.RequestFailed, "The text has syntax errors; it is formatted once they are gone.");
        }

        string before = document.Source.Content;
        string after = Formatter.Format(document.Tree);
        if (before.Contains("\r\n", StringComparison.Ordinal))
        {
            after = after.ReplaceLineEndings("\r\n");
        }

        return before == after ? [] : [Difference(document, before, after)];
    }

    private static TextEdit Difference(Document document, string before, string after)
    {
        int start = before.AsSpan().CommonPrefixLength(after);
        while (start > 0 && before[start - 1] != '\n')
        {
            start--;
        }

        int most = Math.Min(before.Length, after.Length) - start;
        int end = 0;
        while (end < most && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        while (end > 0 && !(before.Length - end == start || before[before.Length - end - 1] == '\n'))
        {
            end--;
        }

        return new TextEdit(document.RangeOf(TextSpan.FromBounds(start, before.Length - end)), after[start..(after.Length - end)]);
    }
}

using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Text;
using Diagnostic = GuidelineDsl.Syntax.Diagnostics.Diagnostic;

namespace GuidelineDsl.LanguageServer.Checking;

/// <summary>What is known to be wrong with one file: from its text and names now, and from the last check of everything that finished.</summary>
internal sealed record FileReport(Document Document, ImmutableArray<Diagnostic> Text, ImmutableArray<Diagnostic> Checked)
{
    /// <summary>Everything with its place in the document as it is now; findings in text that has changed since are left out.</summary>
    public IEnumerable<(Diagnostic Diagnostic, TextSpan Span)> All()
    {
        foreach (Diagnostic diagnostic in Text)
        {
            yield return (diagnostic, diagnostic.Location.Span);
        }

        foreach (Diagnostic finding in Checked)
        {
            if (Moved.Span(finding.Location.Source, Document.Source, finding.Location.Span) is { } span)
            {
                yield return (finding, span);
            }
        }
    }
}

/// <summary>Where text of an older version stands in a newer one.</summary>
internal static class Moved
{
    public static TextSpan? Span(SourceText before, SourceText after, TextSpan span)
    {
        if (ReferenceEquals(before, after) || before.Content == after.Content)
        {
            return span;
        }

        int start = before.Content.AsSpan().CommonPrefixLength(after.Content);
        if (span.End <= start)
        {
            return span;
        }

        int end = 0;
        int most = Math.Min(before.Content.Length, after.Content.Length) - start;
        while (end < most && before.Content[^(end + 1)] == after.Content[^(end + 1)])
        {
            end++;
        }

        return span.Start >= before.Content.Length - end
            ? new TextSpan(span.Start + after.Content.Length - before.Content.Length, span.Length)
            : null;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Wording;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>What may be written at the cursor, the most fitting first.</summary>
internal static partial class Completions
{
    public static CompletionList At(Snapshot snapshot, Document document, int offset, IEnumerable<Finding> findings, bool snippets)
    {
        CursorContext cursor = CursorContext.At(document, offset);
        if (cursor.InComment)
        {
            return new CompletionList(false, []);
        }

        Project project = snapshot.ProjectOf(document);
        IEnumerable<Suggestion> suggestions = cursor.InText
            ? cursor.Previous.Is("use") ? Paths(snapshot, document) : []
            : new Suggestions(project.ScopeOf(document), cursor).All();
        if (!cursor.InText && cursor.Block == Block.Decision)
        {
            suggestions = suggestions.Concat(Gaps(document, cursor, findings));
        }

        Protocol.Range range = document.RangeOf(cursor.Word);
        string indent = Indent(document, offset);
        return new CompletionList(
            false,
            [.. suggestions.DistinctBy(s => s.Label)
                .Select((s, i) => Item(s, i, range, indent, snippets))]);
    }

    private static CompletionItem Item(Suggestion suggestion, int index, Protocol.Range range, string indent, bool snippets)
    {
        string text = (suggestion.Insert ?? suggestion.Label).Replace("\n", "\n" + indent, StringComparison.Ordinal);
        bool isSnippet = suggestion.IsSnippet && snippets;
        if (suggestion.IsSnippet && !snippets)
        {
            text = Plain(text);
        }

        return new CompletionItem(
            suggestion.Label,
            suggestion.Kind,
            suggestion.Detail,
            suggestion.Documentation is null ? null : MarkupContent.Markdown(suggestion.Documentation),
            string.Create(CultureInfo.InvariantCulture, $"{suggestion.Rank}{index:D5}"),
            null,
            isSnippet ? 2 : null,
            new TextEdit(range, text));
    }

    /// <summary>Ready rules for the patients whom the analysis found without advice in this decision.</summary>
    private static IEnumerable<Suggestion> Gaps(Document document, CursorContext cursor, IEnumerable<Finding> findings)
    {
        string? decision = cursor.OwnerName("decision");
        foreach (Finding gap in findings.Where(f => f.Code == "GDL4001" && f.Decision?.Id == decision && f.Location.Source.Path == document.Path))
        {
            for (int i = 0; i < gap.Region.Length; i++)
            {
                string words = i < gap.RegionInWords.Length ? gap.RegionInWords[i] : ConditionWriter.InGdl(gap.Region[i]);
                string condition = ConditionWriter.InGdl(gap.Region[i]).Replace("}", "\\}", StringComparison.Ordinal);
                yield return Suggestion.Snippet(
                    "rule for the gap: " + words,
                    "patients without advice so far",
                    $"rule ${{1:name}} \"${{2:Label}}\" {{\n  when {condition}\n  ${{3|recommend,consider,avoid,contraindicate|}} ${{4:action}}\n  evidence ${{5:ungraded}}\n  cite ${{6:source}} \"${{7:where}}\"\n}}\n$0");
            }

            string whole = ConditionWriter.InGdl(gap.Region).Replace("}", "\\}", StringComparison.Ordinal);
            yield return Suggestion.Snippet(
                "silent for the gap", "the source says nothing of these patients", $"silent when {whole}\n  because \"${{1:why}}\"\n  cite ${{2:source}} \"${{3:where}}\"\n$0");
        }
    }

    private static IEnumerable<Suggestion> Paths(Snapshot snapshot, Document document) =>
        snapshot.Documents.Values
            .Where(d => d != document && d.Tree.Root.Header?.Kind == Syntax.Nodes.DocumentKind.Vocabulary)
            .OrderBy(d => d.Path, StringComparer.Ordinal)
            .Select(d => (Path: DocumentUri.Relative(document.Path, d.Path), Title: d.Tree.Root.Header?.Title?.Value))
            .Where(d => d.Path is not null)
            .Select(d => new Suggestion(d.Path!, 17, d.Title));

    private static string Indent(Document document, int offset)
    {
        string line = document.Source.GetLine(document.Source.GetPosition(offset).Line);
        return line[..(line.Length - line.TrimStart(' ', '\t').Length)];
    }

    private static string Plain(string snippet) =>
        FinalStop().Replace(Choice().Replace(Placeholder().Replace(snippet, "$1"), "$1"), "").Replace("\\}", "}", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\{\d+:([^}]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{\d+\|([^,|]*)[^|]*\|\}")]
    private static partial Regex Choice();

    [GeneratedRegex(@"\$\{?\d+\}?")]
    private static partial Regex FinalStop();
}

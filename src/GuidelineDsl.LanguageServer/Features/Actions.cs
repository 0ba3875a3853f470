using System.Text.Json;
using GuidelineDsl.LanguageServer.Checking;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>What can be done about the diagnostics at the cursor.</summary>
internal static class Actions
{
    private const string QuickFix = "quickfix";
    private const int MostSources = 5;

    public static CodeAction[] At(Snapshot snapshot, Document document, FileReport? report, TextSpan at, CodeActionContext? context)
    {
        bool wanted = context?.Only is not { Length: > 0 } only || only.Any(k => k == QuickFix || k.Length == 0);
        if (!wanted || report is null)
        {
            return [];
        }

        return
        [
            .. report.All()
                .Where(d => d.Span.Start <= at.End && d.Span.End >= at.Start)
                .SelectMany(d => For(snapshot, document, d.Diagnostic, d.Span)
                    .Select(a => a with { Diagnostics = Matching(context, d.Diagnostic.Code, document.RangeOf(d.Span)) })),
        ];
    }

    private static IEnumerable<CodeAction> For(Snapshot snapshot, Document document, Syntax.Diagnostics.Diagnostic diagnostic, TextSpan span)
    {
        if (diagnostic.Fix is { } fix && Edits(snapshot, fix.Edits) is { } edits)
        {
            yield return new CodeAction(fix.Title, QuickFix, null, !fix.IsGuess, edits);
        }

        if (diagnostic is Finding finding)
        {
            foreach (NextStep step in finding.NextSteps)
            {
                if (Drafts.Of(document, finding, step) is { } draft)
                {
                    yield return Insertion(document, step.Title, draft);
                }
            }
        }

        if (diagnostic.Code == "GDL6001")
        {
            List<Declared> sources = [.. snapshot.ProjectOf(document).ScopeOf(document).All(NameKind.Source).Take(MostSources)];
            foreach (Declared source in sources)
            {
                if (Drafts.Citation(document, span, source.Id) is { } citation)
                {
                    yield return Insertion(document, $"Add a citation of “{source.Words}”", citation);
                }
            }

            if (sources.Count == 0 && Drafts.Citation(document, span, "source_to_be_named") is { } unnamed)
            {
                yield return Insertion(document, "Add a citation", unnamed);
            }
        }
    }

    private static CodeAction Insertion(Document document, string title, (int Offset, string Text) draft) =>
        new(title, QuickFix, null, null, new WorkspaceEdit(new Dictionary<string, TextEdit[]>(StringComparer.Ordinal)
        {
            [document.Uri] = [new TextEdit(document.RangeOf(new TextSpan(draft.Offset, 0)), draft.Text)],
        }));

    /// <summary>The edits as they apply to the documents now; null when the text below them has changed since.</summary>
    private static WorkspaceEdit? Edits(Snapshot snapshot, IReadOnlyList<Syntax.Diagnostics.TextEdit> edits)
    {
        Dictionary<string, List<TextEdit>> changes = new(StringComparer.Ordinal);
        foreach (Syntax.Diagnostics.TextEdit edit in edits)
        {
            if (snapshot.Find(edit.Location.Source.Path) is not { } document
                || Moved.Span(edit.Location.Source, document.Source, edit.Location.Span) is not { } span)
            {
                return null;
            }

            if (!changes.TryGetValue(document.Uri, out List<TextEdit>? list))
            {
                changes.Add(document.Uri, list = []);
            }

            list.Add(new TextEdit(document.RangeOf(span), edit.NewText));
        }

        return changes.Count == 0 ? null : new WorkspaceEdit(changes.ToDictionary(c => c.Key, c => c.Value.ToArray(), StringComparer.Ordinal));
    }

    /// <summary>The editor's own copies of the diagnostic, so that it knows what the action answers.</summary>
    private static JsonElement[]? Matching(CodeActionContext? context, string code, Protocol.Range range)
    {
        if (context?.Diagnostics is not { ValueKind: JsonValueKind.Array } given)
        {
            return null;
        }

        JsonElement[] matching = [.. given.EnumerateArray().Where(d =>
            d.ValueKind == JsonValueKind.Object
            && d.TryGetProperty("code", out JsonElement c) && c.ValueKind == JsonValueKind.String && c.GetString() == code
            && d.TryGetProperty("range", out JsonElement r) && r.Deserialize<Protocol.Range>(Json.Options) == range)];
        return matching.Length == 0 ? null : matching;
    }
}

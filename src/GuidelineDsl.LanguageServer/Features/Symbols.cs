using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>The declarations of a document as a tree, and those of the workspace by a part of their name or label.</summary>
internal static class Symbols
{
    private const int MostFound = 200;

    public static DocumentSymbol[] Of(Document document) =>
        [.. document.Outline.All.Where(d => d.Owner is null).Select(d => Symbol(document, d))];

    public static WorkspaceSymbol[] Find(Snapshot snapshot, string query)
    {
        string[] words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. snapshot.Documents.Values
                .OrderBy(d => d.Path, StringComparer.Ordinal)
                .SelectMany(d => d.Outline.All)
                .Where(d => d.Kind != NameKind.Value && words.All(w => Matches(d, w)))
                .OrderBy(d => d.Id.StartsWith(query, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .Take(MostFound)
                .Select(d => new WorkspaceSymbol(d.Id, SymbolKind(d.Kind), d.Document.Locate(d.NameSpan), d.Owner?.Id ?? d.Document.Tree.Root.Header?.Id?.Name)),
        ];
    }

    private static bool Matches(Declared declared, string word) =>
        declared.Id.Contains(word, StringComparison.OrdinalIgnoreCase)
        || (declared.Label?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false);

    private static DocumentSymbol Symbol(Document document, Declared declared)
    {
        TextSpan whole = declared.Node.Span.Union(declared.NameSpan);
        string? detail = declared.Kind == NameKind.Test ? null : declared.Label;
        string name = string.IsNullOrWhiteSpace(declared.Id) ? declared.KindInWords : declared.Id;
        DocumentSymbol[] children = [.. document.Outline.OwnedBy(declared).Select(d => Symbol(document, d))];
        return new DocumentSymbol(
            name, detail, SymbolKind(declared.Kind), document.RangeOf(whole), document.RangeOf(declared.NameSpan), children.Length == 0 ? null : children);
    }

    private static int SymbolKind(NameKind kind) => kind switch
    {
        NameKind.Guideline or NameKind.Vocabulary => 3, // namespace
        NameKind.Source => 1, // file
        NameKind.Fact => 13, // variable
        NameKind.Value => 22, // enum member
        NameKind.Group => 10, // enum
        NameKind.Constraint => 17, // boolean
        NameKind.Definition => 14, // constant
        NameKind.Classification => 10, // enum
        NameKind.Score or NameKind.Computed => 16, // number
        NameKind.Action => 12, // function
        NameKind.Class => 5, // class
        NameKind.Regimen => 18, // array
        NameKind.Decision => 11, // interface
        NameKind.Rule => 6, // method
        NameKind.Patient => 19, // object
        NameKind.Test => 24, // event
        _ => throw new InvalidOperationException($"{kind} has no symbol."),
    };
}

using System.Collections.Frozen;
using System.Text.Json;
using GuidelineDsl.LanguageServer.Checking;
using GuidelineDsl.LanguageServer.Features;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;

namespace GuidelineDsl.LanguageServer;

/// <summary>What a request is answered from.</summary>
internal sealed record RequestContext(
    Snapshot Snapshot, BackgroundCheck Check, ClientFeatures Client, JsonElement Arguments, CancellationToken Cancellation)
{
    public T Read<T>()
    {
        Cancellation.ThrowIfCancellationRequested();
        return Arguments.ValueKind == JsonValueKind.Object
            ? Arguments.Deserialize<T>(Json.Options) ?? throw new JsonException("nothing was given")
            : throw new JsonException("an object is needed");
    }

    public Document Find(TextDocumentIdentifier? identifier) =>
        Snapshot.Find(DocumentUri.ToPath(identifier?.Uri ?? throw new JsonException("no document is named")))
        ?? throw new RequestException(ErrorCode.RequestFailed, $"{identifier.Uri} is not open.");

    public (Document Document, int Offset) Place()
    {
        PositionParams at = Read<PositionParams>();
        Document document = Find(at.TextDocument);
        return (document, document.OffsetAt(at.Position));
    }
}

/// <summary>The requests by name.</summary>
internal static class Requests
{
    public static readonly FrozenDictionary<string, Func<RequestContext, object?>> Known =
        new Dictionary<string, Func<RequestContext, object?>>(StringComparer.Ordinal)
        {
            ["textDocument/hover"] = r => At(r, (d, o) => Hovers.At(r.Snapshot, d, o)),
            ["textDocument/completion"] = r => At(r, (d, o) => Completions.At(r.Snapshot, d, o, r.Check.FindingsIn(d), r.Client.Snippets)),
            ["textDocument/signatureHelp"] = r => At(r, (d, o) => UnitHelp.At(r.Snapshot, d, o)),
            ["textDocument/definition"] = r => At(r, (d, o) => Navigation.Definition(r.Snapshot, d, o)),
            ["textDocument/documentHighlight"] = r => At(r, (d, o) => Navigation.Highlights(r.Snapshot, d, o)),
            ["textDocument/references"] = r =>
                At(r, (d, o) => Navigation.References(r.Snapshot, d, o, r.Read<ReferenceParams>().Context?.IncludeDeclaration ?? true)),
            ["textDocument/prepareRename"] = r => At(r, (d, o) => Renaming.Prepare(r.Snapshot, d, o)),
            ["textDocument/rename"] = r => At(r, (d, o) => Renaming.Rename(r.Snapshot, d, o, r.Read<RenameParams>().NewName ?? "")),
            ["textDocument/documentSymbol"] = r => In(r, Symbols.Of),
            ["textDocument/foldingRange"] = r => In(r, Folding.Of),
            ["textDocument/semanticTokens/full"] = r => In(r, d => Tokens.Of(r.Snapshot, d)),
            ["textDocument/formatting"] = r => In(r, Formatting.Of),
            ["textDocument/codeLens"] = r => In(r, d => Lenses.Of(r.Snapshot, d, r.Check.DecisionsOf(r.Snapshot.ProjectOf(d)))),
            ["textDocument/codeAction"] = CodeActions,
            ["workspace/symbol"] = r => Symbols.Find(r.Snapshot, r.Read<SymbolQueryParams>().Query ?? ""),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static object? At(RequestContext request, Func<Document, int, object?> answer)
    {
        (Document document, int offset) = request.Place();
        return answer(document, offset);
    }

    private static object? In(RequestContext request, Func<Document, object?> answer) =>
        answer(request.Find(request.Read<DocumentParams>().TextDocument));

    private static CodeAction[] CodeActions(RequestContext request)
    {
        CodeActionParams parameters = request.Read<CodeActionParams>();
        Document document = request.Find(parameters.TextDocument);
        return Actions.At(request.Snapshot, document, request.Check.ReportOf(document), document.SpanOf(parameters.Range), parameters.Context);
    }
}

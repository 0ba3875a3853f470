using System.Text.Json;

namespace GuidelineDsl.LanguageServer.Protocol;

// The part of LSP 3.17 that this server speaks. Names follow the specification; positions count from 0 in UTF-16 code units.

internal readonly record struct Position(int Line, int Character);

internal readonly record struct Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);

internal sealed record TextDocumentIdentifier(string Uri);

internal sealed record TextDocumentItem(string Uri, string? LanguageId, int Version, string Text);

internal sealed record VersionedTextDocumentIdentifier(string Uri, int? Version);

internal sealed record DidOpenParams(TextDocumentItem TextDocument);

internal sealed record ContentChange(Range? Range, string Text);

internal sealed record DidChangeParams(VersionedTextDocumentIdentifier TextDocument, ContentChange[] ContentChanges);

internal sealed record DocumentParams(TextDocumentIdentifier TextDocument);

internal sealed record PositionParams(TextDocumentIdentifier TextDocument, Position Position);

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext? Context);

internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

internal sealed record SymbolQueryParams(string? Query);

internal sealed record CodeActionContext(JsonElement? Diagnostics, string[]? Only);

internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext? Context);

internal sealed record FormattingOptions(int TabSize, bool InsertSpaces);

internal sealed record FormattingParams(TextDocumentIdentifier TextDocument, FormattingOptions? Options);

internal sealed record WorkspaceFolder(string Uri, string? Name);

internal sealed record FolderChange(WorkspaceFolder[]? Added, WorkspaceFolder[]? Removed);

internal sealed record DidChangeFoldersParams(FolderChange Event);

internal sealed record FileEvent(string Uri, int Type);

internal sealed record DidChangeFilesParams(FileEvent[] Changes);

internal sealed record InitializeParams(
    int? ProcessId, string? RootUri, string? RootPath, WorkspaceFolder[]? WorkspaceFolders, JsonElement? Capabilities, JsonElement? InitializationOptions);

internal sealed record CancelParams(JsonElement Id);

// ---- Answers ---------------------------------------------------------------------------------------------------------

internal sealed record MarkupContent(string Kind, string Value)
{
    public static MarkupContent Markdown(string text) => new("markdown", text);
}

internal sealed record Hover(MarkupContent Contents, Range Range);

internal sealed record TextEdit(Range Range, string NewText);

internal sealed record WorkspaceEdit(Dictionary<string, TextEdit[]> Changes);

internal sealed record DiagnosticRelatedInformation(Location Location, string Message);

internal sealed record CodeDescription(string Href);

internal sealed record Diagnostic(
    Range Range,
    int Severity,
    string Code,
    CodeDescription? CodeDescription,
    string Source,
    string Message,
    int[]? Tags,
    DiagnosticRelatedInformation[]? RelatedInformation);

internal sealed record PublishDiagnosticsParams(string Uri, int? Version, Diagnostic[] Diagnostics);

internal sealed record CompletionItem(
    string Label, int Kind, string? Detail, MarkupContent? Documentation, string? SortText, string? FilterText, int? InsertTextFormat, TextEdit? TextEdit);

internal sealed record CompletionList(bool IsIncomplete, CompletionItem[] Items);

internal sealed record DocumentSymbol(string Name, string? Detail, int Kind, Range Range, Range SelectionRange, DocumentSymbol[]? Children);

internal sealed record WorkspaceSymbol(string Name, int Kind, Location Location, string? ContainerName);

internal sealed record FoldingRange(int StartLine, int EndLine, string? Kind);

internal sealed record SemanticTokens(int[] Data);

internal sealed record ParameterInformation(string Label, MarkupContent? Documentation);

internal sealed record SignatureInformation(string Label, MarkupContent? Documentation, ParameterInformation[] Parameters);

internal sealed record SignatureHelp(SignatureInformation[] Signatures, int ActiveSignature, int ActiveParameter);

internal sealed record Command(string Title, [property: System.Text.Json.Serialization.JsonPropertyName("command")] string Name, object[]? Arguments);

internal sealed record CodeAction(string Title, string Kind, JsonElement[]? Diagnostics, bool? IsPreferred, WorkspaceEdit? Edit);

internal sealed record CodeLens(Range Range, Command? Command);

internal sealed record PreparedRename(Range Range, string Placeholder);

internal sealed record DocumentHighlight(Range Range, int Kind);

internal sealed record LogMessageParams(int Type, string Message);

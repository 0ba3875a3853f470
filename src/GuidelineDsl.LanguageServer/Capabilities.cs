using System.Text.Json;
using GuidelineDsl.LanguageServer.Features;

namespace GuidelineDsl.LanguageServer;

/// <summary>What the editor can take, as far as it makes a difference here.</summary>
internal sealed record ClientFeatures(bool Snippets, bool RefreshesLenses)
{
    public static readonly ClientFeatures None = new(false, false);

    public static ClientFeatures Of(JsonElement? capabilities) => new(
        Is(capabilities, "textDocument", "completion", "completionItem", "snippetSupport"),
        Is(capabilities, "workspace", "codeLens", "refreshSupport"));

    private static bool Is(JsonElement? element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            element = element is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out JsonElement next) ? next : null;
        }

        return element is { ValueKind: JsonValueKind.True };
    }
}

/// <summary>What this server can do.</summary>
internal sealed record InitializeResult(object Capabilities, object ServerInfo)
{
    public static InitializeResult Of() => new(
        new
        {
            PositionEncoding = "utf-16",
            TextDocumentSync = new { OpenClose = true, Change = 2, Save = new { IncludeText = false } },
            HoverProvider = true,
            CompletionProvider = new { TriggerCharacters = new[] { " ", "{", "\"", "=" } },
            SignatureHelpProvider = new { TriggerCharacters = new[] { " ", "'" }, RetriggerCharacters = new[] { " " } },
            DefinitionProvider = true,
            ReferencesProvider = true,
            DocumentHighlightProvider = true,
            DocumentSymbolProvider = true,
            WorkspaceSymbolProvider = true,
            FoldingRangeProvider = true,
            DocumentFormattingProvider = true,
            RenameProvider = new { PrepareProvider = true },
            CodeActionProvider = new { CodeActionKinds = new[] { "quickfix" } },
            CodeLensProvider = new { ResolveProvider = false },
            SemanticTokensProvider = new
            {
                Legend = new { TokenTypes = Tokens.Types, TokenModifiers = Tokens.Modifiers },
                Full = true,
                Range = false,
            },
            Workspace = new { WorkspaceFolders = new { Supported = true, ChangeNotifications = true } },
        },
        new { Name = "gdl", Version = typeof(Server).Assembly.GetName().Version?.ToString(3) });
}

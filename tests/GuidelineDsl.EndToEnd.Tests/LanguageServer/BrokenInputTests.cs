using System.Text.Json.Nodes;
using static GuidelineDsl.EndToEnd.Tests.LanguageServer.MarkedText;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class BrokenInputTests
{
    private const string Uri = "untitled:Untitled-1";

    [Fact]
    public async Task Every_prefix_of_a_file_is_answered()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, "");
        List<Task> answers = [];
        for (int length = 0; length <= Guideline.Length; length++)
        {
            string text = Guideline[..length];
            await editor.ReplaceAsync(Uri, length + 2, text);
            (int, int) end = Position(text, text.Length);
            answers.Add(editor.AtAsync("textDocument/completion", Uri, end));
            if (length % 7 == 0)
            {
                answers.AddRange(
                    editor.AtAsync("textDocument/hover", Uri, end),
                    editor.AtAsync("textDocument/signatureHelp", Uri, end),
                    editor.AtAsync("textDocument/definition", Uri, end),
                    editor.InAsync("textDocument/semanticTokens/full", Uri),
                    editor.InAsync("textDocument/documentSymbol", Uri),
                    editor.InAsync("textDocument/foldingRange", Uri),
                    editor.InAsync("textDocument/codeLens", Uri),
                    CodeActionsAsync(editor, end));
                await Task.WhenAll(answers);
                answers.Clear();
            }
        }

        await Task.WhenAll(answers);
        await editor.DiagnosticsAsync(Uri, d => d.Any(x => x!["code"]!.GetValue<string>() == "GDL4001"));
        editor.Heard("window/logMessage").ShouldBeEmpty();
        (await editor.EndAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{{{{{{{{")]
    [InlineData("}}}}}}}}")]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData("\uD834 \uDD1E \0 \u2028")]
    [InlineData("rule rule rule { when when } decision { } test { expect }")]
    [InlineData("fact fact fact : one of { { { } fact")]
    [InlineData("use \"..\\..\\..\\x\" use \"/\" use \"\0\" use \"untitled:Untitled-1\" use \"\"")]
    [InlineData("(GUIDE) <\n  gdl_version = <\"0.1\">")]
    [InlineData("{ \"gdl_version\": 2 }")]
    public async Task Nonsense_is_answered(string text)
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        (int, int) end = Position(text, text.Length);
        await editor.AtAsync("textDocument/completion", Uri, end);
        await editor.AtAsync("textDocument/hover", Uri, (5, 5));
        await editor.AtAsync("textDocument/hover", Uri, (-1, -1));
        await editor.InAsync("textDocument/semanticTokens/full", Uri);
        await editor.InAsync("textDocument/documentSymbol", Uri);
        await editor.InAsync("textDocument/foldingRange", Uri);
        await editor.InAsync("textDocument/codeLens", Uri);
        await CodeActionsAsync(editor, end);
        await editor.DiagnosticsAsync(Uri, _ => true);

        editor.Heard("window/logMessage").ShouldBeEmpty();
        (await editor.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Deep_nesting_is_answered()
    {
        string text = "vocabulary v \"V\" { }\nfact a : yes/no\ndefine d \"D\" = " + new string('(', 50_000) + "a" + new string(')', 50_000);
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        await editor.InAsync("textDocument/semanticTokens/full", Uri);
        await editor.DiagnosticsAsync(Uri, _ => true);

        (await editor.EndAsync()).ShouldBe(0);
    }

    private static Task<JsonNode?> CodeActionsAsync(Conversation editor, (int, int) end) =>
        editor.RequestAsync("textDocument/codeAction", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["range"] = Conversation.Range((0, 0), end),
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
        });
}

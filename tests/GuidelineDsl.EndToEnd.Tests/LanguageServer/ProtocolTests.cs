using System.Text.Json.Nodes;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class ProtocolTests
{
    private const string Uri = "untitled:Untitled-1";

    [Fact]
    public async Task A_session_begins_with_the_capabilities_and_ends_with_zero()
    {
        await using Conversation editor = new();
        JsonNode? result = await editor.RequestAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() });

        result!["capabilities"]!["positionEncoding"]!.GetValue<string>().ShouldBe("utf-16");
        result["capabilities"]!["semanticTokensProvider"]!["legend"]!["tokenTypes"]!.AsArray().Count.ShouldBeGreaterThan(5);
        result["serverInfo"]!["name"]!.GetValue<string>().ShouldBe("gdl");
        (await editor.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Leaving_without_shutdown_is_one()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.NotifyAsync("exit", new JsonObject());

        (await editor.Ended).ShouldBe(1);
    }

    [Fact]
    public async Task Requests_before_initialize_and_after_shutdown_are_refused()
    {
        await using Conversation editor = new();
        (await editor.RefusedAsync("textDocument/hover", Conversation.At(Uri, (0, 0))))["code"]!.GetValue<int>().ShouldBe(-32002);
        await editor.RequestAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() });
        await editor.RequestAsync("shutdown", null);

        (await editor.RefusedAsync("textDocument/hover", Conversation.At(Uri, (0, 0))))["code"]!.GetValue<int>().ShouldBe(-32600);
    }

    [Fact]
    public async Task Messages_that_make_no_sense_do_not_end_the_session()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.SendRawAsync("{ this is no JSON");
        await editor.SendRawAsync("[]");
        await editor.SendRawAsync("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":null}}""");
        await editor.SendRawAsync("""{"jsonrpc":"2.0","method":"textDocument/didOpen"}""");
        await editor.SendRawAsync("""{"jsonrpc":"2.0","method":"$/unknownNotification","params":[]}""");
        await editor.SendRawAsync("""{"jsonrpc":"2.0","id":"answer-to-nothing","result":null}""");

        (await editor.RefusedAsync("no/suchMethod", null))["code"]!.GetValue<int>().ShouldBe(-32601);
        (await editor.RefusedAsync("textDocument/hover", new JsonObject()))["code"]!.GetValue<int>().ShouldBe(-32602);
        (await editor.RefusedAsync("textDocument/hover", new JsonObject { ["textDocument"] = 3 }))["code"]!.GetValue<int>().ShouldBe(-32602);
        (await editor.RefusedAsync("textDocument/hover", Conversation.At("untitled:Never-opened", (0, 0))))["code"]!.GetValue<int>().ShouldBe(-32803);
        (await editor.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Edits_are_applied_in_UTF16_positions_with_CRLF_and_text_outside_the_BMP()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, "vocabulary v \"𝄞 🧬 units\" {\r\n  version \"1\"\r\n}\r\nfact aaa \"🧬 size\" : yes/no\r\n");
        await editor.EditAsync(Uri, 2, (3, 5), (3, 8), "bbb");
        await editor.EditAsync(Uri, 3, (3, 10), (3, 12), "DNA");
        await editor.EditAsync(Uri, 4, (0, 13), (99, 0), "\"🧬\" { }\r\nfact ccc \"🧬🧬\" : yes/no\r\ndefine d \"🧬\" = ccc");

        JsonNode? hover = await editor.AtAsync("textDocument/hover", Uri, (2, 18));
        hover!["contents"]!["value"]!.GetValue<string>().ShouldContain("fact `ccc`");
        hover["range"]!["start"]!["line"]!.GetValue<int>().ShouldBe(2);
        hover["range"]!["start"]!["character"]!.GetValue<int>().ShouldBe(16);
        JsonNode? symbols = await editor.InAsync("textDocument/documentSymbol", Uri);
        symbols!.AsArray().Select(s => s!["name"]!.GetValue<string>()).ShouldBe(["v", "ccc", "d"]);
    }

    [Fact]
    public async Task Several_edits_of_one_message_follow_one_another()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, "vocabulary v \"V\" { }\nfact a : yes/no\n");
        await editor.NotifyAsync("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
            ["contentChanges"] = new JsonArray(
                new JsonObject { ["range"] = Conversation.Range((1, 0), (1, 0)), ["text"] = "// first\n" },
                new JsonObject { ["range"] = Conversation.Range((2, 5), (2, 6)), ["text"] = "renamed \"Renamed\"" }),
        });

        JsonNode? symbols = await editor.InAsync("textDocument/documentSymbol", Uri);
        symbols!.AsArray().Select(s => s!["name"]!.GetValue<string>()).ShouldBe(["v", "renamed"]);
        symbols[1]!["selectionRange"]!["start"]!["line"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Syntax_errors_are_published_and_go_when_they_are_mended()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, "vocabulary v \"V\" { }\nfact a \"A\" : : yes/no\n");
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => d.Count > 0);
        found[0]!["code"]!.GetValue<string>().ShouldStartWith("GDL1");
        found[0]!["severity"]!.GetValue<int>().ShouldBe(1);
        found[0]!["range"]!["start"]!["line"]!.GetValue<int>().ShouldBe(1);

        await editor.ReplaceAsync(Uri, 2, "vocabulary v \"V\" { }\nfact a \"A\" : yes/no\n");
        await editor.DiagnosticsAsync(Uri, d => d.All(x => x!["severity"]!.GetValue<int>() > 1));
    }
}

using System.Text.Json.Nodes;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class FormattingTests
{
    private const string Uri = "untitled:Untitled-1";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Only_what_differs_is_edited_and_line_ends_stay(string lineEnd)
    {
        string text = string.Join(lineEnd, "vocabulary v \"V\" {", "}", "", "fact a \"A\" : yes/no", "fact   b \"B\":yes/no", "fact c \"C 🧬\" : yes/no", "");
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonArray edits = (await FormatAsync(editor))!.AsArray();
        string edited = MarkedText.Apply(text, edits);

        edited.ShouldContain($"fact b \"B\" : yes/no{lineEnd}fact c \"C 🧬\" : yes/no");
        edited.Replace("\r\n", "\n", StringComparison.Ordinal).ShouldNotContain("\r");
        edited.Contains("\r\n", StringComparison.Ordinal).ShouldBe(lineEnd == "\r\n");
        edits.ShouldAllBe(e => e!["range"]!["end"]!["line"]!.GetValue<int>() <= 5);

        await editor.ReplaceAsync(Uri, 2, edited);
        (await FormatAsync(editor))!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_with_syntax_errors_stays_as_it_is()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, "vocabulary v \"V\" { }\nfact a : :\n");

        (await editor.RefusedAsync("textDocument/formatting", Parameters()))["message"]!.GetValue<string>().ShouldContain("syntax errors");
    }

    [Fact]
    public async Task Blocks_comments_and_paragraphs_fold()
    {
        const string text = "// one\n// two\nvocabulary v \"V\" {\n  version \"1\"\n}\nremark \"\"\"a\nb\nc\"\"\"\nfact a : one of {\n  x,\n  y\n}\n";
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonArray ranges = (await editor.InAsync("textDocument/foldingRange", Uri))!.AsArray();

        ranges.Select(r => (r!["startLine"]!.GetValue<int>(), r["endLine"]!.GetValue<int>())).ShouldBe([(0, 1), (2, 3), (5, 7), (8, 10)]);
    }

    private static Task<JsonNode?> FormatAsync(Conversation editor) => editor.RequestAsync("textDocument/formatting", Parameters());

    private static JsonObject Parameters() => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri },
        ["options"] = new JsonObject { ["tabSize"] = 2, ["insertSpaces"] = true },
    };
}

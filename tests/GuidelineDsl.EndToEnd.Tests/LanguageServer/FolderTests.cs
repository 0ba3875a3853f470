using System.Text.Json.Nodes;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class FolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gdl-lsp-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_that_are_not_open_are_checked_and_hidden_ones_are_not()
    {
        string wrong = Write("one/wrong.gdl", "vocabulary wrong \"Wrong\" { }\nfact a \"A\" : : yes/no\n");
        string hidden = Write("one/bin/copy.gdl", "vocabulary copy \"Copy\" { }\nfact b \"B\" : : yes/no\n");
        await using Conversation editor = await Conversation.StartAsync(Path.Combine(_root, "one"));
        await editor.DiagnosticsAsync(wrong, d => d.Count > 0);

        editor.Heard("textDocument/publishDiagnostics").ShouldNotContain(m => m["params"]!["uri"]!.GetValue<string>() == hidden);
    }

    [Fact]
    public async Task Folders_come_and_go()
    {
        Write("one/fine.gdl", "vocabulary fine \"Fine\" { }\n");
        string wrong = Write("two/wrong.gdl", "vocabulary wrong \"Wrong\" { }\nfact a \"A\" : : yes/no\n");
        await using Conversation editor = await Conversation.StartAsync(Path.Combine(_root, "one"));
        JsonObject second = new() { ["uri"] = Conversation.Uri(Path.Combine(_root, "two")), ["name"] = "two" };

        await ChangeFoldersAsync(editor, added: second);
        await editor.DiagnosticsAsync(wrong, d => d.Count > 0);
        await ChangeFoldersAsync(editor, removed: second);
        await editor.DiagnosticsAsync(wrong, d => d.Count == 0);
    }

    [Fact]
    public async Task A_file_changed_outside_the_editor_is_read_again()
    {
        string vocabulary = Write("one/shared.gdl", "vocabulary shared \"Shared\" { }\n");
        string uses = Write("one/uses.gdl", "vocabulary uses \"Uses\" { }\nuse \"shared.gdl\"\ndefine big \"big\" = size > 5 cm\n");
        await using Conversation editor = await Conversation.StartAsync(Path.Combine(_root, "one"));
        await editor.DiagnosticsAsync(uses, d => d.Count > 0);

        Write("one/shared.gdl", "vocabulary shared \"Shared\" { }\nfact size \"Size\" : number 0 to 50 cm\n");
        await editor.NotifyAsync("workspace/didChangeWatchedFiles", new JsonObject { ["changes"] = new JsonArray(new JsonObject { ["uri"] = vocabulary, ["type"] = 2 }) });
        await editor.DiagnosticsAsync(uses, d => d.All(x => x!["severity"]!.GetValue<int>() > 1));
    }

    [Fact]
    public async Task A_file_without_a_folder_finds_what_it_uses()
    {
        string vocabulary = Write("shared.gdl", "vocabulary shared \"Shared\" { }\nfact size \"Size\" : number 0 to 50 cm\n");
        string uses = Write("uses.gdl", "");
        const string text = "vocabulary uses \"Uses\" { }\nuse \"shared.gdl\"\ndefine big \"big\" = size > 5 cm\n";
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(uses, text);

        JsonNode? definition = await editor.AtAsync("textDocument/definition", uses, MarkedText.Find(text, "size"));
        definition!["uri"]!.GetValue<string>().ShouldBe(vocabulary);
        await editor.DiagnosticsAsync(uses, d => d.All(x => x!["severity"]!.GetValue<int>() > 1));
    }

    [Fact]
    public async Task The_paths_of_vocabularies_are_offered()
    {
        Write("one/parts/shared.gdl", "vocabulary shared \"Shared facts\" { }\n");
        Write("one/guideline.gdl", "guideline other \"Other\" { status draft }\n");
        string uses = Write("one/sub/uses.gdl", "");
        const string text = "guideline uses \"Uses\" { status draft }\nuse \"\"\n";
        await using Conversation editor = await Conversation.StartAsync(Path.Combine(_root, "one"));
        await editor.OpenAsync(uses, text);
        JsonNode? list = await editor.AtAsync("textDocument/completion", uses, MarkedText.After(text, "use \""));

        list!["items"]!.AsArray().Select(i => i!["label"]!.GetValue<string>()).ShouldBe(["../parts/shared.gdl"]);
        list["items"]![0]!["detail"]!.GetValue<string>().ShouldBe("Shared facts");
    }

    [Fact]
    public async Task Guidelines_that_share_nothing_do_not_meet()
    {
        string first = Write("one/first.gdl", "vocabulary first \"First\" { }\nfact size \"Size\" : number 0 to 50 cm\ndefine big \"big\" = size > 5 cm\n");
        Write("one/second.gdl", "vocabulary second \"Second\" { }\nfact size \"Size of something else\" : number 0 to 50 cm\n");
        await using Conversation editor = await Conversation.StartAsync(Path.Combine(_root, "one"));

        await editor.DiagnosticsAsync(first, d => d.All(x => x!["severity"]!.GetValue<int>() > 1));
    }

    private static Task ChangeFoldersAsync(Conversation editor, JsonObject? added = null, JsonObject? removed = null) =>
        editor.NotifyAsync("workspace/didChangeWorkspaceFolders", new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["added"] = added is null ? new JsonArray() : new JsonArray(added.DeepClone()),
                ["removed"] = removed is null ? new JsonArray() : new JsonArray(removed.DeepClone()),
            },
        });

    private string Write(string name, string text)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Conversation.Uri(path);
    }
}

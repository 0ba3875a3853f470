using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed partial class ShippedFilesTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.gdl", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Folder { get; } = FindFolder();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_word_of_a_shipped_file_has_a_meaning(string file)
    {
        string path = Path.Combine(Folder, file);
        string text = await File.ReadAllTextAsync(path);
        string uri = Conversation.Uri(path);
        await using Conversation editor = await Conversation.StartAsync(Folder);
        await editor.OpenAsync(uri, text);
        JsonArray data = (await editor.InAsync("textDocument/semanticTokens/full", uri))!["data"]!.AsArray();

        string[] lines = text.Split('\n');
        char[][] left = [.. lines.Select(l => l.ToCharArray())];
        (int line, int character) = (0, 0);
        for (int i = 0; i < data.Count; i += 5)
        {
            int down = data[i]!.GetValue<int>();
            (line, character) = down == 0 ? (line, character + data[i + 1]!.GetValue<int>()) : (line + down, data[i + 1]!.GetValue<int>());
            left[line].AsSpan(character, data[i + 2]!.GetValue<int>()).Fill(' ');
        }

        string[] unknown = [.. left.SelectMany((l, n) => Word().Matches(new string(l)).Select(m => $"{n + 1}: {m.Value}"))];
        unknown.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_are_answered_at_once_while_all_shipped_files_are_analysed()
    {
        string path = Directory.EnumerateFiles(Folder, "*.gdl", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).First();
        string text = await File.ReadAllTextAsync(path);
        string uri = Conversation.Uri(path);
        await using Conversation editor = await Conversation.StartAsync(Folder);
        await editor.OpenAsync(uri, text);
        await editor.InAsync("textDocument/documentSymbol", uri);
        await Task.Delay(500);
        TimeSpan slowest = TimeSpan.Zero;
        for (int i = 0; i < 20; i++)
        {
            await editor.ReplaceAsync(uri, i + 2, text + new string('\n', i));
            Stopwatch watch = Stopwatch.StartNew();
            await editor.AtAsync("textDocument/completion", uri, MarkedText.Position(text, text.Length));
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            await Task.Delay(50);
        }

        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>Renames a sample of all names, one after another, and asks the binder whether the files still mean something.</summary>
    [Fact]
    public async Task Renamed_names_still_bind_in_every_file()
    {
        const int every = 12;
        await using Conversation editor = await Conversation.StartAsync(Folder);
        Dictionary<string, string> texts = [];
        foreach (string file in Directory.EnumerateFiles(Folder, "*.gdl", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string uri = Conversation.Uri(file);
            texts.Add(uri, await File.ReadAllTextAsync(file));
            await editor.OpenAsync(uri, texts[uri]);
        }

        int version = 1;
        int seen = 0;
        int renamed = 0;
        foreach (string uri in texts.Keys.ToList())
        {
            string[] names = [.. Flat((await editor.InAsync("textDocument/documentSymbol", uri))!.AsArray())
                .Where(s => s["kind"]!.GetValue<int>() != 24).Select(s => s["name"]!.GetValue<string>()).Where(_ => seen++ % every == 0)];
            foreach (string name in names)
            {
                JsonNode? symbol = Flat((await editor.InAsync("textDocument/documentSymbol", uri))!.AsArray()).First(s => s["name"]!.GetValue<string>() == name);
                JsonNode start = symbol["selectionRange"]!["start"]!;
                JsonObject parameters = Conversation.At(uri, (start["line"]!.GetValue<int>(), start["character"]!.GetValue<int>()));
                parameters["newName"] = name + "_renamed";
                foreach ((string changed, JsonNode? edits) in (await editor.RequestAsync("textDocument/rename", parameters))!["changes"]!.AsObject())
                {
                    texts[changed] = MarkedText.Apply(texts[changed], edits!.AsArray());
                    await editor.ReplaceAsync(changed, ++version, texts[changed]);
                }

                renamed++;
            }
        }

        renamed.ShouldBeGreaterThan(50);
        foreach (string uri in texts.Keys)
        {
            await editor.ReplaceAsync(uri, ++version, texts[uri] + "\n");
            await editor.DiagnosticsAsync(
                uri, d => !d.Any(x => x!["code"]!.GetValue<string>() is ['G', 'D', 'L', '1' or '2' or '3', ..] && x["severity"]!.GetValue<int>() == 1), version);
        }
    }

    private static IEnumerable<JsonNode> Flat(JsonArray symbols) =>
        symbols.SelectMany(s => Flat(s!["children"] as JsonArray ?? []).Prepend(s));

    private static string FindFolder()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !Directory.Exists(Path.Combine(at, "guidelines")))
        {
            at = Path.GetDirectoryName(at);
        }

        return Path.Combine(at ?? throw new InvalidOperationException("The folder of guidelines is not above the tests."), "guidelines");
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}

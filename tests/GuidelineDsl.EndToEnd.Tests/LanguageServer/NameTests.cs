using System.Text.Json.Nodes;
using static GuidelineDsl.EndToEnd.Tests.LanguageServer.MarkedText;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class NameTests : IDisposable
{
    private const string Uri = "untitled:Untitled-1";
    private readonly string _folder = Directory.CreateTempSubdirectory("gdl-lsp-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_fact_is_explained_with_its_label_unit_and_range_and_where_it_is_used()
    {
        await using Conversation editor = await OpenedAsync();
        string text = await HoverAsync(editor, Find(Guideline, "= ki67 <", "ki67"));

        text.ShouldContain("**Ki-67 index** – fact `ki67`");
        text.ShouldContain("A number from 0 to 100 %, in steps of 0.1");
        text.ShouldContain("Used 2 times: `slow`, `test`");
    }

    [Fact]
    public async Task A_rule_is_explained_with_its_patients_and_advice_in_words()
    {
        await using Conversation editor = await OpenedAsync();
        string text = await HoverAsync(editor, Find(Guideline, "gives ssa_slow", "ssa_slow"));

        text.ShouldContain("**SSA for slowly proliferating tumours** – rule `first_line.ssa_slow`");
        text.ShouldContain("Patients: Differentiation is well differentiated and SSTR imaging is positive and slowly proliferating");
        text.ShouldContain("Advice: recommend one of Somatostatin analogue");
        text.ShouldContain("One test expects this rule.");
    }

    [Fact]
    public async Task A_value_is_that_of_the_fact_it_is_compared_with()
    {
        const string text = """
            vocabulary v "V" { }
            fact stage "Stage" : ordered one of { low "low stage", high "high stage" }
            fact risk  "Risk"  : one of { low "low risk", high "high risk" }
            define a "A" = stage < high and risk is high
            """;
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);

        (await HoverAsync(editor, Find(text, "stage < high", "high"))).ShouldContain("**high stage**");
        (await HoverAsync(editor, Find(text, "risk is high", "high"))).ShouldContain("**high risk**");
        JsonNode? references = await editor.RequestAsync("textDocument/references", Conversation.At(Uri, Find(text, "risk is high", "high")));
        references!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Definition_and_references_cross_files()
    {
        (string vocabulary, string guideline, string guidelineText) = await WriteAsync();
        await using Conversation editor = await Conversation.StartAsync(_folder);
        await editor.OpenAsync(guideline, guidelineText);

        JsonNode? definition = await editor.AtAsync("textDocument/definition", guideline, Find(guidelineText, "= size >", "size"));
        definition!["uri"]!.GetValue<string>().ShouldBe(vocabulary);
        definition["range"]!["start"]!["line"]!.GetValue<int>().ShouldBe(1);
        JsonNode? file = await editor.AtAsync("textDocument/definition", guideline, Find(guidelineText, "shared.gdl"));
        file!["uri"]!.GetValue<string>().ShouldBe(vocabulary);

        JsonObject parameters = Conversation.At(guideline, Find(guidelineText, "= size >", "size"));
        parameters["context"] = new JsonObject { ["includeDeclaration"] = true };
        JsonNode? references = await editor.RequestAsync("textDocument/references", parameters);
        references!.AsArray().Select(r => r!["uri"]!.GetValue<string>()).Order().ShouldBe(new[] { vocabulary, guideline, guideline }.Order());
    }

    [Fact]
    public async Task Rename_crosses_files_and_sees_what_is_not_saved()
    {
        (string vocabulary, string guideline, string guidelineText) = await WriteAsync();
        await using Conversation editor = await Conversation.StartAsync(_folder);
        string unsaved = guidelineText + "\ndefine tiny \"tiny\" = size < 1 cm\n";
        await editor.OpenAsync(guideline, unsaved);
        JsonObject parameters = Conversation.At(guideline, Find(unsaved, "= size >", "size"));

        JsonNode? prepared = await editor.RequestAsync("textDocument/prepareRename", parameters.DeepClone());
        prepared!["placeholder"]!.GetValue<string>().ShouldBe("size");
        parameters["newName"] = "diameter";
        JsonNode? edit = await editor.RequestAsync("textDocument/rename", parameters);
        edit!["changes"]![guideline]!.AsArray().Count.ShouldBe(3);
        edit["changes"]![vocabulary]!.AsArray().Count.ShouldBe(1);
        edit["changes"]![vocabulary]![0]!["newText"]!.GetValue<string>().ShouldBe("diameter");
    }

    [Theory]
    [InlineData("rule", "word of the language")]
    [InlineData("unknown", "word of the language")]
    [InlineData("2nd", "no name")]
    [InlineData("größe", "no name")]
    [InlineData("", "no name")]
    [InlineData("sstr", "already the fact “SSTR imaging”")]
    [InlineData("first_line", "already the decision")]
    public async Task Names_that_cannot_be_are_refused_with_the_reason(string newName, string reason)
    {
        await using Conversation editor = await OpenedAsync();
        JsonObject parameters = Conversation.At(Uri, Find(Guideline, "= ki67 <", "ki67"));
        parameters["newName"] = newName;

        (await editor.RefusedAsync("textDocument/rename", parameters))["message"]!.GetValue<string>().ShouldContain(reason);
    }

    [Fact]
    public async Task Symbols_nest_rules_in_decisions_and_are_found_by_label()
    {
        await using Conversation editor = await OpenedAsync();
        JsonNode? symbols = await editor.InAsync("textDocument/documentSymbol", Uri);
        JsonNode decision = symbols!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "first_line")!;
        decision["children"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ShouldBe(["ssa_slow", "platinum"]);

        JsonNode? found = await editor.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "platinum doublet" });
        found!.AsArray().Single()!["containerName"]!.GetValue<string>().ShouldBe("first_line");
    }

    [Fact]
    public async Task Rules_and_tests_carry_lenses()
    {
        await using Conversation editor = await OpenedAsync();
        JsonNode? lenses = await editor.InAsync("textDocument/codeLens", Uri);
        JsonArray all = lenses!.AsArray();

        all.Select(l => l!["command"]!["title"]!.GetValue<string>()).ShouldBe(["1 test", "no test", "▶ run test"], ignoreOrder: true);
        JsonNode run = all.Single(l => l!["command"]!["command"]!.GetValue<string>() == "gdl.runTest")!;
        run["command"]!["arguments"]![1]!.GetValue<string>().ShouldBe("Ki-67 9.9 % is below the limit");
    }

    private static async Task<string> HoverAsync(Conversation editor, (int, int) at) =>
        (await editor.AtAsync("textDocument/hover", Uri, at))!["contents"]!["value"]!.GetValue<string>();

    private static async Task<Conversation> OpenedAsync()
    {
        Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, Guideline);
        return editor;
    }

    private async Task<(string Vocabulary, string Guideline, string Text)> WriteAsync()
    {
        const string text = """
            guideline g "G" { status draft }
            use "parts/shared.gdl"
            define big "big" = size > 5 cm and size < 50 cm
            """;
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        string vocabulary = Path.Combine(_folder, "parts", "shared.gdl");
        string guideline = Path.Combine(_folder, "guide line.gdl");
        await File.WriteAllTextAsync(vocabulary, "vocabulary shared \"Shared\" { }\nfact size \"Size\" : number 0 to 100 cm\n");
        await File.WriteAllTextAsync(guideline, text);
        return (Conversation.Uri(vocabulary), Conversation.Uri(guideline), text);
    }
}

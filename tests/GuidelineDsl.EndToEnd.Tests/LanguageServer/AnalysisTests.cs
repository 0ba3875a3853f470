using System.Text.Json.Nodes;
using static GuidelineDsl.EndToEnd.Tests.LanguageServer.MarkedText;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class AnalysisTests
{
    private const string Uri = "untitled:Untitled-1";

    [Fact]
    public async Task A_gap_is_published_with_its_patients_and_other_places_after_the_names()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, Guideline);
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => Has(d, "GDL4001"));
        JsonNode gap = found.Single(d => Code(d) == "GDL4001")!;

        gap["severity"]!.GetValue<int>().ShouldBe(1);
        gap["message"]!.GetValue<string>().ShouldContain("a patient with ");
        gap["relatedInformation"]!.AsArray().Count.ShouldBeGreaterThan(0);
        JsonNode? lenses = await editor.InAsync("textDocument/codeLens", Uri);
        lenses!.AsArray().Select(l => l!["command"]!["title"]!.GetValue<string>()).ShouldContain(t => t.StartsWith("covers ", StringComparison.Ordinal) || t.StartsWith("some patients", StringComparison.Ordinal));
        editor.Heard("workspace/codeLens/refresh").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Add one rule for the whole gap", "consider to_be_named", "consider octreotide")]
    [InlineData("Declare that the source is silent here", "", "")]
    public async Task A_gap_is_closed_by_its_action(string title, string placeholder, string choice)
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, Guideline);
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => Has(d, "GDL4001"));
        JsonNode action = await ActionAsync(editor, found, "GDL4001", a => a.StartsWith(title, StringComparison.Ordinal));
        string text = Apply(Guideline, action["edit"]!["changes"]![Uri]!.AsArray());

        action["diagnostics"]![0]!["code"]!.GetValue<string>().ShouldBe("GDL4001");
        await editor.ReplaceAsync(Uri, 2, placeholder.Length == 0 ? text : text.Replace(placeholder, choice, StringComparison.Ordinal));
        await editor.DiagnosticsAsync(Uri, d => d.All(x => x!["severity"]!.GetValue<int>() > 1));
    }

    [Fact]
    public async Task The_patient_of_a_finding_becomes_a_test()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, Guideline);
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => Has(d, "GDL4001"));
        JsonNode action = await ActionAsync(editor, found, "GDL4001", a => a == "Add a test for this patient");
        string text = Apply(Guideline, action["edit"]!["changes"]![Uri]!.AsArray());

        text.ShouldContain("expect first_line has a gap");
        await editor.ReplaceAsync(Uri, 2, text);
        await editor.DiagnosticsAsync(Uri, d => d.Where(x => x!["severity"]!.GetValue<int>() == 1).All(x => Code(x) == "GDL4001"));
    }

    [Fact]
    public async Task A_missing_citation_is_put_in()
    {
        string text = Guideline.Replace("    cite   clarinet \"discussion\"\n", "", StringComparison.Ordinal);
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => Has(d, "GDL6001"));
        JsonNode action = await ActionAsync(editor, found, "GDL6001", a => a.StartsWith("Add a citation", StringComparison.Ordinal));

        await editor.ReplaceAsync(Uri, 2, Apply(text, action["edit"]!["changes"]![Uri]!.AsArray()));
        await editor.DiagnosticsAsync(Uri, d => !Has(d, "GDL6001"));
    }

    [Fact]
    public async Task A_name_that_is_not_declared_is_mended_by_the_edit_of_its_diagnostic()
    {
        string text = Guideline.Replace("sstr is positive and slow", "sstr is positive and slwo", StringComparison.Ordinal);
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonArray found = await editor.DiagnosticsAsync(Uri, d => d.Any(x => Code(x).StartsWith("GDL2", StringComparison.Ordinal)));
        string code = Code(found.First(x => Code(x).StartsWith("GDL2", StringComparison.Ordinal)));
        JsonNode action = await ActionAsync(editor, found, code, _ => true);

        Apply(text, action["edit"]!["changes"]![Uri]!.AsArray()).ShouldBe(Guideline);
    }

    [Fact]
    public async Task The_gap_is_offered_as_a_ready_rule_inside_its_decision()
    {
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, Guideline);
        await editor.DiagnosticsAsync(Uri, d => Has(d, "GDL4001"));
        JsonNode? list = await editor.AtAsync("textDocument/completion", Uri, After(Guideline, "cite   clarinet \"discussion\"\n  }\n"));

        list!["items"]!.AsArray().Select(i => i!["label"]!.GetValue<string>()).ShouldContain(l => l.StartsWith("rule for the gap", StringComparison.Ordinal));
    }

    private static async Task<JsonNode> ActionAsync(Conversation editor, JsonArray found, string code, Func<string, bool> title)
    {
        JsonNode diagnostic = found.First(d => Code(d) == code)!;
        JsonNode? actions = await editor.RequestAsync("textDocument/codeAction", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["range"] = diagnostic["range"]!.DeepClone(),
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray(diagnostic.DeepClone()) },
        });
        return actions!.AsArray().First(a => title(a!["title"]!.GetValue<string>()))!;
    }

    private static bool Has(JsonArray diagnostics, string code) => diagnostics.Any(d => Code(d) == code);

    private static string Code(JsonNode? diagnostic) => diagnostic!["code"]!.GetValue<string>();
}

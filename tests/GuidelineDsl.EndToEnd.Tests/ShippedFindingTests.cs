using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What the check shows of the real guideline on initial treatment: expectations from the source document, not from the tool.</summary>
public sealed partial class ShippedFindingTests
{
    private const string Guideline = "guidelines/nen/gep_nen_initial_treatment.gdl";

    /// <summary>"Particularly for Ki-67 &lt;10%" read as a limit: whoever has 10 % or more, receptor positive and well differentiated, is left out.</summary>
    [Fact]
    public void Read_as_a_limit_the_proliferation_index_leaves_10_percent_and_more_without_a_rule()
    {
        using TemporaryFolder folder = new();
        CopyGuidelines(folder);
        string file = Path.Combine(folder.Path, Guideline);
        string text = File.ReadAllText(file);
        string limited = AnyProliferation().Replace(text, "\n").Replace("overrides ssa_any_proliferation", "", StringComparison.Ordinal);
        limited = limited[..limited.IndexOf("\ntest ", StringComparison.Ordinal)];
        limited.ShouldNotContain("ssa_any_proliferation\"");
        File.WriteAllText(file, limited + "\n");
        JsonElement gap = Diagnostics(folder.Path).Single(d => d.GetProperty("code").GetString() == "GDL4001" && d.GetProperty("decision").GetString() == "first_line");
        JsonElement box = gap.GetProperty("region").EnumerateArray().Single(b => b.TryGetProperty("ki67", out _));
        JsonElement ki67 = box.GetProperty("ki67");
        ki67.GetProperty("from").GetDecimal().ShouldBe(10);
        ki67.GetProperty("to").GetDecimal().ShouldBe(100);
        ki67.GetProperty("fromInclusive").GetBoolean().ShouldBeTrue();
        ki67.GetProperty("unit").GetString().ShouldBe("%");
        Values(box, "differentiation").ShouldBe(["well"]);
        gap.GetProperty("witness").GetProperty("ki67").GetDecimal().ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void The_patients_who_are_advised_two_first_lines_are_shown_on_request()
    {
        string[] pairs = [.. Diagnostics(GdlTool.Root, "--show-allowed")
            .Where(d => d.GetProperty("code").GetString() == "GDL5002")
            .Select(d => string.Join(" and ", d.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!.Split('.')[^1]).Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal)];
        pairs.ShouldBe(
        [
            "alkylating_pressing_disease and platinum_nec",
            "alkylating_pressing_disease and ssa_any_proliferation",
            "alkylating_pressing_disease and ssa_low_proliferation",
            "alkylating_pressing_disease and targeted_sstr_negative",
            "cap_tem_g3_net and targeted_sstr_negative",
            "platinum_nec and targeted_sstr_negative",
        ]);
    }

    private static JsonElement[] Diagnostics(string folder, params string[] options)
    {
        ToolAnswer answer = GdlTool.RunIn(folder, null, ["check", Guideline, "--format", "json", "--as-of", "2025-11-01", .. options]);
        answer.Error.ShouldBe("");
        return [.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("diagnostics").EnumerateArray()];
    }

    private static string[] Values(JsonElement box, string fact) =>
        [.. box.GetProperty(fact).GetProperty("in").EnumerateArray().Select(v => v.GetString()!)];

    private static void CopyGuidelines(TemporaryFolder folder)
    {
        string source = Path.Combine(GdlTool.Root, "guidelines");
        foreach (string file in Directory.EnumerateFiles(source, "*.gdl", SearchOption.AllDirectories))
        {
            folder.Write(Path.Combine("guidelines", Path.GetRelativePath(source, file)), File.ReadAllText(file));
        }
    }

    [GeneratedRegex(@"\n  rule ssa_any_proliferation .*?\n  }\n", RegexOptions.Singleline)]
    private static partial Regex AnyProliferation();
}

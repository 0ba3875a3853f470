using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>The page on <c>gdl check --format json</c>: its example is the tool's own answer, and it describes every field that is written, and no other.</summary>
public sealed partial class CheckDocumentTests
{
    private const string Header = "guideline example \"Example\" { version \"1\" status draft }\nsource s \"A source\" { kind review year 2020 }\naction a \"Drug A\" : drug\n";

    private static readonly string s_path = Path.Combine(GdlTool.Root, "docs", "check-json.md");

    private static string Page => File.ReadAllText(s_path).ReplaceLineEndings("\n");

    [Fact]
    public void The_example_is_what_the_tool_writes()
    {
        Match text = Blocks().Match(Page);
        Match answer = text.NextMatch();
        string written = JsonSerializer.Serialize(Check(text.Groups[2].Value), new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (Environment.GetEnvironmentVariable("GDL_UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(s_path, Page[..answer.Index] + "```json\n" + written + "\n```" + Page[(answer.Index + answer.Length)..]);
        }
        else
        {
            answer.Groups[2].Value.ShouldBe(written + "\n");
        }
    }

    [Fact]
    public void Every_field_is_described_and_every_description_is_of_a_field()
    {
        SortedSet<string> written = new(StringComparer.Ordinal);
        foreach (string text in Examples())
        {
            Collect(Check(text), "", written);
        }

        Check(Crowded, "--budget", "0.0000001").GetProperty("decisions").EnumerateArray().ShouldContain(d => !d.GetProperty("analysed").GetBoolean());
        Collect(Check(Crowded, "--budget", "0.0000001"), "", written);
        string[] described = [.. Fields().Matches(Page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        written.ShouldBe(described);
    }

    // Pages on diagnostics, and what they lack: sets, the unknown, sums of moved dates, a thousand overlaps, more than a hundred regions, products.
    private static IEnumerable<string> Examples() =>
    [
        Blocks().Match(Page).Groups[2].Value,
        .. ((string[])["GDL2001", "GDL4002", "GDL5002"]).Select(code => Blocks().Match(File.ReadAllText(Path.Combine(GdlTool.Root, "docs", "diagnostics", code + ".md"))).Groups[2].Value),
        Header + "fact sites \"Sites\" : set of { liver, lung, bone }\nfact fit \"Fit\" : yes/no\n"
            + "decision d \"D\" {\n" + Rule("r", "sites includes only { liver } or (sites is unknown and fit)") + Rule("q", "fit is unknown and sites includes liver") + "}\n",
        Header + "fact n \"N\" : number 0 to 9\nfact sites \"Sites\" : set of { liver, lung, bone }\ndecision d \"D\" {\n" + Rule("r", "n < 3 or sites includes liver or sites is empty") + Rule("q", "n is unknown") + "}\n",
        Header + "fact scan \"Last scan\" : date\nfact surgery \"Surgery\" : date\n"
            + "decision d \"D\" {\n" + Rule("r", "scan >= today - 6 months") + Rule("q", "scan + 3 months < surgery") + "}\n",
        Header + "fact x \"X\" : number 1 to 9\nfact y \"Y\" : number 1 to 9\ncompute p \"P\" : number = x * y\ndecision d \"D\" {\n" + Rule("r", "p < 10") + Rule("q", "x < 3") + "}\n",
        Header + "decision d \"D\" {\n" + string.Concat(Enumerable.Range(0, 50).Select(i => Rule($"r{i}", "everyone"))) + "}\n",
        Crowded,
    ];

    // Rules for an odd number of findings: every patient with an even number is a region of its own.
    private static string Crowded
    {
        get
        {
            StringBuilder text = new(Header);
            for (int i = 0; i < 9; i++)
            {
                text.Append($"fact b{i} \"B{i}\" : yes/no\n").Append(i == 0 ? "define odd0 \"Odd 0\" = b0\n" : $"define odd{i} \"Odd {i}\" = (odd{i - 1} and not b{i}) or (not odd{i - 1} and b{i})\n");
            }

            return text.Append("decision d \"D\" {\n" + Rule("r", "odd8") + "}\n").ToString();
        }
    }

    private static string Rule(string id, string condition) => $"rule {id} \"{id}\" {{ when {condition} recommend a evidence ungraded cite s \"1\" }}\n";

    private static JsonElement Check(string text, params string[] options)
    {
        using TemporaryFolder folder = new();
        folder.Write("example.gdl", text);
        ToolAnswer answer = GdlTool.RunIn(folder.Path, null, ["check", "example.gdl", "--format", "json", "--as-of", "2025-11-01", .. options]);
        answer.Error.ShouldBe("");
        return JsonDocument.Parse(answer.Output).RootElement.Clone();
    }

    private static void Collect(JsonElement element, string path, SortedSet<string> fields)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                bool isNamedByFacts = path.EndsWith("region[]", StringComparison.Ordinal) || path.EndsWith("witness", StringComparison.Ordinal);
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Collect(property.Value, (path.Length == 0 ? "" : path + ".") + (isNamedByFacts ? "FACT" : property.Name), fields);
                }

                if (path.EndsWith("region[]", StringComparison.Ordinal))
                {
                    fields.Add(path);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, path + "[]", fields);
                }

                break;
            default:
                fields.Add(path);
                break;
        }
    }

    [GeneratedRegex("```(gdl|json)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Fields();
}

using System.Text;
using System.Text.Json;

namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>Streams of patients in every layout and encoding, and words in them that are meant for the terminal and not for its user.</summary>
public sealed class HostileStreamTests
{
    private const string One = """{"id":"1","n":10,"f":true}""";
    private const string Two = """{"id":"2","n":10,"f":true}""";

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(" \r\n\t\n", 0, 0)]
    [InlineData("[]", 0, 0)]
    [InlineData(One + "\r\n\r\n\r\n" + Two + "\r\n   \n", 2, 0)]
    [InlineData(One + "\n" + Two, 2, 0)]
    [InlineData(One + "\r" + Two + "\r", 2, 0)]
    [InlineData(One + Two, 2, 0)]
    [InlineData("\uFEFF" + One + "\n\uFEFF" + Two + "\n", 2, 0)]
    [InlineData("\uFEFF[" + One + "," + Two + "]", 2, 0)]
    [InlineData(One + "\n\0\n" + Two + "\n", 2, 2)]
    [InlineData("\u001e" + One + "\n" + Two + "\n", 1, 2)]
    [InlineData("[[" + One + "]," + Two + "]", 1, 2)]
    [InlineData(One + "\n#" + Two + "\n" + Two, 2, 2)]
    [InlineData("{\"n\":10,\"\\u006e\":10,\"f\":true}\n" + Two, 1, 2)]
    [InlineData("{\"n\":10,\"f\":true,\"\\u0066\":false}\n" + Two, 1, 2)]
    [InlineData("{\"id\":\"1\",\"\\u0069d\":\"2\",\"n\":10,\"f\":true}\n" + Two, 1, 2)]
    public void Every_patient_that_can_be_read_is_answered(string input, int answers, int code)
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        ToolAnswer answer = GdlTool.RunIn(folder.Path, input, "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");
        answer.ExitCode.ShouldBe(code, answer.Error);
        string[] lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(answers, answer.Error);
        lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("patient").GetString()).ShouldBeUnique();
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("latin1")]
    public void Another_encoding_is_refused_in_words(string name)
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Encoding encoding = Encoding.GetEncoding(name);
        string file = Path.Combine(folder.Path, "patients.json");
        File.WriteAllBytes(file, [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"id\":\"Zoë\",\"n\":10,\"f\":true}")]);
        ToolAnswer answer = GdlTool.RunIn(folder.Path, null, "run", "small.gdl", "--patient", file, "--format", "json");
        answer.ExitCode.ShouldBe(2);
        answer.Output.ShouldBeEmpty();
        answer.Error.ShouldContain("UTF-8");
        answer.Error.ShouldNotContain("GDL9999");
    }

    /// <summary>Of words that another chose, nothing steers the terminal, turns the direction of writing or begins a line of its own.</summary>
    [Fact]
    public void Words_of_patients_and_guidelines_do_not_steer_the_terminal()
    {
        using TemporaryFolder folder = new();
        string text = Small.Guideline
            .Replace("\"Small\"", "\"Sm\\u{1B}[31mall\\u{202E}\\u{7}\"", StringComparison.Ordinal)
            .Replace("\"Low\"", "\"L\\u{9B}2Jow\\u{2066}\"", StringComparison.Ordinal)
            .Replace("\"N\"", "\"N\\u{1B}]0;x\\u{7}\"", StringComparison.Ordinal);
        folder.Write("small.gdl", text + "test \"t\\u{1B}[2J\" { patient { n = 1 cm, f = yes } expect d gives high }\n");
        folder.Write("broken.gdl", "guideline x \"A\\u{1B}[2Jb\" { zzz \u001b[31m }\nfact \u202Eevil \"E\" : yes/no\n");
        string patients = """
            {"id":"\u001b[2J\u202ex\n::error::y","n":10,"f":true}
            {"id":"\u001b[2J\u202ex\n::error::y","n":"10 \u001b[31mcm","f":true,"\u001b]0;evil\u0007":1,"a\u202eb":2,"\n::error::evil":3}
            {"n":"\u009b31m","f":"\u2028"}
            {"n":1000,"f":true}

            """;
        foreach (string[] call in (string[][])
            [["run", "small.gdl", "--patient", "-", "--trace"], ["test", "small.gdl"], ["check", "small.gdl"], ["check", "broken.gdl"], ["check", "broken.gdl", "--format", "github"], ["check", "broken.gdl", "--format", "msbuild"], ["format", "broken.gdl"]])
        {
            ToolAnswer answer = GdlTool.RunIn(folder.Path, patients, call);
            string all = answer.Output + answer.Error;
            all.Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                .ShouldBeEmpty(string.Join(' ', call) + all);
            if (call[0] == "run")
            {
                answer.Error.Split('\n').ShouldNotContain(line => line.StartsWith("::", StringComparison.Ordinal));
            }
        }

        // What is not for people comes out to the letter.
        GdlTool.RunIn(folder.Path, text, "format", "-").Output.ShouldContain("Sm\\u{1B}[31mall\\u{202E}\\u{7}");
    }

    /// <summary>What is wrong with one patient is told in lines that a person can read, and not a million of them.</summary>
    [Fact]
    public void Of_gigantic_names_and_values_little_is_repeated()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        string[] patients =
        [
            $"{{\"id\":\"{new string('x', 10_000_000)}\",\"n\":10,\"zz\":1}}",
            $"{{\"{new string('x', 10_000_000)}\":1}}",
            $"{{\"f\":\"{new string('x', 10_000_000)}\"}}",
            $"{{\"n\":\"{new string('1', 10_000_000)}\"}}",
            $"{{\"n\":\"1 {new string('m', 1_000_000)}\"}}",
            $"{{{string.Join(',', Enumerable.Repeat("\"n\":1", 200_000))}}}",
            $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"a{i}\":1"))}}}",
        ];
        ToolAnswer answer = GdlTool.RunIn(folder.Path, string.Join('\n', patients) + "\n" + One + "\n", "run", "small.gdl", "--patient", "-", "--format", "json");
        answer.ExitCode.ShouldBe(2);
        answer.Error.ShouldNotContain("GDL9999");
        answer.Error.Length.ShouldBeLessThan(40_000);
        answer.Error.ShouldContain("and 99900 more");
        answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }
}

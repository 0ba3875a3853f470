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

    /// <summary>Patients that are plainly written are found at once, all others sign by sign: in a long stream with both, each is answered, in order, however the reads cut it.</summary>
    [Theory]
    [InlineData("", "\n", "", true)]
    [InlineData("", "\r\n\n", "", true)]
    [InlineData("", "", "", false)]
    [InlineData("[", ",", "]", false)]
    [InlineData("[\n ", "\n,\n  ", "\n]", false)]
    public void Patients_in_every_way_of_writing_are_found(string start, string separator, string end, bool withBroken)
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        Random random = new(8);
        List<string> expected = [];
        StringBuilder input = new(start);
        for (int i = 0; i < 4_000; i++)
        {
            string id = random.Next(6) switch
            {
                0 => $"{i} {new string('x', random.Next(200))}",
                1 => $"{i} }}{{ [\\\\ ]",
                2 => $"{i} \\\"}}, {{",
                3 => $"{i} ]]}}",
                _ => $"{i}",
            };
            string patient = random.Next(4) switch
            {
                0 => $"{{\"id\":\"{id}\",\"n\":{{\"value\":{i % 101},\"unit\":\"cm\"}},\"f\":true}}",
                1 => $"{{ \"id\" : \"{id}\",\n  \"n\": {i % 101},\n  \"f\": true\n}}",
                _ => $"{{\"id\":\"{id}\",\"n\":{i % 101},\"f\":true{new string(' ', random.Next(3) * 30)}}}",
            };
            string broken = random.Next(6) switch { 0 => "{\"n\":1]}", 1 => "{\"n\":[1", 2 => "nonsense", 3 => $"{{\"id\":\"{new string('y', 90)}\",\"zz\":[{{}},[]]}}", _ => "{\"zz\":true}}" };
            input.Append(i == 0 ? "" : separator).Append(withBroken && i > 0 && random.Next(10) == 0 ? broken + "\n" : "").Append(patient);
            expected.Add(JsonDocument.Parse(patient).RootElement.GetProperty("id").GetString()! + (i % 101 < 50 ? " low" : " high"));
        }

        ToolAnswer answer = GdlTool.RunIn(folder.Path, input.Append(end).ToString(), "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");
        answer.ExitCode.ShouldBe(withBroken ? 2 : 0, answer.Error);
        answer.Error.ShouldNotContain("GDL9999");
        answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(result => $"{result.GetProperty("patient").GetString()} {result.GetProperty("decisions")[0].GetProperty("rules")[0].GetString()}").ShouldBe(expected);
    }

    /// <summary>Whoever asks through a pipe and waits for the answer before asking again is not left waiting.</summary>
    [UnixFact]
    public void A_patient_is_answered_before_the_next_one_comes()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        using RunningTool tool = RunningTool.Start(folder.Path, "", "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");
        for (int i = 1; i <= 3; i++)
        {
            tool.Input.Write($"{{\"id\":\"{i}\",\"n\":10,\"f\":true}}\n");
            tool.Input.Flush();
            JsonDocument.Parse(tool.Output.ReadLine()!).RootElement.GetProperty("patient").GetString().ShouldBe($"{i}");
        }

        tool.Input.Close();
        tool.End().Code.ShouldBe(0);
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

using System.Text;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>
/// The examples of the documents are run as a reader would: a block <c>```gdl file=NAME</c> is saved, every <c>$ gdl …</c> line of a
/// block <c>```console</c> is called, and what the document shows must be what the tool prints. GDL_UPDATE_BASELINES=1 rewrites the outputs.
/// </summary>
public sealed class DocumentTests
{
    public static TheoryData<string> Documents => ["README.md", "docs/tutorial.md", "docs/ci.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_examples_of_a_document_do_what_it_shows(string document)
    {
        string path = Path.Combine(GdlTool.Root, document);
        string text = File.ReadAllText(path);
        using TemporaryFolder folder = new();
        CopyGuidelines(folder.Path);
        string actual = new DocumentRun(folder.Path).Replay(text);
        if (Environment.GetEnvironmentVariable("GDL_UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(path, actual);
        }

        actual.ShouldBe(text);
    }

    private static void CopyGuidelines(string folder)
    {
        string source = Path.Combine(GdlTool.Root, "guidelines");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, "guidelines", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class DocumentRun(string folder)
    {
        private readonly StringBuilder _result = new();

        public string Replay(string text)
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                _result.Append(lines[i]).Append('\n');
                if (lines[i].StartsWith("```", StringComparison.Ordinal))
                {
                    int end = Array.FindIndex(lines, i + 1, l => l.StartsWith("```", StringComparison.Ordinal));
                    Block(lines[i][3..].Trim(), lines[(i + 1)..end]);
                    _result.Append(lines[end]).Append('\n');
                    i = end;
                }
            }

            _result.Length--;
            return _result.ToString();
        }

        private void Block(string kind, string[] body)
        {
            if (kind == "console")
            {
                foreach (string line in body.Where(l => l.StartsWith("$ ", StringComparison.Ordinal)))
                {
                    _result.Append(line).Append('\n').Append(Call(line[2..]));
                }

                return;
            }

            if (kind.Split(" file=") is [_, string name])
            {
                string file = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, string.Join('\n', body) + "\n");
            }

            foreach (string line in body)
            {
                _result.Append(line).Append('\n');
            }
        }

        private string Call(string command)
        {
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            words[0].ShouldBe("gdl", "documents show calls of gdl only");
            ToolAnswer answer = GdlTool.RunIn(folder, "", words[1..]);
            string output = answer.Output + answer.Error;
            return output.Length == 0 || output.EndsWith('\n') ? output : output + "\n";
        }
    }
}

using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Benchmarks;

/// <summary>Text to syntax tree: a guideline of twenty rules, the largest guideline of the repository, and ten megabytes.</summary>
[MemoryDiagnoser]
[MinColumn]
public class ParsingBenchmarks
{
    private SourceText _text = null!;

    [Params("20 rules", "largest guideline", "10 MB")]
    public string Text { get; set; } = "20 rules";

    [GlobalSetup]
    public void Setup()
    {
        _text = new SourceText("text.gdl", Text switch
        {
            "20 rules" => TwentyRules(),
            "10 MB" => Repeated(10_000_000),
            _ => Largest(),
        });
        SyntaxTree tree = Parser.Parse(_text);
        if (tree.HasErrors)
        {
            throw new InvalidOperationException(tree.Diagnostics[0].Message);
        }

        Console.WriteLine($"// {Text}: {_text.Content.Length} characters");
    }

    [Benchmark]
    public SyntaxTree Parse() => Parser.Parse(_text);

    private static string TwentyRules()
    {
        StringBuilder text = new("guideline g \"Twenty rules\" { version \"1\" status draft }\n\nsource s \"A source\" { kind review year 2020 }\n\n");
        text.Append("fact grade \"Grade\" : one of { G1, G2, G3 }\nfact fit \"Fit\" : yes/no\naction a \"A\" : drug\naction b \"B\" : drug\n");
        for (int i = 0; i < 6; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"fact size_{i} \"Size {i}\" : number 0 to 100 mm resolution 0.1\n");
        }

        text.Append("\ndecision d \"What to give\" {\n  choose all\n");
        for (int i = 0; i < 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                  rule r_{{i}} "Rule {{i}} for tumours of a certain size" {
                    when      grade in { G1, G2 } and size_{{i % 6}} >= {{i}} mm and (fit or size_{{(i + 1) % 6}} < {{i + 20}} mm)
                    recommend one of { a, b } line 1
                    evidence  esmo I A
                    cite      s "p. {{i}}"
                  }

                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Repeated(int length)
    {
        StringBuilder text = new("guideline big \"Big\" { version \"1\" status draft }\n");
        for (int i = 0; text.Length < length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                fact size_{{i}} "Size of the tumour number {{i}}" : number 0 to 100 cm resolution 0.1

                // The decision of this tumour.
                decision d_{{i}} "Which treatment for tumour {{i}}?" {
                  for size_{{i}} > 3 cm and not (size_{{i}} between 5 and 7 cm)
                  rule small "Small tumours" {
                    when      size_{{i}} < 5 cm
                    recommend one of { a, b + c when size_{{i}} < 4 cm } line 1
                    evidence  esmo I A
                    cite      s "p. {{i}}"
                  }
                }

                """);
        }

        return text.ToString();
    }

    private static string Largest()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "GuidelineDsl.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string root = folder ?? throw new InvalidOperationException("Run inside the repository.");
        return Directory.EnumerateFiles(Path.Combine(root, "guidelines"), "*.gdl", SearchOption.AllDirectories).Select(File.ReadAllText).MaxBy(t => t.Length)!;
    }
}

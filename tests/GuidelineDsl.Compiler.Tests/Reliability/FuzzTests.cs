using System.Globalization;
using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Compiler.Tests.HouseRules;
using GuidelineDsl.Documentation;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Formatting;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>
/// Every guideline and patient of the repository, changed at random, through the whole tool. A text that brings out a set of codes that no other
/// did stays and is changed further. GDL_FUZZ_COUNT sets how many texts are tried; GDL_FUZZ_SEED where it begins. What
/// breaks is kept in <c>tests/cases/crashes</c> and tried first.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>Analysis enough to walk through it, not to finish it: only its soundness is at stake here.</summary>
    private static readonly AnalysisOptions Analysis = new() { StepsPerDecision = 20_000, RegionCap = 5 };

    private static readonly string[] Dictionary =
    [
        "\"", "\"\"\"", "'", "\\", "\\u{0}", "\\u{10FFFF}", "\\u{D800}", "/*", "*/", "//", "{", "}", "(", ")", "<", "<=", ">", "=", ",", ":", "+", "-", "*", "/", "^", ".", "..", "\0", "\uFEFF", "\u2028", "\uD83D", "😀",
        "0", "-1", "00", "1_000", "9999999999999999999999999999", "0.000000000000000000000001", "1e9", "%", "cm", "'ug/h'", "''", "'m-2147483648'", "2024-02-30", "0000-00-00", "9999-12-31", "2025-10-10T25:00", "today", "months", "years",
        " and ", " or ", " not ", " is ", " in ", " known", " unknown", "everyone", "otherwise", "between", "at least 2 of", "exactly 0 of", "any of", "includes only", "is empty", "true", "null", "[]", "{}", "[[[[", "1e-2147483648", "NaN",
        "fact ", "rule ", "decision ", "when ", "unless ", "recommend ", "contraindicate ", "one of ", "then ", "optional ", "cite ", "evidence ", "allow ", "overrides ", "choose first", "silent when ", "partial because ", "classify ", "score ", "add ", "compute ", "define ",
        "test ", "patient ", "expect ", "use ", "constraint ", "group ", "class ", "regimen ", "incompatible ", "source ", "guideline ", "vocabulary ", "dose 1 mg ", "every 0 days ", "for at least ", "resolution 0", "number ", " to ", "set of ", "ordered ", "min(", "round(", "sqrt(",
    ];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("GDL_FUZZ_COUNT"), CultureInfo.InvariantCulture, out int n) ? n : 1_500;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("GDL_FUZZ_SEED"), CultureInfo.InvariantCulture, out int n) ? n : 1;

    private static string Cases => Path.Combine(Repository.Root, "tests", "cases", "crashes");

    public static TheoryData<string> Kept => [.. Directory.EnumerateFiles(Cases).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_once_broke_the_tool_is_answered(string file)
    {
        string text = File.ReadAllText(Path.Combine(Cases, file));
        if (file.EndsWith(".gdl", StringComparison.Ordinal))
        {
            WholeTool(text);
        }
        else
        {
            Answer(text);
        }
    }

    [Fact]
    public void Changed_guidelines_are_answered()
    {
        List<string> corpus = [.. Files("*.gdl").Select(File.ReadAllText).Where(t => t.Length < 20_000)];
        corpus.Count.ShouldBeGreaterThan(20);
        HashSet<string> seen = [];
        for (int i = 0; i < Count; i++)
        {
            Random random = new((Seed * 1_000_003) + i);
            string text = new Mutator(random.Next(), Dictionary).Mutate(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)]);
            string behaviour = Try(text, $"seed {Seed}, text {i}", () => WholeTool(text), ".gdl");
            if (seen.Add(behaviour) && text.Length < 20_000 && corpus.Count < 5_000)
            {
                corpus.Add(text);
            }
        }
    }

    [Fact]
    public void Changed_patients_are_answered()
    {
        List<string> corpus = [.. Files("*.json").Where(f => f.Contains("patient", StringComparison.Ordinal)).Select(File.ReadAllText)];
        corpus.Add("""{ "id": "p1", "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 9.9, "mitoses": 3 }""");
        corpus.Add("""{ "ki67": { "value": 9.9, "unit": "%" }, "mitoses": "3", "extent": null, "resectable": true }""");
        HashSet<string> seen = [];
        for (int i = 0; i < Count * 20; i++)
        {
            Random random = new((Seed * 1_000_003) + i);
            string text = new Mutator(random.Next(), Dictionary).Mutate(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)]);
            string behaviour = Try(text, $"seed {Seed}, patient {i}", () => Answer(text), ".json");
            if (seen.Add(behaviour) && text.Length < 2_000 && corpus.Count < 2_000)
            {
                corpus.Add(text);
            }
        }
    }

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "guidelines", "tests/cases", "docs" }.Select(f => Path.Combine(Repository.Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    private static string Try(string text, string name, Func<string> run, string extension)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            string file = Path.Combine(Path.GetTempPath(), "gdl-crash-" + name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '_') + extension);
            File.WriteAllText(file, text);
            throw new InvalidOperationException($"{name} breaks the tool; the text is in {file}, to be shortened and kept in tests/cases/crashes.\n{e}", e);
        }
    }

    /// <summary>Format, check, and where it binds, compile, evaluate and document. The answer is what it did: the codes that came out.</summary>
    private static string WholeTool(string text)
    {
        SourceText source = new("guidelines/fuzz.gdl", text);
        Compilation compilation = Compilation.Create([source], new ShippedFiles());
        CheckResult check = Checker.Check(compilation, new HashSet<string> { source.Path }, new DateOnly(2025, 10, 10), Analysis, CancellationToken.None);
        foreach (GuidelineDsl.Syntax.Diagnostics.Diagnostic diagnostic in check.Diagnostics)
        {
            TextSpan span = diagnostic.Location.Span;
            (span.Start >= 0 && span.End <= diagnostic.Location.Source.Content.Length).ShouldBeTrue($"{diagnostic.Code} at {span}");
        }

        if (!compilation.Trees.Any(t => t.HasErrors))
        {
            Formatter.Format(compilation.Trees[0]);
        }

        string codes = string.Join(',', check.Diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal));
        if (!compilation.IsBound || compilation.Model.Guidelines.IsEmpty)
        {
            return codes;
        }

        GuidelineAssembly assembly = GuidelineAssembly.LoadFromBytes(GuidelineEmitter.Emit(compilation.Model, new EmitOptions { InMemory = true }).Assembly.AsMemory());
        foreach (IGuidelineEvaluator evaluator in assembly.Evaluators)
        {
            evaluator.Evaluate(evaluator.NewPatient(), Compiled.Today, trace: true);
        }

        SiteWriter.Write(compilation.Model, new AnalysisResult([.. check.Diagnostics.OfType<Finding>()], check.Decisions), new SiteOptions { AsOf = Compiled.Today });
        return codes + ", bound";
    }

    private static string Answer(string text)
    {
        PatientReading reading = s_evaluator.Value.ReadPatient(Encoding.UTF8.GetBytes(text), Compiled.Today);
        return reading.Patient is { } patient
            ? string.Join(',', s_evaluator.Value.Evaluate(patient, Compiled.Today).Decisions.Select(d => d.Status))
            : string.Join(',', reading.Faults.Select(f => f.Fact).Take(3));
    }

    private static readonly Lazy<IGuidelineEvaluator> s_evaluator = new(() => Compiled.From(Samples.FirstLine).Evaluator);

    private sealed class ShippedFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            string full = Path.Combine(Repository.Root, path);
            return File.Exists(full) ? new SourceText(path, File.ReadAllText(full)) : null;
        }
    }
}

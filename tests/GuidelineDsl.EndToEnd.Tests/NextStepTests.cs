using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What findings offer to write next, written into the text: each rule and each silence closes what it says, each test passes.</summary>
public sealed partial class NextStepTests
{
    private const string Declarations = "\naction next_step_action \"What to do\" : drug\nsource next_step_source \"Where it stands\" { kind guideline year 2020 }\n";

    public static TheoryData<string> Files => [.. Find("guidelines", "*.gdl").Concat(Find("tests/cases/analysis", "*.gdl"))];

    public static TheoryData<string> Pages => [.. Find("docs/diagnostics", "GDL*.md")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Of_a_file(string path) => Complaints([Read(path)]).Complaints.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Of_the_failing_example_of_a_page(string path)
    {
        string page = Read(path).Content;
        string failing = page[..page.IndexOf("## Corrected example", StringComparison.Ordinal)];
        Complaints([.. Block().Matches(failing).Select((m, i) => new SourceText($"example{i + 1}.gdl", m.Groups[1].Value))]).Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void Of_the_shipped_guidelines_together_there_are_of_all_kinds()
    {
        (string[] complaints, Dictionary<NextStepKind, int> counts) = Complaints([.. Find("guidelines", "*.gdl").Concat(Find("tests/cases/analysis", "comparisons.gdl")).Select(Read)]);
        complaints.ShouldBeEmpty();
        counts.Keys.Order().ShouldBe([NextStepKind.Rule, NextStepKind.Silence, NextStepKind.Test]);
    }

    private static (string[] Complaints, Dictionary<NextStepKind, int> Counts) Complaints(SourceText[] files)
    {
        Compilation compilation = Compile(files);
        if (!compilation.IsBound)
        {
            return ([], []);
        }

        (Finding Finding, NextStep Step)[] steps =
        [
            .. Analyzer.Analyze(compilation.Model, AnalysisOptions.Default with { ShowOrder = true }).Findings.SelectMany(f => f.NextSteps.Select(s => (f, s))),
        ];
        string[] closing = [.. steps.Where(s => s.Step.Kind != NextStepKind.Test).SelectMany(s => NotClosed(files, compilation, s.Finding, s.Step))];
        return ([.. closing, .. Failing(files, [.. steps.Where(s => s.Step.Kind == NextStepKind.Test)])], steps.CountBy(s => s.Step.Kind).ToDictionary());
    }

    private static IEnumerable<string> NotClosed(SourceText[] files, Compilation compilation, Finding finding, NextStep step)
    {
        string path = finding.Location.Source.Path;
        DecisionDeclaration decision = compilation.Trees.Single(t => t.Source.Path == path).Root.Declarations.OfType<DecisionDeclaration>().Single(d => d.Id.Name == finding.Decision!.Id);
        string written = step.Text
            .Replace("consider to_be_named", "consider next_step_action", StringComparison.Ordinal)
            .Replace("cite to_be_named", "cite next_step_source", StringComparison.Ordinal);
        Compilation after = Compile([.. files.Select(f => f.Path != path ? f : new SourceText(path, f.Content.Insert(decision.Span.End - 1, "\n" + written + "\n") + Declarations))]);
        if (!after.IsBound)
        {
            return [$"{path}: “{step.Title}” does not bind: {after.Diagnostics[0].Message}\n{written}"];
        }

        Finding? gap = Analyzer.Analyze(after.Model, AnalysisOptions.Default with
        {
            Parts = AnalysisParts.GapRegions | AnalysisParts.GapShare,
            Filter = (g, d) => d.Id == finding.Decision!.Id && g.Id == finding.Guideline!.Id,
        }).Findings.SingleOrDefault(f => f.Code == "GDL4001");
        bool isPart = step.Title.StartsWith("Add a rule for this gap:", StringComparison.Ordinal) || finding.IsTruncated;
        bool works = gap is null || (isPart && (gap.Share is { } left && finding.Share is Rational before ? left < before : gap.Message != finding.Message));
        return works ? [] : [$"{path}: “{step.Title}” leaves {gap!.Message}\n{written}"];
    }

    private static IEnumerable<string> Failing(SourceText[] files, (Finding Finding, NextStep Step)[] steps)
    {
        if (steps.Length == 0)
        {
            return [];
        }

        ILookup<string, string> tests = steps
            .Select((s, i) => (s.Finding.Guideline!.Metadata.Location.Source.Path, Text: "test \"next step " + i + ": " + s.Step.Text["test \"".Length..]))
            .ToLookup(s => s.Path, s => s.Text);
        Compilation compilation = Compile([.. files.Select(f => new SourceText(f.Path, f.Content + "\n" + string.Join("\n\n", tests[f.Path]) + "\n"))]);
        if (!compilation.IsBound)
        {
            return compilation.Diagnostics.Take(3).Select(d => $"{d.Location.Source.Path}:{d.Location.Start.Line}: {d.Message}");
        }

        EmitResult emitted = GuidelineEmitter.Emit(compilation.Model, new EmitOptions { InMemory = true });
        ImmutableArray<IGuidelineEvaluator> evaluators = GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory(), emitted.Symbols.AsMemory()).Evaluators;
        TestOutcome[] outcomes =
        [
            .. from guideline in compilation.Model.Guidelines
               from test in guideline.Tests
               where test.Name.StartsWith("next step ", StringComparison.Ordinal)
               select TestRunner.Run(guideline, test, evaluators.First(e => e.Description.Id == guideline.Id)),
        ];
        outcomes.Length.ShouldBe(steps.Length);
        return outcomes.Where(o => !o.Passed).Select(o => $"{o.Guideline.Id}: {o.Test.Name}: {string.Join("; ", o.Failures.Select(f => $"expected {f.Expected}, came {f.Came}"))}");
    }

    private static Compilation Compile(SourceText[] files) => Compilation.Create(files, new Vocabularies());

    private static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(GdlTool.Root, path)).ReplaceLineEndings("\n"));

    private static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(GdlTool.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(GdlTool.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("```gdl\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed class Vocabularies : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return File.Exists(Path.Combine(GdlTool.Root, path)) ? Read(path) : null;
        }
    }
}

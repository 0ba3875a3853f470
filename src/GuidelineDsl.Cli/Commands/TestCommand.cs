using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using GuidelineDsl.Cli.Coverage;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl test PATH…</c>: run the tests that stand beside the rules.</summary>
public static class TestCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "Files or folders; all of them are one compilation.", Arity = ArgumentArity.OneOrMore };
        Option<string> format = CheckOptions.Choice("--format", "How the outcome is written.", "human", "json", "junit");
        Option<string?> filter = new("--filter") { Description = "Only tests whose name contains this text, in any case.", HelpName = "TEXT" };
        Option<bool> coverage = new("--coverage") { Description = "Also show which rules and conditions the tests exercise." };
        Option<bool> suggest = new("--suggest") { Description = "Also write tests that would cover what is missing; each has been run." };
        Option<string?> cobertura = new("--cobertura") { Description = "Write the coverage into this file in the form of Cobertura.", HelpName = "FILE" };
        Verb command = new("test", "Run the tests in guidelines through the generated evaluator.",
            "gdl test guidelines",
            "gdl test guidelines --filter \"10 %\"",
            "gdl test guidelines --suggest",
            "gdl test guidelines --format junit --cobertura coverage.xml > tests.xml") { paths, format, filter, coverage, suggest, cobertura };
        return command.Runs((call, host, cancellation) =>
        {
            ProjectFiles files = ProjectFiles.Read(call.GetRequiredValue(paths), Host.In);
            Compilation compilation = CheckRun.Compile(files, cancellation);
            ImmutableArray<IGuidelineEvaluator> evaluators = Evaluators.Compile(compilation, files);
            Evaluators.SayOpenFindings(compilation, files, host, cancellation);
            ImmutableArray<TestOutcome> outcomes = RunAll(compilation.Model, evaluators, call.GetValue(filter), cancellation);
            if (outcomes.IsEmpty && call.GetValue(filter) is { } text)
            {
                throw new UsageException($"No test has '{text}' in its name.", "The text after --filter is looked for in the names of tests, in any case.");
            }

            bool suggests = call.GetValue(suggest);
            string? coverageFile = call.GetValue(cobertura);
            CoverageReport? covered = call.GetValue(coverage) || suggests || coverageFile is not null ? CoverageReport.Of(compilation.Model, outcomes, cancellation) : null;
            ImmutableArray<SuggestedTest> suggestions = suggests ? TestSuggestions.For(covered!, outcomes, evaluators, files, cancellation) : [];
            TestReport report = new(outcomes, covered, suggestions, files.Display);
            if (coverageFile is not null)
            {
                AtomicFile.Write(coverageFile, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{CoberturaCoverage.Of(covered!, files.Display).ToString().ReplaceLineEndings("\n")}\n"));
            }

            switch (call.GetRequiredValue(format))
            {
                case "human":
                    HumanTests.Write(host.Out, new Palette(host.UseColor), report);
                    break;
                case "json":
                    JsonText.Write(host.OutStream, json => JsonTests.Write(json, report));
                    break;
                case "junit":
                    JUnitTests.Write(host.RawOut, report);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(call));
            }

            return report.Failed > 0 ? ExitCodes.TestFailed : ExitCodes.Success;
        });
    }

    private static ImmutableArray<TestOutcome> RunAll(
        GuidelineModel model, ImmutableArray<IGuidelineEvaluator> evaluators, string? filter, CancellationToken cancellation)
    {
        List<TestOutcome> outcomes = [];
        foreach (Guideline guideline in model.Guidelines)
        {
            IGuidelineEvaluator evaluator = evaluators.First(e => e.Description.Id == guideline.Id);
            foreach (TestCase test in guideline.Tests.Where(t => filter is null || t.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                cancellation.ThrowIfCancellationRequested();
                outcomes.Add(TestRunner.Run(guideline, test, evaluator));
            }
        }

        return [.. outcomes];
    }
}

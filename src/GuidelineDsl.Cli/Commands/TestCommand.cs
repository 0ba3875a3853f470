using System.Collections.Immutable;
using System.CommandLine;
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
        Command command = new("test", "Run the tests in guidelines through the generated evaluator.") { paths, format, filter, coverage };
        return command.Runs((call, host, cancellation) =>
        {
            ProjectFiles files = ProjectFiles.Read(call.GetRequiredValue(paths), Host.In);
            Compilation compilation = CheckRun.Compile(files, cancellation);
            ImmutableArray<IGuidelineEvaluator> evaluators = Evaluators.Compile(compilation, files);
            Evaluators.SayOpenFindings(compilation, files, host, cancellation);
            ImmutableArray<TestOutcome> outcomes = RunAll(compilation.Model, evaluators, call.GetValue(filter), cancellation);
            CoverageReport? covered = call.GetValue(coverage) ? CoverageReport.Of(compilation.Model, outcomes) : null;
            TestReport report = new(outcomes, covered, files.Display);
            switch (call.GetRequiredValue(format))
            {
                case "human":
                    HumanTests.Write(host.Out, new Palette(host.UseColor), report);
                    break;
                case "json":
                    JsonText.Write(host.OutStream, json => JsonTests.Write(json, report));
                    break;
                case "junit":
                    JUnitTests.Write(host.Out, report);
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

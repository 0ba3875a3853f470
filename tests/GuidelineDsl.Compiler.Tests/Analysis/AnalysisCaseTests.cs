using System.Text;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Compiler.Tests.Syntax;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>The cases under tests/cases/analysis: what is told of each file, with regions, patients, other places, and what is said of each decision.</summary>
public class AnalysisCaseTests
{
    public static TheoryData<string> Cases => [.. Texts.Find("tests/cases/analysis")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_gives_its_findings(string path)
    {
        Compilation compilation = TextCompilation.Of(Texts.Read(path).Content);
        compilation.IsBound.ShouldBeTrue(DiagnosticPrinter.Print(compilation.Diagnostics));
        AnalysisResult result = Analyzer.Analyze(compilation.Model, AnalysisOptions.Default);
        StringBuilder text = new();
        foreach (Finding finding in result.Findings)
        {
            text.AppendLine($"{finding.Code} line {finding.Location.Start.Line}: {finding.Message}");
            foreach (string region in finding.RegionInWords)
            {
                text.AppendLine($"  patients: {region}");
            }

            foreach (RelatedPlace place in finding.Related)
            {
                text.AppendLine($"  line {place.Location.Start.Line} “{place.Location.Text}”: {place.Message}");
            }

            foreach (NextStep step in finding.NextSteps)
            {
                text.AppendLine($"  {step.Title}:\n    {step.Text.ReplaceLineEndings("\n    ")}");
            }
        }

        foreach (DecisionSummary decision in result.Decisions)
        {
            string state = decision switch
            {
                { IsAnalysed: false } => "stopped",
                { IsComplete: true } => "complete",
                _ => $"open {decision.OpenShare}",
            };
            text.AppendLine($"{decision.Decision.Id}: {state}, {decision.Conflicts} conflicts");
            foreach ((Rule rule, string reason) in decision.NotAnalysed)
            {
                text.AppendLine($"  {rule.Id} was not analysed: {reason}");
            }
        }

        Baseline.Verify(text.ToString(), Path.ChangeExtension(path, ".expected"));
    }
}

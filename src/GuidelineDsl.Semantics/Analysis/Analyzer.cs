using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// Answers, for every patient that the declared types and constraints allow, whether the rules cover everyone and contradict one another.
/// Exact, without sampling; where it stops, it says so.
/// </summary>
public static class Analyzer
{
    public static AnalysisResult Analyze(GuidelineModel model, AnalysisOptions options, CancellationToken cancellation = default) =>
        new ModelAnalysis(model, options, cancellation).Run();
}

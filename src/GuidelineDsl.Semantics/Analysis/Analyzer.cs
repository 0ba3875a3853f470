using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Reuse;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// Answers, for every patient that the declared types and constraints allow, whether the rules cover everyone and contradict one another.
/// Exact, without sampling; where it stops, it says so.
/// </summary>
public static class Analyzer
{
    public static AnalysisResult Analyze(GuidelineModel model, AnalysisOptions options, CancellationToken cancellation = default) =>
        Budget.OnDeepStack(() => new ModelAnalysis(model, options, null, cancellation).Run());

    /// <summary>The same for a bound compilation; with a cache in the options, decisions that have not changed are not analysed again.</summary>
    public static AnalysisResult Analyze(Compilation compilation, AnalysisOptions options, CancellationToken cancellation = default)
    {
        DecisionTexts? texts = options.Cache is null ? null : new DecisionTexts(compilation.Trees, options);
        AnalysisResult result = Budget.OnDeepStack(() => new ModelAnalysis(compilation.Model, options, texts, cancellation).Run());
        options.Cache?.EndCheck();
        return result;
    }
}

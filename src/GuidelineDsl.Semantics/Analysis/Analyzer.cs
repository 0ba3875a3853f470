using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// Answers, for every patient that the declared types and constraints allow, whether the rules cover everyone and contradict one another.
/// Exact, without sampling; where it stops, it says so.
/// </summary>
public static class Analyzer
{
    public static AnalysisResult Analyze(GuidelineModel model, AnalysisOptions options, CancellationToken cancellation = default)
    {
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        ImmutableArray<DecisionSummary>.Builder summaries = ImmutableArray.CreateBuilder<DecisionSummary>();
        foreach (Guideline guideline in model.Guidelines)
        {
            GuidelineContext context = new(guideline, guideline.Constraints);
            context.DefaultPatient = new DefaultPatient(context, guideline.Facts, NewBudget(options, cancellation));
            foreach (Decision decision in guideline.Decisions.Where(d => options.Filter?.Invoke(guideline, d) ?? true))
            {
                AnalyzeDecision(context, decision, options, findings, summaries, cancellation);
            }
        }

        return new AnalysisResult(findings.ToImmutable(), summaries.ToImmutable());
    }

    private static void AnalyzeDecision(
        GuidelineContext guideline,
        Decision decision,
        AnalysisOptions options,
        ImmutableArray<Finding>.Builder findings,
        ImmutableArray<DecisionSummary>.Builder summaries,
        CancellationToken cancellation)
    {
        DecisionContext context = new(guideline, decision, NewBudget(options, cancellation), []);
        DecisionAnalysis analysis = new(context, options);
        bool finished = true;
        try
        {
            analysis.Run();
        }
        catch (BudgetExceededException)
        {
            finished = false;
        }

        findings.AddRange(analysis.Findings);
        ImmutableArray<(Rule, string)> notAnalysed =
            [.. decision.Rules.Select(r => (r, context.NotAnalysedReason(r))).Where(r => r.Item2 is not null).Select(r => (r.r, r.Item2!))];
        summaries.Add(new DecisionSummary(
            guideline.Guideline, decision, finished, finished && !analysis.IsOpen, analysis.OpenShare, analysis.Conflicts, notAnalysed));
    }

    private static Budget NewBudget(AnalysisOptions options, CancellationToken cancellation) =>
        new(options.StepsPerDecision, options.TimePerDecision, cancellation);
}

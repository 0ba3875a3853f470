using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The order of the analysis: constraints, classifications, each decision by itself, parts of conditions, and what decisions say together.
/// What an earlier step reports is not reported again by a later one.
/// </summary>
internal sealed class ModelAnalysis(GuidelineModel model, AnalysisOptions options, CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];
    private readonly List<DecisionSummary> _summaries = [];
    private readonly HashSet<Classification> _classifications = [];
    private readonly HashSet<Classification> _faulty = [];
    private readonly HashSet<Constraint> _contradictory = [];
    private readonly HashSet<LocalDeclarations> _declarations = new(ReferenceEqualityComparer.Instance);

    private bool IsWhole => options.Filter is null;

    public AnalysisResult Run()
    {
        List<GuidelineContext> sound = [];
        foreach (Guideline guideline in model.Guidelines)
        {
            if (!guideline.Decisions.Any(d => IsChosen(guideline, d)) && !IsWhole)
            {
                continue;
            }

            GuidelineContext context = new(guideline, guideline.Constraints, _faulty);
            if (HasContradiction(context))
            {
                _summaries.AddRange(guideline.Decisions.Select(d => new DecisionSummary(guideline, d, false, false, null, 0, [])));
                continue;
            }

            context.DefaultPatient = new DefaultPatient(context, guideline.Facts, NewBudget());
            sound.Add(context);
            AnalyzeClassifications(context);
            AnalyzeDecisions(context);
        }

        if (IsWhole)
        {
            AnalyzeTogether(sound);
        }

        ILookup<Decision, Finding> conflicts = _findings.Where(IsConflict).SelectMany(f => f.Rules.Select(r => r.Decision).Distinct().Select(d => (d, f))).ToLookup(p => p.d, p => p.f);
        return new AnalysisResult([.. _findings], [.. _summaries.Select(s => s with { Conflicts = conflicts[s.Decision].Count() })]);
    }

    private static bool IsConflict(Finding finding) => finding.Code is "GDL5001" or "GDL5002" or "GDL5004" or "GDL5005" or "GDL5007";

    private bool IsChosen(Guideline guideline, Decision decision) => options.Filter?.Invoke(guideline, decision) ?? true;

    private Budget NewBudget() => new(options.StepsPerDecision, options.TimePerDecision, cancellation);

    private bool HasContradiction(GuidelineContext context)
    {
        if (context.Constraints.Any(_contradictory.Contains))
        {
            return true;
        }

        try
        {
            if (ConstraintAnalysis.FindContradiction(context, NewBudget()) is not var (finding, constraints))
            {
                return false;
            }

            _contradictory.UnionWith(constraints);
            _findings.Add(finding);
            return true;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
    }

    // A vocabulary's classification is looked at with the first guideline that uses it; those that others need come first.
    private void AnalyzeClassifications(GuidelineContext context)
    {
        AtomCollector order = new(new NumericReduction());
        foreach (Classification classification in context.Guideline.Visible.Classifications)
        {
            order.CollectClassification(classification);
        }

        foreach (Classification classification in order.Classifications.Where(_classifications.Add))
        {
            try
            {
                Finding[] found = [.. new ClassificationAnalysis(context, classification, NewBudget(), options.EffectiveRegionCap).Run()];
                _findings.AddRange(found);
                if (found.Length > 0)
                {
                    _faulty.Add(classification);
                }
            }
            catch (BudgetExceededException)
            {
                _faulty.Add(classification);
            }
        }
    }

    private void AnalyzeDecisions(GuidelineContext context)
    {
        foreach (LocalDeclarations declarations in DeclarationsOf(context.Guideline).Where(_declarations.Add))
        {
            FindSuperfluousParts(context, ConditionOwner.Of(context.Guideline, declarations), NewBudget());
        }

        foreach (Decision decision in context.Guideline.Decisions.Where(d => IsChosen(context.Guideline, d)))
        {
            DecisionContext decisionContext = new(context, decision, NewBudget());
            DecisionAnalysis analysis = new(decisionContext, options);
            bool finished = true;
            try
            {
                analysis.Run();
                FindSuperfluousParts(context, ConditionOwner.Of(context.Guideline, decision, analysis.DeadRules), decisionContext.Patients.Budget);
            }
            catch (BudgetExceededException)
            {
                finished = false;
            }

            _findings.AddRange(analysis.Findings);
            ImmutableArray<(Rule, string)> notAnalysed =
            [
                .. decision.Rules.Select(r => (Rule: r, Reason: decisionContext.NotAnalysedReason(r))).Where(r => r.Reason is not null).Select(r => (r.Rule, r.Reason!)),
            ];
            _summaries.Add(new DecisionSummary(
                context.Guideline, decision, finished, finished && analysis.IsComplete, analysis.OpenShare, 0, notAnalysed));
        }
    }

    // A guideline's own declarations, and those of the vocabularies.
    private IEnumerable<LocalDeclarations> DeclarationsOf(Guideline guideline) =>
        IsWhole ? [guideline.Declarations, .. model.Vocabularies.Select(v => v.Declarations)] : [];

    private void FindSuperfluousParts(GuidelineContext context, IEnumerable<ConditionOwner> owners, Budget budget)
    {
        foreach (ConditionOwner owner in owners)
        {
            _findings.AddRange(SuperfluousParts.Find(context, owner, budget));
        }
    }

    private void AnalyzeTogether(IReadOnlyList<GuidelineContext> guidelines)
    {
        AdviceIndex index = new(guidelines);
        Budget budget = NewBudget();
        AdviceConflicts conflicts = new(index, model.Incompatibilities, budget, options.EffectiveRegionCap)
        {
            AlreadyReported = [.. _findings
                .Where(f => f.Descriptor == AnalysisDiagnostics.SuperfluousRule)
                .SelectMany(f => f.Rules.Skip(1).SelectMany(r => new[] { (f.Rules[0].Rule, r.Rule), (r.Rule, f.Rules[0].Rule) }))],
        };
        try
        {
            foreach (Finding finding in conflicts.Find().Concat(new OptionsLeft(index, budget, options.EffectiveRegionCap).Find()))
            {
                _findings.Add(finding);
            }
        }
        catch (BudgetExceededException)
        {
            // Which pairs were left is not known decision by decision: none is called finished.
            for (int i = 0; i < _summaries.Count; i++)
            {
                _summaries[i] = _summaries[i] with { IsAnalysed = false };
            }
        }

        _findings.AddRange(CutComparison.Find(guidelines));
    }
}

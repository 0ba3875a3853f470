using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Reuse;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The order of the analysis: constraints, classifications, each decision by itself, parts of conditions, and what decisions say together.
/// What an earlier step reports is not reported again by a later one.
/// </summary>
internal sealed class ModelAnalysis(GuidelineModel model, AnalysisOptions options, DecisionTexts? texts, CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];
    private readonly List<DecisionSummary> _summaries = [];
    private readonly HashSet<Classification> _classifications = [];
    private readonly HashSet<Classification> _faulty = [];
    private readonly HashSet<Constraint> _contradictory = [];
    private readonly HashSet<LocalDeclarations> _declarations = new(ReferenceEqualityComparer.Instance);

    private const string Stopped = "not analysed within the budget (--budget)";

    private bool Asks(AnalysisParts parts) => (options.Parts & parts) != 0;

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
            if (Asks(AnalysisParts.Conditions))
            {
                AnalyzeClassifications(context);
            }

            AnalyzeDecisions(context);
        }

        if (IsWhole && Asks(AnalysisParts.Together))
        {
            AnalyzeTogether(sound);
        }

        ILookup<Decision, Finding> conflicts = _findings.Where(IsConflict).SelectMany(f => f.Rules.Select(r => r.Decision).Distinct().Select(d => (d, f))).ToLookup(p => p.d, p => p.f);
        return new AnalysisResult([.. _findings], [.. _summaries.Select(s => s with { Conflicts = conflicts[s.Decision].Count() + s.OverlapsNotTold })]);
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
            try
            {
                FindSuperfluousParts(context, ConditionOwner.Of(context.Guideline, declarations), NewBudget());
            }
            catch (BudgetExceededException)
            {
                // What was found stands; the decisions that use the declarations are analysed by themselves.
            }
        }

        foreach (Decision decision in context.Guideline.Decisions.Where(d => IsChosen(context.Guideline, d)))
        {
            (string Key, Location Place)? text = texts?.Of(context.Guideline, decision);
            AnalysisCache.Entry? known = text is null ? null : options.Cache!.Find(text.Value.Key);
            if (known is null)
            {
                int before = _findings.Count;
                DecisionSummary summary = Analyze(context, decision);
                _summaries.Add(summary);
                options.Cache?.CountAnalysis();
                if (text is var (key, place))
                {
                    AnalysisCache.Entry entry = new([.. _findings.Skip(before)], summary, place);
                    if (summary.IsAnalysed && Transplant.IsPossible(entry))
                    {
                        options.Cache!.Keep(key, entry);
                    }
                }
            }
            else
            {
                Transplant transplant = new(known, context.Guideline, decision, text!.Value.Place);
                _findings.AddRange(transplant.Findings);
                _summaries.Add(transplant.Summary);
            }
        }
    }

    private DecisionSummary Analyze(GuidelineContext context, Decision decision)
    {
        DecisionContext decisionContext = new(context, decision, NewBudget());
        DecisionAnalysis analysis = new(decisionContext, options);
        bool finished = true;
        try
        {
            analysis.Run();
            if (Asks(AnalysisParts.Conditions))
            {
                FindSuperfluousParts(
                    context,
                    ConditionOwner.Of(context.Guideline, decision, analysis.DeadRules).Where(o => !decisionContext.IsPlainlyTight(o.Condition)),
                    decisionContext.Patients.Budget);
            }
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
        return new DecisionSummary(
            context.Guideline, decision, finished, finished && analysis.IsComplete, analysis.OpenShare, 0, notAnalysed)
        {
            OverlapsNotTold = analysis.OverlapsNotTold,
            StoppedBecause = finished ? null : Stopped,
        };
    }

    // A guideline's own declarations, and those of the vocabularies.
    private IEnumerable<LocalDeclarations> DeclarationsOf(Guideline guideline) =>
        IsWhole && Asks(AnalysisParts.Conditions) ? [guideline.Declarations, .. model.Vocabularies.Select(v => v.Declarations)] : [];

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
                _summaries[i] = _summaries[i] with { IsAnalysed = false, StoppedBecause = "what it says together with other decisions was " + Stopped };
            }
        }

        _findings.AddRange(CutComparison.Find(guidelines));
    }
}

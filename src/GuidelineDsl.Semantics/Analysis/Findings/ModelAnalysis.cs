using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Reuse;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
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

            context.DefaultPatient = new DefaultPatient(context, guideline.Facts, NewBudget);
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

        Dictionary<Decision, int> conflicts = [];
        foreach (Decision decision in _findings.Where(IsConflict).SelectMany(f => f.Rules.Select(r => r.Decision).Distinct()))
        {
            conflicts[decision] = conflicts.GetValueOrDefault(decision) + 1;
        }

        return new AnalysisResult([.. _findings], [.. _summaries.Select(s => s with { Conflicts = conflicts.GetValueOrDefault(s.Decision) + s.OverlapsNotTold })]);
    }

    /// <summary>False when the budget ran out before the work was done.</summary>
    private static bool Finishes(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
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

        (Finding Finding, ImmutableArray<Constraint> Constraints)? contradiction = null;
        if (!Finishes(() => contradiction = ConstraintAnalysis.FindContradiction(context, NewBudget())))
        {
            _findings.Add(BudgetMessages.Constraints(context.Guideline));
        }

        if (contradiction is not var (finding, constraints))
        {
            return false;
        }

        _contradictory.UnionWith(constraints);
        _findings.Add(finding);
        return true;
    }

    // A vocabulary's classification is looked at with the first guideline that uses it; those that others need come first.
    private void AnalyzeClassifications(GuidelineContext context)
    {
        foreach (Classification classification in AtomCollector.InOrder(context.Guideline.Visible.Classifications).Where(_classifications.Add))
        {
            List<Finding> found = [];
            if (!Finishes(() => found.AddRange(new ClassificationAnalysis(context, classification, NewBudget(), options.EffectiveRegionCap).Run())))
            {
                found.Add(BudgetMessages.Classification(context.Guideline, classification));
            }

            _findings.AddRange(found);
            if (found.Count > 0)
            {
                _faulty.Add(classification);
            }
        }
    }

    private void AnalyzeDecisions(GuidelineContext context)
    {
        foreach (LocalDeclarations declarations in DeclarationsOf(context.Guideline).Where(_declarations.Add))
        {
            AnalyzeDeclarations(context, declarations);
        }

        foreach (Decision decision in context.Guideline.Decisions.Where(d => IsChosen(context.Guideline, d)))
        {
            DecisionText? text = texts?.Of(context.Guideline, decision);
            if (text is not null)
            {
                options.Cache!.Use(text);
            }

            if (text is not null && options.Cache!.Find(text.Key) is { } known && Transplant.IsPossible(known, context))
            {
                Transplant transplant = new(known, context, decision, text.Place);
                AnalysisCache.Entry moved = known with { Findings = [.. transplant.Findings], Summary = transplant.Summary, Place = text.Place };
                _findings.AddRange(moved.Findings);
                _summaries.Add(moved.Summary);

                // Nothing of the earlier model is held any longer.
                options.Cache.Keep(text.Key, moved);
            }
            else
            {
                Analyze(context, decision, text);
            }
        }
    }

    private void Analyze(GuidelineContext context, Decision decision, DecisionText? text)
    {
        int before = _findings.Count;
        OneDecision one = Analyze(context, decision, text is null || decision.Rules.Length < options.ManyRules ? null : options.Cache!.BasisOf(text));
        _summaries.Add(one.Summary);
        options.Cache?.CountAnalysis();
        if (text is null || !one.Summary.IsAnalysed)
        {
            return;
        }

        AnalysisCache.Entry entry = new([.. _findings.Skip(before)], one.Summary, text.Place) { Typical = [.. one.Typical.Select(t => (t.Fact?.Id, t.Value))] };
        if (Transplant.CanBeKept(entry))
        {
            options.Cache!.Keep(text.Key, entry);
        }

        if (decision.Rules.Length >= options.ManyRules)
        {
            options.Cache!.Keep(text, new DecisionBasis(text.Frame, one.Open, one.Overlapping, text.Place.Source.Content.Length));
        }
    }

    private OneDecision Analyze(GuidelineContext context, Decision decision, DecisionBasis? basis)
    {
        Budget budget = NewBudget();
        DecisionAnalysis? analysis = null;
        DecisionContext? decisionContext = null;
        DecisionContext? overlapContext = null;
        Overlaps? overlaps = null;
        ImmutableArray<NotAnalysed> notAnalysed = [];
        using Task<bool> overlapsFinish = decision.Policy == ChoicePolicy.One && Asks(AnalysisParts.Overlaps)
            ? Beside(decision.Rules.Length >= options.ManyRules, () => (overlaps = new Overlaps(overlapContext = new DecisionContext(context, decision, NewBudget()), options, basis?.Overlapping)).Run())
            : Task.FromResult(true);
        bool finished = Finishes(() =>
        {
            decisionContext = new(context, decision, budget);
            analysis = new(decisionContext, options, basis?.Open);
            analysis.Run();
            notAnalysed = [.. decision.Rules.SelectMany(r => decisionContext.NotAnalysedReason(r) is { } reason ? (NotAnalysed[])[new(r, reason)] : [])];
            if (Asks(AnalysisParts.Conditions))
            {
                FindSuperfluousParts(context, ConditionOwner.Of(context.Guideline, decision, analysis.DeadRules).Where(o => !decisionContext.IsPlainlyTight(o.Condition)), budget);
            }
        });
        finished &= overlapsFinish.GetAwaiter().GetResult();
        _findings.AddRange(analysis?.Findings ?? []);
        _findings.AddRange(overlaps?.Findings ?? []);
        if (!finished)
        {
            _findings.Add(BudgetMessages.Decision(context.Guideline, decision));
        }

        DecisionSummary summary = new(
            context.Guideline, decision, finished, finished && analysis!.IsComplete, analysis?.OpenShare, 0, notAnalysed)
        {
            OverlapsNotTold = overlaps?.NotTold ?? 0,
            StoppedBecause = finished ? null : BudgetMessages.Stopped,
        };
        return new OneDecision(summary, analysis?.Open, overlaps?.All, options.Cache is null ? [] : TypicalIn([decisionContext, overlapContext]));
    }

    private static ImmutableArray<(Fact? Fact, PatientValue Value)> TypicalIn(IEnumerable<DecisionContext?> spaces) =>
        [.. spaces.OfType<DecisionContext>().SelectMany(c => c.Patients.TypicalValues).DistinctBy(t => t.Fact)];

    private sealed record OneDecision(DecisionSummary Summary, OpenPart? Open, OverlappingRules? Overlapping, ImmutableArray<(Fact? Fact, PatientValue Value)> Typical);

    // In a large decision at the same time, in a space of its own.
    private static Task<bool> Beside(bool atTheSameTime, Action work) => atTheSameTime
        ? Task.Run(() => Budget.OnDeepStack(() => Finishes(work)))
        : Task.FromResult(Finishes(work));

    // Each condition by itself: a hard one leaves the others their share of the budget.
    private void AnalyzeDeclarations(GuidelineContext context, LocalDeclarations declarations)
    {
        Budget budget = NewBudget();
        List<ConditionOwner> left =
        [
            .. ConditionOwner.Of(context.Guideline, declarations).Where(o => !Finishes(() => budget.Ask(half => FindSuperfluousParts(context, [o], half)))),
        ];
        if (left.Count > 0)
        {
            _findings.Add(BudgetMessages.Condition(left[0], left.Count - 1));
        }
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
        AdviceConflicts conflicts = new(index, model.Incompatibilities, NewBudget(), options.EffectiveRegionCap)
        {
            AlreadyReported = new RulePairs(_findings.Where(f => f.Descriptor == AnalysisDiagnostics.SuperfluousRule)),
        };
        List<Question> left = [];
        foreach (Question question in conflicts.Questions().Concat(new OptionsLeft(index, options.EffectiveRegionCap).Questions()))
        {
            Finding? finding = null;
            if (!Finishes(() => budget.Ask(half => finding = question.Find(half))))
            {
                left.Add(question);
            }
            else if (finding is not null)
            {
                _findings.Add(finding);
            }
        }

        if (left.Count > 0)
        {
            _findings.Add(BudgetMessages.Together(left[0].First, left[0].Second, left.Count - 1));
        }

        Decision[] stopped = [.. left.SelectMany(r => new[] { r.First.Decision, r.Second.Decision }).Distinct()];
        for (int i = 0; i < _summaries.Count; i++)
        {
            if (stopped.Contains(_summaries[i].Decision))
            {
                _summaries[i] = _summaries[i] with { IsAnalysed = false, StoppedBecause = "what it says together with other decisions was " + BudgetMessages.Stopped };
            }
        }

        if (!Finishes(() => _findings.AddRange(new CutComparison(NewBudget()).Find(guidelines))))
        {
            _findings.Add(BudgetMessages.Cuts(guidelines[0].Guideline, guidelines[0].Guideline.Metadata.Location));
        }
    }
}

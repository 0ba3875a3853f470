using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The findings of one decision by itself: gaps, dead rules, overlaps.</summary>
internal sealed class DecisionAnalysis(DecisionContext context, AnalysisOptions options)
{
    private readonly List<Finding> _findings = [];
    private readonly ConditionSpace _space = context.Space;
    private readonly Decision _decision = context.Decision;
    private readonly HashSet<int> _dead = [];

    public ImmutableArray<Finding> Findings => [.. _findings];

    public int Conflicts { get; private set; }

    public Rational? OpenShare { get; private set; }

    public bool IsOpen { get; private set; }

    public void Run()
    {
        FindDeadRules();
        FindGap();
        if (_decision.Policy == ChoicePolicy.One)
        {
            FindOverlaps();
        }
    }

    private void FindDeadRules()
    {
        foreach (Rule rule in _decision.Rules)
        {
            // Everybody in scope for whom the rule may hold, faulty classifications included.
            Row[] rows =
            [
                .. context.Patients.Impossible,
                context.Patients.Outside(context.Patients.Certain(_decision.Scope, unsettledAs: true)),
                context.Patients.Outside(context.Patients.Certain(rule.Condition, unsettledAs: true)),
            ];
            if (new CoverSearch(_space.Variables, rows, context.Budget).IsCovered(context.WholeSpace))
            {
                _dead.Add(rule.Index);
                _findings.Add(Messages.DeadRule(context, rule));
            }
        }
    }

    private void FindGap()
    {
        if (_decision.PartialBecause is not null)
        {
            OpenShare = Rational.Zero;
            return;
        }

        Row[] rows =
        [
            .. context.InScope,
            .. _decision.Rules.Select(r => context.Blocking(context.Patients.Possible(r.Condition, unsettledAs: true))),
            .. _decision.Silences.Select(s => context.Blocking(context.Patients.Possible(s.Condition, unsettledAs: true))),
        ];
        if (RegionReport.Find(_space, rows, context.Guideline, context.Budget, options.EffectiveRegionCap) is not { } report)
        {
            OpenShare = Rational.Zero;
            return;
        }

        IsOpen = true;
        BigInteger scope = Volume.OfOpen(_space.Variables, context.InScope, context.Budget);
        OpenShare = Volume.Share(Volume.OfOpen(_space.Variables, rows, context.Budget), scope);
        _findings.Add(Messages.Gap(context, report) with { Share = OpenShare });
    }

    private void FindOverlaps()
    {
        for (int i = 0; i < _decision.Rules.Length; i++)
        {
            for (int j = i + 1; j < _decision.Rules.Length; j++)
            {
                Rule first = _decision.Rules[i];
                Rule second = _decision.Rules[j];
                bool settled = first.Overrides.Contains(j) || second.Overrides.Contains(i) || first.IsOtherwise || second.IsOtherwise;
                if (!settled && !_dead.Contains(i) && !_dead.Contains(j) && Overlap(first, second) is { } report)
                {
                    Conflicts++;
                    _findings.Add(Messages.Overlap(context, first, second, report));
                }
            }
        }
    }

    private RegionReport? Overlap(Rule first, Rule second)
    {
        Formula both = _space.Formulas.And(context.Patients.Certain(first.Condition, unsettledAs: false), context.Patients.Certain(second.Condition, unsettledAs: false));
        if (both is Decided { Value: false })
        {
            return null;
        }

        List<Row> rows = [.. context.InScope];
        Formula apart = _space.Formulas.Negate(both);
        foreach (Formula part in apart is Junction { IsConjunction: false } junction ? junction.Parts : [apart])
        {
            rows.Add(context.Blocking(part));
        }

        foreach (Rule other in _decision.Rules.Where(r => r.Overrides.Contains(first.Index) || r.Overrides.Contains(second.Index)))
        {
            rows.Add(context.Blocking(context.Patients.Possible(other.Condition, unsettledAs: true)));
        }

        return RegionReport.Find(_space, rows, context.Guideline, context.Budget, options.EffectiveRegionCap);
    }
}

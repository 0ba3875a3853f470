using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The findings of one decision by itself: dead rules, gaps, silences, and rules that overlap, hide or repeat one another.</summary>
/// <param name="context">The decision in its space.</param>
/// <param name="options">What is asked.</param>
/// <param name="before">What was open before an edit.</param>
internal sealed class DecisionAnalysis(DecisionContext context, AnalysisOptions options, OpenPart? before)
{
    private readonly List<Finding> _findings = [];
    private readonly ConditionSpace _space = context.Space;
    private readonly PatientSpace _patients = context.Patients;
    private readonly Decision _decision = context.Decision;
    private readonly Given _given = new(context.Patients, unsettledAs: false);
    private readonly Given _perhapsGiven = new(context.Patients, unsettledAs: true);
    private readonly HashSet<Rule> _dead = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlySet<Rule> DeadRules => _dead;

    public Rational? OpenShare { get; private set; }

    /// <summary>What is open, where it was asked for and can be kept.</summary>
    public OpenPart? Open { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>Nothing is open, even if what was not analysed covers nobody.</summary>
    public bool IsComplete { get; private set; }

    private int Cap => options.EffectiveRegionCap;

    public void Run()
    {
        if (Asks(AnalysisParts.Rules))
        {
            FindDeadRules();
        }

        if (Asks(AnalysisParts.GapRegions) || Asks(AnalysisParts.GapShare))
        {
            FindGap();
        }

        if (Asks(AnalysisParts.Rules))
        {
            FindSilences();
        }

        switch (_decision.Policy)
        {
            case ChoicePolicy.All when Asks(AnalysisParts.Rules):
                FindSuperfluousRules();
                break;
            case ChoicePolicy.First when Asks(AnalysisParts.Rules):
                FindHiddenRules();
                break;
        }
    }

    private bool Asks(AnalysisParts parts) => (options.Parts & parts) != 0;

    private void FindDeadRules()
    {
        Row[] anybody = [.. context.Anybody];
        bool isUnbounded = _space.Variables.Theory is null && Array.TrueForAll(anybody, r => r.Formula is Decided { Value: false });
        foreach (Rule rule in _decision.Rules)
        {
            // Where nobody is left out, a product of tests holds for somebody.
            bool isPlain = isUnbounded && _patients.Covering(_patients.Patients.Certain(rule.Condition, unsettledAs: true)).Tests is not null;
            if (!isPlain && !_patients.IsOpen([.. anybody, _patients.Outside(rule.Condition, unsettledAs: true)]))
            {
                _dead.Add(rule);
                _findings.Add(DecisionMessages.DeadRule(context, rule));
            }
        }
    }

    private void FindGap()
    {
        OpenShare = Rational.Zero;
        if (_decision.PartialBecause is not null)
        {
            IsComplete = true;
            return;
        }

        Row[] rows = Covering(unsettledAs: true);
        Open = before?.After(_space.Variables, Named(rows), _space.Formulas, _patients.Budget);
        if (Open is not null)
        {
            options.Cache?.CountContinued();
        }

        if (!Asks(AnalysisParts.GapRegions))
        {
            CountOpen(rows);
        }
        else if (_patients.Report(rows, Cap, Open) is { } report)
        {
            IsOpen = true;
            _findings.Add(DecisionMessages.Gap(context, report));
            CountOpen(rows);
            _findings[^1] = _findings[^1] with { Share = OpenShare };
        }
        else
        {
            Open ??= _space.Variables.Theory is null ? new OpenPart(_space.Variables, Named(rows), []) : null;
            IsComplete = !_decision.Rules.Any(r => context.NotAnalysedReason(r) is not null) || !_patients.IsOpen(Covering(unsettledAs: false));
        }
    }

    // By names that stay when other rules are written: those who are not asked about, the rules, and the silences, as they stand in the rows.
    private IReadOnlyList<(string Name, Row Row)> Named(Row[] rows)
    {
        IEnumerable<string> names = Enumerable.Range(0, context.InScope.Length).Select(i => $"scope {i}")
            .Concat(_decision.Rules.Select(r => r.Id))
            .Concat(Enumerable.Range(0, _decision.Silences.Length).Select(i => $"silent {i}"));
        return [.. names.Zip(rows)];
    }

    // Where facts are compared with one another every cell is tried: there may be too many of them to count.
    private void CountOpen(Row[] rows)
    {
        OpenShare = null;
        if (_space.Variables.Theory is null)
        {
            CountOpen(rows, _patients.Budget);
            return;
        }

        try
        {
            _patients.Budget.Ask(half => CountOpen(rows, half));
        }
        catch (BudgetExceededException)
        {
            OpenShare = null;
        }
    }

    private void CountOpen(Row[] rows, Budget budget)
    {
        if (Asks(AnalysisParts.GapShare))
        {
            BigInteger scope = Volume.OfOpen(_space.Variables, context.InScope, budget);
            OpenShare = Volume.Share(VolumeOfOpen(rows, budget), scope);
        }
    }

    // What is found while it is counted is kept for the next edit.
    private BigInteger VolumeOfOpen(Row[] rows, Budget budget)
    {
        if (Open is { } known)
        {
            return known.Volume();
        }

        if (options.Cache is null)
        {
            return Volume.OfOpen(_space.Variables, rows, budget);
        }

        BigInteger volume = BigInteger.Zero;
        Open = OpenPart.Find(_space.Variables, Named(rows), budget, open => volume += Volume.OfOpen(_space.Variables, open, budget));
        return volume;
    }

    // Whom rules and silences may cover.
    private Row[] Covering(bool unsettledAs) =>
    [
        .. context.InScope,
        .. _decision.Rules.Select(r => r.Condition).Concat(_decision.Silences.Select(s => s.Condition))
            .Select(c => _patients.Covering(_patients.Patients.Possible(c, unsettledAs))),
    ];

    private void FindSilences()
    {
        foreach (Silence silence in _decision.Silences)
        {
            if (!_patients.IsOpen([.. context.Anybody, _patients.Outside(silence.Condition, unsettledAs: true)]))
            {
                _findings.Add(DecisionMessages.SilenceEmpty(context, silence));
                continue;
            }

            Rule[] covering = [.. Living.Where(r => _patients.IsOpen([.. context.InScope, .. _patients.NotCertain(silence.Condition), .. _patients.NotCertain(r.Condition)]))];
            if (covering.Length == 0)
            {
                continue;
            }

            Row[] rows =
            [
                .. context.InScope,
                .. _patients.NotCertain(silence.Condition),
                _patients.Covering(_space.Formulas.And(covering.Select(r => _space.Formulas.Negate(context.Certain(r.Condition))))),
            ];
            _findings.Add(DecisionMessages.SilenceCovered(context, silence, covering, _patients.Report(rows, Cap)!));
        }
    }

    private IEnumerable<Rule> Living => _decision.Rules.Where(r => !_dead.Contains(r));

    private void FindHiddenRules()
    {
        foreach (Rule rule in Living.Where(r => r.Index > 0))
        {
            Row[] rows = [.. context.Anybody, _patients.Outside(rule.Condition, unsettledAs: true)];
            Rule[] earlier = [.. _decision.Rules.Take(rule.Index)];
            bool HiddenBy(IEnumerable<Rule> by) => !_patients.IsOpen(
                [.. rows, .. by.Select(e => _patients.Covering(_space.Formulas.Negate(_perhapsGiven.Passed(_decision, e))))]);
            if (HiddenBy(earlier))
            {
                _findings.Add(DecisionMessages.HiddenRule(context, rule, Fewest(earlier, HiddenBy), Region(rule)));
            }
            else if (options.ShowOrder)
            {
                Row[] shown = [.. context.InScope, .. _patients.NotCertain(rule.Condition)];
                Rule[] hiding = [.. earlier.Where(e => _patients.IsOpen([.. shown, .. _patients.NotCertain(e.Condition)]))];
                if (hiding.Length > 0)
                {
                    Formula any = _space.Formulas.And(hiding.Select(h => _space.Formulas.Negate(context.Certain(h.Condition))));
                    _findings.Add(DecisionMessages.PartlyHiddenRule(context, rule, hiding, _patients.Report([.. shown, _patients.Covering(any)], Cap)!));
                }
            }
        }
    }

    private void FindSuperfluousRules()
    {
        HashSet<Rule> superfluous = [];
        foreach (IGrouping<string, Rule> same in Living.GroupBy(SameAdvice.Key).Where(g => g.Count() > 1))
        {
            // First what one other rule repeats, then what several repeat together; of two equal rules the later goes.
            Rule[] rules = [.. same];
            foreach (bool single in (bool[])[true, false])
            {
                foreach (Rule rule in rules.Reverse().Where(r => r.Overrides.IsEmpty && !superfluous.Contains(r)))
                {
                    Rule[] others = [.. rules.Where(o => o != rule && !superfluous.Contains(o))];
                    if (Repeating(rule, others, single) is { Length: > 0 } by)
                    {
                        superfluous.Add(rule);
                        _findings.Add(DecisionMessages.SuperfluousRule(context, rule, by, Region(rule)));
                    }
                }
            }
        }
    }

    private Rule[] Repeating(Rule rule, Rule[] others, bool single)
    {
        Row[] rows = [.. context.Anybody, _patients.Patients.Outside(_perhapsGiven.InScope(_decision, rule))];
        bool CoveredBy(IEnumerable<Rule> by) => !_patients.IsOpen(
            [.. rows, .. by.Select(o => _patients.Covering(_given.InScope(_decision, o)))]);
        return single ? [.. others.Where(o => CoveredBy([o])).Take(1)] : others.Length > 1 && CoveredBy(others) ? Fewest(others, CoveredBy) : [];
    }

    /// <summary>Leaves out rules as long as the rest suffices.</summary>
    private static Rule[] Fewest(Rule[] rules, Func<IEnumerable<Rule>, bool> suffice)
    {
        List<Rule> kept = [.. rules];
        for (int i = kept.Count - 1; i >= 0; i--)
        {
            if (suffice(kept.Where((_, k) => k != i)))
            {
                kept.RemoveAt(i);
            }
        }

        return [.. kept];
    }

    // Everybody in scope for whom the rule holds; null when that is only decided by what was not analysed.
    private RegionReport? Region(Rule rule) => _patients.Report([.. context.InScope, .. _patients.NotCertain(rule.Condition)], Cap);
}

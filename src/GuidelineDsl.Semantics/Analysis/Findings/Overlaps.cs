using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Reuse;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The pairs of rules of a <c>choose one</c> decision that hold for the same patients.</summary>
internal sealed class Overlaps(DecisionContext context, AnalysisOptions options, OverlappingRules? before)
{
    private readonly List<Finding> _findings = [];
    private readonly PatientSpace _patients = context.Patients;
    private readonly RegionEvaluator _evaluator = new();

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Pairs beyond those that are told.</summary>
    public int NotTold { get; private set; }

    /// <summary>All of them, where they can be kept.</summary>
    public OverlappingRules? All { get; private set; }

    public void Run()
    {
        Given given = new(_patients, unsettledAs: false);
        List<Rule> rules = [];
        List<Formula> formulas = [];
        foreach (Rule rule in context.Decision.Rules.Where(r => !r.IsOtherwise))
        {
            Formula formula = given.InScope(context.Decision, rule);
            if (formula is not Decided { Value: false })
            {
                rules.Add(rule);
                formulas.Add(formula);
            }
        }

        PairFinder finder = new(context.Space.Variables, formulas, _patients.Budget);
        LivingRule[] named = options.Cache is null ? [] : [.. rules.Zip(formulas, Named)];
        List<(int, int)> pairs = [];
        IEnumerable<(int First, int Second, bool IsSure)>? known = before?.After(context.Space.Variables, context.InScope, named, finder);
        if (known is not null)
        {
            options.Cache?.CountContinued();
        }

        foreach ((int i, int j, bool isSure) in known ?? Unsure(finder))
        {
            (Rule first, Rule second) = (rules[i], rules[j]);
            bool isSettled = !isSure && (first.Overrides.Contains(second.Index) || second.Overrides.Contains(first.Index));
            if (!isSettled && ((isSure && CountOnly()) || Tell(finder, i, j, rules, formulas)))
            {
                pairs.Add((i, j));
            }
        }

        All = options.Cache is null ? null : OverlappingRules.Of(context.Space.Variables, context.InScope, named, pairs);
    }

    private LivingRule Named(Rule rule, Formula formula) =>
        new(rule.Id, formula, string.Join(' ', rule.Overrides.Select(o => context.Decision.Rules[o].Id).Order(StringComparer.Ordinal)));

    private static IEnumerable<(int First, int Second, bool IsSure)> Unsure(PairFinder finder)
    {
        foreach ((int first, int second) in finder.Find())
        {
            yield return (first, second, false);
        }
    }

    // Of what surely overlaps only the number, once enough has been told.
    private bool CountOnly()
    {
        bool isEnough = _findings.Count >= options.EffectiveOverlapCap;
        NotTold += isEnough ? 1 : 0;
        return isEnough;
    }

    // Whether there is something to tell; it is told unless too much has been.
    private bool Tell(PairFinder finder, int i, int j, List<Rule> rules, List<Formula> formulas)
    {
        ulong[]? box = context.Space.Variables.Theory is null ? finder.BoxOf(i, j) : null;
        Formula both = box is null ? context.Space.Formulas.And(formulas[i], formulas[j]) : context.Space.Formulas.True;
        if (both is Decided { Value: false })
        {
            return false;
        }

        if (_findings.Count >= options.EffectiveOverlapCap)
        {
            bool overlap = box is null ? _patients.IsOpen(Outside(both)) : _patients.IsOpen(context.InScope, box);
            NotTold += overlap ? 1 : 0;
            return overlap;
        }

        if ((box is null ? _patients.Report(Outside(both), options.EffectiveRegionCap) : _patients.Report(context.InScope, box)) is not { } report)
        {
            return false;
        }

        ulong[] patient = [.. context.Space.Variables.Select(v => Part.Single(v, report.Point[v.Index]))];
        Rule[] given = [.. finder.At(report.Point).Where(r => _evaluator.Evaluate(formulas[r], patient) == Part.True).Select(r => rules[r])];
        _findings.Add(DecisionMessages.Overlap(context, rules[i], rules[j], report, given));
        return true;
    }

    private IEnumerable<Row> Outside(Formula both) => [.. context.InScope, .. _patients.NotHolding(both)];
}

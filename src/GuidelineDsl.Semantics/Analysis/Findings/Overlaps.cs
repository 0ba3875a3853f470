using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The pairs of rules of a <c>choose one</c> decision that hold for the same patients.</summary>
internal sealed class Overlaps(DecisionContext context, AnalysisOptions options)
{
    private readonly List<Finding> _findings = [];
    private readonly PatientSpace _patients = context.Patients;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Pairs beyond those that are told.</summary>
    public int NotTold { get; private set; }

    public void Run()
    {
        Rule[] rules = [.. context.Decision.Rules.Where(r => !r.IsOtherwise)];
        Given given = new(_patients, unsettledAs: false);
        Formula[] formulas = [.. rules.Select(r => given.InScope(context.Decision, r))];
        foreach ((int i, int j) in new PairFinder(context.Space.Variables, formulas, _patients.Budget).Find())
        {
            (Rule first, Rule second) = (rules[i], rules[j]);
            if (first.Overrides.Contains(second.Index) || second.Overrides.Contains(first.Index))
            {
                continue;
            }

            Formula both = context.Space.Formulas.And(formulas[i], formulas[j]);
            if (both is Decided { Value: false })
            {
                continue;
            }

            Row[] rows = [.. context.InScope, .. _patients.NotHolding(both)];
            if (_findings.Count >= options.EffectiveOverlapCap)
            {
                NotTold += _patients.IsOpen(rows) ? 1 : 0;
            }
            else if (_patients.Report(rows, options.EffectiveRegionCap) is { } report)
            {
                _findings.Add(DecisionMessages.Overlap(context, first, second, report));
            }
        }
    }
}

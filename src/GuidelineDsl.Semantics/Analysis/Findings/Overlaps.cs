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
        Given given = new(_patients, unsettledAs: false);
        (Rule Rule, Formula Formula)[] living =
        [
            .. context.Decision.Rules.Where(r => !r.IsOtherwise)
                .Select(r => (Rule: r, Formula: given.InScope(context.Decision, r))).Where(r => r.Formula is not Decided { Value: false }),
        ];
        Rule[] rules = [.. living.Select(r => r.Rule)];
        Formula[] formulas = [.. living.Select(r => r.Formula)];
        PairFinder pairs = new(context.Space.Variables, formulas, _patients.Budget);
        foreach ((int i, int j) in pairs.Find())
        {
            (Rule first, Rule second) = (rules[i], rules[j]);
            if (first.Overrides.Contains(second.Index) || second.Overrides.Contains(first.Index))
            {
                continue;
            }

            ulong[]? box = context.Space.Variables.Theory is null ? pairs.BoxOf(i, j) : null;
            Formula both = box is null ? context.Space.Formulas.And(formulas[i], formulas[j]) : context.Space.Formulas.True;
            if (both is Decided { Value: false })
            {
                continue;
            }

            if (_findings.Count >= options.EffectiveOverlapCap)
            {
                NotTold += (box is null ? _patients.IsOpen(Outside(both)) : _patients.IsOpen(context.InScope, box)) ? 1 : 0;
            }
            else if ((box is null ? _patients.Report(Outside(both), options.EffectiveRegionCap) : _patients.Report(context.InScope, box)) is { } report)
            {
                _findings.Add(DecisionMessages.Overlap(context, first, second, report));
            }
        }
    }

    private IEnumerable<Row> Outside(Formula both) => [.. context.InScope, .. _patients.NotHolding(both)];
}

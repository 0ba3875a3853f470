using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// One decision in its space of patients: what is asked about (scope, constraints, classifications without fault) and what its rules hold for.
/// </summary>
internal sealed class DecisionContext
{
    public DecisionContext(GuidelineContext guideline, Decision decision, Budget budget, IEnumerable<Condition> also)
    {
        Guideline = guideline;
        Decision = decision;
        Budget = budget;
        Condition[] own = [decision.Scope, .. decision.Rules.Select(r => r.Condition), .. decision.Silences.Select(s => s.Condition), .. also];
        ImmutableArray<Constraint> constraints = guideline.ConstraintsAbout(own);
        Space = new ConditionSpace([.. own, .. constraints.Select(c => c.Condition)], []);
        Patients = new PossiblePatients(Space, constraints, guideline.FaultyClassifications);
        InScope = [.. Patients.WithoutFaults, Patients.Outside(Patients.Certain(decision.Scope, unsettledAs: false))];
        BoxWriter = new BoxWriter(Space);
    }

    public GuidelineContext Guideline { get; }

    public Decision Decision { get; }

    public Budget Budget { get; }

    public ConditionSpace Space { get; }

    public PossiblePatients Patients { get; }

    /// <summary>Rows that cover everybody who is not asked about: impossible patients, faulty classifications, and those out of scope.</summary>
    public ImmutableArray<Row> InScope { get; }

    public BoxWriter BoxWriter { get; }

    public ulong[] WholeSpace => [.. Space.Variables.Select(Part.Full)];

    public Row Blocking(Formula formula) => Row.Of(formula, Space.Variables.Length);

    /// <summary>Why a rule could not be analysed everywhere, or null.</summary>
    public string? NotAnalysedReason(Rule rule) => UnsettledReasons.Find(Space.Compile(rule.Condition));

    public RegionFinder Finder(IReadOnlyList<Row> rows) => new(Space.Variables, rows, Space.Formulas, Budget);

    /// <summary>Whether some patient in scope is left open by the rows.</summary>
    public bool IsOpen(IEnumerable<Row> rows) => !new CoverSearch(Space.Variables, [.. InScope, .. rows], Budget).IsCovered(WholeSpace);
}

using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>One decision in its space of patients: whom it is about.</summary>
internal sealed class DecisionContext
{
    public DecisionContext(GuidelineContext guideline, Decision decision, Budget budget)
    {
        Guideline = guideline;
        Decision = decision;
        Condition[] own = [decision.Scope, .. decision.Rules.Select(r => r.Condition), .. decision.Silences.Select(s => s.Condition)];
        Patients = new PatientSpace([guideline], own, budget);
        InScope = [.. Patients.Patients.WithoutFaults, Patients.Outside(decision.Scope)];
    }

    public GuidelineContext Guideline { get; }

    public Decision Decision { get; }

    public PatientSpace Patients { get; }

    public ConditionSpace Space => Patients.Space;

    /// <summary>Rows that cover everybody who is not asked about: impossible patients, faulty classifications, and those out of scope.</summary>
    public ImmutableArray<Row> InScope { get; }

    /// <summary>The same, but with patients whom a faulty classification concerns, and whom the scope may include.</summary>
    public IEnumerable<Row> Anybody => [.. Patients.Patients.Impossible, Patients.Outside(Decision.Scope, unsettledAs: true)];

    /// <summary>Certain, what is not settled counting as false: what a finding may rely on.</summary>
    public Formula Certain(Condition condition) => Patients.Patients.Certain(condition, unsettledAs: false);

    /// <summary>Possible, what is not settled counting as true: what speaks against a finding.</summary>
    public Formula Possible(Condition condition) => Patients.Patients.Possible(condition, unsettledAs: true);

    /// <summary>The rules that are certainly given to the patients of a point.</summary>
    public Rule[] GivenAt(int[] point)
    {
        ulong[] region = [.. Space.Variables.Select(v => Part.Single(v, point[v.Index]))];
        Given given = new(Patients, unsettledAs: false);
        RegionEvaluator evaluator = new();
        return [.. Decision.Rules.Where(r => evaluator.Evaluate(given.InScope(Decision, r), region) == Part.True)];
    }

    /// <summary>Why a rule could not be analysed everywhere, or null.</summary>
    public string? NotAnalysedReason(Rule rule) => Patients.Patients.ReasonNotAnalysed(rule.Condition);
}

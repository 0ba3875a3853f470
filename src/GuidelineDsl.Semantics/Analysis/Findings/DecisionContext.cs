using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>One decision in its space of patients: whom it is about.</summary>
internal sealed class DecisionContext
{
    private readonly Condition[] _own;
    private readonly Lazy<(PairFinder Sieve, Row[] Rows)> _given;
    private HashSet<Condition>? _tight;

    public DecisionContext(GuidelineContext guideline, Decision decision, Budget budget)
    {
        Guideline = guideline;
        Decision = decision;
        _own = [decision.Scope, .. decision.Rules.Select(r => r.Condition), .. decision.Silences.Select(s => s.Condition)];
        Patients = new PatientSpace([guideline], _own, budget);
        InScope = [.. Patients.Patients.WithoutFaults, Patients.Outside(decision.Scope)];
        _given = new(FindGiven);
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
        RegionEvaluator evaluator = new();
        return [.. _given.Value.Sieve.At(point).Where(i => evaluator.Evaluate(_given.Value.Rows[i], region) == Part.True).Select(i => Decision.Rules[i])];
    }

    /// <summary>
    /// Whether one of the decision's own conditions is a conjunction of tests, each of which excludes somebody whom the others do not, while no constraint
    /// could imply one: then no part of it can be left out.
    /// </summary>
    public bool IsPlainlyTight(Condition condition)
    {
        _tight ??= Space.Variables.Theory is not null || Patients.Patients.Impossible.Any(r => r.Formula is not Decided)
            ? []
            : new HashSet<Condition>(_own.Where(IsTight), ReferenceEqualityComparer.Instance);
        return _tight.Contains(condition);
    }

    private (PairFinder Sieve, Row[] Rows) FindGiven()
    {
        Given given = new(Patients, unsettledAs: false);
        Formula[] formulas = [.. Decision.Rules.Select(r => given.InScope(Decision, r))];
        return (new PairFinder(Space.Variables, formulas, Patients.Budget), [.. formulas.Select(Patients.Covering)]);
    }

    private bool IsTight(Condition condition)
    {
        // As many tests as parts, each of a variable of its own: none is left out, and none joined with another.
        if (condition is All all && all.Parts.All(IsOneTest)
            && Space.Compile(condition) is Junction { IsConjunction: true } whole && whole.Parts.Length == all.Parts.Length
            && Array.TrueForAll(whole.Parts, p => p is CellTest))
        {
            return all.Parts.OfType<All>().All(range => whole.Parts.OfType<CellTest>().Any(t => t.Variable.Fact == FactOf(range.Parts[0]) && IsInside(t)));
        }

        List<CellTest> tests = [];
        return CollectTests(condition, tests) && tests.GroupBy(t => t.Variable.Index).All(g => g.ToArray() switch
        {
            [_] => true,
            [var a, var b] => Space.Formulas.And(a, b) is CellTest both && both != a && both != b,
            _ => false,
        });
    }

    // A leaf, or a number between two limits.
    private static bool IsOneTest(Condition part) => part switch
    {
        All { Parts: [NumberTest { Values.Intervals: [{ To: null }] } low, NumberTest { Values.Intervals: [{ From: null }] } high] } => FactOf(low) is { } fact && fact == FactOf(high),
        All { Parts: [NumberTest { Values.Intervals: [{ From: null }] } high, NumberTest { Values.Intervals: [{ To: null }] } low] } => FactOf(low) is { } fact && fact == FactOf(high),
        _ => part is YesNoTest or ValueTest || FactOf(part) is not null,
    };

    private static Fact? FactOf(Condition part) => part is NumberTest { Subject: FactValue { Fact: var fact } } ? fact : null;

    // Both limits exclude somebody.
    private static bool IsInside(CellTest test) => test.Cells.RangeCount == 1 && test.Cells.First > 0 && test.Cells.Last < test.Variable.KnownCount - 1;

    private bool CollectTests(Condition condition, List<CellTest> tests)
    {
        switch (condition)
        {
            case All all:
                return all.Parts.All(p => CollectTests(p, tests));
            case YesNoTest or ValueTest or NumberTest or SetTest or Not { Part: YesNoTest or ValueTest or NumberTest or SetTest }:
                tests.Add((Space.Compile(condition) as CellTest)!);
                return tests[^1] is not null;
            default:
                return false;
        }
    }

    /// <summary>Why a rule could not be analysed everywhere, or null.</summary>
    public string? NotAnalysedReason(Rule rule) => Patients.Patients.ReasonNotAnalysed(rule.Condition);
}

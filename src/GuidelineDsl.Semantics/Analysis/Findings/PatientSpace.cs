using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The patients as some conditions of one or more guidelines see them: where questions about those conditions are asked.</summary>
internal sealed class PatientSpace
{
    private readonly ImmutableArray<GuidelineContext> _guidelines;
    private readonly HashSet<object> _asked = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Fact? Fact, PatientValue Value)> _typical = [];

    public PatientSpace(IEnumerable<GuidelineContext> guidelines, IEnumerable<Condition> conditions, Budget budget)
    {
        _guidelines = [.. guidelines.Distinct()];
        Condition[] own = [.. conditions];
        ImmutableArray<Constraint> constraints = [.. _guidelines.SelectMany(g => g.ConstraintsAbout(own)).Distinct()];
        Space = new ConditionSpace([.. own, .. constraints.Select(c => c.Condition)], [], budget);
        Patients = new PossiblePatients(Space, constraints, _guidelines[0].FaultyClassifications);
        Budget = budget;
    }

    public ConditionSpace Space { get; }

    public PossiblePatients Patients { get; }

    public Budget Budget { get; }

    public ulong[] Whole => [.. Space.Variables.Select(Part.Full)];

    /// <summary>A row that covers whom the formula holds for.</summary>
    public Row Covering(Formula formula) => Row.Of(formula, Space.Variables.Length);

    /// <summary>Rows that cover everybody for whom the formula does not hold, one for each of its conjuncts.</summary>
    public IEnumerable<Row> NotHolding(Formula formula)
    {
        Formula negation = Space.Formulas.Negate(formula);
        return (negation is Junction { IsConjunction: false } junction ? junction.Parts : [negation]).Select(Covering);
    }

    /// <summary>Rows that cover everybody for whom the condition is not certain.</summary>
    public IEnumerable<Row> NotCertain(Condition condition) => NotHolding(Patients.Certain(condition, unsettledAs: false));

    public Row Outside(Condition condition, bool unsettledAs = false) => Patients.Outside(Patients.Certain(condition, unsettledAs));

    /// <summary>The value that patients usually have of a fact; of null, the day on which they are advised.</summary>
    public PatientValue Typical(Fact? fact)
    {
        PatientValue value = fact is null ? new NumericValue(_guidelines[0].Typical.Today.DayNumber) : GuidelineOf(fact).Typical.ValueOf(fact);
        if (_asked.Add(fact ?? (object)this))
        {
            _typical.Add((fact, value));
        }

        return value;
    }

    /// <summary>The usual values that were asked for.</summary>
    public IReadOnlyList<(Fact? Fact, PatientValue Value)> TypicalValues => _typical;

    private GuidelineContext GuidelineOf(Fact fact) => _guidelines.First(g => g.Has(fact));

    /// <summary>Whether the rows leave somebody open.</summary>
    public bool IsOpen(IEnumerable<Row> rows) => IsOpen([.. rows], Whole);

    /// <summary>Whether the rows leave somebody of the box open.</summary>
    public bool IsOpen(IReadOnlyList<Row> rows, ulong[] box) => !new CoverSearch(Space.Variables, rows, Budget).IsCovered(box);

    /// <summary>Everybody whom the rows leave open; null when that is nobody.</summary>
    /// <param name="rows">What is covered.</param>
    /// <param name="cap">The most boxes.</param>
    /// <param name="open">What the rows leave open, where that is known beforehand.</param>
    public RegionReport? Report(IEnumerable<Row> rows, int cap, OpenPart? open = null)
    {
        Row[] all = [.. rows];
        (List<ulong[]> regions, bool truncated) = new RegionFinder(Space.Variables, all, Space.Formulas, Budget, open).Find(cap);
        return Report(all, regions, truncated);
    }

    /// <summary>The box, of which the rows bound who is asked about; null when they leave nobody of it.</summary>
    public RegionReport? Report(IReadOnlyList<Row> outside, ulong[] box) => Report(outside, [box], truncated: false);

    private RegionReport? Report(IReadOnlyList<Row> rows, IReadOnlyList<ulong[]> regions, bool truncated) => RegionReport.Of(
        Space,
        rows,
        regions,
        truncated,
        Typical,
        _guidelines.Length == 1 ? _guidelines[0].Usual : new UsualPatient(_guidelines),
        Budget);
}

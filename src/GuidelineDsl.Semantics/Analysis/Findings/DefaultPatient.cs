using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The usual values, as far as the constraints allow them, for the facts that a finding does not speak of. They are sought when the first
/// finding needs them: most guidelines are clean.
/// </summary>
internal sealed class DefaultPatient
{
    private readonly Lazy<Dictionary<Fact, PatientValue>> _values;
    private readonly TypicalPatient _typical;

    public DefaultPatient(GuidelineContext guideline, IEnumerable<Fact> facts, Func<Budget> budget)
    {
        _typical = guideline.Typical;
        _values = new Lazy<Dictionary<Fact, PatientValue>>(() => Values(guideline, facts, budget()));
    }

    public PatientValue ValueOf(Fact fact) => _values.Value.TryGetValue(fact, out PatientValue? value) ? value : _typical.ValueOf(fact);

    private Dictionary<Fact, PatientValue> Values(GuidelineContext guideline, IEnumerable<Fact> facts, Budget budget)
    {
        Dictionary<Fact, PatientValue> values = [];
        try
        {
            SatisfyConstraints(guideline, budget, values);
        }
        catch (BudgetExceededException)
        {
            // Whom nobody knows anything of violates nothing.
            foreach (Fact fact in guideline.Constraints.SelectMany(c => FactReader.FactsOf(c.Condition)).Where(f => !f.IsRequired))
            {
                values.TryAdd(fact, new UnknownValue());
            }
        }

        foreach (Fact fact in facts)
        {
            values.TryAdd(fact, _typical.ValueOf(fact));
        }

        return values;
    }

    private void SatisfyConstraints(GuidelineContext guideline, Budget budget, Dictionary<Fact, PatientValue> values)
    {
        ConditionSpace space = new(guideline.Constraints.Select(c => c.Condition), [], budget);
        PossiblePatients possible = new(space, guideline.Constraints, new HashSet<Classification>());
        WitnessFinder finder = new(space.Variables, possible.Impossible, f => f is null ? new NumericValue(_typical.Today.DayNumber) : _typical.ValueOf(f), budget);
        ulong[] whole = [.. space.Variables.Select(Part.Full)];
        if (finder.FindPoint(whole) is { } point)
        {
            foreach ((Fact fact, PatientValue value) in finder.ToPatient(point, whole, null).Patient.Values)
            {
                values.Add(fact, value);
            }
        }
    }
}

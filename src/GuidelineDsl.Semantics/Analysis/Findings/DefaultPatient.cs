using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Unremarkable values, satisfying the constraints, for the facts that a finding does not speak of.</summary>
internal sealed class DefaultPatient
{
    private readonly Dictionary<Fact, PatientValue> _values = [];

    public DefaultPatient(GuidelineContext guideline, IEnumerable<Fact> facts, Budget budget)
    {
        try
        {
            SatisfyConstraints(guideline, budget);
        }
        catch (BudgetExceededException)
        {
            // Whom nobody knows anything of violates nothing.
            foreach (Fact fact in guideline.Constraints.SelectMany(c => FactReader.FactsOf(c.Condition)).Where(f => !f.IsRequired))
            {
                _values.TryAdd(fact, new UnknownValue());
            }
        }

        foreach (Fact fact in facts)
        {
            _values.TryAdd(fact, Plain(fact));
        }
    }

    private void SatisfyConstraints(GuidelineContext guideline, Budget budget)
    {
        ConditionSpace space = new(guideline.Constraints.Select(c => c.Condition), [], budget);
        PossiblePatients possible = new(space, guideline.Constraints, new HashSet<Classification>());
        WitnessFinder finder = new(space.Variables, possible.Impossible, budget);
        ulong[] whole = [.. space.Variables.Select(Part.Full)];
        if (finder.FindPoint(whole) is { } point)
        {
            foreach ((Fact fact, PatientValue value) in finder.ToPatient(point, whole, space.Variables.Select(v => v.Fact).OfType<Fact>().Distinct(), Plain).Patient.Values)
            {
                _values.Add(fact, value);
            }
        }
    }

    public PatientValue ValueOf(Fact fact) => _values.TryGetValue(fact, out PatientValue? value) ? value : Plain(fact);

    private static PatientValue Plain(Fact fact) => fact.Type switch
    {
        YesNo => new YesNoValue(false),
        Enumeration type => new EnumerationValue(type.Values[0]),
        SetOf => new SetValue([]),
        Number or Date => new NumericValue(PlausibleNumber.Middle(NumberDomain.Of(fact.Type))),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Type, null),
    };
}

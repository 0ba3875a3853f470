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
        IEnumerable<Condition> constraints = guideline.Constraints.Select(c => c.Condition);
        ConditionSpace space = new(constraints, []);
        PossiblePatients possible = new(space, guideline.Constraints, new HashSet<Classification>());
        WitnessFinder finder = new(space.Variables, possible.Impossible, budget);
        ulong[] whole = [.. space.Variables.Select(Part.Full)];
        if (Point(finder, whole) is { } point)
        {
            foreach ((Fact fact, PatientValue value) in finder.ToPatient(point, whole, space.Variables.Select(v => v.Fact).OfType<Fact>().Distinct(), Plain).Patient.Values)
            {
                _values.Add(fact, value);
            }
        }

        foreach (Fact fact in facts)
        {
            _values.TryAdd(fact, Plain(fact));
        }
    }

    private static int[]? Point(WitnessFinder finder, ulong[] whole)
    {
        try
        {
            return finder.FindPoint(whole);
        }
        catch (BudgetExceededException)
        {
            return null;
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

using System.Collections.Concurrent;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// The values that a patient of a guideline usually has: of each fact the value that most of its conditions accept, those of rules that advise
/// against something counting the other way round. Where they do not ask, the first value, no, the empty set, a round number in the middle of the
/// range. Dates are those of the day on which the guideline was reviewed.
/// </summary>
internal sealed class TypicalPatient(Guideline guideline)
{
    private static readonly DateOnly UsualDay = new(2025, 1, 1);

    private readonly Lazy<FactVotes> _votes = new(() => FactVotes.Of(guideline));
    private readonly ConcurrentDictionary<Fact, PatientValue> _values = [];

    /// <summary>The day on which the guideline was reviewed.</summary>
    public DateOnly Today { get; } =
        DateOnly.TryParseExact(guideline.Metadata.Reviewed, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly day)
            ? day : UsualDay;

    public PatientValue ValueOf(Fact fact) => _values.GetOrAdd(fact, Find);

    private PatientValue Find(Fact fact) => fact.Type switch
    {
        YesNo => new YesNoValue(_votes.Value.ForValue(fact, 1) > _votes.Value.ForValue(fact, 0)),
        Enumeration type => new EnumerationValue(type.Values.MaxBy(v => (_votes.Value.ForValue(fact, v.Ordinal), -v.Ordinal))!),
        SetOf => new SetValue([]),
        Number or Date => new NumericValue(NumberOf(fact)),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Type, null),
    };

    private Rational NumberOf(Fact fact)
    {
        NumberDomain domain = NumberDomain.Of(fact.Type);
        if (fact.Type is Date date)
        {
            Rational day = Today.DayNumber * (Rational)(date.HasTime ? 86_400 : 1);
            if (domain.Minimum <= day && day <= domain.Maximum)
            {
                return day;
            }
        }

        return PlausibleNumber.Within(_votes.Value.MostAccepted(fact, domain), domain);
    }
}

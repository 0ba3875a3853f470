using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Who is a patient at all: no constraint certainly violated, sets known or unknown as a whole. And whom a faulty classification has
/// already been reported for.
/// </summary>
internal sealed class PossiblePatients
{
    public PossiblePatients(ConditionSpace space, IEnumerable<Constraint> constraints, IReadOnlySet<Classification> faulty)
    {
        int count = space.Variables.Length;
        List<Row> possible = [.. space.Coherence.Select(c => Row.Of(space.Formulas.Negate(c), count, isOutside: true))];
        foreach (Constraint constraint in constraints)
        {
            possible.Add(Row.Of(space.Formulas.Negate(space.Possible(constraint.Condition, unsettledAs: false)), count, isOutside: true));
        }

        Impossible = [.. possible];
        Outside =
        [
            .. possible,
            .. space.Classifications.Where(faulty.Contains).Select(c => Row.Of(Faulty(space, c), count, isOutside: true)),
        ];
    }

    /// <summary>Rows that cover who cannot exist.</summary>
    public ImmutableArray<Row> Impossible { get; }

    /// <summary>The same, and those to whom a classification gives no value, or two.</summary>
    public ImmutableArray<Row> Outside { get; }

    private static Formula Faulty(ConditionSpace space, Classification classification)
    {
        IEnumerable<(Rational, Formula)> values = classification.Branches
            .Select(b => b.Value)
            .Distinct()
            .Select(v => (Rational.One, space.HasValue(classification, v)));
        Formula exactlyOne = space.Formulas.Points(values, IntervalSet.Points([Rational.One]));
        return space.Settlement.Settle(space.Formulas.Negate(exactlyOne), Certainty.Certain, unsettledAs: false);
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Who is a patient at all: no constraint violated, sets known or unknown as a whole. Conditions are asked of them only: what an unknown
/// fact could be is limited by the constraints, too.
/// </summary>
internal sealed class PossiblePatients
{
    private readonly ConditionSpace _space;
    private readonly Formula _constraintsOnUnknowns;
    private readonly Dictionary<int, string> _tooLarge = [];

    public PossiblePatients(ConditionSpace space, IEnumerable<Constraint> constraints, IReadOnlySet<Classification> faulty)
    {
        _space = space;
        Formula[] formulas = [.. constraints.Select(c => space.Compile(c.Condition))];
        _constraintsOnUnknowns = space.Formulas.And(formulas.Where(f => f is { HasOpenLeaves: true, HasUnsettledLeaves: false }));
        IEnumerable<Formula> others = formulas.Where(f => !f.HasOpenLeaves || f.HasUnsettledLeaves);
        Impossible =
        [
            .. space.Coherence.Concat(others).Append(_constraintsOnUnknowns)
                .Select(f => Outside(Settle(f, g => g, Certainty.Possible, unsettledAs: false))),
        ];
        WithoutFaults =
        [
            .. Impossible,
            .. space.Classifications.Where(faulty.Contains).Select(c => Outside(space.Formulas.Negate(IsFaulty(c)))),
        ];
    }

    /// <summary>Rows that cover who cannot exist.</summary>
    public ImmutableArray<Row> Impossible { get; }

    /// <summary>The same, and those to whom a faulty classification gives no value, or two: they are reported there and nowhere else.</summary>
    public ImmutableArray<Row> WithoutFaults { get; }

    /// <summary>Who certainly satisfies the condition; what is not settled counts as said.</summary>
    public Formula Certain(Condition condition, bool unsettledAs) => Certain(_space.Compile(condition), unsettledAs);

    /// <summary>Who may satisfy the condition; what is not settled counts as said.</summary>
    public Formula Possible(Condition condition, bool unsettledAs) => Possible(_space.Compile(condition), unsettledAs);

    public Formula Certain(Formula formula, bool unsettledAs) => Settle(
        formula, f => _space.Formulas.Or(f, _space.Formulas.Negate(_constraintsOnUnknowns)), Certainty.Certain, unsettledAs);

    public Formula Possible(Formula formula, bool unsettledAs) => Settle(
        formula, f => _space.Formulas.And(f, _constraintsOnUnknowns), Certainty.Possible, unsettledAs);

    /// <summary>Why the condition could not be analysed everywhere, or null.</summary>
    public string? ReasonNotAnalysed(Condition condition)
    {
        Formula formula = _space.Compile(condition);
        return UnsettledReasons.Find(formula) ?? _tooLarge.GetValueOrDefault(formula.Id);
    }

    private Formula Settle(Formula formula, Func<Formula, Formula> limit, Certainty certainty, bool unsettledAs)
    {
        try
        {
            return _space.Settlement.Settle(formula.HasOpenLeaves ? limit(formula) : formula, certainty, unsettledAs);
        }
        catch (AnalysisLimitException tooLarge)
        {
            _tooLarge[formula.Id] = tooLarge.Message;
            return _space.Formulas.Constant(unsettledAs);
        }
    }

    /// <summary>A row that covers everybody for whom the formula does not hold.</summary>
    public Row Outside(Formula formula) => Row.Of(_space.Formulas.Negate(formula), _space.Variables.Length, isOutside: true);

    /// <summary>Who certainly gets no value, or more than one.</summary>
    private Formula IsFaulty(Classification classification)
    {
        IEnumerable<(Rational, Formula)> values = classification.Branches
            .Select(b => b.Value)
            .Distinct()
            .Select(v => (Rational.One, _space.HasValue(classification, v)));
        Formula exactlyOne = _space.Formulas.Points(values, IntervalSet.Points([Rational.One]));
        return Certain(_space.Formulas.Negate(exactlyOne), unsettledAs: false);
    }
}

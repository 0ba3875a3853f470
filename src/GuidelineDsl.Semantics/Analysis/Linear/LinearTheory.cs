using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>
/// Which regions hold anybody at all, where conditions compare facts with one another: the cells of a sum and of the facts that it adds up must
/// have values in common.
/// </summary>
internal sealed class LinearTheory
{
    private readonly ImmutableArray<Variable> _terms;
    private readonly ImmutableArray<Variable> _quantities;
    private readonly ImmutableArray<ImmutableArray<(int Unknown, Rational Coefficient)>> _sums;
    private readonly Dictionary<string, Rational[]?> _known = [];
    private readonly HashSet<int> _involved;

    /// <param name="terms">The variables for sums.</param>
    /// <param name="quantityOf">The variable of a fact, or of the day of evaluation.</param>
    public LinearTheory(IEnumerable<Variable> terms, Func<Quantity, Variable> quantityOf)
    {
        _terms = [.. terms];
        _quantities = [.. _terms.SelectMany(t => t.Form!.Terms).Select(t => quantityOf(t.Quantity)).Distinct().OrderBy(v => v.Index)];
        _sums = [.. _terms.Select(t => t.Form!.Terms.Select(q => (_quantities.IndexOf(quantityOf(q.Quantity)), q.Coefficient)).ToImmutableArray())];
        _involved = [.. _terms.Concat(_quantities).Select(v => v.Index)];
    }

    public bool Involves(int variable) => _involved.Contains(variable);

    public bool HoldsSomebody(ulong[] region, Budget budget) => Solve(region, budget) is not null;

    /// <summary>
    /// Values for the facts in sums at a point of the space, each as near to what is wanted as the others allow.
    /// </summary>
    public Dictionary<Variable, Rational> ValuesAt(ulong[] point, Func<Variable, Rational> wanted, Budget budget)
    {
        bool[] unknown = [.. _quantities.Select(q => Known(q, point[q.Index]) is null)];
        List<Inequality> inequalities = Inequalities(point, unknown) ?? throw new InvalidOperationException("The point holds nobody.");
        LinearSystem system = new(IsWhole, budget);
        Dictionary<Variable, Rational> values = [];
        for (int i = 0; i < _quantities.Length; i++)
        {
            Variable variable = _quantities[i];
            if (unknown[i])
            {
                continue;
            }

            Rational unit = Unit(variable);
            Inequality[] fixedTo = [.. Equal(i, wanted(variable) / unit)];
            if (system.Solve([.. inequalities, .. fixedTo]) is null)
            {
                fixedTo = [.. Equal(i, system.Solve(inequalities)![i])];
            }

            inequalities.AddRange(fixedTo);
            values.Add(variable, fixedTo[0].Bound * unit);
        }

        return values;
    }

    private ImmutableArray<bool> IsWhole => [.. _quantities.Select(q => q.Domain!.Step is not null)];

    private Rational[]? Solve(ulong[] region, Budget budget)
    {
        string key = string.Join(',', _involved.Order().Select(i => region[i]));
        if (!_known.TryGetValue(key, out Rational[]? solution))
        {
            solution = SolveWithUnknowns(region, 0, new bool[_quantities.Length], budget);
            _known.Add(key, solution);
        }

        return solution;
    }

    // Each quantity is known or unknown, where its part allows both.
    private Rational[]? SolveWithUnknowns(ulong[] region, int index, bool[] unknown, Budget budget)
    {
        if (index == _quantities.Length)
        {
            return Inequalities(region, unknown) is { } inequalities ? new LinearSystem(IsWhole, budget).Solve(inequalities) : null;
        }

        Variable variable = _quantities[index];
        ulong part = region[variable.Index];
        Rational[]? solution = null;
        if (Known(variable, part) is not null)
        {
            solution = SolveWithUnknowns(region, index + 1, unknown, budget);
        }

        if (solution is null && variable.HasUnknown && Part.Contains(variable, part, variable.Count - 1))
        {
            unknown[index] = true;
            solution = SolveWithUnknowns(region, index + 1, unknown, budget);
            unknown[index] = false;
        }

        return solution;
    }

    // Null when a sum cannot be as known or unknown as its parts make it.
    private List<Inequality>? Inequalities(ulong[] region, bool[] unknown)
    {
        List<Inequality> inequalities = [];
        for (int i = 0; i < _quantities.Length; i++)
        {
            Interval whole = new(_quantities[i].Domain!.Minimum, true, _quantities[i].Domain!.Maximum, true);
            inequalities.AddRange(Within([(i, Rational.One)], unknown[i] ? whole : Known(_quantities[i], region[_quantities[i].Index])!.Value));
        }

        for (int t = 0; t < _terms.Length; t++)
        {
            ulong part = region[_terms[t].Index];
            bool isKnown = _sums[t].All(s => !unknown[s.Unknown]);
            if (isKnown ? Known(_terms[t], part) is null : !Part.Contains(_terms[t], part, _terms[t].Count - 1))
            {
                return null;
            }

            if (isKnown)
            {
                inequalities.AddRange(Within(_sums[t], Known(_terms[t], part)!.Value));
            }
        }

        return inequalities;
    }

    // The values that the part's known cells reach from end to end; null when only the unknown is left.
    private static Interval? Known(Variable variable, ulong part)
    {
        CellSet cells = Part.ToCells(variable, part).Intersect(variable.Known);
        if (cells.IsEmpty)
        {
            return null;
        }

        Interval first = variable.Intervals[cells.First];
        Interval last = variable.Intervals[cells.Last];
        return new Interval(first.From, first.FromInclusive, last.To, last.ToInclusive);
    }

    private IEnumerable<Inequality> Within(IEnumerable<(int Unknown, Rational Coefficient)> sum, Interval interval)
    {
        Rational[] coefficients = new Rational[_quantities.Length];
        foreach ((int unknown, Rational coefficient) in sum)
        {
            coefficients[unknown] += coefficient * Unit(_quantities[unknown]);
        }

        if (interval.To is { } to)
        {
            yield return new Inequality([.. coefficients], to, !interval.ToInclusive);
        }

        if (interval.From is { } from)
        {
            yield return new Inequality([.. coefficients.Select(c => -c)], -from, !interval.FromInclusive);
        }
    }

    // Stepped facts count in steps, so that their unknowns are whole.
    private static Rational Unit(Variable variable) => variable.Domain!.Step ?? Rational.One;

    private IEnumerable<Inequality> Equal(int unknown, Rational value)
    {
        Rational[] coefficients = new Rational[_quantities.Length];
        coefficients[unknown] = Rational.One;
        yield return new Inequality([.. coefficients], value, false);
        yield return new Inequality([.. coefficients.Select(c => -c)], -value, false);
    }
}

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
    private readonly Rational[][] _sums;
    private readonly bool[] _isWhole;
    private readonly Dictionary<string, Rational[]?> _known = [];
    private readonly HashSet<int> _involved;

    /// <param name="terms">The variables for sums.</param>
    /// <param name="quantityOf">The variable of a fact, or of the day of evaluation.</param>
    public LinearTheory(IEnumerable<Variable> terms, Func<Quantity, Variable> quantityOf)
    {
        _terms = [.. terms];
        _quantities = [.. _terms.SelectMany(t => t.Form!.Terms).Select(t => quantityOf(t.Quantity)).Distinct().OrderBy(v => v.Index)];
        _isWhole = [.. _quantities.Select(q => q.Domain!.Step is not null)];
        _sums = [.. _terms.Select(t => Coefficients(t.Form!, quantityOf))];
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
        Rational[] start = [.. _quantities.Select((q, i) => unknown[i] ? Rational.Zero : wanted(q) / Unit(q))];
        Rational[] solution = Bounds(point, unknown) is { } bounds && new LinearSystem(_sums, _isWhole, budget).Solve(bounds, start) is { } found
            ? found
            : throw new InvalidOperationException("The point holds nobody.");
        return Enumerable.Range(0, _quantities.Length).Where(i => !unknown[i]).ToDictionary(i => _quantities[i], i => solution[i] * Unit(_quantities[i]));
    }

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
            return Bounds(region, unknown) is { } bounds
                ? new LinearSystem(_sums, _isWhole, budget).Solve(bounds, new Rational[_quantities.Length])
                : null;
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

    // Of the quantities, then of the sums; null when a sum cannot be as known or unknown as its parts make it.
    private Interval[]? Bounds(ulong[] region, bool[] unknown)
    {
        Interval[] bounds = new Interval[_quantities.Length + _terms.Length];
        for (int i = 0; i < _quantities.Length; i++)
        {
            NumberDomain domain = _quantities[i].Domain!;
            Rational unit = Unit(_quantities[i]);
            Interval interval = unknown[i]
                ? new(domain.Minimum, true, domain.Maximum, true)
                : Known(_quantities[i], region[_quantities[i].Index])!.Value;
            bounds[i] = interval with { From = interval.From / unit, To = interval.To / unit };
        }

        for (int t = 0; t < _terms.Length; t++)
        {
            ulong part = region[_terms[t].Index];
            bool isKnown = Enumerable.Range(0, _quantities.Length).All(i => _sums[t][i].Sign == 0 || !unknown[i]);
            if (isKnown ? Known(_terms[t], part) is null : !Part.Contains(_terms[t], part, _terms[t].Count - 1))
            {
                return null;
            }

            bounds[_quantities.Length + t] = isKnown ? Known(_terms[t], part)!.Value : Interval.All;
        }

        return bounds;
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

    private Rational[] Coefficients(LinearForm form, Func<Quantity, Variable> quantityOf)
    {
        Rational[] coefficients = new Rational[_quantities.Length];
        foreach ((Quantity quantity, Rational coefficient) in form.Terms)
        {
            Variable variable = quantityOf(quantity);
            coefficients[_quantities.IndexOf(variable)] = coefficient * Unit(variable);
        }

        return coefficients;
    }

    // Stepped facts count in steps, so that their unknowns are whole.
    private static Rational Unit(Variable variable) => variable.Domain!.Step ?? Rational.One;
}

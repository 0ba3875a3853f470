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
    private readonly ImmutableArray<(Quantity Quantity, Variable Variable)> _quantities;
    private readonly ImmutableArray<MovedDates> _moved;
    private readonly Rational[][] _rows;
    private readonly bool[] _isWhole;
    private readonly Dictionary<string, Rational[]?> _known = [];
    private readonly HashSet<int> _involved;

    /// <param name="terms">The variables for sums.</param>
    /// <param name="variableOf">The variable of a fact, or of the day of evaluation.</param>
    public LinearTheory(IEnumerable<Variable> terms, Func<Quantity, Variable> variableOf)
    {
        _terms = [.. terms];

        // What is moved by months stands behind what it is moved from.
        _quantities =
        [
            .. _terms.SelectMany(t => t.Form!.Terms).Select(t => t.Quantity)
                .SelectMany(q => (Quantity[])[q with { Months = 0 }, q])
                .Distinct()
                .Select(q => (q, variableOf(q)))
                .OrderBy(q => q.Item2.Index).ThenBy(q => q.q.Months != 0).ThenBy(q => q.q.Months),
        ];
        _isWhole = [.. _quantities.Select(q => q.Variable.Domain!.Step is not null)];
        _moved = MovedDates.Of(_quantities, _terms.Length);
        _rows = [.. _terms.Select(Coefficients), .. _moved.SelectMany(m => m.Rows(_quantities.Length))];
        _involved = [.. _terms.Concat(_quantities.Select(q => q.Variable)).Select(v => v.Index)];
    }

    public bool Involves(int variable) => _involved.Contains(variable);

    public bool HoldsSomebody(ulong[] region, Budget budget) => Solve(region, budget) is not null;

    /// <summary>
    /// Values for the facts in sums at a point of the space, each as near to what is wanted as the others allow.
    /// </summary>
    public Dictionary<Variable, Rational> ValuesAt(ulong[] point, Func<Variable, Rational> wanted, Budget budget)
    {
        bool[] unknown = [.. _quantities.Select(q => Known(q.Variable, point[q.Variable.Index]) is null)];
        Rational[] start = [.. _quantities.Select((q, i) => unknown[i] ? Rational.Zero : wanted(q.Variable) / Unit(q.Variable))];
        Rational[] solution = Bounds(point, unknown) is { } bounds && Solve(bounds, start, unknown, budget) is { } found
            ? found
            : throw new InvalidOperationException("The point holds nobody.");
        return Enumerable.Range(0, _quantities.Length).Where(i => !unknown[i] && _quantities[i].Quantity.Months == 0)
            .ToDictionary(i => _quantities[i].Variable, i => solution[i] * Unit(_quantities[i].Variable));
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
            return Bounds(region, unknown) is { } bounds ? Solve(bounds, new Rational[_quantities.Length], unknown, budget) : null;
        }

        (Quantity quantity, Variable variable) = _quantities[index];
        if (quantity.Months != 0)
        {
            unknown[index] = unknown[index - 1];
            return SolveWithUnknowns(region, index + 1, unknown, budget);
        }

        ulong part = region[variable.Index];
        Rational[]? solution = null;
        unknown[index] = false;
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

    private Rational[]? Solve(Interval[] bounds, Rational[] wanted, bool[] unknown, Budget budget)
    {
        LinearSystem system = new(_rows, _isWhole, budget);
        MovedDates[] moved = [.. _moved.Where(m => !unknown[m.Date])];
        Interval[] relaxed = [.. bounds];
        foreach (MovedDates dates in moved)
        {
            dates.Relax(relaxed);
        }

        return moved.Length == 0 ? system.Solve(bounds, wanted)
            : system.Solve(relaxed, wanted) is null ? null
            : MovedDates.Place(moved, system, relaxed, wanted);
    }

    // Of the quantities, then of the sums and of the moves; null when a sum cannot be as known or unknown as its parts make it.
    private Interval[]? Bounds(ulong[] region, bool[] unknown)
    {
        Interval[] bounds = new Interval[_quantities.Length + _rows.Length];
        for (int i = 0; i < _quantities.Length; i++)
        {
            (Quantity quantity, Variable variable) = _quantities[i];
            NumberDomain domain = MovedDates.DomainOf(quantity, variable);
            Rational unit = Unit(variable);
            Interval interval = unknown[i] || quantity.Months != 0
                ? new(domain.Minimum, true, domain.Maximum, true)
                : Known(variable, region[variable.Index])!.Value;
            bounds[i] = interval with { From = interval.From / unit, To = interval.To / unit };
        }

        for (int t = 0; t < _terms.Length; t++)
        {
            ulong part = region[_terms[t].Index];
            bool isKnown = Enumerable.Range(0, _quantities.Length).All(i => _rows[t][i].Sign == 0 || !unknown[i]);
            if (isKnown ? Known(_terms[t], part) is null : !Part.Contains(_terms[t], part, _terms[t].Count - 1))
            {
                return null;
            }

            bounds[_quantities.Length + t] = isKnown ? Known(_terms[t], part)!.Value : Interval.All;
        }

        Array.Fill(bounds, Interval.All, _quantities.Length + _terms.Length, _rows.Length - _terms.Length);
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

    private Rational[] Coefficients(Variable term)
    {
        Rational[] coefficients = new Rational[_quantities.Length];
        foreach ((Quantity quantity, Rational coefficient) in term.Form!.Terms)
        {
            int index = _quantities.IndexOf(_quantities.First(q => q.Quantity == quantity));
            coefficients[index] = coefficient * Unit(_quantities[index].Variable);
        }

        return coefficients;
    }

    // Stepped facts count in steps, so that their unknowns are whole.
    private static Rational Unit(Variable variable) => variable.Domain!.Step ?? Rational.One;
}

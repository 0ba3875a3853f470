using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What is unknown of one patient for one question, as the levels of a search.</summary>
internal static class SearchPlan
{
    /// <param name="question">The question.</param>
    /// <param name="state">The memory with the patient, all conditions visited.</param>
    /// <param name="visit">Visits all conditions again.</param>
    /// <param name="thaws">
    /// Whether facts become known when they are given a value. Otherwise only their values are tried, and whether they are known stays.
    /// </param>
    public static List<SearchLevel> Make(Question question, EvaluationState state, Action visit, bool thaws)
    {
        GuidelineDescription guideline = state.Description;
        List<SearchLevel> levels = [];
        Dictionary<int, SortedSet<Rational>> induced = [];
        LookBudget budget = new();
        ForgetOtherMembers(question.Space, state);
        foreach (NumberCells number in question.Space.Numbers)
        {
            ImmutableArray<int> unknown = [.. number.Facts.Where(fact => state.Codes[fact] == EvaluationState.UnknownCode)];
            NumberRange range = state.Numbers[number.Slot];
            if (unknown.IsEmpty || range.IsDetermined || range.IsUndefined || state.Assumed[number.Slot] is not null)
            {
                continue;
            }

            if (unknown.Length == 1 && number.IsMonotone && InducedValues.Find(number, guideline.Facts[unknown[0]], state, visit) is { } values)
            {
                induced.TryAdd(unknown[0], []);
                induced[unknown[0]].UnionWith(values);
            }
            else if (!NumberValues.TryAdd(number, unknown, question.Space, state, visit, thaws, budget, induced) && !number.Thresholds.IsEmpty)
            {
                levels.Add(new NumberLevel(number.Slot, ValuesOf(number, range), unknown));
            }
        }

        foreach (FactCells cells in question.Space.Facts)
        {
            FactDescription fact = guideline.Facts[cells.Fact];
            bool isSet = fact.Kind == FactValueKind.Set;
            if (state.Codes[fact.Index] != EvaluationState.UnknownCode)
            {
                continue;
            }

            if (isSet)
            {
                if (cells.MayStayUnknown && thaws)
                {
                    levels.Add(new SetKnownLevel(fact.Index));
                }

                levels.AddRange(cells.Members.Select(member => new MemberLevel(fact.Index, state.SetStarts[fact.Index], member)));
            }
            else
            {
                ImmutableArray<Rational> values = induced.TryGetValue(fact.Index, out SortedSet<Rational>? more)
                    ? Complete([.. more.Union(cells.Representatives).Order()], fact)
                    : cells.Representatives;
                levels.Add(new ValueLevel(fact, values, cells.MayStayUnknown && thaws, state.Known[fact.Index], thaws));
            }
        }

        return [.. levels.OrderBy(level => level.Facts[0])];
    }

    /// <summary>Members that no condition names are absent; one of them, if it matters, is among the cells.</summary>
    private static void ForgetOtherMembers(SearchSpace space, EvaluationState state)
    {
        foreach (FactCells cells in space.Facts)
        {
            FactDescription fact = state.Description.Facts[cells.Fact];
            if (fact.Kind != FactValueKind.Set || state.Codes[fact.Index] != EvaluationState.UnknownCode)
            {
                continue;
            }

            for (int member = 0; member < fact.Values.Length; member++)
            {
                if (!cells.Members.Contains(member))
                {
                    state.Absent[state.SetStarts[fact.Index] + (member >> 6)] |= 1UL << (member & 63);
                }
            }
        }
    }

    /// <summary>Of a continuous number also one value between each two: several computed numbers cut it, each at places of its own.</summary>
    private static ImmutableArray<Rational> Complete(ImmutableArray<Rational> values, FactDescription fact) =>
        fact.Coding.Step is not null ? values
        : [.. values.SelectMany((value, i) => i == 0 ? (Rational[])[value] : [(values[i - 1] + value) / 2, value])];

    /// <summary>One value on each threshold and one in each space between, as far as the number can take them; and none, where there may be none.</summary>
    private static ImmutableArray<NumberRange> ValuesOf(NumberCells number, NumberRange range)
    {
        List<NumberRange> choices = range.CanBeUndefined ? [NumberRange.Undefined] : [];
        SortedSet<Rational> values = [];
        for (int i = 0; i <= number.Thresholds.Length; i++)
        {
            Rational? below = i > 0 ? number.Thresholds[i - 1] : null;
            Rational? above = i < number.Thresholds.Length ? number.Thresholds[i] : null;
            if (above is { } threshold && range.Contains(threshold) && (number.Step is not { } grid || threshold.IsMultipleOf(grid)))
            {
                values.Add(threshold);
            }

            Rational? low = Larger(below, range.Low);
            Rational? high = Smaller(above, range.High);
            if (Inside(low, high, below, above, number.Step) is { } inside && range.Contains(inside))
            {
                values.Add(inside);
            }
        }

        return [.. choices, .. (values.Count > 0 ? values : [range.Low ?? range.High ?? Rational.Zero]).Select(value => (NumberRange)value)];
    }

    /// <summary>A value of the grid strictly between two thresholds, and within the range.</summary>
    private static Rational? Inside(Rational? low, Rational? high, Rational? below, Rational? above, Rational? step)
    {
        Rational value = (low, high) switch
        {
            ({ } a, { } b) => (a + b) / 2,
            ({ } a, null) => a + (step ?? 1),
            (null, { } b) => b - (step ?? 1),
            (null, null) => Rational.Zero,
        };
        if (step is { } grid)
        {
            value = (value / grid).Floor() * grid;
            while (value < (low ?? value) || value <= (below ?? (value - 1)))
            {
                value += grid;
            }
        }

        return value > (below ?? (value - 1)) && value < (above ?? (value + 1)) ? value : null;
    }

    private static Rational? Larger(Rational? a, Rational? b) => a is { } x && b is { } y ? (x > y ? x : y) : a ?? b;

    private static Rational? Smaller(Rational? a, Rational? b) => a is { } x && b is { } y ? (x < y ? x : y) : a ?? b;
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>The values of each fact that a question tells apart.</summary>
internal sealed class CellFinder(GuidelineLayout layout)
{
    /// <param name="roots">The conditions of the question.</param>
    /// <param name="withConstraints">Whether constraints that are tied to its facts count.</param>
    public SearchSpace SpaceOf(IEnumerable<Condition> roots, bool withConstraints)
    {
        FactReach reach = new(layout.Numbers);
        foreach (Condition root in roots)
        {
            reach.Add(root);
        }

        return SpaceOf(reach, withConstraints);
    }

    public SearchSpace SpaceOf(FactReach reach, bool withConstraints)
    {
        ImmutableArray<int> derived = [.. reach.Derived.Select(layout.IndexOf).Order()];
        if (withConstraints)
        {
            AddTiedConstraints(reach);
        }

        ILookup<Fact, Condition> leaves = reach.Leaves.Where(leaf => FactOf(leaf) is not null).ToLookup(leaf => FactOf(leaf)!);
        ImmutableArray<FactCells> facts =
        [
            .. reach.Facts.OrderBy(layout.IndexOf)
                .Where(fact => leaves.Contains(fact) || reach.AskedFor.Contains(fact) || reach.NumberFacts.Contains(fact))
                .Select(fact => CellsOf(fact, [.. leaves[fact]], reach.NumberFacts.Contains(fact), reach.AskedFor.Contains(fact))),
        ];
        ILookup<NumberSlot, IntervalSet> compared = reach.Leaves.OfType<NumberTest>()
            .Where(test => test.Subject is not (FactValue or ScoreValue))
            .ToLookup(test => layout.Numbers.Of(test.Subject), test => test.Values);
        return new SearchSpace(facts, [.. reach.Slots.Where(slot => compared.Contains(slot) || reach.AskedSlots.Contains(slot)).OrderBy(slot => slot.Index).Select(slot => CellsOf(slot, compared[slot]))], derived);
    }

    private static Fact? FactOf(Condition leaf) => leaf switch
    {
        YesNoTest test => test.Fact,
        ValueTest test => test.Fact,
        SetTest test => test.Fact,
        NumberTest { Subject: FactValue fact } => fact.Fact,
        NumberTest => null,
        _ => throw new InvalidOperationException($"No such leaf: {leaf.GetType().Name}."),
    };

    private void AddTiedConstraints(FactReach reach)
    {
        List<(Condition Condition, HashSet<Fact> Facts)> open = [];
        foreach ((Constraint constraint, _) in layout.Constraints)
        {
            FactReach own = new(layout.Numbers);
            own.Add(constraint.Condition);
            open.Add((constraint.Condition, own.Facts));
        }

        while (open.Find(constraint => constraint.Facts.Overlaps(reach.Facts)) is { Condition: not null } tied)
        {
            open.Remove(tied);
            reach.Add(tied.Condition);
        }
    }

    private NumberCells CellsOf(NumberSlot slot, IEnumerable<IntervalSet> compared)
    {
        FactReach own = new(layout.Numbers);
        own.AddNumber(slot);
        return new NumberCells(
            slot.Index,
            FactCodes.ThresholdsOf(compared),
            Expressions.StepOf(slot.Expression),
            [.. own.Facts.Select(layout.IndexOf).Order()],
            [.. own.NumberFacts.Select(layout.IndexOf).Order()],
            Expressions.IsMonotone(slot.Expression));
    }

    private FactCells CellsOf(Fact fact, ImmutableArray<Condition> leaves, bool isInNumber, bool isAskedFor)
    {
        int index = layout.IndexOf(fact);
        return fact.Type switch
        {
            YesNo => new FactCells(index, Numbers(leaves.IsEmpty ? [0] : [0, 1]), [], isAskedFor),
            Enumeration type => new FactCells(index, Numbers(Grouped(Enumerable.Range(0, type.Values.Length), leaves, Holds)), [], isAskedFor),
            SetOf type => new FactCells(index, [], MembersOf(type, leaves), isAskedFor),
            Number type => new FactCells(index, Representatives(leaves, type.Minimum, type.Maximum, type.Resolution, isInNumber), [], isAskedFor),
            Date type => new FactCells(
                index,
                Representatives(
                    leaves,
                    type.Minimum ?? CalendarArithmetic.Earliest,
                    type.Maximum ?? (type.HasTime ? CalendarArithmetic.LatestSecond : CalendarArithmetic.LatestDay),
                    Rational.One,
                    isInNumber),
                [],
                isAskedFor),
            _ => throw new InvalidOperationException($"No such type: {fact.Type.GetType().Name}."),
        };

        static bool Holds(Condition leaf, int ordinal) => ((ValueTest)leaf).Values.Contains(ordinal);
    }

    /// <summary>The members that some condition names one by one, and one for all the others where some condition looks at the whole set.</summary>
    private static ImmutableArray<int> MembersOf(SetOf type, ImmutableArray<Condition> leaves)
    {
        int[] all = [.. Enumerable.Range(0, type.Values.Length)];
        SortedSet<int> members = [];
        foreach (SetTest test in leaves.Cast<SetTest>())
        {
            members.UnionWith(test.Kind == SetTestKind.IsEmpty ? [] : test.Values.Ordinals);
        }

        if (leaves.Cast<SetTest>().Any(test => test.Kind is SetTestKind.IsEmpty or SetTestKind.IncludesOnly) || leaves.IsEmpty)
        {
            members.UnionWith(all.Where(member => !members.Contains(member)).Take(1).ToArray());
        }

        return [.. members];
    }

    private static ImmutableArray<Rational> Representatives(
        ImmutableArray<Condition> leaves, Rational? minimum, Rational? maximum, Rational? step, bool keepsAll)
    {
        ImmutableArray<IntervalSet> sets = CellGroups.Distinct(leaves.Cast<NumberTest>().Select(test => test.Values));
        ImmutableArray<Rational> thresholds = FactCodes.ThresholdsOf(sets);
        List<Rational> values = [];
        for (int i = 0; i <= thresholds.Length; i++)
        {
            Rational? below = i > 0 ? thresholds[i - 1] : null;
            Rational? above = i < thresholds.Length ? thresholds[i] : null;
            AddIfPossible(Between(below, above, minimum, maximum, step));
            AddIfPossible(above);
        }

        return keepsAll ? [.. values] : CellGroups.FirstOfEach(values, sets);

        void AddIfPossible(Rational? candidate)
        {
            if (candidate is { } value
                && value >= (minimum ?? value) && value <= (maximum ?? value) && (step is not { } grid || value.IsMultipleOf(grid)))
            {
                values.Add(value);
            }
        }
    }

    /// <summary>A value strictly between two thresholds; null ends are open, the range and the grid are kept where possible.</summary>
    private static Rational? Between(Rational? below, Rational? above, Rational? minimum, Rational? maximum, Rational? step)
    {
        Rational? low = below is { } b && minimum is { } m ? (b > m ? b : m) : below ?? minimum;
        Rational? high = above is { } a && maximum is { } n ? (a < n ? a : n) : above ?? maximum;
        Rational value = (low, high) switch
        {
            ({ } x, { } y) => step is { } grid ? FirstStep(x, below, grid) : (x + y) / 2,
            ({ } x, null) => step is { } grid ? FirstStep(x, below, grid) : x + 1,
            (null, { } y) => step is { } grid ? ((y / grid).Floor() - 1) * grid : y - 1,
            (null, null) => Rational.Zero,
        };
        return (below is null || value > below) && (above is null || value < above) ? value : null;

        static Rational FirstStep(Rational from, Rational? below, Rational grid)
        {
            Rational first = (from / grid).Ceiling() * grid;
            return first == below ? first + grid : first;
        }
    }

    /// <summary>The first of each group of values that all tests treat alike.</summary>
    private static IEnumerable<TValue> Grouped<TValue, TTest>(IEnumerable<TValue> values, ImmutableArray<TTest> tests, Func<TTest, TValue, bool> holds) =>
        values.GroupBy(value => string.Concat(tests.Select(test => holds(test, value) ? '1' : '0'))).Select(group => group.First());

    private static ImmutableArray<Rational> Numbers(IEnumerable<int> values) => [.. values.Select(value => (Rational)value)];
}

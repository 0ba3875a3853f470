using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Semantics.Model;
using Enumeration = GuidelineDsl.Semantics.Model.Enumeration;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>The axes of a guideline's network, in the order in which conditions ask for them.</summary>
internal sealed class CircuitAxes
{
    private readonly GuidelineLayout _layout;
    private readonly FactCodes _codes;
    private readonly Dictionary<int, SortedSet<long>> _limits = [];
    private readonly Dictionary<Fact, int> _ofFact = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Axis> _axes = [];
    private readonly List<ConditionNode> _tests = [];

    public CircuitAxes(GuidelineLayout layout, FactCodes codes)
    {
        _layout = layout;
        _codes = codes;
        FactReach reach = new(layout.Numbers);
        foreach (DecisionLayout decision in layout.Decisions)
        {
            reach.Add(decision.Decision.Scope);
            foreach (Condition condition in decision.Decision.Rules.Select(rule => rule.Condition).Concat(decision.Decision.Silences.Select(s => s.Condition)))
            {
                reach.Add(condition);
            }
        }

        foreach ((Constraint constraint, _) in layout.Constraints)
        {
            reach.Add(constraint.Condition);
        }

        foreach (NumberTest test in reach.Leaves.OfType<NumberTest>())
        {
            if (test.Subject is FactValue subject)
            {
                AddLimits(layout.IndexOf(subject.Fact), RangesOf(test, subject.Fact));
            }
        }
    }

    public ImmutableArray<Axis> All => [.. _axes];

    /// <summary>The conditions behind the axes of kind <see cref="AxisKind.Condition"/>, in their order.</summary>
    public ImmutableArray<ConditionNode> Tests => [.. _tests];

    public int BinCount(int axis) => _axes[axis].Bins;

    /// <summary>The axis of the values of a fact; of a set only whether it is known.</summary>
    public int OfFact(Fact fact)
    {
        if (!_ofFact.TryGetValue(fact, out int axis))
        {
            axis = NewAxis(fact);
            _ofFact.Add(fact, axis);
        }

        return axis;
    }

    private int NewAxis(Fact fact)
    {
        int index = _layout.IndexOf(fact);
        return Number($"f{index}", () => fact.Type switch
        {
            YesNo => new Axis(AxisKind.Value, index, [], 3),
            Enumeration type => new Axis(AxisKind.Value, index, [], type.Values.Length + 1),
            Semantics.Model.Number or Date => NumberAxis(index),
            SetOf type => new Axis(AxisKind.AnyMember, index, [.. new long[SetLayout.Words(type.Values.Length)]], 3),
            _ => throw new InvalidOperationException($"No such type: {fact.Type.GetType().Name}."),
        });
    }

    public int OfMembers(Fact fact, AxisKind kind, ValueSet members)
    {
        int index = _layout.IndexOf(fact);
        long[] words = new long[SetLayout.Words(((SetOf)fact.Type).Values.Length)];
        foreach (int member in members.Ordinals)
        {
            words[member >> 6] |= 1L << (member & 63);
        }

        AxisKind asked = members.Ordinals.Length == 1 ? AxisKind.AnyMember : kind;
        return Number($"{asked}{index}:{string.Join(',', words)}", () => new Axis(asked, index, [.. words], 3));
    }

    public int OfCondition(ConditionNode node) => Number($"c{node.Index}", () =>
    {
        _tests.Add(node);
        return new Axis(AxisKind.Condition, node.Index, [], 3);
    });

    /// <summary>The bins in which a comparison of a fact with constants holds.</summary>
    public ImmutableArray<BinRange> BinsOf(ConditionNode node)
    {
        NumberTest test = (NumberTest)node.Condition;
        Fact fact = ((FactValue)test.Subject).Fact;
        Axis axis = _axes[OfFact(fact)];
        return [.. RangesOf(test, fact).Select(range => new BinRange(axis.BinOf(range.Low), axis.BinOf(range.High)))];
    }

    private IEnumerable<(long Low, long High)> RangesOf(NumberTest test, Fact fact)
    {
        foreach (Interval interval in test.Values.Intervals)
        {
            if (_codes.Codes(fact, interval) is { } range)
            {
                yield return range;
            }
        }
    }

    private Axis NumberAxis(int fact)
    {
        ImmutableArray<long> limits = _limits.TryGetValue(fact, out SortedSet<long>? known) ? [.. known] : [];
        return new Axis(AxisKind.Number, fact, limits, limits.Length + 2);
    }

    private void AddLimits(int fact, IEnumerable<(long Low, long High)> ranges)
    {
        if (!_limits.TryGetValue(fact, out SortedSet<long>? limits))
        {
            limits = [];
            _limits.Add(fact, limits);
        }

        foreach ((long low, long high) in ranges)
        {
            // The smallest code of all stands for "no lower end".
            if (low > EvaluationState.UnknownCode + 1)
            {
                limits.Add(low);
            }

            if (high < long.MaxValue)
            {
                limits.Add(high + 1);
            }
        }
    }

    private int Number(string key, Func<Axis> make)
    {
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _axes.Count;
            _axes.Add(make());
            _numbers.Add(key, number);
        }

        return number;
    }
}

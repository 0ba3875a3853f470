using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>How the values of each fact become codes, and comparisons ranges of codes.</summary>
internal sealed class FactCodes
{
    private readonly Dictionary<Fact, FactCoding> _codings = [];
    private readonly Dictionary<(Fact, Interval), (long Low, long High)?> _ranges = [];

    public FactCodes(GuidelineLayout layout)
    {
        FactReach reach = new(layout.Numbers);
        foreach (Symbol derived in layout.Derived)
        {
            reach.AddDerived(derived);
        }

        for (int i = 0; i < layout.Conditions.Count; i++)
        {
            if (layout.Conditions[i] is { Parts.IsEmpty: true, IsRepeat: false } leaf)
            {
                reach.Add(leaf.Condition);
            }
        }

        ILookup<Fact, NumberTest> tests = reach.Leaves.OfType<NumberTest>()
            .Where(test => test.Subject is FactValue)
            .ToLookup(test => ((FactValue)test.Subject).Fact);
        foreach (Fact fact in layout.Guideline.Facts)
        {
            _codings.Add(fact, CodingOf(fact, tests[fact]));
        }
    }

    public FactCoding this[Fact fact] => _codings[fact];

    /// <summary>The codes of a range: first and last, both included; null where none lies in it.</summary>
    public (long Low, long High)? Codes(Fact fact, Interval interval)
    {
        if (!_ranges.TryGetValue((fact, interval), out (long Low, long High)? range))
        {
            range = Find(fact, interval);
            _ranges.Add((fact, interval), range);
        }

        return range;
    }

    private (long Low, long High)? Find(Fact fact, Interval interval)
    {
        FactCoding coding = _codings[fact];
        BigInteger low = long.MinValue + (BigInteger)1;
        BigInteger high = long.MaxValue;
        if (coding.Step is { } step)
        {
            if (interval.From is { } from)
            {
                Rational count = from / step;
                low = interval.FromInclusive ? count.Ceiling() : count.Floor() + 1;
            }

            if (interval.To is { } to)
            {
                Rational count = to / step;
                high = interval.ToInclusive ? count.Floor() : count.Ceiling() - 1;
            }
        }
        else
        {
            if (interval.From is { } from)
            {
                low = (2 * coding.Thresholds.BinarySearch(from)) + (interval.FromInclusive ? 1 : 2);
            }

            if (interval.To is { } to)
            {
                high = (2 * coding.Thresholds.BinarySearch(to)) + (interval.ToInclusive ? 1 : 0);
            }
        }

        low = BigInteger.Max(low, long.MinValue + (BigInteger)1);
        high = BigInteger.Min(high, long.MaxValue);
        return low > high ? null : ((long)low, (long)high);
    }

    private static FactCoding CodingOf(Fact fact, IEnumerable<NumberTest> tests) => fact.Type switch
    {
        Number { Resolution: { } step } => new FactCoding(step, []),
        Number => new FactCoding(null, ThresholdsOf(tests.Select(test => test.Values))),
        YesNo or Enumeration or SetOf or Date => new FactCoding(Rational.One, []),
        _ => throw new InvalidOperationException($"No such type: {fact.Type.GetType().Name}."),
    };

    public static ImmutableArray<Rational> ThresholdsOf(IEnumerable<IntervalSet> sets) =>
    [
        .. sets.SelectMany(set => set.Intervals)
            .SelectMany(interval => (Rational?[])[interval.From, interval.To])
            .OfType<Rational>().Distinct().Order(),
    ];
}

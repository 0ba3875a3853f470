using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>Numbers that a question does not tell apart. A question of thousands of comparisons mentions few limits, and neighbours differ in few of them.</summary>
internal static class CellGroups
{
    /// <summary>Equal sets once.</summary>
    public static ImmutableArray<IntervalSet> Distinct(IEnumerable<IntervalSet> sets) => [.. sets.Distinct(ByIntervals.Instance)];

    /// <summary>The first of each group of values that all sets treat alike.</summary>
    /// <param name="values">The values, ascending.</param>
    /// <param name="sets">The sets.</param>
    public static ImmutableArray<Rational> FirstOfEach(List<Rational> values, ImmutableArray<IntervalSet> sets)
    {
        (ulong Names, bool IsEnd)[] changes = ChangesAt(values, sets);
        Dictionary<ulong, List<Rational>> groups = [];
        List<Rational> first = [];
        ulong sum = 0;
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0 && !changes[i].IsEnd)
            {
                continue;
            }

            // The sum only says where to look: that values are treated alike is looked up.
            sum ^= changes[i].Names;
            if (!groups.TryGetValue(sum, out List<Rational>? known))
            {
                known = [];
                groups.Add(sum, known);
            }

            if (!known.Any(value => sets.All(set => set.Contains(value) == set.Contains(values[i]))))
            {
                known.Add(values[i]);
                first.Add(values[i]);
            }
        }

        return [.. first];
    }

    /// <summary>At each value whether sets begin or end there, and a sum that names them.</summary>
    private static (ulong Names, bool IsEnd)[] ChangesAt(List<Rational> values, ImmutableArray<IntervalSet> sets)
    {
        (ulong Names, bool IsEnd)[] changes = new (ulong, bool)[values.Count + 1];
        for (int i = 0; i < sets.Length; i++)
        {
            ulong name = NameOf(i);
            foreach (Interval interval in sets[i].Intervals)
            {
                Change(interval.From is { } from ? FirstAt(values, value => interval.FromInclusive ? value >= from : value > from) : 0, name);
                Change(interval.To is { } to ? FirstAt(values, value => interval.ToInclusive ? value > to : value >= to) : values.Count, name);
            }
        }

        return changes;

        void Change(int at, ulong name) => changes[at] = (changes[at].Names ^ name, true);
    }

    private static int FirstAt(List<Rational> values, Func<Rational, bool> holds)
    {
        (int low, int high) = (0, values.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (holds(values[middle]))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>Numbers whose sums seldom coincide.</summary>
    private static ulong NameOf(int set)
    {
        ulong name = ((ulong)set + 1) * 0x9E3779B97F4A7C15;
        name = (name ^ (name >> 30)) * 0xBF58476D1CE4E5B9;
        name = (name ^ (name >> 27)) * 0x94D049BB133111EB;
        return name ^ (name >> 31);
    }

    private sealed class ByIntervals : IEqualityComparer<IntervalSet>
    {
        public static readonly ByIntervals Instance = new();

        public bool Equals(IntervalSet? a, IntervalSet? b) => a!.Intervals.AsSpan().SequenceEqual(b!.Intervals.AsSpan());

        public int GetHashCode(IntervalSet set)
        {
            HashCode hash = default;
            foreach (Interval interval in set.Intervals)
            {
                hash.Add(interval);
            }

            return hash.ToHashCode();
        }
    }
}

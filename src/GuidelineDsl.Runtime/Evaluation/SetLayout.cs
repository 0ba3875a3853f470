using System.Collections.Immutable;
using System.Numerics;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Where the members of sets lie: the sets of a guideline one after another, each in whole words of 64 members.</summary>
public static class SetLayout
{
    /// <summary>How many words a set of so many possible members takes.</summary>
    public static int Words(int members) => (members + 63) / 64;

    /// <summary>Where each fact's words begin; facts that are no sets take none.</summary>
    public static ImmutableArray<int> Starts(ImmutableArray<FactDescription> facts)
    {
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>(facts.Length);
        int next = 0;
        foreach (FactDescription fact in facts)
        {
            starts.Add(next);
            next += WordsOf(fact);
        }

        return starts.MoveToImmutable();
    }

    /// <summary>The members whose bits are set, in order.</summary>
    public static IEnumerable<int> Ordinals(ReadOnlySpan<ulong> members)
    {
        List<int> ordinals = [];
        for (int i = 0; i < members.Length; i++)
        {
            for (ulong rest = members[i]; rest != 0; rest &= rest - 1)
            {
                ordinals.Add((i << 6) + BitOperations.TrailingZeroCount(rest));
            }
        }

        return ordinals;
    }

    /// <summary>How many words all sets take.</summary>
    public static int WordCount(ImmutableArray<FactDescription> facts) => facts.Sum(WordsOf);

    private static int WordsOf(FactDescription fact) => fact.Kind == FactValueKind.Set ? Math.Max(1, Words(fact.Values.Length)) : 0;
}

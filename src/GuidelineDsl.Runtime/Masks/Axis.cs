using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>What an <see cref="Axis"/> tells apart.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum AxisKind
{
    /// <summary>The value of a yes/no fact or enumeration.</summary>
    Value,

    /// <summary>Between which limits a number lies.</summary>
    Number,

    /// <summary>Whether a set has at least one of some members.</summary>
    AnyMember,

    /// <summary>Whether a set has all of some members.</summary>
    AllMembers,

    /// <summary>A condition that only the readable form of the evaluator can answer: it compares a computed number, or asks whether a derived value is known.</summary>
    Condition,
}

/// <summary>
/// One thing that rules look at, cut into the few bins that they tell apart. Bin 0 always is "unknown". A value is its ordinal plus one, a
/// number counts the limits up to it and adds one, a test is 1 when false and 2 when true.
/// </summary>
/// <param name="Kind">What is told apart.</param>
/// <param name="Subject">The fact by index, or the condition by index.</param>
/// <param name="Limits">The codes at which a new bin of a number begins, sorted; the members of a test of a set as bits.</param>
/// <param name="Bins">How many bins there are, "unknown" included.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Axis(AxisKind Kind, int Subject, ImmutableArray<long> Limits, int Bins)
{
    /// <summary>The bin of a false test.</summary>
    public const int FalseBin = 1;

    /// <summary>The bin of a true test.</summary>
    public const int TrueBin = 2;

    /// <summary>The bin of a known value.</summary>
    public int BinOf(long code)
    {
        if (Kind == AxisKind.Value)
        {
            return (int)code + 1;
        }

        int place = Limits.AsSpan().BinarySearch(code);
        return (place >= 0 ? place + 1 : ~place) + 1;
    }

    /// <summary>The bin of a known set.</summary>
    public int BinOf(ReadOnlySpan<ulong> members)
    {
        bool all = true;
        bool any = false;
        for (int i = 0; i < Limits.Length; i++)
        {
            ulong asked = (ulong)Limits[i];
            any |= (members[i] & asked) != 0;
            all &= (asked & ~members[i]) == 0;
        }

        return (Kind == AxisKind.AnyMember ? any : all) ? TrueBin : FalseBin;
    }

    /// <summary>The bin of the truth of a test.</summary>
    public static int BinOf(Truth truth) => truth.IsUnknown ? 0 : truth.IsTrue ? TrueBin : FalseBin;
}

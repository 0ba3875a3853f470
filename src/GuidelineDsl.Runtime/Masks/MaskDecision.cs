using System.ComponentModel;
using System.Runtime.CompilerServices;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>From the lanes that certainly hold and those that possibly do to status and given rules. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MaskDecision
{
    /// <summary>The bin of a number, where there are many limits.</summary>
    public static int Bin(long code, ReadOnlySpan<long> limits)
    {
        if (code == EvaluationState.UnknownCode)
        {
            return 0;
        }

        int place = limits.BinarySearch(code);
        return (place >= 0 ? place + 1 : ~place) + 1;
    }

    /// <summary>Answers one decision whose lanes lie in one word.</summary>
    /// <param name="certain">The lanes that certainly hold.</param>
    /// <param name="possible">The lanes that hold or might.</param>
    /// <param name="scope">The lane of the scope.</param>
    /// <param name="rules">The lanes of the rules, without those that are overridden for certain.</param>
    /// <param name="silences">The lanes of the silences.</param>
    /// <param name="first">Whether only the first rule that holds is given.</param>
    /// <param name="given">Receives the given rules, beside those of other decisions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecisionStatus Answer(ulong certain, ulong possible, ulong scope, ulong rules, ulong silences, bool first, ref ulong given)
    {
        if ((certain & scope) == 0)
        {
            return (possible & scope) == 0 ? DecisionStatus.OutOfScope : DecisionStatus.NeedsData;
        }

        ulong live = possible & rules;
        ulong sure = certain & rules;
        if (first)
        {
            // The first rule that might hold must hold for certain: otherwise it is open which one is the first.
            sure &= live & (0 - live);
        }

        given |= sure;
        return sure != 0 ? DecisionStatus.Decided
            : live != 0 ? DecisionStatus.NeedsData
            : (certain & silences) != 0 ? DecisionStatus.Silent
            : (possible & silences) == 0 ? DecisionStatus.NoRecommendation
            : DecisionStatus.NeedsData;
    }

    /// <summary>The losers, where at least one of the winners over them holds for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Overridden(ulong certain, ulong winners, ulong losers) => (certain & winners) != 0 ? losers : 0;

    /// <summary>A lane certainly holds that needs all of some lanes and none of others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AllOf(ulong holds, ulong others, ulong all, ulong none, ulong lane) =>
        (holds & all) == all && (others & none) == 0 ? ulong.MaxValue : ~lane;

    /// <summary>A lane holds that needs one of some lanes, or one of others not to hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AnyOf(ulong holds, ulong others, ulong any, ulong anyNot, ulong lane) =>
        (holds & any) != 0 || (~others & anyNot) != 0 ? ulong.MaxValue : ~lane;

    /// <summary>What a part counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Points(ulong lanes, ulong lane, long weight) => (lanes & lane) != 0 ? weight : 0;
}

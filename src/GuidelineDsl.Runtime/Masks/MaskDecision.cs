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

    /// <summary>Answers one decision whose lanes lie in one word, without a branch: who is answered how follows no pattern that a processor could learn.</summary>
    /// <param name="certain">The lanes that certainly hold.</param>
    /// <param name="possible">The lanes that hold or might.</param>
    /// <param name="scope">The lane of the scope; 0 where everyone is in scope.</param>
    /// <param name="rules">The lanes of the rules, without those that are overridden for certain.</param>
    /// <param name="silences">The lanes of the silences.</param>
    /// <param name="first">Whether only the first rule that holds is given.</param>
    /// <param name="given">Receives the given rules, beside those of other decisions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecisionStatus Answer(ulong certain, ulong possible, ulong scope, ulong rules, ulong silences, bool first, ref ulong given)
    {
        int isIn = scope == 0 ? 1 : Any(certain & scope);
        int mayBeIn = scope == 0 ? 1 : Any(possible & scope);
        ulong live = possible & rules;
        ulong sure = certain & rules;
        if (first)
        {
            // The first rule that might hold must hold for certain: otherwise it is open which one is the first.
            sure &= live & (0 - live);
        }

        given |= scope == 0 ? sure : sure & (0 - (ulong)isIn);
        int known = isIn | (mayBeIn << 1) | (Any(sure) << 2) | (Any(live) << 3) | (Any(certain & silences) << 4) | (Any(possible & silences) << 5);
        return (DecisionStatus)Statuses[known & 63];
    }

    /// <summary>Hands over the given rules of a guideline with one word of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(ulong given, Span<ulong> rules)
    {
        rules[0] = given;
        if (rules.Length > 1)
        {
            rules[1..].Clear();
        }
    }

    /// <summary>
    /// The status by what <see cref="Answer"/> knows: in a row the bits of scope, maybe in scope, a given rule, a possible rule; the rows are no silence,
    /// a certain silence, a possible one, a certain one.
    /// </summary>
    private static ReadOnlySpan<byte> Statuses =>
    [
        0, 4, 1, 4, 0, 2, 1, 2, 0, 1, 1, 1, 0, 2, 1, 2,
        0, 3, 1, 3, 0, 2, 1, 2, 0, 1, 1, 1, 0, 2, 1, 2,
        0, 1, 1, 1, 0, 2, 1, 2, 0, 1, 1, 1, 0, 2, 1, 2,
        0, 3, 1, 3, 0, 2, 1, 2, 0, 1, 1, 1, 0, 2, 1, 2,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Any(ulong bits) => bits != 0 ? 1 : 0;

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

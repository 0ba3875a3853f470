using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Two words of lanes in one register: those that certainly hold and those that possibly do. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LanePair
{
    private readonly Vector128<ulong> _words;

    private LanePair(Vector128<ulong> words) => _words = words;

    /// <summary>All lanes, where nothing is looked up.</summary>
    public static LanePair All => new(Vector128<ulong>.AllBitsSet);

    /// <summary>The lanes that certainly hold.</summary>
    public ulong Certain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _words.GetElement(0);
    }

    /// <summary>The lanes that hold or might.</summary>
    public ulong Possible
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _words.GetElement(1);
    }

    /// <summary>The pair of one bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair Of(ReadOnlySpan<ulong> rows, int bin)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bin, (uint)rows.Length / 2);
        return new(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rows), 2 * (nuint)(uint)bin));
    }

    /// <summary>What both allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair operator &(LanePair a, LanePair b) => new(a._words & b._words);
}

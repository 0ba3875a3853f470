using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// The bits of one block of patients: of each plane where it certainly holds, of each axis where it is unknown, and, in memory of the thread, of each gate where it
/// certainly and where it possibly holds.
/// </summary>
internal readonly ref struct ColumnBlock(ReadOnlySpan<ulong> planes, Span<ulong> certain, Span<ulong> possible, int slotWords)
{
    private readonly ref ulong _planes = ref MemoryMarshal.GetReference(planes);
    private readonly ref ulong _certain = ref MemoryMarshal.GetReference(certain);
    private readonly ref ulong _possible = ref MemoryMarshal.GetReference(possible);

    /// <summary>The words of one slot.</summary>
    public int SlotWords { get; } = slotWords;

    /// <summary>Where an input certainly holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Certain<T>(ColumnInput input, nuint at)
        where T : unmanaged, IColumnVector<T> =>
        T.Load(ref input.IsGate ? ref _certain : ref _planes, Place(input.Slot) + at);

    /// <summary>Where an input holds or might hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Possible<T>(ColumnInput input, nuint at)
        where T : unmanaged, IColumnVector<T> =>
        input.IsGate ? T.Load(ref _possible, Place(input.Slot) + at)
        : T.Load(ref _planes, Place(input.Slot) + at) | T.Load(ref _planes, Place(input.Unknown) + at);

    /// <summary>Keeps where a gate certainly or possibly holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep<T>(int slot, T words, bool isPossible, nuint at)
        where T : unmanaged, IColumnVector<T> =>
        words.Store(ref isPossible ? ref _possible : ref _certain, Place(slot) + at);

    private nuint Place(int slot) => (nuint)(slot * SlotWords);
}

/// <summary>A plane or gate that others read.</summary>
/// <param name="IsGate">Which of the two.</param>
/// <param name="Slot">Its place among its kind.</param>
/// <param name="Unknown">Of a plane what may hold besides: the unknown of its axis, or nothing more than itself.</param>
internal readonly record struct ColumnInput(bool IsGate, int Slot, int Unknown);

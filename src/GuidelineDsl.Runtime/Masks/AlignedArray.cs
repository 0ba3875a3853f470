using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>An array that begins with a line of the cache: a vector of 64 bytes that lies across two lines costs two accesses.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _array;
    private readonly int _start;

    public AlignedArray(int length)
    {
        int size = Unsafe.SizeOf<T>();
        _array = GC.AllocateArray<T>(length + (Line / size), pinned: true);
        _start = (int)((ulong)-Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) % Line) / size;
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public ref T this[int index] => ref Span[index];
}

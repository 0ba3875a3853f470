using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Some words of bits that are computed together, one bit per patient.</summary>
internal interface IColumnVector<TSelf>
    where TSelf : unmanaged, IColumnVector<TSelf>
{
    /// <summary>How many words they are.</summary>
    static abstract int Words { get; }

    static abstract TSelf None { get; }

    static abstract TSelf All { get; }

    static abstract TSelf Load(ref ulong words, nuint at);

    void Store(ref ulong words, nuint at);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    static abstract TSelf operator ~(TSelf a);
}

/// <summary>One vector: for guidelines of which more would not fit into the cache.</summary>
internal readonly struct OneVector(Vector512<ulong> words) : IColumnVector<OneVector>
{
    private readonly Vector512<ulong> _words = words;

    public static int Words => Vector512<ulong>.Count;

    public static OneVector None => new(Vector512<ulong>.Zero);

    public static OneVector All => new(Vector512<ulong>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector Load(ref ulong words, nuint at) => new(Vector512.LoadUnsafe(ref words, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ulong words, nuint at) => _words.StoreUnsafe(ref words, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector operator &(OneVector a, OneVector b) => new(a._words & b._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector operator |(OneVector a, OneVector b) => new(a._words | b._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector operator ^(OneVector a, OneVector b) => new(a._words ^ b._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneVector operator ~(OneVector a) => new(~a._words);
}

/// <summary>Four vectors: which step comes next is found once for all of them.</summary>
internal readonly struct FourVectors(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d) : IColumnVector<FourVectors>
{
    private readonly Vector512<ulong> _a = a;
    private readonly Vector512<ulong> _b = b;
    private readonly Vector512<ulong> _c = c;
    private readonly Vector512<ulong> _d = d;

    public static int Words => 4 * Vector512<ulong>.Count;

    public static FourVectors None => new(Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero);

    public static FourVectors All => ~None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors Load(ref ulong words, nuint at)
    {
        ref ulong first = ref Unsafe.Add(ref words, at);
        return new(
            Vector512.LoadUnsafe(ref first),
            Vector512.LoadUnsafe(ref first, (nuint)Vector512<ulong>.Count),
            Vector512.LoadUnsafe(ref first, 2 * (nuint)Vector512<ulong>.Count),
            Vector512.LoadUnsafe(ref first, 3 * (nuint)Vector512<ulong>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ulong words, nuint at)
    {
        ref ulong first = ref Unsafe.Add(ref words, at);
        _a.StoreUnsafe(ref first);
        _b.StoreUnsafe(ref first, (nuint)Vector512<ulong>.Count);
        _c.StoreUnsafe(ref first, 2 * (nuint)Vector512<ulong>.Count);
        _d.StoreUnsafe(ref first, 3 * (nuint)Vector512<ulong>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors operator &(FourVectors x, FourVectors y) => new(x._a & y._a, x._b & y._b, x._c & y._c, x._d & y._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors operator |(FourVectors x, FourVectors y) => new(x._a | y._a, x._b | y._b, x._c | y._c, x._d | y._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors operator ^(FourVectors x, FourVectors y) => new(x._a ^ y._a, x._b ^ y._b, x._c ^ y._c, x._d ^ y._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors operator ~(FourVectors x) => new(~x._a, ~x._b, ~x._c, ~x._d);
}

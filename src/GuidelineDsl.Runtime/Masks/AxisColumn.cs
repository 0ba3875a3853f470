using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>The bins of many patients on one axis, as narrow as the number of bins allows.</summary>
internal abstract class AxisColumn
{
    /// <param name="bins">How many bins there are.</param>
    /// <param name="room">For how many patients, a multiple of 64.</param>
    public static AxisColumn Make(int bins, int room) =>
        bins <= byte.MaxValue ? new Of<byte>(room) : bins <= ushort.MaxValue ? new Of<ushort>(room) : new Of<int>(room);

    public abstract int this[int patient] { get; set; }

    /// <summary>Writes one bit per patient: whether the bin lies in one of the ranges.</summary>
    public abstract void Test(int firstPatient, ReadOnlySpan<BinRange> ranges, Span<ulong> bits);

    private sealed class Of<T>(int room) : AxisColumn
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly T[] _bins = new T[room];

        public override int this[int patient]
        {
            get => int.CreateTruncating(_bins[patient]);
            set => _bins[patient] = T.CreateTruncating(value);
        }

        public override void Test(int firstPatient, ReadOnlySpan<BinRange> ranges, Span<ulong> bits)
        {
            ReadOnlySpan<T> bins = _bins.AsSpan(firstPatient, bits.Length * 64);
            bits.Clear();
            foreach (BinRange range in ranges)
            {
                Add(ref MemoryMarshal.GetReference(bins), T.CreateTruncating(range.First), T.CreateTruncating(range.Last - range.First), bits);
            }
        }

        private static void Add(ref T bins, T first, T width, Span<ulong> bits)
        {
            // One comparison for both ends: below the first bin the difference wraps around to a large number. Bins are never negative.
            Vector512<T> from = Vector512.Create(first);
            Vector512<T> span = Vector512.Create(width);
            nuint at = 0;
            for (int i = 0; i < bits.Length; i++)
            {
                ulong word = 0;
                for (int done = 0; done < 64; done += Vector512<T>.Count)
                {
                    Vector512<T> offset = Vector512.LoadUnsafe(ref bins, at) - from;
                    word |= LessOrEqual(offset, span).ExtractMostSignificantBits() << done;
                    at += (nuint)Vector512<T>.Count;
                }

                bits[i] |= word;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<T> LessOrEqual(Vector512<T> a, Vector512<T> b) =>
            typeof(T) == typeof(int) ? Vector512.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).As<uint, T>() : Vector512.LessThanOrEqual(a, b);
    }
}

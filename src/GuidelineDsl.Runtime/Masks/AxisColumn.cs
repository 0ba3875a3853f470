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

    /// <summary>Writes each binary digit of the bins as one bit per patient.</summary>
    /// <param name="firstPatient">The first patient.</param>
    /// <param name="digits">How many digits.</param>
    /// <param name="bits">Receives a word of the lowest digit for each 64 patients of a group, then the words of the next digit.</param>
    public abstract void Slice(int firstPatient, int digits, Span<ulong> bits);

    private sealed class Of<T>(int room) : AxisColumn
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly AlignedArray<T> _bins = new(room);

        public override int this[int patient]
        {
            get => int.CreateTruncating(_bins[patient]);
            set => _bins[patient] = T.CreateTruncating(value);
        }

        public override void Test(int firstPatient, ReadOnlySpan<BinRange> ranges, Span<ulong> bits)
        {
            ref T bins = ref MemoryMarshal.GetReference(_bins.Span.Slice(firstPatient, bits.Length * 64));
            ref ulong words = ref MemoryMarshal.GetReference(bits);
            if (ranges.IsEmpty)
            {
                bits.Clear();
            }

            for (int i = 0; i < ranges.Length; i++)
            {
                T first = T.CreateTruncating(ranges[i].First);
                T width = T.CreateTruncating(ranges[i].Last - ranges[i].First);
                if (i == 0)
                {
                    Write(ref bins, first, width, ref words, (nuint)bits.Length);
                }
                else
                {
                    Add(ref bins, first, width, ref words, (nuint)bits.Length);
                }
            }
        }

        public override void Slice(int firstPatient, int digits, Span<ulong> bits)
        {
            if (typeof(T) != typeof(byte) || digits > 8)
            {
                throw new InvalidOperationException("Only bins of one byte have slices.");
            }

            ref byte bins = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(_bins.Span.Slice(firstPatient, ColumnSlices.GroupWords * 64)));
            BinDigits.Write(ref bins, digits, ref MemoryMarshal.GetReference(bits[..(digits * ColumnSlices.GroupWords)]));
        }

        private static void Write(ref T bins, T first, T width, ref ulong bits, nuint count)
        {
            Vector512<T> from = Vector512.Create(first);
            Vector512<T> span = Vector512.Create(width);
            for (nuint i = 0; i < count; i += 4)
            {
                Unsafe.Add(ref bits, i) = Within(ref bins, from, span, i);
                Unsafe.Add(ref bits, i + 1) = Within(ref bins, from, span, i + 1);
                Unsafe.Add(ref bits, i + 2) = Within(ref bins, from, span, i + 2);
                Unsafe.Add(ref bits, i + 3) = Within(ref bins, from, span, i + 3);
            }
        }

        private static void Add(ref T bins, T first, T width, ref ulong bits, nuint count)
        {
            Vector512<T> from = Vector512.Create(first);
            Vector512<T> span = Vector512.Create(width);
            for (nuint i = 0; i < count; i++)
            {
                Unsafe.Add(ref bits, i) |= Within(ref bins, from, span, i);
            }
        }

        /// <summary>One comparison for both ends: below the first bin the difference wraps around to a large number. Bins are never negative.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Within(ref T bins, Vector512<T> from, Vector512<T> span, nuint word)
        {
            if (Vector512<T>.Count == 64)
            {
                return LessOrEqual(Vector512.LoadUnsafe(ref bins, 64 * word) - from, span).ExtractMostSignificantBits();
            }

            ulong bits = 0;
            for (int done = 0; done < 64; done += Vector512<T>.Count)
            {
                bits |= LessOrEqual(Vector512.LoadUnsafe(ref bins, (64 * word) + (nuint)done) - from, span).ExtractMostSignificantBits() << done;
            }

            return bits;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<T> LessOrEqual(Vector512<T> a, Vector512<T> b) =>
            typeof(T) == typeof(int) ? Vector512.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).As<uint, T>() : Vector512.LessThanOrEqual(a, b);
    }
}

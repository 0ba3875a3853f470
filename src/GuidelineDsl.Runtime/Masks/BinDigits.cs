using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>The binary digits of bins: from a byte per patient to a bit per digit and patient.</summary>
internal static class BinDigits
{
    private const nuint Words = ColumnSlices.GroupWords;

    /// <summary>Writes the digits of one group of patients, all words of the lowest digit first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(ref byte bins, int digits, ref ulong bits)
    {
        // Up to three digits cover nearly all facts: their vectors are loaded once.
        switch (digits)
        {
            case 1:
                for (nuint i = 0; i < Words; i++)
                {
                    Unsafe.Add(ref bits, i) = Digit(Load(ref bins, i), 0);
                }

                break;
            case 2:
                for (nuint i = 0; i < Words; i++)
                {
                    Vector512<ushort> some = Load(ref bins, i);
                    Unsafe.Add(ref bits, i) = Digit(some, 0);
                    Unsafe.Add(ref bits, Words + i) = Digit(some, 1);
                }

                break;
            case 3:
                for (nuint i = 0; i < Words; i++)
                {
                    Vector512<ushort> some = Load(ref bins, i);
                    Unsafe.Add(ref bits, i) = Digit(some, 0);
                    Unsafe.Add(ref bits, Words + i) = Digit(some, 1);
                    Unsafe.Add(ref bits, (2 * Words) + i) = Digit(some, 2);
                }

                break;
            default:
                for (nuint i = 0; i < Words; i++)
                {
                    Vector512<ushort> some = Load(ref bins, i);
                    for (int digit = 0; digit < digits; digit++)
                    {
                        Unsafe.Add(ref bits, ((nuint)digit * Words) + i) = Digit(some, digit);
                    }
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Load(ref byte bins, nuint word) => Vector512.LoadUnsafe(ref bins, word * 64).AsUInt16();

    /// <summary>
    /// Shifts a digit to the top of its byte, from where one instruction gathers it. There is no shift of bytes; in a shift of two bytes at once the lower one
    /// spills only into digits of the upper one below the one that counts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Digit(Vector512<ushort> bins, int digit) => (bins << (7 - digit)).AsByte().ExtractMostSignificantBits();
}

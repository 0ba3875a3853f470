using System.Numerics;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Finds the end of a patient that is plainly written: on one line, without a backslash. All others are gone through sign by sign.</summary>
internal static class PlainPatient
{
    private const int Block = 64;

    /// <summary>The bit by which braces and brackets differ.</summary>
    private const byte Folded = 0x20;

    /// <summary>How many bytes the patient takes who begins with this brace; 0 when that takes a closer look.</summary>
    /// <param name="text">What follows, from the brace on.</param>
    /// <param name="inArray">In an array an object within another may be the next patient.</param>
    public static int Length(ReadOnlySpan<byte> text, bool inArray)
    {
        int depth = 0;
        ulong inText = 0;
        for (int at = 0; at + Block <= text.Length; at += Block)
        {
            Vector512<byte> bytes = Vector512.Create(text[at..]);
            Vector512<byte> folded = bytes | Vector512.Create(Folded);
            ulong texts = Between(Where(bytes, (byte)'"')) ^ inText;
            inText = (ulong)((long)texts >> 63);
            ulong opening = Where(folded, (byte)'{') & ~texts;
            ulong closing = Where(folded, (byte)'}') & ~texts;
            ulong unclear = Where(bytes, (byte)'\\') | Where(bytes, (byte)'\n');
            if (inArray)
            {
                unclear |= Where(bytes, (byte)'{') & (at == 0 ? ~1UL : ulong.MaxValue);
            }

            for (ulong marks = opening | closing | unclear; marks != 0; marks &= marks - 1)
            {
                ulong mark = marks & (0 - marks);
                if ((unclear & mark) != 0)
                {
                    return 0;
                }

                depth += (opening & mark) != 0 ? 1 : -1;
                if (depth == 0)
                {
                    return at + BitOperations.TrailingZeroCount(mark) + 1;
                }
            }
        }

        return 0;
    }

    private static ulong Where(Vector512<byte> bytes, byte sign) => Vector512.Equals(bytes, Vector512.Create(sign)).ExtractMostSignificantBits();

    /// <summary>From each first of two marks up to the second, which is not included.</summary>
    private static ulong Between(ulong marks)
    {
        for (int shift = 1; shift < Block; shift <<= 1)
        {
            marks ^= marks << shift;
        }

        return marks;
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>The checksum behind the data of an assembly (CRC-32C): what a disk or a transfer damaged is found before it is read.</summary>
internal static class Checksum
{
    /// <summary>How many bytes it takes.</summary>
    public const int Length = sizeof(uint);

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}

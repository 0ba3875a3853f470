using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Reads what a generated assembly carries; <see cref="DataWriter"/> is its mirror.</summary>
internal sealed class DataReader(byte[] bytes)
{
    private readonly List<string> _strings = [];
    private int _at;

    /// <summary>The bytes of a resource of an assembly; what does not fit its checksum is refused.</summary>
    public static byte[] Resource(Assembly assembly, string name)
    {
        using Stream stream = Open(assembly, name)
            ?? throw new GuidelineLoadException($"The assembly '{assembly.GetName().Name}' lacks its part '{name}'. Build it again.");
        byte[] bytes = new byte[Math.Max(0, stream.Length - Checksum.Length)];
        Span<byte> sum = stackalloc byte[Checksum.Length];
        stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return stream.ReadAtLeast(sum, sum.Length, throwOnEndOfStream: false) == sum.Length && BinaryPrimitives.ReadUInt32LittleEndian(sum) == Checksum.Of(bytes)
            ? bytes
            : throw new GuidelineLoadException("The compiled guideline is damaged, or was compiled for another version of GuidelineDsl.Runtime. Build it again.");
    }

    private static Stream? Open(Assembly assembly, string name)
    {
        try
        {
            return assembly.GetManifestResourceStream(name);
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            throw new GuidelineLoadException("The compiled guideline is damaged. Build it again.", error);
        }
    }

    /// <summary>Reads one thing whose first text says what it is; what is damaged or of another form is refused.</summary>
    public static T Read<T>(byte[] bytes, string magic, Func<DataReader, T> read)
    {
        DataReader reader = new(bytes);
        return Guarded(() => reader.OptionalText() == magic
            ? read(reader)
            : throw new GuidelineLoadException("The guideline was compiled for another version of GuidelineDsl.Runtime. Build it again."));
    }

    /// <summary>Refuses what is damaged.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException or DivideByZeroException)
        {
            throw new GuidelineLoadException("The compiled guideline is damaged. Build it again.", error);
        }
    }

    public byte Byte() => bytes[_at++];

    public bool Bool() => Byte() != 0;

    /// <summary>A number. Optimised at once: tables are read before the just-in-time compiler would come to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Long()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw new FormatException("A number does not end.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int() => checked((int)Long());

    /// <summary>The length of a list: there cannot be more of anything than bytes are left.</summary>
    public int Count() => Int() is >= 0 and int count && count <= bytes.Length - _at ? count : throw new FormatException("A length is wrong.");

    public ulong Word()
    {
        _at += 8;
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(_at - 8, 8));
    }

    /// <summary>Rows of bits of some words each: the first two in full, of the others what changes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Rows(Span<ulong> rows, int words)
    {
        Span<ulong> full = rows[..Math.Min(rows.Length, 2 * words)];
        int length = sizeof(ulong) * full.Length;
        bytes.AsSpan(_at, length).CopyTo(MemoryMarshal.AsBytes(full));
        _at += length;
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(full, full);
        }

        for (int row = full.Length; row < rows.Length; row += words)
        {
            Span<ulong> own = rows.Slice(row, words);
            rows.Slice(row - words, words).CopyTo(own);
            int lane = 0;
            for (int changes = Int(); changes > 0; changes--)
            {
                lane += Int();
                own[lane >> 6] ^= 1UL << (lane & 63);
            }
        }
    }

    public Rational Number() => new(Big(), Big());

    public Rational? OptionalNumber() => Bool() ? Number() : null;

    public string Text() => OptionalText() ?? throw new FormatException("A text is missing.");

    public string? OptionalText()
    {
        int number = Int();
        if (number == 0)
        {
            return null;
        }

        if (number != 1)
        {
            return _strings[number - 2];
        }

        string text = Encoding.UTF8.GetString(Bytes());
        _strings.Add(text);
        return text;
    }

    public ImmutableArray<T> List<T>(Func<T> read)
    {
        int count = Count();
        if (count == 0)
        {
            return [];
        }

        T[] items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    public ImmutableArray<int> Ints()
    {
        int count = Count();
        if (count == 0)
        {
            return [];
        }

        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Int();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private BigInteger Big() => new(Bytes());

    private ReadOnlySpan<byte> Bytes()
    {
        int count = Count();
        _at += count;
        return bytes.AsSpan(_at - count, count);
    }
}

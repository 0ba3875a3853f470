using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Writes what a generated assembly carries, small numbers in few bytes; <see cref="DataReader"/> is its mirror.</summary>
internal sealed class DataWriter
{
    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _length;

    /// <summary>What was written, and its checksum. The writer is done.</summary>
    public byte[] ToArray()
    {
        uint sum = Checksum.Of(_bytes.AsSpan(0, _length));
        BinaryPrimitives.WriteUInt32LittleEndian(Room(Checksum.Length), sum);
        byte[] written = _bytes.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        return written;
    }

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A number: seven bits a byte, small ones of both signs in few bytes.</summary>
    public void Int(long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Word(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);

    public void Number(Rational value)
    {
        Big(value.Numerator);
        Big(value.Denominator);
    }

    public void Number(Rational? value)
    {
        Bool(value is not null);
        if (value is { } number)
        {
            Number(number);
        }
    }

    /// <summary>A text is written once; later it is its number. 0 is no text, 1 a new one.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Int(0);
        }
        else if (_strings.TryGetValue(text, out int known))
        {
            Int(known + 2);
        }
        else
        {
            _strings.Add(text, _strings.Count);
            Int(1);
            int count = Encoding.UTF8.GetByteCount(text);
            Int(count);
            Encoding.UTF8.GetBytes(text, Room(count));
        }
    }

    public void List<T>(ImmutableArray<T> items, Action<T> write)
    {
        Int(items.Length);
        foreach (T item in items)
        {
            write(item);
        }
    }

    public void Ints(ImmutableArray<int> values)
    {
        Int(values.Length);
        foreach (int value in values)
        {
            Int(value);
        }
    }

    private void Big(BigInteger value)
    {
        int count = value.GetByteCount();
        Int(count);
        value.TryWriteBytes(Room(count), out _);
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + count));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}

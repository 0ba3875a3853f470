using System.Buffers.Binary;
using System.Numerics;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Steps through JSON that is plainly written: names and texts without escapes, numbers without exponents. Whatever else there is, it says no to, and
/// never says yes to what is no JSON.
/// </summary>
internal ref struct PlainJson(ReadOnlySpan<byte> text)
{
    private const int MostDigits = 18;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>The next character that is no space; 0 at the end.</summary>
    public byte Next
    {
        get
        {
            while ((uint)_at < (uint)_text.Length)
            {
                byte next = _text[_at];
                if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    return next;
                }

                _at++;
            }

            return 0;
        }
    }

    public bool IsAtEnd => Next == 0 && _at == _text.Length;

    public bool TryTake(byte mark)
    {
        bool isNext = Next == mark;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    public bool TryTake(ReadOnlySpan<byte> word)
    {
        bool isNext = _text[_at..].StartsWith(word);
        _at += isNext ? word.Length : 0;
        return isNext;
    }

    /// <summary>What lies between two quotation marks. Text that is no text, or has escapes, is none of the names that are looked for.</summary>
    public bool TryQuoted(out PlainName name)
    {
        name = default;
        if (Next != '"')
        {
            return false;
        }

        int start = _at + 1;
        ReadOnlySpan<byte> rest = _text[start..];
        ulong head = 0;
        if (rest.Length >= sizeof(ulong))
        {
            // The first quotation mark among eight bytes is the lowest of those that become zero here.
            head = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            ulong marks = head ^ 0x2222222222222222;
            marks = (marks - 0x0101010101010101) & ~marks & 0x8080808080808080;
            if (marks != 0)
            {
                int length = BitOperations.TrailingZeroCount(marks) >> 3;
                name = new PlainName(rest[..length], head & ((1UL << (8 * length)) - 1));
                _at = start + length + 1;
                return true;
            }
        }

        int end = rest.IndexOf((byte)'"');
        if (end < 0)
        {
            return false;
        }

        name = new PlainName(rest[..end], end >= sizeof(ulong) ? head : PlainName.HeadOf(rest[..end]));
        _at = start + end + 1;
        return true;
    }

    /// <summary>A number as its digits and how many of them are decimals.</summary>
    public bool TryNumber(out ulong digits, out int decimals, out bool isNegative)
    {
        digits = 0;
        decimals = 0;
        isNegative = Next == '-';
        int start = isNegative ? _at + 1 : _at;
        int at = start;
        at = Digits(at, ref digits);
        if (at == start || (_text[start] == '0' && at > start + 1))
        {
            return false;
        }

        int count = at - start;
        if ((uint)at < (uint)_text.Length && _text[at] == '.')
        {
            int first = at + 1;
            at = Digits(first, ref digits);
            decimals = at - first;
            if (decimals == 0)
            {
                return false;
            }

            count += decimals;
        }

        _at = at;
        return count <= MostDigits;
    }

    /// <summary>A text or a number just as it was written, fit to be written again.</summary>
    public ReadOnlySpan<byte> Identifier { get; private set; }

    public bool TryIdentifier()
    {
        int start = _at;
        bool isPlain = Next == '"'
            ? TryQuoted(out PlainName name) && !name.Bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !name.Bytes.Contains((byte)'\\')
            : TryNumber(out _, out _, out _);
        Identifier = _text[start.._at];
        return isPlain;
    }

    private readonly int Digits(int at, ref ulong digits)
    {
        while ((uint)at < (uint)_text.Length && (uint)(_text[at] - '0') <= 9)
        {
            digits = (digits * 10) + (uint)(_text[at] - '0');
            at++;
        }

        return at;
    }
}

/// <summary>A name as it stands in the text.</summary>
/// <param name="bytes">All of it.</param>
/// <param name="head">Its first eight bytes as a number; zeros after a shorter name.</param>
internal readonly ref struct PlainName(ReadOnlySpan<byte> bytes, ulong head)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public ulong Head { get; } = head;

    public static ulong HeadOf(ReadOnlySpan<byte> name)
    {
        ulong head = 0;
        for (int i = 0; i < name.Length && i < sizeof(ulong); i++)
        {
            head |= (ulong)name[i] << (8 * i);
        }

        return head;
    }
}

/// <summary>Names to be found by their bytes.</summary>
internal sealed class PlainNames
{
    private readonly byte[][] _names;
    private readonly ulong[] _heads;

    public PlainNames(IEnumerable<string> names)
    {
        _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
        _heads = [.. _names.Select(name => PlainName.HeadOf(name))];
    }

    /// <summary>The place of a name, or -1; looked for first where it is expected.</summary>
    public int Find(PlainName name, int expected)
    {
        if ((uint)expected < (uint)_heads.Length && Is(name, expected))
        {
            return expected;
        }

        for (int i = 0; i < _heads.Length; i++)
        {
            if (Is(name, i))
            {
                return i;
            }
        }

        return -1;
    }

    private bool Is(PlainName name, int place) =>
        _heads[place] == name.Head && _names[place].Length == name.Bytes.Length && (name.Bytes.Length <= sizeof(ulong) || name.Bytes.SequenceEqual(_names[place]));
}

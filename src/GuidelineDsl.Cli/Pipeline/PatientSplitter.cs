using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>
/// Cuts a stream of bytes into JSON values at depth zero (or one, inside an array), by brackets and strings alone; whether a piece is a
/// patient is for the reader to say. A line that is no JSON is a piece of its own, so that it hides no other; once the patients are known to begin
/// at the margin, a brace there begins the next one, whatever is still open; and in an array a brace behind a comma does so where an object cannot have one.
/// </summary>
internal sealed partial class PatientSplitter
{
    private const int MostRestarts = 1_000;
    private const int MostWithin = 100;

    private readonly MemoryStream _piece = new();
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _inArray;
    private bool _started;
    private bool _any;
    private bool _atMargin = true;
    private bool _onOneLine;
    private bool _beginsAtMargin;

    private ulong _objects;
    private byte _last;
    private int _restarts;
    private int _within;
    private bool _isSuspect;

    /// <summary>Whether what was opened last is an object; of the last 64 that are open.</summary>
    private bool IsInObject => (_objects & 1) != 0;

    public long Pending => _piece.Length;

    public IEnumerable<ReadOnlyMemory<byte>> Add(ReadOnlyMemory<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            at += Advance(bytes[at..], out ReadOnlyMemory<byte>? whole);
            if (whole is not { } piece)
            {
                continue;
            }

            if (!_isSuspect)
            {
                yield return piece;
                continue;
            }

            foreach (ReadOnlyMemory<byte> part in Divide(piece))
            {
                yield return part;
            }
        }
    }

    /// <summary>Goes on to the end of the next piece, or of the bytes.</summary>
    /// <param name="bytes">What follows.</param>
    /// <param name="piece">The piece; null at the end of the bytes.</param>
    /// <returns>How many bytes were taken.</returns>
    private int Advance(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte>? piece)
    {
        ReadOnlySpan<byte> text = bytes.Span;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (!_any)
            {
                if (IsSpace(b) || b is 0xEF or 0xBB or 0xBF)
                {
                    continue;
                }

                _any = true;
                if (b == '[')
                {
                    _inArray = true;
                    continue;
                }
            }

            if (b == '{' && _atMargin && _beginsAtMargin && _started)
            {
                piece = Finish();
                return i;
            }

            _atMargin = b == '\n';
            if (b == '{' && !_started && PlainPatient.Length(text[i..], _inArray) is > 0 and int length)
            {
                _beginsAtMargin |= !_inArray;
                piece = bytes.Slice(i, length);
                return i + length;
            }

            if (Take(b) is { } whole)
            {
                piece = whole;
                return i + 1;
            }
        }

        piece = null;
        return text.Length;
    }

    /// <summary>
    /// What is open at the end of the input is no patient: an object or a text was not closed, and has taken in what followed. That is looked for from
    /// where the next one seems to begin. Null when there is no such place: what is then still open is left for <see cref="Finish"/>.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>>? End()
    {
        byte[] open = _piece.ToArray();
        int next = _depth == 0 && !_inString ? -1 : _inArray ? NextElement(open) : open.AsSpan().IndexOf("\n{"u8) + 1;
        if (next <= 0 || _restarts++ > MostRestarts)
        {
            return null;
        }

        Reset();
        _beginsAtMargin = !_inArray;
        _atMargin = true;
        return [open[..next], .. Add(open.AsMemory(next))];
    }

    /// <summary>An element that is no JSON may have taken in others, when quotes are missing in two of them.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Divide(ReadOnlyMemory<byte> piece)
    {
        _isSuspect = false;
        int next = _within < MostWithin && !IsJson(piece.Span) ? NextElement(piece.Span) : -1;
        if (next < 0)
        {
            yield return piece;
            yield break;
        }

        yield return piece[..next];
        _within++;
        foreach (ReadOnlyMemory<byte> other in Add(piece[next..]))
        {
            yield return other;
        }

        _within--;
    }

    private static bool IsJson(ReadOnlySpan<byte> piece)
    {
        Utf8JsonReader reader = new(piece);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Where an object ends and another begins with a name and a colon: inside a text that would need quotes without backslashes.</summary>
    private static int NextElement(ReadOnlySpan<byte> open)
    {
        Match match = Boundary().Match(Encoding.Latin1.GetString(open));
        return match.Success ? match.Groups[1].Index : -1;
    }

    [GeneratedRegex("""\}[ \t\r\n]*,[ \t\r\n]*(\{)[ \t\r\n]*"[^"\\]*"[ \t\r\n]*:""")]
    private static partial Regex Boundary();

    public byte[]? Finish()
    {
        if (!_started)
        {
            return null;
        }

        byte[] rest = _piece.ToArray();
        Reset();
        return rest;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private byte[]? Take(byte b)
    {
        if (!_started)
        {
            if (IsSpace(b) || (_inArray && b is (byte)',' or (byte)']'))
            {
                return null;
            }

            _started = true;
            _onOneLine = true;
        }

        _onOneLine &= b != '\n';

        // A line break outside of any bracket ends a line that is no object; in JSON Lines it also ends a broken object.
        if (_depth == 0 && !_inString && b == '\n')
        {
            return Finish();
        }

        if (_depth == 0 && _inArray && !_inString && b is (byte)',' or (byte)']')
        {
            return Finish();
        }

        // In a patient no brace follows a comma, unless in a text.
        _isSuspect |= _inArray && b == '{' && _last == ',';

        // A text has no line break: one that was not closed ends here.
        _inString &= !_inArray || b != '\n';
        byte[]? before = null;
        if (_inArray && b == '{' && !_inString && _depth > 0 && _last == ',' && IsInObject)
        {
            before = Finish();
            _started = true;
        }

        _last = IsSpace(b) ? _last : b;

        _piece.WriteByte(b);
        if (_inString)
        {
            bool ends = b == '"' && !_escaped;
            _escaped = b == '\\' && !_escaped;
            _inString = !ends;
            return null;
        }

        switch (b)
        {
            case (byte)'"':
                _inString = true;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                _objects = (_objects << 1) | (b == '{' ? 1UL : 0);
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                _objects >>= 1;
                if (_depth <= 0)
                {
                    _beginsAtMargin |= _onOneLine && !_inArray;
                    return Finish();
                }

                break;
        }

        return before;
    }

    private void Reset()
    {
        _piece.SetLength(0);
        _depth = 0;
        _objects = 0;
        _last = 0;
        _inString = false;
        _escaped = false;
        _started = false;
    }
}

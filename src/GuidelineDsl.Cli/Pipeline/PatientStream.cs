using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>One patient's text and its place in the input, from 1.</summary>
public readonly record struct PatientText(ReadOnlyMemory<byte> Json, long Number);

/// <summary>
/// Patients from a file or standard input: one object, an array of objects, or JSON Lines, told apart by the first character and by what follows
/// the first object. Memory holds one patient at a time.
/// </summary>
public static class PatientStream
{
    private const int LargestPatient = 64 * 1024 * 1024;

    public static Stream Open(string path)
    {
        if (path == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Unreadable("patient file", path, e);
        }
    }

    /// <param name="input">The bytes.</param>
    /// <param name="cancellation">Ends the waiting for more of them, too.</param>
    public static IEnumerable<PatientText> Read(Stream input, CancellationToken cancellation)
    {
        PatientSplitter splitter = new();
        byte[] buffer = new byte[1 << 16];
        long number = 0;
        int read;
        while ((read = ReadSome(input, buffer, cancellation)) > 0)
        {
            foreach (byte[] json in splitter.Add(buffer.AsMemory(0, read)))
            {
                yield return new PatientText(json, ++number);
            }

            if (splitter.Pending > LargestPatient)
            {
                foreach (byte[] json in splitter.End())
                {
                    yield return new PatientText(json, ++number);
                }
            }

            if (splitter.Pending > LargestPatient)
            {
                throw new UsageException("One patient is larger than 64 MB.", "Write one JSON object per line, or an array of objects.");
            }
        }

        foreach (byte[] last in splitter.End())
        {
            yield return new PatientText(last, ++number);
        }

        if (splitter.Finish() is { } open)
        {
            yield return new PatientText(open, ++number);
        }
    }

    /// <summary>A read of a pipe cannot be interrupted, but need not be waited for.</summary>
    private static int ReadSome(Stream input, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            if (input is FileStream { CanSeek: true })
            {
                return input.Read(buffer);
            }

            Task<int> reading = Task.Run(() => input.Read(buffer), CancellationToken.None);
            reading.Wait(cancellation);
            return reading.Result;
        }
        catch (Exception e) when (e is IOException || (e is AggregateException && e.InnerException is IOException))
        {
            throw new UsageException($"The patients cannot be read: {(e.InnerException ?? e).Message}");
        }
    }
}

/// <summary>
/// Cuts a stream of bytes into JSON values at depth zero (or one, inside an array), by brackets and strings alone; whether a piece is a
/// patient is for the reader to say. A line that is no JSON is a piece of its own, so that it hides no other; and once the patients are known to begin
/// at the margin, a brace there begins the next one, whatever is still open.
/// </summary>
internal sealed class PatientSplitter
{
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

    public long Pending => _piece.Length;

    public IEnumerable<byte[]> Add(ReadOnlyMemory<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            byte b = bytes.Span[i];
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
                yield return Finish()!;
            }

            _atMargin = b == '\n';
            if (Take(b) is { } whole)
            {
                yield return whole;
            }
        }
    }

    /// <summary>
    /// What is open at the end of the input is no patient: an object was not closed, and has taken in what followed. That is looked for from the next brace
    /// at the margin on. What is then still open is left for <see cref="Finish"/>.
    /// </summary>
    public IEnumerable<byte[]> End()
    {
        byte[] open = _piece.ToArray();
        int next = _depth > 0 || _inString ? open.AsSpan().IndexOf("\n{"u8) : -1;
        if (next < 0)
        {
            return [];
        }

        Reset();
        _beginsAtMargin = true;
        _atMargin = true;
        return [open[..next], .. Add(open.AsMemory(next + 1))];
    }

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
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                if (_depth <= 0)
                {
                    _beginsAtMargin |= _onOneLine && !_inArray;
                    return Finish();
                }

                break;
        }

        return null;
    }

    private void Reset()
    {
        _piece.SetLength(0);
        _depth = 0;
        _inString = false;
        _escaped = false;
        _started = false;
    }
}

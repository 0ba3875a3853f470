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
        bool isFirst = true;
        while ((read = ReadSome(input, buffer, cancellation)) > 0)
        {
            if (isFirst && IsWide(buffer.AsSpan(0, read)))
            {
                throw new UsageException("The patients are not UTF-8 text: they begin as UTF-16 or UTF-32 does.", "Save them with the encoding UTF-8.");
            }

            isFirst = false;
            foreach (byte[] json in splitter.Add(buffer.AsMemory(0, read)))
            {
                yield return new PatientText(json, ++number);
            }

            while (splitter.Pending > LargestPatient && splitter.End() is { } found)
            {
                foreach (byte[] json in found)
                {
                    yield return new PatientText(json, ++number);
                }
            }

            if (splitter.Pending > LargestPatient)
            {
                throw new UsageException("One patient is larger than 64 MB.", "Write one JSON object per line, or an array of objects.");
            }
        }

        while (splitter.End() is { } found)
        {
            foreach (byte[] json in found)
            {
                yield return new PatientText(json, ++number);
            }
        }

        if (splitter.Finish() is { } open)
        {
            yield return new PatientText(open, ++number);
        }
    }

    /// <summary>Whether a text begins with the mark of an encoding of wide characters, or its first character is one.</summary>
    private static bool IsWide(ReadOnlySpan<byte> start) =>
        start is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, (byte)'{' or (byte)'[', ..] or [(byte)'{' or (byte)'[', 0, ..];

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

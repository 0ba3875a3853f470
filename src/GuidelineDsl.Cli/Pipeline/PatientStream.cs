using System.Collections.Immutable;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Patients that follow one another in the input.</summary>
/// <param name="First">The place of the first one in the input, from 1.</param>
/// <param name="Patients">Their texts.</param>
public sealed record PatientBatch(long First, ImmutableArray<ReadOnlyMemory<byte>> Patients);

/// <summary>
/// Patients from a file or standard input: one object, an array of objects, or JSON Lines, told apart by the first character and by what follows
/// the first object. What was read at once is handed on at once: whoever asks through a pipe is answered before asking again. Memory holds one batch at a time.
/// </summary>
public static class PatientStream
{
    private const int LargestPatient = 64 * 1024 * 1024;
    private const int ReadSize = 1 << 15;

    /// <summary>Answers with their reasons are many times larger than patients.</summary>
    private const int LargestBatch = 128;

    public static Stream Open(string path)
    {
        if (path == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Unreadable("patient file", path, e);
        }
    }

    public static IEnumerable<PatientBatch> Read(Stream input)
    {
        long next = 1;
        foreach (IEnumerable<ReadOnlyMemory<byte>> found in Pieces(input))
        {
            foreach (ReadOnlyMemory<byte>[] patients in found.Chunk(LargestBatch))
            {
                yield return new PatientBatch(next, [.. patients]);
                next += patients.Length;
            }
        }
    }

    /// <summary>The patients that end in what was read at once, one read after another.</summary>
    private static IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> Pieces(Stream input)
    {
        PatientSplitter splitter = new();
        bool isFirst = true;
        for (ReadOnlyMemory<byte> bytes = ReadSome(input); !bytes.IsEmpty; bytes = ReadSome(input))
        {
            if (isFirst && IsWide(bytes.Span))
            {
                throw new UsageException("The patients are not UTF-8 text: they begin as UTF-16 or UTF-32 does.", "Save them with the encoding UTF-8.");
            }

            isFirst = false;
            yield return splitter.Add(bytes);
            while (splitter.Pending > LargestPatient && splitter.End() is { } found)
            {
                yield return found;
            }

            if (splitter.Pending > LargestPatient)
            {
                throw new UsageException("One patient is larger than 64 MB.", "Write one JSON object per line, or an array of objects.");
            }
        }

        while (splitter.End() is { } found)
        {
            yield return found;
        }

        if (splitter.Finish() is { } open)
        {
            yield return [open];
        }
    }

    /// <summary>Whether a text begins with the mark of an encoding of wide characters, or its first character is one.</summary>
    private static bool IsWide(ReadOnlySpan<byte> start) =>
        start is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, (byte)'{' or (byte)'[', ..] or [(byte)'{' or (byte)'[', 0, ..];

    /// <summary>The next bytes, in memory of their own, for patients lie in it until they are answered; empty at the end.</summary>
    private static ReadOnlyMemory<byte> ReadSome(Stream input)
    {
        try
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>(ReadSize);
            return bytes.AsMemory(0, input.Read(bytes));
        }
        catch (IOException e)
        {
            throw new UsageException($"The patients cannot be read: {e.Message}");
        }
    }
}

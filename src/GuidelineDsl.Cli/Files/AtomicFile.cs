using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GuidelineDsl.Cli.Files;

/// <summary>
/// Writes a whole file or nothing: the bytes go to a neighbour with a temporary name that then takes the final one, so that neither a
/// full disk nor a kill leaves half a file under the final name.
/// </summary>
public static partial class AtomicFile
{
    private static readonly ConcurrentDictionary<string, bool> s_cleaned = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">The place cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            DeleteLeftovers(Path.GetDirectoryName(full)!);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            TryDelete(temporary);
            throw new UsageException($"The file '{path}' cannot be written: {e.Message}");
        }
    }

    /// <summary>What earlier runs left behind when they were killed: files of that form whose process is no more. Looked for once in a folder.</summary>
    private static void DeleteLeftovers(string folder)
    {
        if (!s_cleaned.TryAdd(folder, true))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*.tmp"))
        {
            Match name = Leftover().Match(file);
            if (name.Success && IsOld(file) && !IsRunning(name.Groups[1].Value))
            {
                TryDelete(file);
            }
        }
    }

    /// <summary>Another machine may write to the same folder, whose processes cannot be asked.</summary>
    private static bool IsOld(string file) => DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > TimeSpan.FromMinutes(10);

    private static bool IsRunning(string process)
    {
        try
        {
            using Process running = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            return !running.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\.([0-9]{1,9})\.[0-9a-f]{32}\.tmp$")]
    private static partial Regex Leftover();

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}

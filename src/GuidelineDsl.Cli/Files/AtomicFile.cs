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
        string full = Target(path);
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
            throw new UsageException($"The file '{path}' cannot be written: {UsageException.ReasonOf(e)}");
        }
    }

    /// <summary>
    /// Refuses what nobody can have meant to write: nothing, a folder, a device or a pipe (which a file would take the place of), one place twice, or a
    /// file that was read.
    /// </summary>
    /// <exception cref="UsageException">One of them is that.</exception>
    public static void CheckTargets(IEnumerable<string?> paths, IEnumerable<string> read)
    {
        HashSet<string> inputs = [.. read.Select(Path.GetFullPath).Select(RealPath.Of)];
        HashSet<string> seen = [];
        foreach (string path in paths.OfType<string>())
        {
            string full = Target(path);
            if (inputs.Contains(RealPath.Of(full)))
            {
                throw new UsageException($"The file '{path}' cannot be written: it is one of the guidelines.");
            }

            if (!seen.Add(full))
            {
                throw new UsageException($"The file '{path}' cannot be written: it is named twice.");
            }
        }
    }

    /// <summary>The file to write; a link is followed, so that it stays one.</summary>
    private static string Target(string path)
    {
        if (Path.GetFileName(path).Length == 0 || path.Contains('\0'))
        {
            throw new UsageException($"The file '{path}' cannot be written: this names no file.");
        }

        string full = Followed(path);
        if (Directory.Exists(full))
        {
            throw new UsageException($"The file '{path}' cannot be written: it is a folder.");
        }

        return IsOrdinary(full) ? full : throw new UsageException($"The file '{path}' cannot be written: it is no ordinary file.");
    }

    private static string Followed(string path)
    {
        try
        {
            FileInfo file = new(Path.GetFullPath(path));
            return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file '{path}' cannot be written: {UsageException.ReasonOf(e)}");
        }
    }

    /// <summary>Whether there is no file, or a file of which the length can be set: of devices and pipes it cannot.</summary>
    private static bool IsOrdinary(string full)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(full) || new FileInfo(full).Length > 0)
        {
            return true;
        }

        try
        {
            using FileStream file = new(full, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (!file.CanSeek)
            {
                return false;
            }

            file.SetLength(0);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            return false;
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

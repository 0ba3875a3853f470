namespace GuidelineDsl.Cli.Files;

/// <summary>
/// How a system writes full paths. Inside the compilation, in messages and in reports there are forward slashes everywhere; only here is known that Windows writes
/// backslashes, has drives and asks for no case. Nothing here looks at the disk, so that one system can be tested on the other.
/// </summary>
public sealed class PathStyle
{
    private readonly bool _isWindows;

    private PathStyle(bool isWindows)
    {
        _isWindows = isWindows;
    }

    public static PathStyle Unix { get; } = new(isWindows: false);

    public static PathStyle Windows { get; } = new(isWindows: true);

    /// <summary>That of the machine on which the tool runs.</summary>
    public static PathStyle Host { get; } = OperatingSystem.IsWindows() ? Windows : Unix;

    /// <summary>Tells whether two paths, or parts of them, name the same.</summary>
    public StringComparer Comparer => _isWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The way from a folder to a file, with forward slashes; the full path where none leads there (another drive).</summary>
    public string Relative(string folder, string full)
    {
        string[] from = Parts(folder);
        string[] to = Parts(full);
        int common = 0;
        while (common < from.Length && common < to.Length && Comparer.Equals(from[common], to[common]))
        {
            common++;
        }

        return common == 0 ? string.Join('/', to)
            : common == to.Length && common == from.Length ? "."
            : string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
    }

    /// <summary>Whether it is this folder or lies in it.</summary>
    public bool IsInside(string path, string folder)
    {
        string[] parts = Parts(path);
        string[] outer = Parts(folder);
        return parts.Length >= outer.Length && outer.Zip(parts).All(p => Comparer.Equals(p.First, p.Second));
    }

    /// <summary>The address of a path with forward slashes: relative, or <c>file:</c> for a path with a drive or a server.</summary>
    public static string Address(string path)
    {
        bool hasDrive = path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/';
        string escaped = string.Join('/', (hasDrive ? path[2..] : path).Split('/').Select(Uri.EscapeDataString));
        return hasDrive ? $"file:///{path[..2]}{escaped}" : path.StartsWith("//", StringComparison.Ordinal) ? "file:" + escaped : escaped;
    }

    /// <summary>The root (empty on Unix, a drive or <c>//server/share</c> on Windows) and the names after it.</summary>
    private string[] Parts(string path)
    {
        string slashed = _isWindows ? path.Replace('\\', '/') : path;
        string[] parts = slashed.Split('/');
        if (_isWindows && slashed.StartsWith("//", StringComparison.Ordinal) && parts.Length >= 4)
        {
            parts = [string.Join('/', parts[..4]), .. parts[4..]];
        }

        return [parts[0], .. parts.Skip(1).Where(p => p.Length > 0)];
    }
}

using System.Text;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Files;

/// <summary>
/// The files of one call. Inside the compilation a file is named relative to the project root (the nearest folder above the inputs with
/// a <c>.git</c> or a solution, otherwise the working folder or the folder above the inputs), so that outputs do not depend on where a project lies;
/// people see the name relative to the working folder.
/// </summary>
public sealed class ProjectFiles
{
    private const long LargestFile = 256L * 1024 * 1024;

    private readonly Dictionary<string, SourceText> _byFullPath = new(PathStyle.Host.Comparer);
    private readonly Dictionary<string, string> _fullPathByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    private ProjectFiles(string root, string workingFolder)
    {
        Root = root;
        WorkingFolder = workingFolder;
    }

    /// <summary>The full path of the project root.</summary>
    public string Root { get; }

    public string WorkingFolder { get; }

    /// <summary>The inputs in the order given, folders expanded and sorted by name.</summary>
    public IReadOnlyList<SourceText> Inputs { get; private set; } = [];

    /// <summary>The names of the inputs inside the compilation.</summary>
    public IReadOnlySet<string> InputNames => Inputs.Select(i => i.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads what was named on the command line.</summary>
    /// <exception cref="UsageException">A file is missing, unreadable or no text; or a folder holds no guideline.</exception>
    public static ProjectFiles Read(IReadOnlyList<string> paths, TextReader standardInput)
    {
        string working = Environment.CurrentDirectory;
        List<string> files = [];
        foreach (string path in paths)
        {
            if (path == "-")
            {
                files.Add(path);
            }
            else
            {
                files.AddRange(Expand(Path.GetFullPath(path, working), path));
            }
        }

        List<string> distinct = [.. files.Distinct(PathStyle.Host.Comparer)];
        ProjectFiles project = new(FindRoot([.. distinct.Where(f => f != "-")], working), working);
        project._named.UnionWith(paths.Where(p => p != "-").Select(p => Path.GetFullPath(p, working)));
        project.Inputs = [.. distinct.Select(f => f == "-" ? new SourceText("stdin.gdl", ReadBounded(standardInput)) : project.ReadFile(f))];
        return project;
    }

    /// <summary>The text of a file that an import names, or null when it does not exist. The same file is read once.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is a link that leads out of the project.</exception>
    public SourceText? TryRead(string fullPath)
    {
        if (!File.Exists(fullPath))
        {
            return null;
        }

        string full = Path.GetFullPath(fullPath);
        if (!_byFullPath.ContainsKey(full) && !PathStyle.Host.IsInside(RealPath.Of(full), RealPath.Of(Root)))
        {
            throw new UsageException($"The file '{PathStyle.Host.Relative(WorkingFolder, full)}' is a link that leads out of the project.");
        }

        return ReadFile(full);
    }

    /// <summary>The full path of a file of the compilation.</summary>
    public string FullPath(string name) => _fullPathByName.GetValueOrDefault(name, name);

    /// <summary>The name that people see: relative to the working folder where the file lies inside it.</summary>
    public string Display(string name)
    {
        return _fullPathByName.TryGetValue(name, out string? full) ? PathStyle.Host.Relative(WorkingFolder, full) : name;
    }

    private static IEnumerable<string> Expand(string full, string given)
    {
        if (File.Exists(full))
        {
            return [full];
        }

        if (!Directory.Exists(full))
        {
            throw new UsageException($"There is no file or folder '{given}'.", "Name a .gdl file, or a folder that holds some.");
        }

        List<string> found = [];
        Collect(full, found);
        if (found.Count == 0)
        {
            throw new UsageException($"The folder '{given}' holds no .gdl file.");
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>A search finds what lies in the folder; a link, which may lead anywhere, is followed when it is named.</summary>
    private static void Collect(string folder, List<string> found)
    {
        try
        {
            found.AddRange(Directory.EnumerateFiles(folder, "*.gdl").Where(file => new FileInfo(file).LinkTarget is null));
            foreach (string child in Directory.EnumerateDirectories(folder).Where(child => new DirectoryInfo(child).LinkTarget is null))
            {
                string name = Path.GetFileName(child);
                if (name is not ("bin" or "obj" or "node_modules") && !name.StartsWith('.'))
                {
                    Collect(child, found);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder '{folder}' cannot be read: {UsageException.ReasonOf(e)}");
        }
    }

    private static string FindRoot(IReadOnlyList<string> files, string working)
    {
        if (files.Count == 0)
        {
            return working;
        }

        string? common = Path.GetDirectoryName(files[0]);
        while (common is not null && !files.All(f => PathStyle.Host.IsInside(f, common)))
        {
            common = Path.GetDirectoryName(common);
        }

        if (common is null)
        {
            return working; // files of two drives have no folder in common
        }

        for (string? folder = common; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git"))
                || Directory.EnumerateFiles(folder, "*.sln*").Any())
            {
                return folder;
            }
        }

        // Without a marker: the working folder, or one folder above the inputs, where shared vocabularies usually lie.
        return PathStyle.Host.IsInside(common, working) ? working : Path.GetDirectoryName(common) ?? common;
    }

    private SourceText ReadFile(string full)
    {
        if (_byFullPath.TryGetValue(full, out SourceText? known))
        {
            return known;
        }

        string name = PathStyle.Host.Relative(Root, full);
        SourceText text = new(name, Decode(full));
        _byFullPath.Add(full, text);
        _fullPathByName.TryAdd(name, full);
        return text;
    }

    /// <summary>The bytes of a file; a device or a pipe that never ends is no file, and one on which nobody writes is only waited for when it was named.</summary>
    private byte[] ReadBounded(string full, string shown)
    {
        if (!_named.Contains(full) && new FileInfo(RealPath.Of(full)).Length == 0)
        {
            return [];
        }

        using FileStream file = new(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestFile)
            {
                throw TooLarge($"The file '{shown}'");
            }
        }

        return bytes.ToArray();
    }

    private static string ReadBounded(TextReader input)
    {
        StringBuilder text = new();
        char[] buffer = new char[1 << 14];
        int read;
        while ((read = input.Read(buffer)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > LargestFile)
            {
                throw TooLarge("The standard input");
            }
        }

        return text.ToString();
    }

    private static UsageException TooLarge(string what) => new($"{what} is larger than 256 MB.", "Split the guideline into several files.");

    private string Decode(string full)
    {
        string shown = PathStyle.Host.Relative(WorkingFolder, full);
        try
        {
            ReadOnlySpan<byte> content = ReadBounded(full, shown);
            if (content.StartsWith(Encoding.UTF8.Preamble))
            {
                content = content[3..];
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"The file '{shown}' is not UTF-8 text.", "Save it with the encoding UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file '{shown}' cannot be read: {UsageException.ReasonOf(e)}");
        }
    }
}

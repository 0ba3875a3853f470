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

    private readonly Dictionary<string, SourceText> _byFullPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fullPathByName = new(StringComparer.Ordinal);

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

        List<string> distinct = [.. files.Distinct(StringComparer.Ordinal)];
        ProjectFiles project = new(FindRoot([.. distinct.Where(f => f != "-")], working), working);
        project.Inputs = [.. distinct.Select(f => f == "-" ? new SourceText("stdin.gdl", standardInput.ReadToEnd()) : project.ReadFile(f))];
        return project;
    }

    /// <summary>The text of a file that an import names, or null when it does not exist. The same file is read once.</summary>
    public SourceText? TryRead(string fullPath) => File.Exists(fullPath) ? ReadFile(Path.GetFullPath(fullPath)) : null;

    /// <summary>The full path of a file of the compilation.</summary>
    public string FullPath(string name) => _fullPathByName.GetValueOrDefault(name, name);

    /// <summary>The name that people see: relative to the working folder where the file lies inside it.</summary>
    public string Display(string name)
    {
        if (!_fullPathByName.TryGetValue(name, out string? full))
        {
            return name;
        }

        string relative = Path.GetRelativePath(WorkingFolder, full);
        return relative.Replace('\\', '/');
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

    private static void Collect(string folder, List<string> found)
    {
        try
        {
            found.AddRange(Directory.EnumerateFiles(folder, "*.gdl"));
            foreach (string child in Directory.EnumerateDirectories(folder))
            {
                string name = Path.GetFileName(child);
                bool isLink = new DirectoryInfo(child).LinkTarget is not null;
                if (!isLink && name is not ("bin" or "obj" or "node_modules") && !name.StartsWith('.'))
                {
                    Collect(child, found);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder '{folder}' cannot be read: {e.Message}");
        }
    }

    private static string FindRoot(IReadOnlyList<string> files, string working)
    {
        if (files.Count == 0)
        {
            return working;
        }

        string common = Path.GetDirectoryName(files[0])!;
        foreach (string file in files)
        {
            while (!IsInside(Path.GetDirectoryName(file)!, common))
            {
                common = Path.GetDirectoryName(common)!;
            }
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
        return IsInside(common, working) ? working : Path.GetDirectoryName(common) ?? common;
    }

    private static bool IsInside(string folder, string ancestor) =>
        folder == ancestor || folder.StartsWith(ancestor.EndsWith(Path.DirectorySeparatorChar) ? ancestor : ancestor + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private SourceText ReadFile(string full)
    {
        if (_byFullPath.TryGetValue(full, out SourceText? known))
        {
            return known;
        }

        string name = Path.GetRelativePath(Root, full).Replace('\\', '/');
        SourceText text = new(name, Decode(full));
        _byFullPath.Add(full, text);
        _fullPathByName.TryAdd(name, full);
        return text;
    }

    private string Decode(string full)
    {
        string shown = Path.GetRelativePath(WorkingFolder, full);
        try
        {
            FileInfo info = new(full);
            if (info.Length > LargestFile)
            {
                throw new UsageException($"The file '{shown}' is larger than 256 MB.", "Split the guideline into several files.");
            }

            byte[] bytes = File.ReadAllBytes(full);
            ReadOnlySpan<byte> content = bytes;
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
            throw new UsageException($"The file '{shown}' cannot be read: {e.Message}");
        }
    }
}

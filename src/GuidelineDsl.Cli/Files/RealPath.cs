namespace GuidelineDsl.Cli.Files;

/// <summary>Where a file really lies, every symbolic link on the way followed.</summary>
internal static class RealPath
{
    public static string Of(string full)
    {
        string path = Path.GetPathRoot(full)!;
        foreach (string part in full[path.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            FileSystemInfo place = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (place.LinkTarget is not null && place.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                path = Of(target.FullName);
            }
        }

        return path;
    }
}

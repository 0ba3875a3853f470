namespace GuidelineDsl.LanguageServer.Workspace;

/// <summary>
/// The names of documents: URIs towards the editor, paths with forward slashes inside. A document that is no file
/// (an untitled buffer) has its URI for a path.
/// </summary>
internal static class DocumentUri
{
    public static string ToPath(string uri)
    {
        if (!uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return uri;
        }

        string rest = uri["file:".Length..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            rest = slash < 0 ? "/" : rest[slash..];
        }

        string path = Uri.UnescapeDataString(rest);
        bool hasDrive = path.Length > 2 && path[0] == '/' && char.IsAsciiLetter(path[1]) && path[2] == ':';
        return Normalize(hasDrive ? char.ToUpperInvariant(path[1]) + path[2..] : path);
    }

    public static string FromPath(string path)
    {
        if (!IsFile(path))
        {
            return path;
        }

        string escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return escaped.StartsWith('/') ? "file://" + escaped : "file:///" + escaped;
    }

    public static bool IsFile(string path) =>
        path.StartsWith('/') || (path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0]));

    /// <summary>The path that a relative path means, seen from a document.</summary>
    public static string Resolve(string fromDocument, string relative)
    {
        string forward = relative.Replace('\\', '/');
        if (IsFile(forward))
        {
            return Normalize(forward);
        }

        int slash = fromDocument.LastIndexOf('/');
        return Normalize(slash < 0 ? forward : fromDocument[..(slash + 1)] + forward);
    }

    /// <summary>How a document writes the path of another; null when they have nothing in common.</summary>
    public static string? Relative(string fromDocument, string target)
    {
        string[] from = fromDocument.Split('/')[..^1];
        string[] to = target.Split('/');
        int common = 0;
        while (common < from.Length && common < to.Length - 1 && from[common] == to[common])
        {
            common++;
        }

        return common == 0 || (common == 1 && from[0].Length == 0 && from.Length > 1)
            ? null
            : string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
    }

    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal);

    /// <summary>The nearest folder above that holds a repository or a solution; otherwise the folder itself.</summary>
    public static string ProjectRoot(string folder)
    {
        for (string? at = folder; !string.IsNullOrEmpty(at); at = at.LastIndexOf('/') is > 0 and int slash ? at[..slash] : null)
        {
            if (Path.Exists(at + "/.git") || (Directory.Exists(at) && Directory.EnumerateFiles(at, "*.sln*", new EnumerationOptions { IgnoreInaccessible = true }).Any()))
            {
                return at;
            }
        }

        return folder;
    }

    public static string Normalize(string path)
    {
        string forward = path.Replace('\\', '/');
        List<string> parts = [];
        foreach (string part in forward.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1].Length > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return parts is [""] ? "/" : string.Join('/', parts);
    }
}

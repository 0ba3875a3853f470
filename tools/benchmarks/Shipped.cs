using GuidelineDsl.Benchmarks.Tables;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Benchmarks;

/// <summary>The guidelines of the repository.</summary>
internal static class Shipped
{
    private static readonly string s_root = Root(AppContext.BaseDirectory);

    /// <summary>All of them together, parsed and bound.</summary>
    public static Compilation All() => Compilation.Create(Directory.EnumerateFiles(Path.Combine(s_root, "guidelines"), "*.gdl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read), new Files());

    public static EditedGuideline Largest()
    {
        string path = Directory.EnumerateFiles(Path.Combine(s_root, "guidelines"), "*.gdl", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!;
        SourceText text = Read(path);
        return new EditedGuideline(text.Path, text.Content, new Files());
    }

    private static SourceText Read(string file) => new(Path.GetRelativePath(s_root, file).Replace('\\', '/'), File.ReadAllText(file));

    private static string Root(string folder) => Directory.Exists(Path.Combine(folder, "guidelines")) ? folder : Root(Path.GetDirectoryName(folder)!);

    private sealed class Files : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return File.Exists(Path.Combine(s_root, path)) ? Read(Path.Combine(s_root, path)) : null;
        }
    }
}

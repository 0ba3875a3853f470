using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Checking;

/// <summary>The compiler, asked about the documents of a project as they are in the editor.</summary>
internal static class ProjectCheck
{
    /// <summary>Syntax and names, from these roots and what they use. Files are named by their full paths.</summary>
    public static Compilation Compile(
        Project project, IEnumerable<Document> roots, IReadOnlyList<string> folders, CancellationToken cancellation) =>
        Compilation.Create(roots.Select(r => r.Tree), new Resolver(project, folders), cancellation);

    public static CheckResult Analyse(Project project, Compilation compilation, AnalysisCache cache, CancellationToken cancellation) =>
        Checker.Check(
            compilation,
            project.Documents.Select(d => d.Path).ToHashSet(StringComparer.Ordinal),
            DateOnly.FromDateTime(DateTime.Today),
            AnalysisOptions.Default with { Cache = cache },
            cancellation);

    private sealed class Resolver(Project project, IReadOnlyList<string> folders) : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            bool isOutside = folders.Count > 0 && DocumentUri.IsFile(path)
                && project.Documents.Any(d => folders.Any(f => DocumentUri.IsBelow(d.Path, f)))
                && !folders.Any(f => DocumentUri.IsBelow(path, DocumentUri.ProjectRoot(f)));
            reason = isOutside ? "The path leads out of the project." : null;
            return isOutside ? null : project.Find(path)?.Source;
        }
    }
}

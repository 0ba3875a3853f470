using GuidelineDsl.Compiler.Tests.Syntax;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>Imports of the texts of the repository.</summary>
internal sealed class RepositoryFiles : ISourceResolver
{
    public SourceText? Resolve(string path, out string? reason)
    {
        reason = null;
        return File.Exists(Path.Combine(Baseline.Root, path)) ? Texts.Read(path) : null;
    }
}

using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics;

/// <summary>Finds the files that <c>use</c> names; the host does the reading.</summary>
public interface ISourceResolver
{
    /// <summary>
    /// The text of <paramref name="path"/>, a name relative to the project root with forward slashes and without <c>..</c>;
    /// null when there is no such file, or it cannot be read, with the reason in words.
    /// </summary>
    SourceText? Resolve(string path, out string? reason);
}

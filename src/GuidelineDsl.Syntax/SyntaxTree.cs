using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax;

/// <summary>A parsed file. Parsing never throws: what is wrong with the text is in <see cref="Diagnostics"/>.</summary>
public sealed record SyntaxTree(SourceText Source, Document Root, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);

    public Location Locate(SyntaxNode node) => new(Source, node.Span);
}

using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Benchmarks.Tables;

/// <summary>A generated table as text, parsed and bound.</summary>
public static class TableCompilation
{
    public static Compilation Of(DecisionTable table) => Of(table.ToGuideline());

    public static Compilation Of(string text)
    {
        Compilation compilation = Compilation.Create([new SourceText("table.gdl", text)], Imports);
        return compilation.HasErrors ? throw new InvalidOperationException(compilation.Diagnostics[0].Message) : compilation;
    }

    public static ISourceResolver Imports { get; } = new NoImports();

    private sealed class NoImports : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = "A generated table imports nothing.";
            return null;
        }
    }
}

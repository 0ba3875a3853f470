using System.Collections.Immutable;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics;

/// <summary>
/// A set of files, parsed and bound: a pure function of the texts. <see cref="Model"/> leaves out what is broken, and
/// <see cref="Diagnostics"/> says what that is.
/// </summary>
public sealed class Compilation
{
    private Compilation(ImmutableArray<SyntaxTree> trees, GuidelineModel model, ImmutableArray<Diagnostic> diagnostics, SymbolTable table)
    {
        Trees = trees;
        Model = model;
        Diagnostics = diagnostics;
        Table = table;
    }

    /// <summary>Every file, the given ones first, then the used ones in the order of first use.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; }

    public GuidelineModel Model { get; }

    /// <summary>Syntax, names, types and citations, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Whether every declaration was understood, so that the model can be analysed and run; a missing citation does not prevent that.</summary>
    public bool IsBound => Diagnostics.All(d => d.Severity != Severity.Error || d.Code.StartsWith("GDL6", StringComparison.Ordinal));

    internal SymbolTable Table { get; }

    public static Compilation Create(IEnumerable<SourceText> sources, ISourceResolver resolver, CancellationToken cancellation = default) =>
        Create(sources.Select(s => Parser.Parse(s, cancellation)), resolver, cancellation);

    public static Compilation Create(IEnumerable<SyntaxTree> trees, ISourceResolver resolver, CancellationToken cancellation = default)
    {
        List<Diagnostic> diagnostics = [];
        IReadOnlyList<SourceFile> files = new ImportLoader(resolver, diagnostics, cancellation).Load(trees);
        cancellation.ThrowIfCancellationRequested();
        SymbolTable table = SymbolTable.Declare(files, diagnostics);
        GuidelineModel model = new ModelBinder(table, diagnostics).Bind();
        Consequences consequences = new(files);
        diagnostics.RemoveAll(consequences.Explain);
        diagnostics = [.. Repetitions.Join(diagnostics), .. files.SelectMany(f => f.Tree.Diagnostics)];
        return new Compilation([.. files.Select(f => f.Tree)], model, Sorted(diagnostics), table);
    }

    /// <summary>By file, line, column and code.</summary>
    public static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .OrderBy(d => d.Location.Source.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Span.Start)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal),
    ];
}

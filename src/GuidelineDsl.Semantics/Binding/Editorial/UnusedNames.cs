using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Binding.Editorial;

/// <summary>
/// Names that nothing needs. A vocabulary that was only imported may serve others, and so may one that no guideline of the
/// compilation uses; what is derived is an answer in itself where a guideline has no decisions.
/// </summary>
internal static class UnusedNames
{
    public static IEnumerable<Diagnostic> Find(SymbolTable table, IReadOnlySet<string> roots) => table.Files
        .Where(f => roots.Contains(f.Path) && (!f.IsVocabulary || table.Files.Any(g => !g.IsVocabulary && g.Reach.Contains(f))))
        .SelectMany(f => f.Declarations.Where(d => !d.IsUsed && Counts(d.Kind, f)))
        .Select(d => EditorialDiagnostics.Unused(WithArticle(d.Kind), d.Name, d.Location));

    private static bool Counts(SymbolKind kind, SourceFile file) => kind switch
    {
        SymbolKind.Fact or SymbolKind.Action or SymbolKind.Source or SymbolKind.Group or SymbolKind.Class or SymbolKind.Regimen or SymbolKind.Patient => true,
        SymbolKind.Definition or SymbolKind.Classification or SymbolKind.Score or SymbolKind.Computed =>
            file.IsVocabulary || file.Declarations.Any(d => d.Kind == SymbolKind.Decision),
        SymbolKind.Constraint or SymbolKind.Decision => false,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>"a fact" becomes "the fact".</summary>
    private static string WithArticle(SymbolKind kind) => "the " + kind.Words().Split(' ', 2)[1];
}

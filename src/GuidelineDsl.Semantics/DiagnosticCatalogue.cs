using System.Collections.Immutable;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl;

/// <summary>The one table of all diagnostics: messages, <c>gdl explain</c>, the documents and the rules in SARIF come from it.</summary>
public static class DiagnosticCatalogue
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. SyntaxDiagnostics.All.Concat(NameDiagnostics.All).Concat(TypeDiagnostics.All).Concat(AnalysisDiagnostics.All).Concat(EditorialDiagnostics.All).OrderBy(d => d.Code, StringComparer.Ordinal),
    ];

    public static bool IsKnown(string code) => All.Any(d => d.Code == code);
}

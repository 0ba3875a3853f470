using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Citations, remarks and allowances.</summary>
internal sealed class CitationBinder(FileScope scope)
{
    public ImmutableArray<Citation> Bind(IEnumerable<CitationSyntax> citations) => [.. citations.Select(Bind).OfType<Citation>()];

    public ImmutableArray<Allowance> Bind(IEnumerable<AllowSyntax> allows)
    {
        List<Allowance> bound = [];
        foreach (AllowSyntax allow in allows)
        {
            string code = allow.Code.Name;
            if (!DiagnosticCatalogue.IsKnown(code))
            {
                scope.Report(NameDiagnostics.UnknownWord(
                    code, "code of a finding", ["GDL4001", "GDL5002", "…"], Syntax.Text.Spelling.Closest(code, DiagnosticCatalogue.All.Select(d => d.Code)), scope.Locate(allow.Code)) with
                {
                    Help = "`gdl explain` lists all codes.",
                });
            }
            else if (!Allowances.MayBeAllowed(code))
            {
                scope.Report(NameDiagnostics.CannotAllow(code, scope.Locate(allow.Code)));
            }
            else if (allow.Because is { } reason)
            {
                bound.Add(new Allowance(code, reason.Value, scope.Locate(allow)));
            }
        }

        return [.. bound];
    }

    public Remark Bind(RemarkDeclaration remark) => new(remark.Text.Value, Bind(remark.Citations), scope.Locate(remark));

    private Citation? Bind(CitationSyntax citation) =>
        scope.Find(citation.Source, "a source", SymbolKind.Source) is Source source
            ? new Citation(source, citation.Where?.Value, citation.Quote?.Value, scope.Locate(citation))
            : null;
}

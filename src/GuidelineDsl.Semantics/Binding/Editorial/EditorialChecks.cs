using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding.Editorial;

/// <summary>What can be said of guidelines without analysing their conditions: sources, dates, grades, unused and ambiguous names.</summary>
public static class EditorialChecks
{
    /// <param name="compilation">A compilation that binds.</param>
    /// <param name="roots">The files that were given, not only imported; unused names are reported in these.</param>
    /// <param name="asOf">The day of the check; null leaves out what depends on it.</param>
    public static ImmutableArray<Diagnostic> Run(Compilation compilation, IReadOnlySet<string> roots, DateOnly? asOf) =>
    [
        .. compilation.Trees.SelectMany(t => Mixed(t, t.Root)),
        .. TwoMeanings.Find(compilation.Model),
        .. UnusedNames.Find(compilation.Table, roots),
        .. compilation.Model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d => d.Rules).SelectMany(Evidence),
        .. asOf is { } day ? SourceDates.Find(compilation, day) : [],
    ];

    /// <summary>One message for each source that has expired, at the first of the places that cite it; to be called when the allowed ones are gone.</summary>
    public static IEnumerable<Diagnostic> Condense(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] all = [.. diagnostics];
        IEnumerable<Diagnostic> first = all.Where(d => d.Code == "GDL6002")
            .GroupBy(d => (d.Message, d.Location.Source.Path))
            .Select(g => g.OrderBy(d => d.Location.Span.Start).First());
        return all.Where(d => d.Code != "GDL6002").Concat(first);
    }

    private static IEnumerable<Diagnostic> Evidence(Rule rule)
    {
        if (rule.Evidence is null)
        {
            yield return EditorialDiagnostics.NoEvidence(rule.Id, rule.Location);
        }
        else if (EvidenceScales.IsStrongOnWeak(rule.Evidence.Scale, rule.Evidence.Grades))
        {
            yield return EditorialDiagnostics.StrongOnWeak(rule.Id, $"{rule.Evidence.Scale} {string.Join(' ', rule.Evidence.Grades)}", rule.Location);
        }
    }

    /// <summary>Every <c>or</c> beside an <c>and</c> that has no parentheses.</summary>
    private static IEnumerable<Diagnostic> Mixed(SyntaxTree tree, SyntaxNode root)
    {
        Stack<SyntaxNode> open = new([root]);
        while (open.TryPop(out SyntaxNode? node))
        {
            if (node is OrCondition or && or.Operands.Any(o => o is AndCondition))
            {
                IEnumerable<TextEdit> edits = or.Operands.OfType<AndCondition>().SelectMany(a => new[]
                {
                    new TextEdit(new Location(tree.Source, new TextSpan(a.Span.Start, 0)), "("),
                    new TextEdit(new Location(tree.Source, new TextSpan(a.Span.End, 0)), ")"),
                });
                yield return EditorialDiagnostics.Mixed(new Location(tree.Source, or.Span), new SuggestedFix("Add parentheses", [.. edits]));
            }

            foreach (SyntaxNode child in node.Children)
            {
                open.Push(child);
            }
        }
    }
}

using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>
/// One mistake, one message: where the shape of a rule or declaration is broken, what binding says about that part only follows from it, and so does
/// that a name is unknown which the broken part, or a file that cannot be used, may declare.
/// </summary>
internal sealed class Consequences
{
    private static readonly string[] UnknownNames = ["GDL2001", "GDL2007", "GDL2008"];

    private readonly List<Location> _broken = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private readonly HashSet<string> _brokenNames = new(StringComparer.Ordinal);

    private readonly HashSet<SourceText> _lacking;

    public Consequences(IReadOnlyList<SourceFile> files)
    {
        _lacking = [.. files.Where(f => f.Reach.Any(r => r.LacksImport)).Select(f => f.Tree.Source)];
        foreach (SyntaxTree tree in files.Select(f => f.Tree).Where(t => t.HasErrors))
        {
            SyntaxNode[] parts = [.. tree.Root.Declarations, .. tree.Root.Header is { } header ? new SyntaxNode[] { header } : []];
            foreach (Diagnostic mistake in tree.Diagnostics)
            {
                SyntaxNode? part = PartAround(mistake, parts);
                Location place = new(tree.Source, part?.Span ?? Between(mistake, parts));
                _broken.Add(place);
                _words.UnionWith(Words(place.Text));
                _doubtful.UnionWith(Doubtful(part));
                _brokenNames.UnionWith(part is null ? Words(place.Text) : NameOf(part));
            }
        }
    }

    /// <summary>Whether the message says nothing that another mistake does not explain.</summary>
    public bool Explain(Diagnostic diagnostic) => IsOfFileThatCannotBeUsed(diagnostic)
        || (_broken.Count > 0 && (IsInBrokenPart(diagnostic.Location) || MayBeDeclaredInBrokenPart(diagnostic) || UsesBrokenValue(diagnostic)));

    private bool IsOfFileThatCannotBeUsed(Diagnostic diagnostic) => UnknownNames.Contains(diagnostic.Code) && _lacking.Contains(diagnostic.Location.Source);

    private bool IsInBrokenPart(Location place) =>
        _broken.Any(b => b.Source == place.Source && b.Span.Start <= place.Span.Start && place.Span.End <= b.Span.End);

    private bool MayBeDeclaredInBrokenPart(Diagnostic diagnostic) =>
        _doubtful.Contains(diagnostic.Code) || (UnknownNames.Contains(diagnostic.Code) && _words.Contains(diagnostic.Location.Text));

    /// <summary>Whether it is about the type or the unit of something whose declaration is broken.</summary>
    private bool UsesBrokenValue(Diagnostic diagnostic) =>
        _brokenNames.Count > 0 && diagnostic.Code.StartsWith("GDL3", StringComparison.Ordinal)
        && Words(diagnostic.Location.Source.GetLine(diagnostic.Location.Start.Line)).Any(_brokenNames.Contains);

    /// <summary>The messages of unknown names that cannot be trusted while the part is broken, since a name of its own may be lost.</summary>
    private static IEnumerable<string> Doubtful(SyntaxNode? part) => part switch
    {
        null or UseDeclaration => UnknownNames,
        _ when HasNameless(part) => UnknownNames,
        DecisionDeclaration => ["GDL2008"],
        FactDeclaration or ClassificationDeclaration => ["GDL2007"],
        _ => [],
    };

    /// <summary>The rule or declaration in which the mistake stands. A bracket that is missing breaks the whole declaration.</summary>
    private static SyntaxNode? PartAround(Diagnostic mistake, SyntaxNode[] parts)
    {
        int position = mistake.Location.Span.Start;
        bool isBracket = mistake.Code is "GDL1003" or "GDL1004";
        SyntaxNode? part = Around(parts, position) ?? EndingOnLine(mistake, parts);
        return part is DecisionDeclaration decision && !isBracket ? Around(decision.Items.OfType<RuleSyntax>(), position) ?? part : part;
    }

    /// <summary>The declaration that was given up on the line of the mistake.</summary>
    private static SyntaxNode? EndingOnLine(Diagnostic mistake, SyntaxNode[] parts)
    {
        int position = mistake.Location.Span.Start;
        SyntaxNode? before = Before(parts, position);
        return before is not null && !mistake.Location.Source.Content.AsSpan(before.Span.End, position - before.Span.End).Contains('\n') ? before : null;
    }

    /// <summary>What lies between two declarations.</summary>
    private static TextSpan Between(Diagnostic mistake, SyntaxNode[] parts)
    {
        int position = mistake.Location.Span.Start;
        int to = parts.Where(p => p.Span.Start > position).Select(p => p.Span.Start).DefaultIfEmpty(mistake.Location.Source.Content.Length).Min();
        return TextSpan.FromBounds(Before(parts, position)?.Span.End ?? 0, to);
    }

    private static SyntaxNode? Before(IEnumerable<SyntaxNode> parts, int position) => parts.Where(p => p.Span.End <= position).MaxBy(p => p.Span.End);

    private static SyntaxNode? Around(IEnumerable<SyntaxNode> parts, int position) =>
        parts.Where(p => p.Span.Start <= position && position <= p.Span.End).MaxBy(p => p.Span.Start);

    private static bool HasNameless(SyntaxNode node) => node is Identifier { Name: "" } || node.Children.Any(HasNameless);

    private static IEnumerable<string> NameOf(SyntaxNode part) => part switch
    {
        FactDeclaration d => [d.Id.Name],
        ComputeDeclaration d => [d.Id.Name],
        ClassificationDeclaration d => [d.Id.Name],
        ScoreDeclaration d => [d.Id.Name],
        _ => [],
    };

    private static IEnumerable<string> Words(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_');
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }
        }
    }
}

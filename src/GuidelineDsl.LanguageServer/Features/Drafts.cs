using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Text that an editor can put in to answer a finding, and where. What only the author knows is left as a marked word.</summary>
internal static class Drafts
{
    /// <summary>A next step of a finding: a rule or a silence before the decision's closing brace, a test at the end of the file.</summary>
    public static (int Offset, string Text)? Of(Document document, Finding finding, NextStep step)
    {
        string[] lines = step.Text.Split('\n');
        if (step.Kind == NextStepKind.Test)
        {
            string content = document.Source.Content;
            return (content.Length, (content.Length > 0 && content[^1] != '\n' ? NewLine(document) : "") + Lines(document, ["", .. lines]));
        }

        return Decision(document, finding) is { } decision
            ? (BeforeClosing(document, decision), Lines(document, ["", .. lines.Select(l => "  " + l)]))
            : null;
    }

    /// <summary>A citation at the end of what lacks one.</summary>
    public static (int Offset, string Text)? Citation(Document document, TextSpan at, string source)
    {
        SyntaxNode? target = Smallest(document.Tree.Root, at);
        if (target is null || target.Span.Length == 0 || target.Span.End > document.Source.Content.Length)
        {
            return null;
        }

        int closing = target.Span.End - 1;
        if (document.Source.Content[closing] != '}')
        {
            return null;
        }

        string indent = target is RuleSyntax ? "    " : "  ";
        int line = document.Source.GetLineStart(document.Source.GetPosition(closing).Line);
        bool alone = string.IsNullOrWhiteSpace(document.Source.Content[line..closing]);
        return alone
            ? (line, $"{indent}cite {source} \"…\"{NewLine(document)}")
            : (closing, $"cite {source} \"…\" ");
    }

    private static SyntaxNode? Smallest(SyntaxNode node, TextSpan at)
    {
        foreach (SyntaxNode child in node.Children)
        {
            if (child is not null && child.Span.Start <= at.Start && child.Span.End >= at.End && Smallest(child, at) is { } inner)
            {
                return inner;
            }
        }

        return node is RuleSyntax or ClassificationDeclaration or ScoreDeclaration ? node : null;
    }

    private static DecisionDeclaration? Decision(Document document, Finding finding) =>
        finding.Decision is null
            ? null
            : document.Tree.Root.Declarations.OfType<DecisionDeclaration>()
                .FirstOrDefault(d => d.Id.Name == finding.Decision.Id && d.Span.End <= document.Source.Content.Length
                    && d.Span.Length > 0 && document.Source.Content[d.Span.End - 1] == '}');

    /// <summary>The start of the line of the closing brace, or the brace itself when it does not stand alone.</summary>
    private static int BeforeClosing(Document document, DecisionDeclaration decision)
    {
        int closing = decision.Span.End - 1;
        int line = document.Source.GetLineStart(document.Source.GetPosition(closing).Line);
        return string.IsNullOrWhiteSpace(document.Source.Content[line..closing]) ? line : closing;
    }

    private static string Lines(Document document, params IEnumerable<string> lines) =>
        string.Concat(lines.Select(l => l + NewLine(document)));

    private static string NewLine(Document document) =>
        document.Source.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}

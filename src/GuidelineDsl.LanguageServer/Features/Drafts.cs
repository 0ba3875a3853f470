using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Text that an editor can put in to answer a finding, and where. What only the author knows is left as a marked word.</summary>
internal static class Drafts
{
    private const string Unsaid = "to_be_named";

    /// <summary>A rule for one box of a gap, before the decision's closing brace.</summary>
    public static (int Offset, string Text)? Rule(Document document, Finding gap, Box? box)
    {
        if (Decision(document, gap) is not { } decision)
        {
            return null;
        }

        string condition = box is null ? GuidelineText.Condition(gap.Region) : GuidelineText.Condition(box);
        string source = document.Outline.All.FirstOrDefault(d => d.Node is SourceDeclaration)?.Id ?? Unsaid;
        return (BeforeClosing(document, decision), Lines(
            document,
            "",
            $"  rule {NewName(decision, "open_patients")} \"Patients without advice so far\" {{",
            $"    when {condition}",
            $"    consider {Unsaid}",
            "    evidence ungraded",
            $"    cite {source} \"…\"",
            "  }"));
    }

    public static (int Offset, string Text)? Silence(Document document, Finding gap)
    {
        if (Decision(document, gap) is not { } decision)
        {
            return null;
        }

        string source = document.Outline.All.FirstOrDefault(d => d.Node is SourceDeclaration)?.Id ?? Unsaid;
        return (BeforeClosing(document, decision), Lines(
            document,
            "",
            $"  silent when {GuidelineText.Condition(gap.Region)}",
            "    because \"the source does not say what to do\"",
            $"    cite {source} \"…\""));
    }

    /// <summary>A test that shows the finding's patient, at the end of the file.</summary>
    public static (int Offset, string Text)? Test(Document document, Finding finding)
    {
        if (finding is not { Witness: { } witness, Decision: { } decision })
        {
            return null;
        }

        string expectation = finding.Rules.IsDefaultOrEmpty || finding.Code is "GDL4001"
            ? $"  expect {decision.Id} has a gap"
            : $"  expect {decision.Id} gives {string.Join(", ", finding.Rules.Where(r => r.Decision == decision).Select(r => r.Rule.Id))}";
        string content = document.Source.Content;
        string[] today = finding.WitnessToday is { } day
            ? ["  today " + day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)]
            : [];
        return (content.Length, (content.Length > 0 && content[^1] != '\n' ? NewLine(document) : "") + Lines(
            document,
            ["", $"test \"{finding.Code}: {decision.Label.Replace("\"", "", StringComparison.Ordinal)}\" {{", $"  patient {{ {GuidelineText.Patient(witness)} }}", .. today, expectation, "}"]));
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

    private static string NewName(DecisionDeclaration decision, string wish)
    {
        HashSet<string> taken = [.. decision.Items.OfType<RuleSyntax>().Select(r => r.Id.Name)];
        return taken.Contains(wish) ? Enumerable.Range(2, taken.Count + 1).Select(i => $"{wish}_{i}").First(n => !taken.Contains(n)) : wish;
    }

    private static string Lines(Document document, params IEnumerable<string> lines) =>
        string.Concat(lines.Select(l => l + NewLine(document)));

    private static string NewLine(Document document) =>
        document.Source.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}

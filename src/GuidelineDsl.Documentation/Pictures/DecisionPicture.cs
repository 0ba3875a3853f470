using System.Collections.Immutable;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Pages;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>
/// A decision as a picture: a tree from the scope to the advice; for <c>choose first</c> the ladder of questions. It says nothing
/// that the table does not say.
/// </summary>
internal static class DecisionPicture
{
    private const double ConditionWidth = 192;
    private const double LeafWidth = 276;
    private const double GapX = 30;
    private const double GapY = 12;
    private const int GapsShown = 4;

    /// <summary>A larger picture is many metres high; the table says the same.</summary>
    private const int RulesDrawn = 500;

    public static Markup Write(SiteMap site, Guideline guideline, Decision decision, string heading)
    {
        if (decision.Rules.Length > RulesDrawn)
        {
            return Empty;
        }

        List<Outcome> outcomes = [.. decision.Rules.Select(r => OfRule(site, guideline, decision, r))];
        Outcome[] silent = [.. decision.Silences.Select((s, i) => OfSilence(decision, s, i))];
        Markup picture = decision.Policy == ChoicePolicy.First
            ? Ladder(decision, [.. outcomes, .. silent, .. Remainder(decision)])
            : Tree(decision, [.. outcomes, .. silent, .. Gaps(site, guideline, decision)]);
        return Tag(
            "section", Class("picture-section"),
            Tag(heading, Id($"{decision.Id}-picture"), "As a picture"),
            Tag("figure",
                Tag("div", Class("scroll"), With("tabindex", "0"), With("role", "region"), With("aria-label", $"Picture of “{decision.Label}”"), picture),
                Tag("figcaption", decision.Policy == ChoicePolicy.First
                    ? "Questions from top to bottom; the first that is answered with yes decides."
                    : "From the patients on the left to the advice on the right. All conditions on a path hold together. The table above says the same.")));
    }

    private static Markup Tree(Decision decision, IReadOnlyList<Outcome> outcomes)
    {
        List<TreeNode> roots = [.. ConditionTree.Build(outcomes).OrderBy(n => n.IsGap)];
        int depth = Math.Max(roots.Max(Depth), 0);
        double leafX = (depth + 1) * (ConditionWidth + GapX);
        List<Markup> shapes = [];
        List<Markup> edges = [];
        double y = 1;
        List<Box> children = [.. roots.Select(r => Place(r, 1, leafX, ref y, shapes, edges))];
        Box root = new(ScopeRuns(decision), "scope", ConditionWidth) { X = 1 };
        root.Y = Math.Max(1, ((children[0].Middle + children[^1].Middle) / 2) - (root.Height / 2));
        Connect(root, children, edges);
        shapes.Add(root.Draw());
        double height = Math.Max(y, root.Y + root.Height) + 1;
        return Drawing.Svg(leafX + LeafWidth + 2, height, $"Tree of “{decision.Label}”", edges, shapes);
    }

    private static Box Place(TreeNode node, int depth, double leafX, ref double y, List<Markup> shapes, List<Markup> edges)
    {
        if (node.Outcome is { } outcome)
        {
            Box leaf = new(outcome.Runs, outcome.Css, LeafWidth, outcome.Href) { X = leafX, Y = y };
            y += leaf.Height + GapY;
            shapes.Add(leaf.Draw());
            return leaf;
        }

        double top = y;
        Box box = ConditionBox(node);
        box.X = 1 + (depth * (ConditionWidth + GapX));
        y += Math.Max(0, (box.Height - node.Children.Sum(Height) - ((node.Children.Count - 1) * GapY)) / 2);
        List<Box> children = [];
        foreach (TreeNode child in node.Children)
        {
            children.Add(Place(child, depth + 1, leafX, ref y, shapes, edges));
        }

        box.Y = Math.Max(top, ((children[0].Middle + children[^1].Middle) / 2) - (box.Height / 2));
        y = Math.Max(y, box.Y + box.Height + GapY);
        Connect(box, children, edges);
        shapes.Add(box.Draw());
        return box;
    }

    private static Box ConditionBox(TreeNode node) =>
        new([.. node.Conditions.Select(c => new TextRun(c, "condition-text"))], "node", ConditionWidth);

    /// <summary>How high a node and all that is below it stand, without the gap after it.</summary>
    private static double Height(TreeNode node) => node.Outcome is { } outcome
        ? new Box(outcome.Runs, outcome.Css, LeafWidth).Height
        : Math.Max(ConditionBox(node).Height, node.Children.Sum(Height) + ((node.Children.Count - 1) * GapY));

    private static Markup Ladder(Decision decision, IReadOnlyList<Outcome> outcomes)
    {
        const double width = 300;
        const double leafX = 1 + width + 70;
        List<Markup> shapes = [];
        Box scope = new(ScopeRuns(decision), "scope", width) { X = 1, Y = 1 };
        shapes.Add(scope.Draw());
        double y = scope.Y + scope.Height;
        for (int i = 0; i < outcomes.Count; i++)
        {
            Outcome outcome = outcomes[i];
            Box leaf = new(outcome.Runs, outcome.Css, LeafWidth, outcome.Href);
            IReadOnlyList<TextRun> runs = outcome.Steps.Count == 0
                ? [new TextRun("everybody else", "condition-text")]
                : [.. outcome.Steps.Select(s => new TextRun(s.Phrase, "condition-text"))];
            Box question = new(runs, "node", width);
            double height = Math.Max(question.Height, leaf.Height);
            double next = y + 30;
            (question.X, question.Y) = (1, next);
            (leaf.X, leaf.Y) = (leafX, next + ((question.Height - leaf.Height) / 2));
            leaf.Y = Math.Max(leaf.Y, next);
            shapes.Add(Tag("path", Class("edge"), With("d", $"M{Drawing.Number(1 + (width / 2))} {Drawing.Number(y)}V{Drawing.Number(next)}")));
            shapes.Add(Drawing.ArrowDown(1 + (width / 2), next));
            if (i > 0)
            {
                shapes.Add(Tag("text", Class("edge-label"), With("x", Drawing.Number(8 + (width / 2))), With("y", Drawing.Number(y + 18)), "no"));
            }

            double across = next + (Math.Min(question.Height, leaf.Height) / 2);
            shapes.Add(Drawing.Edge(1 + width, across, leafX, across, arrow: true));
            shapes.Add(Tag("text", Class("edge-label"), With("x", Drawing.Number(width + 22)), With("y", Drawing.Number(across - 6)), "yes"));
            shapes.Add(question.Draw());
            shapes.Add(leaf.Draw());
            y = next + question.Height;
            if (height > question.Height)
            {
                shapes.Add(Tag("path", Class("edge"), With("d", $"M{Drawing.Number(1 + (width / 2))} {Drawing.Number(y)}v{Drawing.Number(height - question.Height)}")));
                y = next + height;
            }
        }

        return Drawing.Svg(leafX + LeafWidth + 2, y + 2, $"Questions of “{decision.Label}”", shapes);
    }

    private static void Connect(Box box, List<Box> children, List<Markup> edges)
    {
        foreach (Box child in children)
        {
            edges.Add(Drawing.Edge(box.X + box.Width, box.Middle, child.X, child.Middle, arrow: true));
        }
    }

    private static int Depth(TreeNode node) => node.Outcome is not null ? 0 : 1 + node.Children.Max(Depth);

    private static List<TextRun> ScopeRuns(Decision decision) => decision.Scope is Constant { Value: true }
        ? [new TextRun("Every patient", "condition-text", Bold: true)]
        : [.. Step.Of(decision.Scope).Select(s => new TextRun(s.Phrase, "condition-text", Bold: true))];

    private static Outcome OfRule(SiteMap site, Guideline guideline, Decision decision, Rule rule)
    {
        List<TextRun> runs = [new TextRun(decision.Policy == ChoicePolicy.First ? $"{rule.Index + 1}. {rule.Label}" : rule.Label, "leaf-title", Bold: true)];
        foreach (Advice advice in rule.Advice)
        {
            string sign = advice.Verb switch { AdviceVerb.Recommend => "▲▲", AdviceVerb.Consider => "▲", AdviceVerb.Avoid => "▼", _ => "▼▼" };
            runs.Add(new TextRun($"{sign}\u00a0{PlanWords.Verb(advice.Verb)}: {PlanWords.Plan(advice, site.Model.Classes)}", "leaf-text"));
        }

        string css = rule.Advice.IsEmpty ? "leaf" : $"leaf {rule.Advice[0].Verb.ToString().ToLowerInvariant()}";
        IReadOnlyList<Step> steps = rule.IsOtherwise
            ? [new Step(rule, "every other patient in scope")]
            : Step.Of(rule.Condition);
        return new Outcome(steps, runs, css, site.Href(decision, rule, guideline));
    }

    private static Outcome OfSilence(Decision decision, Silence silence, int index) => new(
        Step.Of(silence.Condition), [new TextRun("The source says nothing here", "leaf-text")], "leaf silent", $"#{decision.Id}-silence-{index + 1}");

    /// <summary>What is left at the foot of a ladder that does not end with <c>otherwise</c>.</summary>
    private static IEnumerable<Outcome> Remainder(Decision decision) => decision.Rules.Any(r => r.IsOtherwise)
        ? []
        : [new Outcome(
            [], [new TextRun(decision.PartialBecause is null ? "No rule: nobody, or a gap" : "Not covered, as declared", "leaf-text")], "leaf silent", null)];

    private static IEnumerable<Outcome> Gaps(SiteMap site, Guideline guideline, Decision decision)
    {
        foreach (var finding in site.FindingsOf(decision).Where(f => f.Code == "GDL4001" && f.Guideline == guideline))
        {
            ImmutableArray<string> lines = finding.RegionInWords;
            for (int i = 0; i < Math.Min(lines.Length, GapsShown); i++)
            {
                yield return new Outcome(
                    [new Step(finding, lines[i])], [new TextRun("No advice: a gap", "leaf-text", Bold: true)], "leaf gap", "findings.html");
            }

            if (lines.Length > GapsShown)
            {
                yield return new Outcome(
                    [new Step(finding, $"and {lines.Length - GapsShown} more regions")], [new TextRun("No advice: a gap", "leaf-text", Bold: true)], "leaf gap", "findings.html");
            }
        }
    }
}

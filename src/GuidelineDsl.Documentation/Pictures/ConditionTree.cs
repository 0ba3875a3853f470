using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>What stands at the end of a path: a rule, a silence, or a gap; and the conditions on the way.</summary>
internal sealed record Outcome(IReadOnlyList<Step> Steps, IReadOnlyList<TextRun> Runs, string Css, string? Href);

/// <summary>One condition on the way to an outcome; <paramref name="Subject"/> is what it asks about.</summary>
internal sealed record Step(object Subject, string Phrase)
{
    /// <summary>The parts of a condition that must all hold.</summary>
    public static List<Step> Of(Condition condition)
    {
        List<Step> steps = [];
        Add(condition, negated: false, steps);
        return steps;
    }

    private static void Add(Condition condition, bool negated, List<Step> steps)
    {
        switch (condition)
        {
            case Not not:
                Add(not.Part, !negated, steps);
                break;
            case All all when !negated:
                foreach (Condition part in Chains.PartsOf(all))
                {
                    Add(part, false, steps);
                }

                break;
            case Any any when negated:
                foreach (Condition part in any.Parts)
                {
                    Add(part, true, steps);
                }

                break;
            case Constant { Value: true } when !negated:
                break;
            default:
                string phrase = ConditionWords.Phrase(condition, negated, nested: false);
                steps.Add(new Step(SubjectOf(condition) ?? phrase, phrase));
                break;
        }
    }

    private static object? SubjectOf(Condition condition) => condition switch
    {
        DefinitionTest test => test.Definition,
        ClassificationTest test => test.Classification,
        YesNoTest test => test.Fact,
        ValueTest test => test.Fact,
        SetTest test => test.Fact,
        NumberTest { Subject: FactValue value } => value.Fact,
        NumberTest { Subject: ScoreValue value } => value.Score,
        NumberTest { Subject: ComputedReference value } => value.Computed,
        KnownTest test => test.Subject,
        _ => null,
    };
}

/// <summary>A node: conditions that all lead to what is below; a leaf has an outcome and no conditions of its own.</summary>
internal sealed record TreeNode(IReadOnlyList<string> Conditions, IReadOnlyList<TreeNode> Children, Outcome? Outcome)
{
    /// <summary>Whether only gaps are below.</summary>
    public bool IsGap => Outcome is { } outcome ? outcome.Css.EndsWith("gap", StringComparison.Ordinal) : Children.All(c => c.IsGap);
}

/// <summary>
/// Rules with common conditions brought together: at each level the question that most rules ask comes first. Every path from the root
/// holds exactly the conditions of its rule.
/// </summary>
internal static class ConditionTree
{
    public static List<TreeNode> Build(IReadOnlyList<Outcome> outcomes) =>
        Build([.. outcomes.Select(o => (o, o.Steps))]);

    private static List<TreeNode> Build(List<(Outcome Outcome, IReadOnlyList<Step> Steps)> items)
    {
        object? subject = items
            .SelectMany((item, index) => item.Steps.Select(s => s.Subject).Distinct().Select(s => (Subject: s, index)))
            .GroupBy(p => p.Subject)
            .Where(g => g.Count() > 1)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.First().index)
            .FirstOrDefault()?.Key;
        if (subject is null)
        {
            return [.. items.Select(Chain)];
        }

        List<TreeNode> nodes = [];
        var asking = items.Where(i => i.Steps.Any(s => s.Subject.Equals(subject))).ToList();
        foreach (var group in asking.GroupBy(i => string.Join('\n', i.Steps.Where(s => s.Subject.Equals(subject)).Select(s => s.Phrase).Order(StringComparer.Ordinal))))
        {
            var first = group.First();
            string[] phrases = [.. first.Steps.Where(s => s.Subject.Equals(subject)).Select(s => s.Phrase)];
            List<(Outcome, IReadOnlyList<Step>)> rest =
                [.. group.Select(i => (i.Outcome, (IReadOnlyList<Step>)[.. i.Steps.Where(s => !s.Subject.Equals(subject))]))];
            List<TreeNode> children = Build(rest);
            nodes.Add(children is [{ Outcome: null } only]
                ? only with { Conditions = [.. phrases, .. only.Conditions] }
                : new TreeNode(phrases, children, null));
        }

        List<(Outcome, IReadOnlyList<Step>)> others = [.. items.Where(i => !i.Steps.Any(s => s.Subject.Equals(subject)))];
        if (others.Count > 0)
        {
            nodes.AddRange(Build(others));
        }

        return nodes;
    }

    private static TreeNode Chain((Outcome Outcome, IReadOnlyList<Step> Steps) item)
    {
        TreeNode leaf = new([], [], item.Outcome);
        return item.Steps.Count == 0 ? leaf : new TreeNode([.. item.Steps.Select(s => s.Phrase)], [leaf], null);
    }
}

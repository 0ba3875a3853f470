using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>
/// A condition as a reader takes it in: what must all hold as a list, alternatives as a list under "any of", short ones in one line.
/// Names of definitions and classifications lead to their page; judgement facts are marked.
/// </summary>
internal static class ConditionMarkup
{
    private const int ShortPhrase = 72;

    /// <summary>The author's own words are shown as a tooltip.</summary>
    public static Markup Write(Condition condition, string? title = null) =>
        Tag("div", Class("condition"), With("title", title), Block(condition, negated: false));

    private static Markup Block(Condition condition, bool negated)
    {
        switch (condition)
        {
            case Not not:
                return Block(not.Part, !negated);
            case All all:
                return negated ? Alternatives(Chains.PartsOf(all), negated) : Conjunction(Chains.PartsOf(all), negated);
            case Any any:
                return negated ? Conjunction(any.Parts, negated) : Alternatives(any.Parts, negated);
            case Counting counting:
                return Join(
                    Tag("p", Class("junction"), negated ? "not: " : "", ConditionWords.Count(counting)),
                    Tag("ul", counting.Parts.Select(p => Tag("li", Block(p, false)))));
            default:
                return Tag("p", Leaf(condition, negated));
        }
    }

    private static Markup Conjunction(IReadOnlyList<Condition> parts, bool negated)
    {
        List<(Condition, bool)> flat = [];
        Flatten(parts, negated, flat, conjunction: true);
        if (flat is [var (condition, sign)])
        {
            return Block(condition, sign);
        }

        return Tag("ul", Class("all"), flat.Select(p => Tag("li", Block(p.Item1, p.Item2))));
    }

    private static Markup Alternatives(IReadOnlyList<Condition> parts, bool negated)
    {
        List<(Condition Condition, bool Negated)> flat = [];
        Flatten(parts, negated, flat, conjunction: false);
        bool isShort = flat.All(p => IsLeaf(p.Condition))
            && flat.Sum(p => ConditionWords.Phrase(p.Condition, p.Negated, false).Length) <= ShortPhrase;
        return isShort
            ? Tag("p", Separated(flat.Select(p => Leaf(p.Condition, p.Negated)), Join(" ", Tag("em", Class("or"), "or"), " ")))
            : Join(Tag("p", Class("junction"), "any of"), Tag("ul", Class("any"), flat.Select(p => Tag("li", Block(p.Condition, p.Negated)))));
    }

    private static void Flatten(IEnumerable<Condition> parts, bool negated, List<(Condition, bool)> flat, bool conjunction)
    {
        foreach (Condition part in parts)
        {
            Condition inner = part;
            bool sign = negated;
            while (inner is Not not)
            {
                inner = not.Part;
                sign = !sign;
            }

            if (inner is All all && sign != conjunction)
            {
                Flatten(Chains.PartsOf(all), sign, flat, conjunction);
            }
            else if (inner is Any any && sign == conjunction)
            {
                Flatten(any.Parts, sign, flat, conjunction);
            }
            else
            {
                flat.Add((inner, sign));
            }
        }
    }

    private static bool IsLeaf(Condition condition) => condition is not (All or Any or Not or Counting);

    private static Markup Leaf(Condition condition, bool negated)
    {
        string phrase = ConditionWords.Phrase(condition, negated, nested: false);
        Markup judgement = JudgementFact(condition) is null ? Empty : Join(" ", JudgementMark);
        return condition switch
        {
            DefinitionTest test => Join(negated ? "not: " : "", Link($"definitions.html#{Uri.EscapeDataString(test.Definition.Id)}", Class("term"), test.Definition.Label)),
            ClassificationTest test => Join(Link($"definitions.html#{Uri.EscapeDataString(test.Classification.Id)}", Class("term"), test.Classification.Label), phrase[test.Classification.Label.Length..]),
            _ => Join(phrase, judgement),
        };
    }

    public static Markup JudgementMark { get; } = Tag(
        "abbr", Class("judgement"), With("title", "The source leaves this to the clinician without defining it"), "judgement");

    private static Fact? JudgementFact(Condition condition)
    {
        Fact? fact = condition switch
        {
            YesNoTest test => test.Fact,
            ValueTest test => test.Fact,
            SetTest test => test.Fact,
            NumberTest { Subject: FactValue value } => value.Fact,
            _ => null,
        };
        return fact is { IsJudgement: true } ? fact : null;
    }
}

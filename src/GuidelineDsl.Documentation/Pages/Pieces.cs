using System.Collections.Immutable;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Small parts that several pages share.</summary>
internal static class Pieces
{
    public static Markup Citations(ImmutableArray<Citation> citations) => citations.IsEmpty
        ? Tag("p", Class("missing"), "no citation")
        : Tag("ul", Class("citations"), citations.Select(c => Tag("li", Citation(c))));

    public static Markup Citation(Citation citation) => Join(
        Link($"sources.html#{Uri.EscapeDataString(citation.Source.Id)}", With("title", citation.Source.Label), citation.Source.Id),
        citation.Where is null ? null : Join(", ", citation.Where),
        citation.Quote is null ? null : Join(": ", Tag("q", citation.Quote)));

    public static Markup Remarks(ImmutableArray<Remark> remarks) => remarks.IsEmpty
        ? Empty
        : Join(remarks.Select(r => Tag(
            "aside", Class("remark"), With("aria-label", "Remark"),
            Tag("p", Tag("span", Class("kind"), "Remark"), " ", r.Text, " ", CitationsInline(r.Citations)))));

    public static Markup CitationsInline(ImmutableArray<Citation> citations) => citations.IsEmpty
        ? Empty
        : Tag("span", Class("cited"), "[", Separated(citations.Select(Citation), Text("; ")), "]");

    public static Markup Allowances(ImmutableArray<Allowance> allows) => Join(allows.Select(a => Tag(
        "p", Class("allowance"), Tag("span", Class("kind"), $"Accepted finding {a.Code}"), " ", a.Because)));

    public static Markup VerbBadge(AdviceVerb verb) => Tag(
        "span", Class($"verb {verb.ToString().ToLowerInvariant()}"),
        Tag("span", Class("sign"), With("aria-hidden", "true"), verb switch
        {
            AdviceVerb.Recommend => "▲▲",
            AdviceVerb.Consider => "▲",
            AdviceVerb.Avoid => "▼",
            _ => "▼▼",
        }),
        " ", PlanWords.Verb(verb));

    /// <summary>What is advised: its steps, options, qualifiers, wording and note.</summary>
    public static Markup Advice(Advice advice, ImmutableArray<ActionClass> classes)
    {
        ImmutableArray<PlanStep> steps = advice.Plan.Steps;
        Markup plan = steps.Length == 1
            ? Step(steps[0], advice.Verb, classes)
            : Tag("ol", Class("steps"), steps.Select(s => Tag("li", Step(s, advice.Verb, classes))));
        string[] qualifiers = [.. PlanWords.Qualifiers(advice.Qualifiers)];
        return Join(
            Tag("div", Class("plan"), plan),
            qualifiers.Length == 0 ? null : Tag("ul", Class("qualifiers"), qualifiers.Select(q => Tag("li", q))),
            advice.Qualifiers.Wording is { } wording ? Tag("p", Class("wording"), "in the source’s words: ", Tag("q", wording)) : null,
            advice.Qualifiers.Note is { } note ? Tag("p", Class("note"), note) : null);
    }

    public static Markup Symbols<T>(IEnumerable<T> symbols, Func<T, string> href)
        where T : Symbol =>
        Separated(symbols.Select(s => Link(href(s), s.Label)), Text(", "));

    /// <summary>A table that scrolls inside its own frame on narrow screens.</summary>
    public static Markup Table(string css, string caption, Markup head, Markup body) => Tag(
        "div", Class("scroll"), With("tabindex", "0"), With("role", "region"), With("aria-label", caption),
        Tag("table", Class(css), Tag("caption", Class("unseen"), caption), Tag("thead", head), body));

    public static Markup HeadRow(params ReadOnlySpan<string> titles)
    {
        List<Markup> cells = [];
        foreach (string title in titles)
        {
            cells.Add(Tag("th", With("scope", "col"), title));
        }

        return Tag("tr", cells);
    }

    public static Markup AnchorLink(string id, string name) => Link(
        $"#{Uri.EscapeDataString(id)}", Class("anchor"), With("aria-label", $"Link to {name}"), "#");

    public static Markup Count(int number, string singular, string? plural = null) =>
        Text($"{number} {(number == 1 ? singular : plural ?? singular + "s")}");

    private static Markup Step(PlanStep step, AdviceVerb verb, ImmutableArray<ActionClass> classes)
    {
        Markup name = step.Name is null ? Empty : Join(Tag("span", Class("step-name"), PlanWords.Name(step.Name), ":"), " ");
        ActionClass? actionClass = PlanWords.ClassOf(step, classes);
        if (step.Options.Length == 1)
        {
            return Join(name, Option(step.Options[0]));
        }

        string junction = (PlanWords.IsFor(verb), actionClass) switch
        {
            (true, null) => "one of",
            (true, _) => "one " + Lowered(actionClass!.Label),
            (false, null) => "each of",
            _ => "every " + Lowered(actionClass!.Label),
        };
        return Join(
            name, Tag("span", Class("junction"), junction),
            Tag("ul", Class("options"), actionClass is null
                ? PlanWords.Groups(step, classes).Select(g => Tag("li", Group(g, verb)))
                : step.Options.Select(o => Tag("li", Option(o)))));
    }

    private static Markup Group(OptionGroup group, AdviceVerb verb) => group.Class is null
        ? Option(group.Options[0])
        : Join(
            Tag("span", Class("class-name"), group.Class.Label), ": ",
            Tag("span", Class("members"), Separated(group.Options.Select(o => Part(o.Parts[0])), Text(PlanWords.IsFor(verb) ? " or " : " and "))),
            Guard(group.Options[0]));

    /// <summary>A label inside a sentence: its first letter small unless the word is an abbreviation or a name of one letter.</summary>
    private static string Lowered(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;

    private static Markup Option(PlanOption option) => Join(
        Separated(option.Parts.Select(Part), Join(" ", Tag("span", Class("plus"), "+"), " ")),
        Guard(option));

    private static Markup Guard(PlanOption option) => option.Guard is null
        ? Empty
        : Tag("span", Class("guard"), " when ", ConditionWords.Phrase(option.Guard));

    private static Markup Part(PlanPart part) => Join(
        Link($"glossary.html#{Uri.EscapeDataString("action-" + part.Action.Id)}", Class("action"), part.Action.Label),
        part.IsOptional ? Tag("span", Class("optional"), " (optional)") : null);
}

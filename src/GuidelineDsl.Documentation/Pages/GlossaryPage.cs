using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Abbreviations, facts and actions. What this guideline does not use itself stands folded at the end.</summary>
internal static class GlossaryPage
{
    public static Markup Write(SiteMap site, Guideline guideline, Usage usage)
    {
        Fact[] facts = [.. guideline.Facts.Where(f => usage.Of(f).Count > 0)];
        Fact[] otherFacts = [.. guideline.Facts.Where(f => usage.Of(f).Count == 0)];
        ClinicalAction[] actions = [.. site.Model.Actions.Where(a => usage.Of(a).Count > 0).OrderBy(a => a.Label, StringComparer.OrdinalIgnoreCase)];
        var abbreviations = guideline.Metadata.Abbreviations
            .Concat(site.Model.Vocabularies.Where(v => guideline.Sources.Contains(v.Source)).SelectMany(v => v.Metadata.Abbreviations))
            .DistinctBy(a => (a.Short, a.Meaning))
            .OrderBy(a => a.Short, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return Join(
            Tag("h1", "Glossary"),
            abbreviations.Count == 0 ? null : Tag(
                "section", Tag("h2", Id("abbreviations"), "Abbreviations"),
                Tag("dl", Class("facts"), abbreviations.Select(a => Join(Tag("dt", a.Short), Tag("dd", a.Meaning))))),
            Tag("section", Tag("h2", Id("facts"), "Facts about the patient"), Facts(facts, site, usage)),
            otherFacts.Length == 0 ? null : Tag(
                "details", Tag("summary", "Facts of the shared vocabulary that this guideline does not ask about (", Pieces.Count(otherFacts.Length, "fact"), ")"), Facts(otherFacts, site, usage)),
            actions.Length == 0 ? null : Tag("section", Tag("h2", Id("actions"), "What can be advised"), Actions(actions, site, usage)));
    }

    public static Markup Uses(IReadOnlyList<Use> uses) => uses.Count == 0
        ? Empty
        : Tag("details", Class("uses"),
            Tag("summary", "Used in ", Pieces.Count(uses.Count, "place")),
            Tag("ul", uses.Select(u => Tag("li", Tag("span", Class("kind"), u.Kind), " ", Link(u.Href, u.Label)))));

    private static Markup Facts(IReadOnlyCollection<Fact> facts, SiteMap site, Usage usage) => facts.Count == 0
        ? Tag("p", "None.")
        : Pieces.Table("glossary", "Facts about the patient", Pieces.HeadRow("Fact", "Values", "Where used"), Tag("tbody", facts.Select(f => Tag(
            "tr", Id("fact-" + f.Id),
            Tag("th", With("scope", "row"),
                f.Label, " ", f.IsJudgement ? ConditionMarkup.JudgementMark : null, f.IsRequired ? Tag("span", Class("required"), " required") : null,
                Tag("code", Class("id"), f.Id)),
            Tag("td", Values(f, site)),
            Tag("td", Uses(usage.Of(f)))))));

    private static Markup Values(Fact fact, SiteMap site)
    {
        IReadOnlyList<NamedValue> values = ConditionWords.Values(fact.Type);
        ValueGroup[] groups = [.. site.Model.Groups.Where(g => g.Fact == fact)];
        return Join(
            Tag("p", PatientWords.Type(fact.Type)),
            values.Count == 0 ? null : Tag("ul", Class("value-list"), values.Select(v => Tag("li", v.Label))),
            groups.Select(g => Tag("p", Class("note"), $"{g.Label}: {string.Join(", ", g.Values.Ordinals.Select(o => values[o].Label))}")));
    }

    private static Markup Actions(IReadOnlyCollection<ClinicalAction> actions, SiteMap site, Usage usage) =>
        Pieces.Table("glossary", "What can be advised", Pieces.HeadRow("Action", "Kind, other names", "Where used"), Tag("tbody", actions.Select(a => Tag(
            "tr", Id("action-" + a.Id),
            Tag("th", With("scope", "row"), a.Label, Tag("code", Class("id"), a.Id)),
            Tag("td",
                Tag("p", Kind(a.Kind)),
                a.Synonyms.IsEmpty ? null : Tag("p", "also: ", string.Join(", ", a.Synonyms)),
                Groups("class", site.Model.Classes.Where(c => c.Members.Contains(a))),
                Groups("part of", site.Model.Regimens.Where(r => r.Parts.Contains(a))),
                a.Note is { } note ? Tag("p", Class("note"), note) : null),
            Tag("td", Uses(usage.Of(a)))))));

    private static Markup Groups(string word, IEnumerable<Symbol> symbols)
    {
        string labels = string.Join(", ", symbols.Select(s => s.Label));
        return labels.Length == 0 ? Empty : Tag("p", $"{word}: {labels}");
    }

    private static string Kind(ActionKind kind) => kind switch
    {
        ActionKind.FollowUp => "follow-up",
        ActionKind.Trial => "clinical trial",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>What the rules speak of: groups of patients, classifications, scores and computed numbers, and what is true of every patient.</summary>
internal static class DefinitionsPage
{
    public static Markup Write(SiteMap site, Guideline guideline, Usage usage)
    {
        LocalDeclarations visible = guideline.Visible;
        return Join(
            Tag("h1", "Patient groups, classifications and scores"),
            Part("Groups of patients", guideline, usage, visible.Definitions, d => Entry(d, usage, ConditionMarkup.Write(d.Condition, d.Condition.Origin.Text))),
            Part("Classifications", guideline, usage, visible.Classifications, c => Entry(c, usage, Classification(guideline, c))),
            Part("Scores", guideline, usage, visible.Scores, s => Entry(s, usage, Score(s))),
            Part("Computed numbers", guideline, usage, visible.ComputedValues, c => Entry(c, usage, Tag("p", ConditionWords.Number(c.Value), c.Type is Number { Unit: { } unit } ? $", in {UnitNotation.ForPeople(unit)}" : null))),
            guideline.Constraints.IsEmpty ? null : Tag(
                "section",
                Tag("h2", "True of every patient"),
                Tag("p", Class("note"), "A patient who contradicts one of these is refused."),
                Tag("ul", Class("entries"), guideline.Constraints.Select(c => Tag("li", Id(c.Id), Tag("p", c.Label), ConditionMarkup.Write(c.Condition, c.Condition.Origin.Text))))),
            site.Model.Incompatibilities.IsEmpty ? null : Tag(
                "section",
                Tag("h2", "Not to be advised together"),
                Tag("ul", Class("entries"), site.Model.Incompatibilities.Select(i => Tag(
                    "li",
                    Tag("p", Separated(i.Members.Select(m => Text(string.Join(" or ", m.Select(a => a.Label)))), Tag("em", " with "))),
                    Tag("p", Class("because"), i.Because))))));
    }

    /// <summary>What a shared vocabulary defines and this guideline does not use stands folded.</summary>
    private static Markup Part<T>(string title, Guideline guideline, Usage usage, IReadOnlyCollection<T> symbols, Func<T, Markup> entry)
        where T : Symbol
    {
        ILookup<bool, T> byUse = symbols.ToLookup(s => usage.Of(s).Count > 0 || s.Location.Source == guideline.Sources[0]);
        int unused = byUse[false].Count();
        return symbols.Count == 0
            ? Empty
            : Tag(
                "section", Tag("h2", title), byUse[true].Select(entry),
                unused == 0 ? null : Tag("details", Tag("summary", "Of the shared vocabulary, not used here (", Pieces.Count(unused, "entry", "entries"), ")"), byUse[false].Select(entry)));
    }

    private static Markup Entry(Symbol symbol, Usage usage, Markup content) => Tag(
        "article", Class("entry"), Id(symbol.Id),
        Tag("h3", symbol.Label, " ", Pieces.AnchorLink(symbol.Id, symbol.Label)),
        content,
        GlossaryPage.Uses(usage.Of(symbol)));

    private static Markup Classification(Guideline guideline, Classification classification) => Join(
        Tag("p", Class("note"), classification.ChooseFirst ? "The first line that applies gives the value." : "Exactly one value applies to every patient."),
        Pieces.Table(
            "values", $"Values of {classification.Label}",
            Pieces.HeadRow("Value", "Patients"),
            Tag("tbody", classification.Branches.Select(b => Tag(
                "tr",
                Tag("th", With("scope", "row"), classification.Type.Values[b.Value].Label),
                Tag("td", b.IsOtherwise ? Tag("p", "every other patient") : ConditionMarkup.Write(b.Condition, b.Condition.Origin.Text)))))),
        Pieces.Citations(classification.Citations),
        Pieces.Allowances(classification.Allows),
        CoverageSection.Write(guideline, classification, "h4"));

    private static Markup Score(Score score) => Join(
        Pieces.Table(
            "values", $"Points of {score.Label}",
            Pieces.HeadRow("Points", "When"),
            Tag("tbody", score.Lines.Select(l => Tag(
                "tr", Tag("th", With("scope", "row"), NumberWords.WithUnit(l.Points.ToString(), null)), Tag("td", ConditionMarkup.Write(l.Condition, l.Condition.Origin.Text)))))),
        Pieces.Citations(score.Citations),
        Pieces.Allowances(score.Allows));
}

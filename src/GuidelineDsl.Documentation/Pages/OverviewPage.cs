using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>The first page of a guideline, and the first page of the site.</summary>
internal static class OverviewPage
{
    public static Markup Guideline(SiteMap site, Guideline guideline)
    {
        Metadata metadata = guideline.Metadata;
        int judgement = guideline.Facts.Count(f => f.IsJudgement);
        return Join(
            Tag("h1", metadata.Title),
            Status(site, metadata),
            metadata.Disclaimers.Select(d => Tag("p", Class("disclaimer"), d)),
            Tag("h2", "Decisions"),
            Pieces.Table(
                "contents", "Decisions of this guideline",
                Pieces.HeadRow("Question", "Rules", "Findings", "Answers"),
                Tag("tbody", guideline.Decisions.Select(d => Decision(site, guideline, d)))),
            Tag("h2", "About"),
            Tag("dl", Class("facts"),
                Item("Version", metadata.Version), Item("Status", metadata.Status), Item("Publisher", metadata.Publisher),
                Item("Reviewed", metadata.Reviewed), Item("Next review by", metadata.ReviewBy), Item("Valid from", metadata.ValidFrom),
                Item("Valid until", metadata.ValidUntil), Item("Language", metadata.Language), Item("Name in the text", guideline.Id),
                Item("Facts left to judgement", judgement == 0 ? null : judgement.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Tag("dt", "Texts"), Tag("dd", Tag("ul", guideline.Sources.Select(s => Tag("li", Tag("code", s.Path)))))),
            metadata.Notes.Select(n => Tag("p", Class("note"), n)),
            guideline.Declarations.Remarks.IsEmpty
                ? null
                : Join(Tag("h2", Id("remarks"), "Remarks on the sources"), Pieces.Remarks(guideline.Declarations.Remarks)));
    }

    public static Markup Site(SiteMap site) => Join(
        Tag("h1", "Guidelines"),
        Tag("p", Class("lead"), "Computable clinical guidelines, as they are checked and evaluated."),
        Tag("ul", Class("cards"), site.Model.Guidelines.Select(g => Tag(
            "li",
            Tag("h2", Link($"{Uri.EscapeDataString(site.Folder(g))}/index.html", g.Metadata.Title)),
            Tag("p", Class("subtitle"), Subtitle(g.Metadata)),
            Tag("p", Pieces.Count(g.Decisions.Length, "decision"), ", ", Pieces.Count(g.Decisions.Sum(d => d.Rules.Length), "rule"), ", ", Pieces.Count(g.Tests.Length, "test")),
            site.Analysis is null ? null : Tag("p", Tally(site, g))))));

    private static string Subtitle(Metadata metadata) => string.Join(" · ", new[]
    {
        metadata.Publisher, metadata.Version is { } version ? $"version {version}" : null, metadata.Status,
    }.OfType<string>());

    private static Markup Tally(SiteMap site, Guideline guideline)
    {
        var findings = site.FindingsOf(guideline);
        return findings.IsEmpty
            ? Tag("span", Class("state good"), "No findings.")
            : Link($"{Uri.EscapeDataString(site.Folder(guideline))}/findings.html", FindingsPage.Tally(findings));
    }

    private static Markup Status(SiteMap site, Metadata metadata)
    {
        string? expired = Expiry.Of(metadata, site.Options.AsOf);
        return Join(
            Tag("p", Class("subtitle"), Subtitle(metadata)),
            metadata.Status is "draft" ? Tag("p", Class("state partly"), "A draft: not for use in care.") : null,
            metadata.Status is "retired" ? Tag("p", Class("state bad"), "Retired: no longer in force.") : null,
            expired is null ? null : Tag("p", Class("state bad"), expired));
    }

    private static Markup Decision(SiteMap site, Guideline guideline, Decision decision)
    {
        var findings = site.FindingsOf(decision);
        var summary = site.SummaryOf(decision);
        int errors = findings.Count(f => f.Severity == Severity.Error);
        string state = summary switch
        {
            null => "not analysed",
            { IsAnalysed: false } => "analysed in part",
            { IsComplete: true, Conflicts: > 0 } when errors == 0 => "complete, conflicts accepted",
            { IsComplete: true } when errors == 0 => decision.PartialBecause is null ? "complete" : "partial, as declared",
            { IsComplete: false } => "some patients without an answer",
            _ => "errors open",
        };
        string css = state is "complete" or "partial, as declared" ? "state good" : summary is { IsAnalysed: true } && state is not "complete, conflicts accepted" ? "state bad" : "state partly";
        return Tag(
            "tr",
            Tag("th", With("scope", "row"), Link(site.Href(decision, guideline), decision.Label)),
            Tag("td", decision.Rules.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Tag("td", site.Analysis is null ? "" : findings.IsEmpty ? "none" : FindingsPage.Tally(findings)),
            Tag("td", Tag("span", Class(css), state)));
    }

    private static Markup Item(string title, string? value) => value is null ? Empty : Join(Tag("dt", title), Tag("dd", value));
}

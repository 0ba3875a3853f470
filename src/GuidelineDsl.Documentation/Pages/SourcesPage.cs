using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Every source: what it is, whether it still stands, and what rests on it.</summary>
internal static class SourcesPage
{
    public static Markup Write(SiteMap site, Guideline guideline, Usage usage)
    {
        var sources = guideline.Visible.Sources;
        return Join(
            Tag("h1", "Sources"),
            Tag("p", Class("lead"), site.Options.AsOf is { } day
                ? $"Judged on {Expiry.Text(day)}."
                : "Written without a date: whether a source has expired is not judged here."),
            sources.IsEmpty ? Tag("p", "No source is declared.") : null,
            sources.Select(s => Source(site, s, sources, usage)));
    }

    private static Markup Source(SiteMap site, Source source, IEnumerable<Source> all, Usage usage)
    {
        SourceDetails details = source.Details;
        var uses = usage.Of(source);
        string? expired = Expiry.Of(source, all, site.Options.AsOf);
        return Tag(
            "article", Class(expired is null ? "source" : "source expired"), Id(source.Id),
            Tag("h2", source.Label, " ", Pieces.AnchorLink(source.Id, source.Label)),
            expired is null ? null : Tag("p", Class("state bad"), expired),
            Tag("dl", Class("facts"),
                Item("Cited as", source.Id), Item("Kind", details.Kind.Replace('_', ' ')), Item("Publisher", details.Publisher), Item("Authors", details.Authors),
                Item("Published", details.Published), Item("Edition", details.Edition), Item("DOI", details.Doi), Item("PubMed", details.Pmid),
                details.Url is { } url ? Join(Tag("dt", "Address"), Tag("dd", Address(url))) : null,
                Item("Valid until", details.ValidUntil),
                details.SupersededBy is { } id ? Join(Tag("dt", "Superseded by"), Tag("dd", Link($"#{Uri.EscapeDataString(id)}", all.FirstOrDefault(s => s.Id == id)?.Label ?? id))) : null,
                Item("Note", details.Note)),
            uses.Count == 0
                ? Tag("p", Class("missing"), "Nothing rests on this source.")
                : Tag("details", With("open", "open"),
                    Tag("summary", "What rests on it (", Pieces.Count(uses.Count, "place"), ")"),
                    Tag("ul", Class("uses"), uses.Select(u => Tag(
                        "li", Tag("span", Class("kind"), u.Kind), " ", Link(u.Href, u.Label),
                        u.Citation?.Where is { } where ? Join(" · ", where) : null,
                        u.Citation?.Quote is { } quote ? Join(": ", Tag("q", quote)) : null)))));
    }

    /// <summary>Only addresses of the web become links; anything else an author wrote stays text.</summary>
    private static Markup Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? Link(uri.AbsoluteUri, With("rel", "noreferrer"), url)
            : Text(url);

    private static Markup Item(string title, string? value) => value is null ? Empty : Join(Tag("dt", title), Tag("dd", value));
}

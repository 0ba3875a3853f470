using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>
/// What every page has around its content. Style and scripts stand in the page, admitted by their digests alone, so that a page can be
/// opened from a folder or sent by mail, and nothing that an author wrote can run.
/// </summary>
internal sealed class PageFrame(SiteMap site)
{
    private const int DecisionsListed = 100;

    private static readonly string Style = "/*<![CDATA[*/\n" + Asset("site.css") + "\n/*]]>*/";
    private static readonly string SiteScript = Script(Asset("site.js"));

    private static readonly (string File, string Title)[] Sections =
    [
        ("index.html", "Overview"), ("all.html", "All decisions"), ("definitions.html", "Patient groups"), ("findings.html", "Findings"),
        ("sources.html", "Sources"), ("tests.html", "Tests"), ("glossary.html", "Glossary"), ("try.html", "Try a patient"),
    ];

    public static string Asset(string name)
    {
        using Stream stream = typeof(PageFrame).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A page of a guideline, or of the whole site when <paramref name="guideline"/> is null.</summary>
    public string Page(Guideline? guideline, string file, string title, Markup content, ImmutableArray<string> scripts = default, Markup? data = null, Decision? decision = null)
    {
        ImmutableArray<string> all = [SiteScript, .. scripts.IsDefault ? [] : scripts.Select(Script)];
        string language = guideline?.Metadata.Language ?? "en";
        Markup page = Tag(
            "html", With("lang", language),
            Tag(
                "head",
                Tag("meta", With("charset", "utf-8")),
                Tag("meta", With("http-equiv", "Content-Security-Policy"), With("content", Policy(all))),
                Tag("meta", With("name", "viewport"), With("content", "width=device-width, initial-scale=1")),
                Tag("meta", With("name", "referrer"), With("content", "no-referrer")),
                Tag("meta", With("name", "color-scheme"), With("content", "light dark")),
                Tag("title", guideline is null || title == guideline.Metadata.Title ? title : $"{title} – {guideline.Metadata.Title}"),
                Verbatim("style", Style)),
            Tag(
                "body",
                Link("#content", Class("skip"), "Skip to the content"),
                Header(guideline),
                Tag(
                    "div", Class("frame"),
                    guideline is null ? null : Navigation(guideline, file, decision),
                    Tag("main", Id("content"), With("tabindex", "-1"), content)),
                Footer(guideline),
                data,
                all.Select(s => Verbatim("script", s))));
        return "<!DOCTYPE html>\n" + page + "\n";
    }

    private static string Script(string content) => "//<![CDATA[\n" + content + "\n//]]>";

    private static string Policy(ImmutableArray<string> scripts) =>
        $"default-src 'none'; style-src {Digest(Style)}; script-src {string.Join(' ', scripts.Select(Digest))}; base-uri 'none'";

    private static string Digest(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private Markup Header(Guideline? guideline) => Tag(
        "header", Class("top"),
        Tag("p", Class("site-name"),
            Link(guideline is null ? "index.html" : "../index.html", "Guidelines"),
            guideline is null ? null : Join(" ", Tag("span", With("aria-hidden", "true"), "›"), " ", Link("index.html", guideline.Metadata.Title))),
        Tag("form", With("role", "search"), With("method", "get"), With("action", guideline is null ? "search.html" : "../search.html"),
            Tag("label", With("for", "q"), Class("unseen"), "Search"),
            Tag("input", Id("q"), With("name", "q"), With("type", "search"), With("placeholder", "Search"), With("autocomplete", "off")),
            Tag("button", With("type", "submit"), "Search")),
        Tag("button", With("type", "button"), Id("theme"), Class("theme"), With("hidden", "hidden"), "Dark"));

    private Markup Navigation(Guideline guideline, string file, Decision? decision)
    {
        int findings = site.FindingsOf(guideline).Length;
        return Tag(
            "nav", Class("side"), With("aria-label", "This guideline"),
            Tag("ul", Sections.Select(s => Tag(
                "li",
                Link(s.File, With("aria-current", s.File == file ? "page" : null), s.Title),
                s.File == "findings.html" && findings > 0
                    ? Tag("span", Class("badge"), findings.ToString(System.Globalization.CultureInfo.InvariantCulture), Tag("span", Class("unseen"), " findings")) : null))),
            guideline.Decisions.IsEmpty ? null : Join(
                Tag("p", Class("nav-title"), Id("nav-decisions"), "Decisions"),
                Tag("ul", Class("nav-decisions"), With("aria-labelledby", "nav-decisions"), Listed(guideline, decision).Select(d => Tag(
                    "li", Link(site.Href(d, guideline), With("aria-current", d == decision ? "page" : null), d.Label))))));
    }

    /// <summary>All decisions; of very many those about the one that is shown, since the list stands on every page. The overview has them all.</summary>
    private static IEnumerable<Decision> Listed(Guideline guideline, Decision? decision)
    {
        int first = Math.Max(0, (decision is null ? 0 : guideline.Decisions.IndexOf(decision)) - (DecisionsListed / 2));
        return guideline.Decisions.Length <= DecisionsListed ? guideline.Decisions : guideline.Decisions.Skip(first).Take(DecisionsListed);
    }

    private Markup Footer(Guideline? guideline) => Tag(
        "footer",
        Tag("p", "For clinical review. These pages support clinical judgement; they do not replace it."),
        Tag("p", Class("made"), string.Join(" · ", new[]
        {
            guideline?.Metadata.Version is { } version ? $"Version {version}" : null,
            site.Options.AsOf is { } day ? $"judged on {Expiry.Text(day)}" : null,
            site.Options.ToolVersion is { } tool ? $"written by gdl {tool}" : null,
        }.OfType<string>())));
}

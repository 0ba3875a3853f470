using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GuidelineDsl.Documentation;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Documentation;

/// <summary>What holds of every page, shown on the shipped guidelines.</summary>
public sealed partial class SiteTests
{
    private static readonly Site s_site = ShippedGuidelines.Site;

    [Fact]
    public void Every_link_leads_somewhere()
    {
        List<string> broken = [];
        foreach ((string path, XElement page) in s_site.Pages)
        {
            string folder = path.Contains('/') ? path[..(path.IndexOf('/') + 1)] : "";
            foreach (string href in page.Descendants("a").Concat(page.Descendants("form")).Select(a => (string?)a.Attribute("href") ?? (string?)a.Attribute("action")).OfType<string>())
            {
                if (href.StartsWith("https://", StringComparison.Ordinal) || href.StartsWith("http://", StringComparison.Ordinal) || href == "#")
                {
                    continue;
                }

                string[] parts = href.Split('#', 2);
                string file = parts[0].Length == 0 ? path
                    : parts[0].StartsWith("../", StringComparison.Ordinal) ? Uri.UnescapeDataString(parts[0][3..]) : folder + Uri.UnescapeDataString(parts[0]);
                bool isPatient = parts.Length > 1 && parts[1].StartsWith("patient=", StringComparison.Ordinal);
                if (!s_site.Pages.TryGetValue(file, out XElement? target)
                    || (parts.Length > 1 && !isPatient && !Ids(target).Contains(Uri.UnescapeDataString(parts[1]))))
                {
                    broken.Add($"{path}: {href}");
                }
            }
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_has_an_anchor_on_its_page_and_in_the_whole()
    {
        foreach (Guideline guideline in s_site.Compilation.Model.Guidelines)
        {
            foreach (Decision decision in guideline.Decisions)
            {
                foreach (Rule rule in decision.Rules)
                {
                    Ids(s_site.Page($"g-{guideline.Id}/decision-{decision.Id}.html")).ShouldContain($"{decision.Id}.{rule.Id}");
                    Ids(s_site.Page($"g-{guideline.Id}/all.html")).ShouldContain($"{decision.Id}.{rule.Id}");
                }
            }
        }
    }

    [Fact]
    public void An_id_stands_once_on_a_page() =>
        s_site.Pages.SelectMany(p => p.Value.DescendantsAndSelf().Attributes("id").GroupBy(a => a.Value).Where(g => g.Count() > 1).Select(g => $"{p.Key}#{g.Key}"))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_loaded_and_only_our_own_scripts_and_styles_are_admitted()
    {
        foreach ((string path, XElement page) in s_site.Pages)
        {
            page.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "src" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal))
                .ShouldBeEmpty(path);
            page.Descendants("link").ShouldBeEmpty(path);
            string policy = page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;
            policy.ShouldStartWith("default-src 'none';");
            policy.ShouldNotContain("unsafe");
            string content = s_site.Files.Single(f => f.Path == path).Content;
            foreach (Match match in Executable().Matches(content))
            {
                policy.ShouldContain(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups[2].Value))));
            }
        }
    }

    [Fact]
    public void Pages_can_be_read_without_seeing_them()
    {
        foreach ((string path, XElement page) in s_site.Pages)
        {
            page.Attribute("lang").ShouldNotBeNull(path);
            page.Descendants("h1").Count().ShouldBe(1, path);
            page.Descendants("main").Count().ShouldBe(1, path);
            page.Descendants("title").Single().Value.ShouldNotBeNullOrWhiteSpace(path);
            HashSet<string> labelled = [.. page.Descendants("label").Attributes("for").Select(a => a.Value)];
            page.Descendants("input").Concat(page.Descendants("select"))
                .Where(i => !labelled.Contains((string?)i.Attribute("id") ?? "") && !i.Ancestors("label").Any())
                .Select(i => $"{path}: {i}").ShouldBeEmpty();
            page.Descendants("table").Where(t => t.Element("caption") is null || !t.Descendants("th").Any()).ShouldBeEmpty(path);
            page.Descendants("th").Where(t => t.Attribute("scope") is null).ShouldBeEmpty(path);
            page.Descendants("svg").Where(s => s.Attribute("aria-label") is null).ShouldBeEmpty(path);
            page.Descendants("fieldset").Where(f => f.Element("legend") is null).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public void Headings_skip_no_level()
    {
        foreach ((string path, XElement page) in s_site.Pages)
        {
            int last = 0;
            foreach (int level in page.Descendants().Where(e => Heading().IsMatch(e.Name.LocalName)).Select(e => e.Name.LocalName[1] - '0'))
            {
                level.ShouldBeLessThanOrEqualTo(last + 1, path);
                last = level;
            }
        }
    }

    [Fact]
    public void Equal_input_gives_equal_files()
    {
        GuidelineModel model = s_site.Compilation.Model;
        AnalysisResult analysis = Analyzer.Analyze(model, AnalysisOptions.Default);
        SiteWriter.Write(model, analysis, new SiteOptions()).ShouldBe(SiteWriter.Write(model, analysis, new SiteOptions()));
    }

    [Fact]
    public void Every_test_and_source_stands_on_its_page()
    {
        foreach (Guideline guideline in s_site.Compilation.Model.Guidelines)
        {
            Site.Texts(s_site.Page($"g-{guideline.Id}/tests.html"), "article").Count().ShouldBe(guideline.Tests.Length);
            guideline.Visible.Sources.Select(s => s.Id).ShouldBeSubsetOf(Ids(s_site.Page($"g-{guideline.Id}/sources.html")));
        }
    }

    private static HashSet<string> Ids(XElement page) => [.. page.DescendantsAndSelf().Attributes("id").Select(a => a.Value)];

    [GeneratedRegex("<(script|style)>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Executable();

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();
}

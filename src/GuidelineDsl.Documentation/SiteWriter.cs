using System.Collections.Immutable;
using GuidelineDsl.Documentation.Evaluator;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Pages;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation;

/// <summary>
/// Writes a compilation as a static site for clinical review. A pure function: no file, clock or culture is touched, and equal input gives
/// equal files.
/// </summary>
public static class SiteWriter
{
    public static ImmutableArray<SiteFile> Write(GuidelineModel model, AnalysisResult? analysis, SiteOptions options)
    {
        SiteMap site = new(model, analysis, options);
        PageFrame frame = new(site);
        ImmutableArray<SiteFile>.Builder files = ImmutableArray.CreateBuilder<SiteFile>();
        files.Add(new SiteFile("index.html", frame.Page(null, "index.html", "Guidelines", OverviewPage.Site(site))));
        files.Add(new SiteFile("search.html", frame.Page(null, "search.html", "Search", SearchPage.Content(), [PageFrame.Asset("search.js")], SearchPage.Data(site))));
        foreach (Guideline guideline in model.Guidelines)
        {
            string folder = site.Folder(guideline);
            Usage usage = new(site, guideline);
            void Add(string file, string title, Markup content, Decision? decision = null) =>
                files.Add(new SiteFile($"{folder}/{file}", frame.Page(guideline, file, title, content, decision: decision)));

            Add("index.html", guideline.Metadata.Title, OverviewPage.Guideline(site, guideline));
            foreach (Decision decision in guideline.Decisions)
            {
                Add(site.FileOf(decision), decision.Label, DecisionSection.Write(site, guideline, decision, "h1"), decision);
            }

            Add("all.html", "All decisions", Join(
                Tag("h1", guideline.Metadata.Title),
                guideline.Metadata.Disclaimers.Select(d => Tag("p", Class("disclaimer"), d)),
                guideline.Decisions.Select(d => DecisionSection.Write(site, guideline, d, "h2"))));
            Add("definitions.html", "Patient groups", DefinitionsPage.Write(site, guideline, usage));
            Add("findings.html", "Findings", FindingsPage.Write(site, guideline));
            Add("sources.html", "Sources", SourcesPage.Write(site, guideline, usage));
            Add("tests.html", "Tests", TestsPage.Write(site, guideline));
            files.Add(new SiteFile($"{folder}/try.html", frame.Page(
                guideline, "try.html", "Try a patient", TryPage.Content(site, guideline, usage), [EvaluatorScript.Library, PageFrame.Asset("try.js")], TryPage.Data(site, guideline))));
            files.Add(new SiteFile($"{folder}/evaluator.js", EvaluatorScript.Module(site, guideline)));
            Add("glossary.html", "Glossary", GlossaryPage.Write(site, guideline, usage));
        }

        return files.ToImmutable();
    }
}

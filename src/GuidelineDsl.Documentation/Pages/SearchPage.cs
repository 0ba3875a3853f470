using System.Text;
using GuidelineDsl.Documentation.Evaluator;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>One page that searches all guidelines: titles, decisions, rules with their patients and advice, terms, facts, actions, sources.</summary>
internal static class SearchPage
{
    public static Markup Content() => Join(
        Tag("h1", "Search"),
        Tag("p", Id("search-note"), Class("lead"), "Searching needs JavaScript."),
        Tag("div", Id("search-results"), With("aria-live", "polite")));

    /// <summary>The entries as JSON in the page: title, kind, guideline, text, link.</summary>
    public static Markup Data(SiteMap site)
    {
        StringBuilder json = new("[");
        foreach (Guideline guideline in site.Model.Guidelines)
        {
            string folder = Uri.EscapeDataString(site.Folder(guideline)) + "/";
            void Entry(string kind, string title, string text, string href) => json
                .Append(json.Length > 1 ? ",\n[" : "[").AppendJoin(',', new[] { title, kind, guideline.Metadata.Title, text, folder + href }.Select(JsonText.Quote)).Append(']');

            Entry("guideline", guideline.Metadata.Title, string.Join(' ', guideline.Metadata.Notes), "index.html");
            foreach (Decision decision in guideline.Decisions)
            {
                Entry("decision", decision.Label, decision.Id, site.Href(decision, guideline));
                foreach (Rule rule in decision.Rules)
                {
                    string advice = string.Join("; ", rule.Advice.Select(a => $"{PlanWords.Verb(a.Verb)}: {PlanWords.Plan(a, site.Model.Classes)}"));
                    string patients = rule.IsOtherwise ? "Every other patient in scope" : ConditionWords.Phrase(rule.Condition);
                    string names = string.Join(' ', rule.Advice.SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).SelectMany(o => o.Parts)
                        .SelectMany(p => p.Action.Synonyms.Prepend(p.Action.Label)).Distinct());
                    Entry("rule", rule.Label, $"{patients}. {advice}\n{rule.Id} {names}", site.Href(decision, rule, guideline));
                }
            }

            LocalDeclarations visible = guideline.Visible;
            foreach (Symbol symbol in visible.Definitions.Cast<Symbol>().Concat(visible.Classifications).Concat(visible.Scores).Concat(visible.ComputedValues))
            {
                Entry("patient group", symbol.Label, symbol.Id, $"definitions.html#{Uri.EscapeDataString(symbol.Id)}");
            }

            foreach (Source source in visible.Sources)
            {
                Entry("source", source.Label, $"{source.Id} {source.Details.Publisher} {source.Details.Authors}", $"sources.html#{Uri.EscapeDataString(source.Id)}");
            }

            for (int i = 0; i < guideline.Tests.Length; i++)
            {
                Entry("test", guideline.Tests[i].Name, "", $"tests.html#test-{i + 1}");
            }
        }

        return JsonData("search-data", json.Append(']').ToString());
    }
}

using GuidelineDsl.Documentation.Evaluator;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Pictures;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>A form for one patient; the page itself answers, as the assembly would.</summary>
internal static class TryPage
{
    public static Markup Content(SiteMap site, Guideline guideline, Usage usage)
    {
        Fact[] used = [.. guideline.Facts.Where(f => usage.Of(f).Count > 0)];
        HashSet<Fact> constrained = [.. Reach.Of(guideline.Constraints.Select(c => c.Condition)).Facts];
        Fact[] others = [.. guideline.Facts.Where(f => usage.Of(f).Count == 0)];
        return Join(
            Tag("h1", "Try a patient"),
            Tag("p", Class("lead"), "What is entered stays in this page: nothing is sent anywhere. What is left unknown is unknown to the guideline as well."),
            Tag("noscript", Tag("p", Class("state bad"), "This page needs JavaScript.")),
            Tag(
                "div", Class("try"),
                Tag(
                    "form", Id("patient"), With("autocomplete", "off"), With("aria-label", "Patient"),
                    Tag("div", Class("tools"),
                        guideline.Tests.IsEmpty ? null : Tag("p", Tag("label", With("for", "load"), "Begin with a test patient"), " ", Tag(
                            "select", Id("load"), Tag("option", With("value", ""), "choose…"),
                            guideline.Tests.Select((t, i) => Tag("option", With("value", i.ToString(System.Globalization.CultureInfo.InvariantCulture)), t.Name)))),
                        Tag("p", Tag("label", With("for", "today"), "Today"), " ",
                            Tag("input", Id("today"), With("type", "date"), With("value", site.Options.AsOf is { } day ? Expiry.Text(day) : null)),
                            " ", Tag("button", With("type", "reset"), "All unknown")),
                        Tag("p", Tag("label", With("for", "filter"), "Find a fact"), " ", Tag("input", Id("filter"), With("type", "search")))),
                    used.Select(Field),
                    others.Length == 0 ? null : Tag(
                        "details", Tag("summary", "Other facts of the shared vocabulary (", Pieces.Count(others.Length, "fact"), ")"),
                        Tag("p", Class("note"), "They change no answer of this guideline", constrained.Overlaps(others) ? ", but a patient who contradicts what is true of every patient is refused." : "."),
                        others.Select(Field))),
                Tag(
                    "section", Class("answer"), With("aria-labelledby", "answer-title"),
                    Tag("h2", Id("answer-title"), "Answer"),
                    Tag("div", Id("answer"), With("aria-live", "polite")),
                    Tag("details", Class("derived"), Tag("summary", "Patient groups and scores"), Tag("dl", Class("facts"), Id("derived"))),
                    Tag("details", Tag("summary", "Patient and result as JSON"), Tag("pre", Id("patient-json")), Tag("pre", Id("result-json"))),
                    Tag("p", Link("#", Id("share"), "Link to this patient")))));
    }

    public static Markup Data(SiteMap site, Guideline guideline) => JsonData("model", ModelJson.Write(site, guideline));

    private static Markup Field(Fact fact)
    {
        string id = "f-" + fact.Id;
        Markup label = Join(
            fact.Label, fact.IsRequired ? Tag("span", Class("required"), " (required)") : null, fact.IsJudgement ? Join(" ", ConditionMarkup.JudgementMark) : null);
        return fact.Type switch
        {
            YesNo => Tag(
                "fieldset", Class("field yesno"), Id(id), With("data-fact", fact.Id), Tag("legend", label),
                Choice(fact, "", "unknown", isChecked: true), Choice(fact, "true", "yes", isChecked: false), Choice(fact, "false", "no", isChecked: false)),
            Enumeration type => Tag(
                "div", Class("field"), With("data-fact", fact.Id), Tag("label", With("for", id), label),
                Tag("select", Id(id), Tag("option", With("value", ""), "unknown"), type.Values.Select(v => Tag("option", With("value", v.Id), v.Label)))),
            SetOf type => Tag(
                "fieldset", Class("field set"), Id(id), With("data-fact", fact.Id), Tag("legend", label),
                Tag("label", Tag("input", With("type", "checkbox"), With("data-known", "known")), " known"),
                Tag("div", Class("members"), type.Values.Select(v => Tag("label", Tag("input", With("type", "checkbox"), With("value", v.Id)), " ", v.Label)))),
            Number number => Tag(
                "div", Class("field"), With("data-fact", fact.Id), Tag("label", With("for", id), label),
                Tag("span", Class("quantity"),
                    Tag("input", Id(id), With("type", "text"), With("inputmode", "decimal"), With("placeholder", "unknown"), With("aria-describedby", id + "-unit")),
                    Tag("span", Id(id + "-unit"), Class("note"), Unit(number)))),
            Date date => Tag(
                "div", Class("field"), With("data-fact", fact.Id), Tag("label", With("for", id), label),
                Tag("input", Id(id), With("type", date.HasTime ? "datetime-local" : "date"), With("step", date.HasTime ? "1" : null))),
            _ => throw new InvalidOperationException($"No field for {fact.Type.GetType().Name}."),
        };
    }

    private static Markup Choice(Fact fact, string value, string label, bool isChecked) => Tag(
        "label", Tag("input", With("type", "radio"), With("name", "f-" + fact.Id), With("value", value), With("checked", isChecked ? "checked" : null)), " ", label);

    private static string Unit(Number number)
    {
        string unit = number.Unit is null ? "" : $" {UnitNotation.ForPeople(number.Unit)}";
        return (number.Minimum, number.Maximum) switch
        {
            (null, null) => unit,
            ({ } low, null) => $"{unit} from {low}",
            (null, { } high) => $"{unit} up to {high}",
            ({ } low, { } high) => $"{unit} ({low} to {high})",
        };
    }
}

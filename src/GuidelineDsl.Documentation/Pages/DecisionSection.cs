using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Pictures;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using static GuidelineDsl.Documentation.Html.Markup;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>One decision as the printed guideline shows it: its scope, its table, where it is silent, its picture and its maps.</summary>
internal static class DecisionSection
{
    public static Markup Write(SiteMap site, Guideline guideline, Decision decision, string heading)
    {
        string below = heading == "h1" ? "h2" : "h3";
        return Tag(
            "section", Class("decision"), Id(decision.Id), With("aria-labelledby", $"{decision.Id}-title"),
            Tag(heading, Id($"{decision.Id}-title"), decision.Label, " ", Pieces.AnchorLink(decision.Id, decision.Label)),
            State(site, decision),
            Scope(site, decision),
            Pieces.Remarks(decision.Remarks),
            Table(site, guideline, decision),
            Silences(decision, below),
            Pieces.Allowances(decision.Allows),
            DecisionPicture.Write(site, guideline, decision, below),
            CoverageSection.Write(site, guideline, decision, below),
            Findings(site, guideline, decision, below));
    }

    public static string Policy(ChoicePolicy policy) => policy switch
    {
        ChoicePolicy.One => "At most one row applies to a patient.",
        ChoicePolicy.All => "Every row that applies is given.",
        _ => "The first row that applies is given, in this order.",
    };

    private static Markup State(SiteMap site, Decision decision)
    {
        if (site.SummaryOf(decision) is not { } summary)
        {
            return Empty;
        }

        int errors = site.FindingsOf(decision).Count(f => f.Severity == Severity.Error);
        (string css, string text) = (summary.IsAnalysed, summary.IsComplete, errors) switch
        {
            (false, _, _) => ("state partly", "Not everything here could be analysed."),
            (_, true, 0) when summary.Conflicts > 0 => ("state partly", $"{Answered(decision)}Some patients are advised two things that exclude each other; this is accepted, for the reason given below."),
            (_, true, 0) => ("state good", $"{Answered(decision)}No patient is advised two things that exclude each other."),
            (_, false, _) => ("state bad", $"Some patients in scope get no answer{Share(summary)}."),
            _ => ("state bad", "Errors are open: see the findings below."),
        };
        return Join(
            Tag("p", Class(css), text),
            summary.NotAnalysed.IsEmpty
                ? null
                : Tag("ul", Class("not-analysed"), summary.NotAnalysed.Select(n => Tag("li", n.Rule.Label, ": ", n.Reason))));
    }

    private static string Answered(Decision decision) => decision switch
    {
        { PartialBecause: not null } => "",
        { Silences.IsEmpty: true } => "Every patient in scope is answered. ",
        _ => "Every patient in scope is answered, or named below as one of whom the source says nothing. ",
    };

    private static string Share(DecisionSummary summary) => summary.OpenShare is { Sign: > 0 } share
        ? $" ({FindingsPage.Percent(share)} of the distinguishable kinds of patients)"
        : "";

    private static Markup Scope(SiteMap site, Decision decision) => Tag(
        "dl", Class("facts scope"),
        Tag("dt", "For"), Tag("dd", decision.Scope is Constant { Value: true } ? "every patient" : ConditionMarkup.Write(decision.Scope)),
        Tag("dt", "Reading"), Tag("dd", site.SummaryOf(decision) is { Conflicts: > 0 } && decision.Policy == ChoicePolicy.One
            ? "One row is meant to apply to a patient; where more apply, all are given."
            : Policy(decision.Policy)),
        decision.PartialBecause is { } partial
            ? Join(Tag("dt", "Partial"), Tag("dd", "Does not claim to answer for everybody in scope. ", partial))
            : null);

    private static Markup Table(SiteMap site, Guideline guideline, Decision decision) => Pieces.Table(
        "rules", $"Rules of “{decision.Label}”",
        Pieces.HeadRow(decision.Policy == ChoicePolicy.First ? "Patients, in order" : "Patients", "Advice", "Strength", "Evidence", "Source"),
        Join(decision.Rules.Select(r => Row(site, guideline, decision, r))));

    private static Markup Row(SiteMap site, Guideline guideline, Decision decision, Rule rule)
    {
        string anchor = SiteMap.Anchor(decision, rule);
        string rows = Math.Max(1, rule.Advice.Length).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Markup patients = Tag(
            "th", With("scope", "rowgroup"), With("rowspan", rows), Class("patients"),
            Tag(
                "span", Class("rule-label"),
                decision.Policy == ChoicePolicy.First ? Tag("span", Class("order"), $"{rule.Index + 1}.") : null,
                " ", rule.Label, " ", Pieces.AnchorLink(anchor, rule.Label)),
            rule.IsOtherwise
                ? Tag("div", Class("condition"), Tag("p", "Every other patient in scope"))
                : ConditionMarkup.Write(rule.Condition, rule.Condition.Origin.Text),
            rule.Overrides.IsEmpty
                ? null
                : Tag("p", Class("overrides"), "Wins over: ", Pieces.Symbols(rule.Overrides.Select(i => decision.Rules[i]), r => site.Href(decision, r, guideline))));
        Markup evidence = Tag(
            "td", With("rowspan", rows), Class("evidence"),
            rule.Evidence is null ? Tag("span", Class("missing"), "none given") : PlanWords.Evidence(rule.Evidence));
        Markup source = Tag("td", With("rowspan", rows), Pieces.Citations(rule.Citations));
        Markup below = Join(
            rule.Because is { } because ? Tag("p", Class("because"), because) : null,
            Pieces.Remarks(rule.Remarks),
            Pieces.Allowances(rule.Allows));

        List<Markup> lines = [];
        for (int i = 0; i < rule.Advice.Length; i++)
        {
            Advice advice = rule.Advice[i];
            lines.Add(Tag(
                "tr",
                i == 0 ? patients : null,
                Tag("td", Class("advice"), Pieces.Advice(advice, site.Model.Classes), i == rule.Advice.Length - 1 ? below : null),
                Tag("td", Class("strength"), Pieces.VerbBadge(advice.Verb), Tag("span", Class("strength-words"), PlanWords.Strength(advice.Verb))),
                i == 0 ? evidence : null,
                i == 0 ? source : null));
        }

        if (lines.Count == 0)
        {
            lines.Add(Tag("tr", patients, Tag("td", With("colspan", "2"), Tag("span", Class("missing"), "no advice"), below), evidence, source));
        }

        return Tag("tbody", Id(anchor), lines);
    }

    private static Markup Silences(Decision decision, string heading) => decision.Silences.IsEmpty
        ? Empty
        : Join(
            Tag(heading, "Where the source says nothing, knowingly"),
            Tag("ul", Class("silences"), decision.Silences.Select((s, i) => Tag(
                "li", Id($"{decision.Id}-silence-{i + 1}"),
                ConditionMarkup.Write(s.Condition, s.Condition.Origin.Text),
                Tag("p", Class("because"), s.Because, " ", Pieces.CitationsInline(s.Citations))))));

    private static Markup Findings(SiteMap site, Guideline guideline, Decision decision, string heading)
    {
        var findings = site.FindingsOf(decision);
        return findings.IsEmpty
            ? Empty
            : Join(Tag(heading, Id($"{decision.Id}-findings"), "Findings"), Join(findings.Select(f => FindingsPage.Finding(site, guideline, f, heading == "h2" ? "h3" : "h4", withId: false))));
    }
}

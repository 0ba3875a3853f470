using System.Globalization;
using GuidelineDsl.Documentation.Evaluator;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Every finding of the analysis, with its region in words and the patient that shows it.</summary>
internal static class FindingsPage
{
    public static Markup Write(SiteMap site, Guideline guideline)
    {
        var findings = site.FindingsOf(guideline);
        if (site.Analysis is null)
        {
            return Join(Tag("h1", "Findings"), Tag("p", "These pages were written without the analysis."));
        }

        return Join(
            Tag("h1", "Findings"),
            Tag("p", Class("lead"), findings.IsEmpty
                ? "The analysis found nothing to report."
                : "What the analysis found. Each region is exact: every patient in it is affected, and one such patient is shown."),
            findings.IsEmpty ? null : Tag("p", Class("tally"), Tally(findings)),
            findings.Select((f, i) => Finding(site, guideline, f, "h2", withId: true, i + 1)));
    }

    public static string Tally(IEnumerable<Finding> findings) => string.Join(", ", findings
        .GroupBy(f => f.Severity)
        .OrderByDescending(g => g.Key)
        .Select(g => $"{g.Count()} {Word(g.Key)}{(g.Count() == 1 ? "" : "s")}"));

    public static Markup Finding(SiteMap site, Guideline guideline, Finding finding, string heading, bool withId, int number = 0)
    {
        string severity = Word(finding.Severity);
        return Tag(
            "article", Class($"finding {severity}"), withId ? Id($"finding-{number}") : null,
            Tag(heading, Tag("span", Class($"severity {severity}"), Capital(severity)), " ", Capital(finding.Descriptor.Title), " ", Tag("span", Class("code"), finding.Code)),
            Tag("p", Prose(Sentence(finding))),
            finding.Rules.IsEmpty ? null : Tag(
                "p", Class("involved"), finding.Rules.Length == 1 ? "Rule: " : "Rules: ",
                Separated(finding.Rules.Select(r => Link(site.Href(r.Decision, r.Rule, guideline), r.Rule.Label)), Text(" · "))),
            Region(finding),
            Witness(guideline, finding),
            finding.Help is { } help ? Tag("p", Class("help"), Tag("span", Class("kind"), "What to do"), " ", Prose(help)) : null,
            Tag("p", Class("place"), finding.Location.Source is null ? "" : $"{finding.Location.Source.Path}, line {finding.Location.Start.Line}"));
    }

    public static string Percent(Rational share)
    {
        Rational percent = share * 100;
        return percent < 1 ? "less than 1\u00a0%" : $"{(percent + new Rational(1, 2)).Floor().ToString(CultureInfo.InvariantCulture)}\u00a0%";
    }

    /// <summary>The message without the region and the patient, which stand below it.</summary>
    private static string Sentence(Finding finding)
    {
        int region = finding.RegionInWords is [{ Length: > 0 } first, ..] ? finding.Message.IndexOf(": " + first, StringComparison.Ordinal) : -1;
        return region < 0 ? finding.Message : finding.Message[..region] + ".";
    }

    /// <summary>A sentence in which words of the language stand between backticks.</summary>
    private static Markup Prose(string text) =>
        Join(text.Split('`').Select((part, i) => i % 2 == 0 ? Text(part) : Tag("code", part)));

    private static Markup Region(Finding finding)
    {
        string[] lines = finding.RegionInWords.IsEmpty
            ? [.. finding.Region.Select(b => string.Join(", ", b.Parts.Select(p => $"{p.Fact.Label}: {PatientWords.Part(p.Fact, p.Part)}")))]
            : [.. finding.RegionInWords];
        return lines.Length == 0
            ? Empty
            : Join(
                Tag("p", Class("kind-line"), Tag("span", Class("kind"), "Which patients"), finding.Share is { } share ? $" ({Percent(share)} of the distinguishable kinds)" : null),
                Tag("ul", Class("region"), lines.Select(l => Tag("li", l.Length == 0 ? "every patient in scope" : l))),
                finding.IsTruncated ? Tag("p", Class("note"), "There are more regions than are listed here.") : null);
    }

    private static Markup Witness(Guideline guideline, Finding finding)
    {
        if (finding.Witness is not { } witness)
        {
            return Empty;
        }

        string day = finding.WitnessToday is { } today ? $", on {today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return Tag(
            "details", Class("witness"),
            Tag("summary", $"One such patient{day}"),
            PatientList(witness),
            Tag("p", Class("screen"), Link(PatientLink.Href(guideline, witness, finding.WitnessToday), "Try this patient")));
    }

    public static Markup PatientList(Patient patient) => Tag(
        "dl", Class("facts patient"),
        patient.Values.Select(v => Join(Tag("dt", v.Fact.Label), Tag("dd", PatientWords.Value(v.Value, v.Fact.Type)))));

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

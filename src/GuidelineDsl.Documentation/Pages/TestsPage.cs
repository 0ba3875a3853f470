using GuidelineDsl.Documentation.Evaluator;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Every test: the patient and what must be advised.</summary>
internal static class TestsPage
{
    public static Markup Write(SiteMap site, Guideline guideline) => Join(
        Tag("h1", "Tests"),
        Tag("p", Class("lead"), guideline.Tests.IsEmpty
            ? "This guideline has no tests."
            : "Each test is a patient and what the guideline must answer. What a patient does not mention is unknown."),
        guideline.Tests.Select((t, i) => Test(site, guideline, t, i + 1)));

    private static Markup Test(SiteMap site, Guideline guideline, TestCase test, int number)
    {
        string id = $"test-{number}";
        return Tag(
            "article", Class("test"), Id(id),
            Tag("h2", test.Name, " ", Pieces.AnchorLink(id, test.Name)),
            Tag("div", Class("columns"),
                Tag("div",
                    Tag("h3", "Patient"),
                    FindingsPage.PatientList(test.Patient),
                    test.Today is { } today ? Tag("p", $"Today is {Expiry.Text(today)}.") : null),
                Tag("div",
                    Tag("h3", "Expected"),
                    Tag("ul", Class("expectations"), test.Expectations.Select(e => Tag("li", Expectation(site, guideline, e)))))),
            Tag("p", Class("screen"), Link(PatientLink.Href(guideline, test.Patient, test.Today), "Try this patient")));
    }

    private static Markup Expectation(SiteMap site, Guideline guideline, Expectation expectation)
    {
        Symbol subject = PatientWords.Subject(expectation);
        string href = subject is Decision decision ? site.Href(decision, guideline) : $"definitions.html#{Uri.EscapeDataString(subject.Id)}";
        return Join(Link(href, subject.Label), " ", PatientWords.Expectation(expectation));
    }
}

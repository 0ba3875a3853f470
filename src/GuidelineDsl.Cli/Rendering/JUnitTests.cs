using System.Globalization;
using System.Xml.Linq;
using GuidelineDsl.Cli.Pipeline;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The XML that test reporters of build servers read.</summary>
public static class JUnitTests
{
    public static void Write(TextWriter output, TestReport report)
    {
        XElement suites = new("testsuites", Counts(report.Outcomes));
        foreach (IGrouping<string, TestOutcome> guideline in report.Outcomes.GroupBy(o => o.Guideline.Id))
        {
            XElement suite = new("testsuite", new XAttribute("name", guideline.Key), Counts([.. guideline]));
            suite.Add(guideline.Select(o => Case(o, report)));
            suites.Add(suite);
        }

        output.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        output.WriteLine(suites.ToString().ReplaceLineEndings("\n"));
    }

    private static XElement Case(TestOutcome outcome, TestReport report)
    {
        XElement element = new(
            "testcase",
            new XAttribute("name", XmlText.Clean(outcome.Test.Name)),
            new XAttribute("classname", outcome.Guideline.Id),
            new XAttribute("time", "0"), // readers want the attribute; the time would make equal runs differ
            new XAttribute("file", XmlText.Clean(report.Display(outcome.Test.Location.Source.Path))),
            new XAttribute("line", outcome.Test.Location.Start.Line));
        foreach (TestFailure failure in outcome.Failures)
        {
            element.Add(new XElement(
                "failure",
                new XAttribute("type", "expectation"),
                new XAttribute("message", XmlText.Clean($"expected: {failure.Expected}; came: {failure.Came}")),
                XmlText.Clean(string.Join('\n', failure.Why))));
        }

        return element;
    }

    private static object[] Counts(IReadOnlyCollection<TestOutcome> outcomes) =>
    [
        new XAttribute("tests", outcomes.Count.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("failures", outcomes.Count(o => !o.Passed).ToString(CultureInfo.InvariantCulture)),
        new XAttribute("errors", "0"),
        new XAttribute("skipped", "0"),
        new XAttribute("time", "0"),
    ];
}

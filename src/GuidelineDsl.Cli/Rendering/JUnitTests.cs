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
            new XAttribute("name", Clean(outcome.Test.Name)),
            new XAttribute("classname", outcome.Guideline.Id),
            new XAttribute("time", "0"), // readers want the attribute; the time would make equal runs differ
            new XAttribute("file", report.Display(outcome.Test.Location.Source.Path)),
            new XAttribute("line", outcome.Test.Location.Start.Line));
        foreach (TestFailure failure in outcome.Failures)
        {
            element.Add(new XElement(
                "failure",
                new XAttribute("message", Clean($"expected: {failure.Expected}; came: {failure.Came}")),
                Clean(string.Join('\n', failure.Why))));
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

    /// <summary>XML has no place for most control characters.</summary>
    private static string Clean(string text) => new([.. text.Select(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD')]);
}

using System.Globalization;
using System.Xml.Linq;
using GuidelineDsl.Cli.Coverage;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>
/// Coverage in the form of Cobertura: one class a file; a line for each rule (hits: tests that were given it) and for each line with conditions
/// (branches: the ways in which its conditions can turn out).
/// </summary>
public static class CoberturaCoverage
{
    public static XDocument Of(CoverageReport coverage, Func<string, string> display)
    {
        Line[] lines =
        [
            .. coverage.Rules.Where(r => r.Missing is not { IsImpossible: true })
                .Select(r => new Line(display(r.Rule.Location.Source.Path), r.Guideline.Id, r.Rule.Location.Start.Line, r.Given, [])),
            .. coverage.Conditions.Where(c => c.Sides > 0)
                .GroupBy(c => (c.Condition.File, c.Condition.Line))
                .Select(g => new Line(display(g.Key.File), g.First().Condition.Guideline.Id, g.Key.Line, g.Max(c => c.SeenTrue + c.SeenFalse), [.. g])),
        ];
        (string File, Line[] Lines)[] files =
        [
            .. lines.GroupBy(l => l.File, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, g.GroupBy(l => l.Number).Select(Join).OrderBy(l => l.Number).ToArray())),
        ];
        Line[] all = [.. files.SelectMany(f => f.Lines)];
        return new XDocument(
            new XElement(
                "coverage",
                Rates(all),
                new XAttribute("lines-covered", all.Count(l => l.Hits > 0)),
                new XAttribute("lines-valid", all.Length),
                new XAttribute("branches-covered", all.Sum(l => l.CoveredSides)),
                new XAttribute("branches-valid", all.Sum(l => l.Sides)),
                new XAttribute("complexity", "0"),
                new XAttribute("version", ToolVersion.Text),
                new XAttribute("timestamp", "0"), // the report depends on nothing but the guidelines
                new XElement("sources", new XElement("source", ".")),
                new XElement("packages", new XElement(
                    "package",
                    new XAttribute("name", "guidelines"),
                    Rates(all),
                    new XAttribute("complexity", "0"),
                    new XElement("classes", files.Select(f => new XElement(
                        "class",
                        new XAttribute("name", XmlText.Clean(Path.GetFileNameWithoutExtension(f.File))),
                        new XAttribute("filename", XmlText.Clean(f.File)),
                        Rates(f.Lines),
                        new XAttribute("complexity", "0"),
                        new XElement("methods"),
                        new XElement("lines", f.Lines.Select(Element)))))))));
    }

    private static XElement Element(Line line)
    {
        XElement element = new("line", new XAttribute("number", line.Number), new XAttribute("hits", line.Hits), new XAttribute("branch", line.Sides > 0 ? "true" : "false"));
        if (line.Sides > 0)
        {
            element.Add(
                new XAttribute("condition-coverage", $"{Percent(line.CoveredSides, line.Sides)} ({line.CoveredSides}/{line.Sides})"),
                new XElement("conditions", line.Conditions.Select((c, i) => new XElement(
                    "condition", new XAttribute("number", i), new XAttribute("type", "jump"), new XAttribute("coverage", Percent(c.CoveredSides, c.Sides))))));
        }

        return element;
    }

    private static Line Join(IEnumerable<Line> lines)
    {
        Line[] all = [.. lines];
        return all[0] with { Hits = all.Max(l => l.Hits), Conditions = [.. all.SelectMany(l => l.Conditions)] };
    }

    private static object[] Rates(IReadOnlyCollection<Line> lines) =>
    [
        new XAttribute("line-rate", Rate(lines.Count(l => l.Hits > 0), lines.Count)),
        new XAttribute("branch-rate", Rate(lines.Sum(l => l.CoveredSides), lines.Sum(l => l.Sides))),
    ];

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole}%");

    private static string Rate(int part, int whole) => whole == 0 ? "1" : ((decimal)part / whole).ToString("0.####", CultureInfo.InvariantCulture);

    private sealed record Line(string File, string Guideline, int Number, int Hits, ConditionCoverage[] Conditions)
    {
        public int Sides => Conditions.Sum(c => c.Sides);

        public int CoveredSides => Conditions.Sum(c => c.CoveredSides);
    }
}

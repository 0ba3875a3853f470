using System.Globalization;
using System.Xml.Linq;
using GuidelineDsl.EndToEnd.Tests.Reliability;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>
/// The XML for build servers against what their readers expect, stated here: which elements stand in which, in this order, and the attributes that each must
/// have; further attributes are allowed.
/// </summary>
public sealed class XmlReportTests : IDisposable
{
    private static readonly Dictionary<string, Shape> JUnit = new()
    {
        ["testsuites"] = new(["tests", "failures", "errors", "time"], ["testsuite*"]),
        ["testsuite"] = new(["name", "tests", "failures", "errors", "skipped", "time"], ["testcase*"]),
        ["testcase"] = new(["name", "classname", "time", "file", "line"], ["failure*"]),
        ["failure"] = new(["type", "message"], [], HasText: true),
    };

    private static readonly Dictionary<string, Shape> Cobertura = new()
    {
        ["coverage"] = new(["line-rate", "branch-rate", "lines-covered", "lines-valid", "branches-covered", "branches-valid", "complexity", "version", "timestamp"], ["sources", "packages"]),
        ["sources"] = new([], ["source*"]),
        ["source"] = new([], [], HasText: true),
        ["packages"] = new([], ["package*"]),
        ["package"] = new(["name", "line-rate", "branch-rate", "complexity"], ["classes"]),
        ["classes"] = new([], ["class*"]),
        ["class"] = new(["name", "filename", "line-rate", "branch-rate", "complexity"], ["methods", "lines"]),
        ["methods"] = new([], []),
        ["lines"] = new([], ["line*"]),
        ["line"] = new(["number", "hits", "branch"], ["conditions?"]),
        ["conditions"] = new([], ["condition*"]),
        ["condition"] = new(["number", "type", "coverage"], []),
    };

    private static readonly string[] Numbers = ["tests", "failures", "errors", "skipped", "time", "line", "hits", "number", "lines-valid", "lines-covered", "branches-valid", "branches-covered"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_that_XML_has_no_place_for_are_told_all_the_same() => Check("odd");

    [UnixFact]
    public void A_file_may_have_such_a_name_too() => Check("a\u0001]]>&<\"");

    private void Check(string name)
    {
        _folder.Write(name + ".gdl", """
            guideline odd "]]> <&> \u{1}" { version "1" status draft }
            source s "S" { kind guideline }
            fact fever "Fever" : yes/no
            fact cough "Cough" : yes/no
            action go "Go" : other
            action stay "Stay" : other
            decision d "D" {
              choose one
              rule r "R" { when fever and cough recommend go evidence ungraded cite s }
              rule q "Q" { when not fever or not cough recommend stay evidence ungraded cite s }
            }
            test "odd \u{1} ]]> <&> \u{FFFE} \u{1F642} name" {
              patient { fever = yes, cough = yes }
              expect d gives q
            }
            test "well" {
              patient { fever = no }
              expect d gives q
            }
            """);
        ToolAnswer answer = GdlTool.RunIn(_folder.Path, null, "test", ".", "--format", "junit", "--cobertura", "coverage.xml");
        answer.ExitCode.ShouldBe(3, answer.Error);

        XElement suites = XDocument.Parse(answer.Output).Root!;
        suites.Name.LocalName.ShouldBe("testsuites");
        Check(suites, JUnit);
        XElement failed = suites.Descendants("failure").ShouldHaveSingleItem().Parent!;
        failed.Attribute("name")!.Value.ShouldBe("odd \uFFFD ]]> <&> \uFFFD \U0001F642 name");
        failed.Attribute("file")!.Value.ShouldBe(name.Replace('\u0001', '\uFFFD') + ".gdl");
        foreach (XElement suite in suites.DescendantsAndSelf().Where(e => e.Attribute("tests") is not null))
        {
            suite.Attribute("tests")!.Value.ShouldBe(suite.Descendants("testcase").Count().ToString(CultureInfo.InvariantCulture));
            suite.Attribute("failures")!.Value.ShouldBe(suite.Descendants("testcase").Count(c => c.Element("failure") is not null).ToString(CultureInfo.InvariantCulture));
        }

        XElement coverage = XDocument.Load(Path.Combine(_folder.Path, "coverage.xml")).Root!;
        coverage.Name.LocalName.ShouldBe("coverage");
        Check(coverage, Cobertura);
        coverage.Descendants("class").ShouldHaveSingleItem().Attribute("filename")!.Value.ShouldBe(name.Replace('\u0001', '\uFFFD') + ".gdl");
        XElement[] lines = [.. coverage.Descendants("line")];
        coverage.Attribute("lines-valid")!.Value.ShouldBe(lines.Length.ToString(CultureInfo.InvariantCulture));
        lines.Select(l => (int)l.Attribute("number")!).ShouldBeInOrder();
        foreach (XElement line in lines)
        {
            // A reader takes the share from the text `50% (1/2)`, and only where the line says that it branches.
            string? share = line.Attribute("condition-coverage")?.Value;
            (share is not null).ShouldBe(line.Attribute("branch")!.Value == "true");
            share?.ShouldMatch(@"^\d{1,3}% \(\d+/\d+\)$");
        }
    }

    private static void Check(XElement element, Dictionary<string, Shape> shapes)
    {
        string place = element.Name.LocalName;
        element.Name.NamespaceName.ShouldBeEmpty();
        shapes.ShouldContainKey(place);
        Shape shape = shapes[place];
        foreach (string attribute in shape.Attributes)
        {
            element.Attribute(attribute).ShouldNotBeNull($"{place} needs {attribute}");
        }

        foreach (XAttribute attribute in element.Attributes().Where(a => Numbers.Contains(a.Name.LocalName)))
        {
            int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _).ShouldBeTrue($"{place}/@{attribute.Name} = {attribute.Value}");
        }

        foreach (XAttribute attribute in element.Attributes().Where(a => a.Name.LocalName.EndsWith("-rate", StringComparison.Ordinal)))
        {
            decimal.Parse(attribute.Value, CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        }

        string[] children = [.. element.Elements().Select(e => e.Name.LocalName)];
        string[] inOrder = [.. shape.Children.SelectMany(c => c[^1] switch
        {
            '*' => children.Where(n => n == c[..^1]),
            '?' => children.Where(n => n == c[..^1]).Take(1),
            _ => [c],
        })];
        children.ShouldBe(inOrder, $"in {place}");
        (shape.HasText || element.Nodes().OfType<XText>().All(t => string.IsNullOrWhiteSpace(t.Value))).ShouldBeTrue($"text in {place}");
        foreach (XElement child in element.Elements())
        {
            Check(child, shapes);
        }
    }

    private sealed record Shape(string[] Attributes, string[] Children, bool HasText = false);
}

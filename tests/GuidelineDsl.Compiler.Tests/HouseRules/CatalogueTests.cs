using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Compiler.Tests.HouseRules;

/// <summary>One table of diagnostics: every code once, with a page of the same title.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_code_stands_once_in_the_table() =>
        DiagnosticCatalogue.All.Select(d => d.Code).ShouldBeUnique();

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        string[] pages =
        [
            .. Directory.EnumerateFiles(Path.Combine(Baseline.Root, "docs", "diagnostics"), "*.md").Select(f => File.ReadLines(f).First()).Order(StringComparer.Ordinal),
        ];
        pages.ShouldBe(DiagnosticCatalogue.All.Select(d => $"# {d.Code}: {d.Title}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Failing example")]
    [InlineData("Corrected example")]
    [InlineData("Why it matters to the patient")]
    [InlineData("When it may be silenced")]
    public void Every_page_has_its_parts(string heading)
    {
        foreach (DiagnosticDescriptor descriptor in DiagnosticCatalogue.All)
        {
            string page = File.ReadAllText(Path.Combine(Baseline.Root, "docs", "diagnostics", descriptor.Code + ".md"));
            page.Contains($"\n## {heading}\n", StringComparison.Ordinal).ShouldBeTrue(descriptor.Code);
        }
    }
}

using System.Xml.Linq;

namespace GuidelineDsl.Compiler.Tests.Documentation;

/// <summary>What an author writes is text, wherever it stands.</summary>
public sealed class HostileTextTests
{
    private const string Attack = """</script><script>alert(1)</script><img src=x onerror=alert(1)>\" ' & ]]> <!-- \u{202e} \u{1F600}""";

    private static readonly Site s_site = Site.Of($$"""
        guideline hostile "{{Attack}}" {
          version "{{Attack}}"
          status active
          publisher "{{Attack}}"
          abbreviation X "{{Attack}}"
          note "{{Attack}}"
          disclaimer "{{Attack}}"
        }
        source s "{{Attack}}" { kind trial year 2020 publisher "{{Attack}}" authors "{{Attack}}" url "https://example.org/?q={{Attack}}" doi "{{Attack}}" note "{{Attack}}" }
        fact a "{{Attack}}" : one of { x "{{Attack}}", y "{{Attack}}!" }
        fact n "{{Attack}}2" : number 0 to 10
        fact q "{{Attack}}3" : yes/no judgement
        action d "{{Attack}}" : drug { synonyms "{{Attack}}" note "{{Attack}}" }
        define p "{{Attack}}" = a is x
        classify c "{{Attack}}" as { lo "{{Attack}}", hi } { lo when n < 5 hi otherwise cite s "{{Attack}}" }
        remark "{{Attack}}" cite s "{{Attack}}" "{{Attack}}"
        decision one "{{Attack}}" {
          rule r "{{Attack}}" {
            when p and n < 5 and c is lo
            recommend d in selected patients "{{Attack}}" route "{{Attack}}" until "{{Attack}}" wording "{{Attack}}" note "{{Attack}}"
            evidence ungraded
            cite s "{{Attack}}" "{{Attack}}"
            because "{{Attack}}"
          }
          silent when a is y because "{{Attack}}" cite s "{{Attack}}"
          partial because "{{Attack}}"
        }
        test "{{Attack}}" { patient { a = x, n = 1 } expect one gives r }
        """);

    [Fact]
    public void No_page_has_an_element_or_attribute_of_the_author()
    {
        foreach ((string path, XElement page) in s_site.Pages)
        {
            page.Descendants("img").ShouldBeEmpty(path);
            page.Descendants().Attributes().Where(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty(path);
            page.Descendants("script").Where(s => s.Attribute("type") is null && s.Value.Contains("alert(1)", StringComparison.Ordinal)).ShouldBeEmpty(path);
            page.DescendantNodes().OfType<XComment>().ShouldBeEmpty(path);
        }
    }

    /// <summary>A browser ends a script at the first closing tag, whatever XML thinks.</summary>
    [Fact]
    public void Data_in_a_page_ends_where_it_should()
    {
        foreach (string content in s_site.Files.Where(f => f.Path.EndsWith("try.html", StringComparison.Ordinal) || f.Path == "search.html").Select(f => f.Content))
        {
            int start = content.IndexOf("<script type=\"application/json\"", StringComparison.Ordinal);
            int end = content.IndexOf("</script>", start, StringComparison.Ordinal);
            content[(start + 40)..end].ShouldNotContain("<");
            content[start..end].ShouldContain("alert(1)");
        }
    }

    [Fact]
    public void The_text_is_shown_as_it_was_written_without_its_direction_marks()
    {
        string title = s_site.Page("g-hostile/index.html").Descendants("h1").Single().Value;
        title.ShouldContain("</script><script>alert(1)</script>");
        title.ShouldContain("\U0001F600");
        title.ShouldNotContain("\u202e");
    }
}

using System.Xml.Linq;

namespace GuidelineDsl.Compiler.Tests.Documentation;

/// <summary>What the pages of a small guideline say.</summary>
public sealed class DecisionPageTests
{
    private const string Small = """
        guideline small "A small guideline" {
          version "1"
          status active
          publisher "Example Society"
          abbreviation SSA "Somatostatin analogue"
          valid until 2025-01
        }
        source trial "A trial" { kind trial published 2014-07 valid until 2024-12 url "https://example.org/trial" note "small" }
        source later "A review" { kind review year 2020 url "javascript:alert(1)" }
        fact ki67 "Ki-67 index" : number 0 to 100 % resolution 0.1
        fact grade "Grade" : one of { G1, G2, G3 }
        fact fit "Fit for treatment" : yes/no judgement
        fact sites "Sites of metastasis" : set of { liver, lung, bone }
        action octreotide "Octreotide" : drug { synonyms "OCT" }
        action lanreotide "Lanreotide" : drug
        action cisplatin "Cisplatin" : drug
        class ssa "Somatostatin analogue" = { octreotide, lanreotide }
        define spread "spread to liver or lung" = sites includes any of { liver, lung }
        decision therapy "Which drug?" {
          for grade in { G1, G2, G3 } and spread
          choose one
          remark "The source is short." cite trial "page 2"
          rule slow "Slow growth" {
            when ki67 < 10 % and grade is not G3
            recommend one of ssa line 1 dose 20 to 30 mg every 4 weeks wording "should"
            evidence esmo I A
            cite trial "page 1" "slow tumours"
            because "they respond"
          }
          rule fast "Fast growth" {
            when 20 % < ki67 <= 55 % and fit
            consider cisplatin in selected patients "when fit"
            evidence ungraded
            cite trial
          }
          silent when ki67 > 55 % because "not studied" cite later "end"
        }
        test "slow" {
          patient { grade = G1, ki67 = 3 %, sites = { liver } }
          today 2025-10-10
          expect therapy gives slow
          expect spread is yes
        }
        """;

    private static readonly Site s_site = Site.Of(Small, new DateOnly(2025, 10, 10));
    private static readonly XElement s_page = s_site.Page("g-small/decision-therapy.html");

    [Fact]
    public void The_table_reads_like_the_printed_guideline()
    {
        XElement[] rows = [.. s_page.Descendants("table").Single(t => Site.Classes(t).Contains("rules")).Elements("tbody")];
        rows.Select(Site.Plain).ShouldBe(
        [
            "Slow growth # Ki-67 index < 10 % Grade: not G3 one somatostatin analogue Octreotide Lanreotide line 1 dose 20 to 30 mg every 4 weeks "
            + "in the source’s words: should they respond ▲▲ Recommend strong, for ESMO I, A trial, page 1: slow tumours",
            "Fast growth # 20 % < Ki-67 index ≤ 55 % Fit for treatment: yes judgement Cisplatin in selected patients: when fit "
            + "▲ Consider weak, for ungraded by the source trial",
        ]);
    }

    [Fact]
    public void Remarks_and_silences_stand_where_they_are()
    {
        Site.Texts(s_page, "aside", "remark").ShouldContain("Remark The source is short. [trial, page 2]");
        Site.Texts(s_page, "ul", "silences").Single().ShouldBe("Ki-67 index > 55 % not studied [later, end]");
    }

    [Fact]
    public void The_gap_is_shown_in_the_state_the_picture_and_the_map()
    {
        Site.Texts(s_page, "p", "bad").Single().ShouldStartWith("Some patients in scope get no answer");
        Site.Texts(s_page, "g", "gap").ShouldAllBe(t => t == "No advice: a gap");
        string[] head = [.. Map().Descendants("thead").Single().Elements("tr").Last().Elements("th").Select(Site.Plain)];
        head.ShouldBe(["< 10 %", "10 to 20 %", "> 20 to ≤ 55 %", "> 55 %"], ignoreOrder: false, "the columns are the cuts of the rules");
        string[][] rows = [.. Map().Element("tbody")!.Elements("tr").Select(r => r.Elements().Select(Site.Plain).ToArray())];
        rows.ShouldContain(r => r.SequenceEqual(new[] { "G1, G2", "A", "no rule: a gap", "(B) some patients: a gap", "S1" }));
        rows.ShouldContain(r => r.SequenceEqual(new[] { "G3", "no rule: a gap", "(B) some patients: a gap", "S1" }));
    }

    [Fact]
    public void The_picture_holds_every_rule_and_silence()
    {
        XElement svg = s_page.Descendants("svg").Single();
        Site.Texts(svg, "g", "leaf").ShouldContain("Slow growth ▲▲ Recommend: Somatostatin analogue");
        Site.Texts(svg, "g", "leaf").ShouldContain("The source says nothing here");
        svg.Descendants("a").Select(a => (string)a.Attribute("href")!).ShouldContain("decision-therapy.html#therapy.slow");
    }

    [Fact]
    public void Sources_say_what_rests_on_them_and_whether_they_expired()
    {
        XElement page = s_site.Page("g-small/sources.html");
        XElement trial = page.Descendants("article").Single(a => (string?)a.Attribute("id") == "trial");
        Site.Texts(trial, "p", "bad").Single().ShouldBe("Expired: valid until 2024-12.");
        Site.Texts(trial, "li").ShouldBe(["remark Which drug? · page 2", "rule Slow growth · page 1: slow tumours", "rule Fast growth"]);
        XElement later = page.Descendants("article").Single(a => (string?)a.Attribute("id") == "later");
        Site.Texts(later, "p", "bad").ShouldBeEmpty();
        later.Descendants("a").Select(a => (string)a.Attribute("href")!).ShouldAllBe(h => !h.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        Site.Plain(later).ShouldContain("javascript:alert(1)");
    }

    [Fact]
    public void The_glossary_names_ranges_units_synonyms_and_judgement()
    {
        XElement page = s_site.Page("g-small/glossary.html");
        Row("fact-ki67").ShouldStartWith("Ki-67 index ki67 number from 0 to 100 %, in steps of 0.1");
        Row("fact-fit").ShouldStartWith("Fit for treatment judgement fit yes or no");
        Row("action-octreotide").ShouldStartWith("Octreotide octreotide drug also: OCT class: Somatostatin analogue");
        Site.Texts(page, "dl").First().ShouldBe("SSA Somatostatin analogue");

        string Row(string id) => Site.Plain(page.Descendants("tr").Single(r => (string?)r.Attribute("id") == id));
    }

    [Fact]
    public void Tests_say_the_patient_and_what_is_expected()
    {
        XElement page = s_site.Page("g-small/tests.html");
        Site.Texts(page, "li").Where(t => t.Contains("gives", StringComparison.Ordinal)).ShouldBe(["Which drug? gives exactly: Slow growth"]);
        page.Descendants("a").Select(a => (string)a.Attribute("href")!).ShouldContain(h => h.StartsWith("try.html#patient=%7B", StringComparison.Ordinal) && h.EndsWith("&today=2025-10-10", StringComparison.Ordinal));
    }

    [Fact]
    public void The_guideline_itself_can_be_past_its_validity() =>
        Site.Texts(s_site.Page("g-small/index.html"), "p", "bad").ShouldBe(["Past its validity: valid until 2025-01."]);

    [Fact]
    public void A_finding_says_its_sentence_once_and_its_patients_below()
    {
        XElement[] findings = [.. s_site.Page("g-small/findings.html").Descendants("article")];
        XElement gap = findings.Single(f => Site.Plain(f).Contains("GDL4001", StringComparison.Ordinal));
        Site.Texts(gap, "p").First().ShouldBe("No rule of “Which drug?” says anything for these patients in its scope.");
        Site.Texts(gap, "ul", "region").ShouldHaveSingleItem().ShouldContain("Ki-67 index");
        findings.Select(Site.Plain).ShouldAllBe(t => !t.Contains('`'));
        findings.SelectMany(f => Site.Texts(f, "h2")).ShouldAllBe(t => char.IsUpper(t[t.IndexOf(' ') + 1]));
    }

    [Fact]
    public void Options_stand_under_the_class_that_their_author_named()
    {
        XElement page = Site.Of("""
            guideline g "G" { version "1" }
            source s "S" { kind review year 2020 }
            fact grade "Grade" : one of { G1, G2, G3 }
            fact spread "Spread outside the lung" : yes/no
            action a "Alpha" : drug
            action b "Beta" : drug
            action c "Gamma" : procedure
            action d "Delta" : procedure
            class ab "Drugs" = { a, b }
            class cd "Procedures" = { c, d }
            decision d1 "Which?" {
              choose one
              rule mixed "Mixed" { when grade in { G1, G2 } recommend one of { ab, cd when spread } evidence ungraded cite s }
              rule rest "Rest" { when grade not in { G1, G2 } consider one of { a, c } evidence ungraded cite s }
            }
            """, new DateOnly(2025, 10, 10)).Page("g-g/decision-d1.html");
        page.Descendants("table").Single(t => Site.Classes(t).Contains("rules")).Elements("tbody").Select(Site.Plain).ShouldBe(
        [
            "Mixed # Grade: G1 or G2 one of Drugs: Alpha or Beta Procedures: Gamma or Delta when Spread outside the lung: yes ▲▲ Recommend strong, for ungraded by the source s",
            "Rest # Grade: G3 one of Alpha Gamma ▲ Consider weak, for ungraded by the source s",
        ]);
        Site.Texts(page.Descendants("svg").Single(), "g", "leaf")
            .ShouldContain("Mixed ▲▲ Recommend: Drugs or Procedures, when Spread outside the lung: yes");
        Site.Texts(page, "p", "good").ShouldBe(["Every patient in scope is answered. No patient is advised two things that exclude each other."]);
    }

    [Fact]
    public void A_conflict_that_is_accepted_is_not_passed_over()
    {
        Site site = Site.Of("""
            guideline g "G" { version "1" }
            source s "S" { kind review year 2020 }
            fact x "Xi" : yes/no
            fact y "Ypsilon" : yes/no
            action a "Alpha" : drug
            action b "Beta" : drug
            decision d1 "Which?" {
              choose one
              allow GDL5002 because "the source advises both"
              rule first "First" { when x recommend a evidence ungraded cite s }
              rule second "Second" { when y recommend b evidence ungraded cite s }
              silent when not x and not y because "not mentioned" cite s
            }
            """, new DateOnly(2025, 10, 10));
        Site.Texts(site.Page("g-g/decision-d1.html"), "p", "partly").ShouldBe(
        [
            "Every patient in scope is answered, or named below as one of whom the source says nothing. "
            + "Some patients are advised two things that exclude each other; this is accepted, for the reason given below.",
        ]);
        Site.Texts(site.Page("g-g/index.html"), "span", "partly").ShouldBe(["complete, conflicts accepted"]);
    }

    private static XElement Map() => s_page.Descendants("table").First(t => Site.Classes(t).Contains("map") && Site.Plain(t).Contains("G1", StringComparison.Ordinal));
}

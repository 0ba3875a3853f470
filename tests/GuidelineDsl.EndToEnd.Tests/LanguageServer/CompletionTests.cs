using System.Text.Json.Nodes;
using static GuidelineDsl.EndToEnd.Tests.LanguageServer.MarkedText;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

public sealed class CompletionTests
{
    private const string Uri = "untitled:Untitled-1";

    /// <summary>What is written instead of the end of a line, and what must be offered there first.</summary>
    [Theory]
    [InlineData("when   differentiation is |", "well,poor")]
    [InlineData("when   differentiation is not |", "well,poor")]
    [InlineData("when   differentiation in { well, |", "well,poor")]
    [InlineData("when   sstr is positive and differentiation is p|", "well,poor")]
    [InlineData("when   ki67 < 10 |", "%")]
    [InlineData("when   |", "ki67,differentiation,sstr,metastatic,slow")]
    [InlineData("when   slow and not |", "ki67,differentiation,sstr,metastatic,slow")]
    [InlineData("recommend |", "octreotide,lanreotide,cisplatin,etoposide,ssa,ep")]
    [InlineData("recommend octreotide + |", "octreotide,lanreotide,cisplatin,etoposide,ssa,ep")]
    [InlineData("recommend one of { |", "octreotide,lanreotide,cisplatin,etoposide,ssa,ep")]
    [InlineData("recommend one of |", "ssa")]
    [InlineData("recommend octreotide dose 50 |", "mg,Gy")]
    [InlineData("cite |", "clarinet")]
    [InlineData("evidence |", "ungraded,esmo …")]
    [InlineData("evidence esmo |", "I,II,III,IV,V")]
    [InlineData("evidence esmo I |", "A,B,C,D,E")]
    [InlineData("overrides |", "platinum")]
    [InlineData("when   sstr |", "is,in")]
    [InlineData("when   ki67 |", "between,is,in,and,or,recommend,evidence,cite")]
    [InlineData("recommend octreotide |", "then,dose,every,line,evidence,cite,because")]
    public async Task In_a_rule(string line, string expected)
    {
        string start = Guideline[..Guideline.IndexOf("    when   differentiation is well", StringComparison.Ordinal)];
        string end = Guideline[Guideline.IndexOf("  rule platinum", StringComparison.Ordinal)..];
        await OfferedAsync(start, "    " + line, "\n  }\n\n" + end, expected);
    }

    [Theory]
    [InlineData("|", "fact,decision,test,decision …,test …")]
    [InlineData("fact new \"New\" : |", "yes/no,number,date,one of { … }")]
    [InlineData("action new \"New\" : |", "drug,surgery,imaging")]
    [InlineData("define new \"New\" = |", "ki67,slow,all of …")]
    [InlineData("define new \"New\" = sstr is |", "positive,negative,known,unknown")]
    [InlineData("group new \"New\" of |", "sstr,differentiation")]
    [InlineData("group new \"New\" of sstr = { |", "positive,negative")]
    [InlineData("class new \"New\" = { octreotide, |", "lanreotide,ssa")]
    [InlineData("source new \"New\" { kind |", "guideline,review,trial")]
    [InlineData("guideline new \"New\" { status |", "draft,active,retired")]
    [InlineData("classify c \"C\" as { G1, G2 } { G1 when ki67 < 3 % |", "and,or")]
    [InlineData("classify c \"C\" as { G1, G2 } { |", "when,otherwise")]
    [InlineData("test \"t\" { patient { |", "ki67,differentiation,sstr,metastatic")]
    [InlineData("test \"t\" { patient { sstr = |", "positive,negative,unknown")]
    [InlineData("test \"t\" { patient { metastatic = |", "yes,no,unknown")]
    [InlineData("test \"t\" { patient { sstr = positive } expect |", "first_line,slow")]
    [InlineData("test \"t\" { expect first_line |", "gives,recommends,has a gap,is silent")]
    [InlineData("test \"t\" { expect first_line gives |", "ssa_slow,platinum")]
    [InlineData("test \"t\" { expect first_line gives ssa_slow, |", "ssa_slow,platinum")]
    [InlineData("test \"t\" { expect first_line does not recommend |", "octreotide,ep")]
    [InlineData("test \"t\" { expect first_line needs |", "ki67,sstr")]
    [InlineData("decision d \"D\" { |", "for,choose,rule,silent,rule …,silent when …")]
    [InlineData("decision d \"D\" { for |", "metastatic,slow")]
    [InlineData("decision d \"D\" { choose |", "one,all,first")]
    public async Task At_the_end_of_a_file(string line, string expected) => await OfferedAsync(Guideline + "\n", line, "\n", expected);

    [Theory]
    [InlineData("// fact |")]
    [InlineData("/* fact |")]
    [InlineData("remark \"some |")]
    public async Task Nothing_is_offered_in_prose(string line)
    {
        (string text, (int, int) at) = Mark(Guideline + "\n", line, "\n");
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);

        (await editor.AtAsync("textDocument/completion", Uri, at))!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_half_written_is_replaced_as_a_whole()
    {
        (string text, (int Line, int Character) at) = Mark(Guideline + "\n", "define x \"X\" = differen|tiation", "\n");
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonNode? list = await editor.AtAsync("textDocument/completion", Uri, at);
        JsonNode item = list!["items"]!.AsArray().First(i => i!["label"]!.GetValue<string>() == "sstr")!;

        item["textEdit"]!["range"]!["start"]!["character"]!.GetValue<int>().ShouldBe(15);
        item["textEdit"]!["range"]!["end"]!["character"]!.GetValue<int>().ShouldBe(30);
    }

    [Fact]
    public async Task The_unit_of_a_number_is_told_while_it_is_written()
    {
        (string text, (int, int) at) = Mark(Guideline + "\n", "define x \"X\" = ki67 < |", "\n");
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonNode? help = await editor.AtAsync("textDocument/signatureHelp", Uri, at);

        help!["signatures"]![0]!["label"]!.GetValue<string>().ShouldBe("ki67 NUMBER %");
        help["signatures"]![0]!["documentation"]!["value"]!.GetValue<string>().ShouldContain("from 0 to 100 %");
    }

    private static async Task OfferedAsync(string start, string line, string end, string expected)
    {
        (string text, (int, int) at) = Mark(start, line, end);
        await using Conversation editor = await Conversation.StartAsync();
        await editor.OpenAsync(Uri, text);
        JsonNode? list = await editor.AtAsync("textDocument/completion", Uri, at);
        string[] offered = [.. list!["items"]!.AsArray().OrderBy(i => i!["sortText"]!.GetValue<string>(), StringComparer.Ordinal).Select(i => i!["label"]!.GetValue<string>())];

        foreach (string word in expected.Split(','))
        {
            offered.ShouldContain(word, $"offered: {string.Join(", ", offered)}");
        }
    }

    private static (string Text, (int Line, int Character) At) Mark(string start, string line, string end)
    {
        int cursor = start.Length + line.IndexOf('|', StringComparison.Ordinal);
        string text = start + line.Replace("|", "", StringComparison.Ordinal) + end;
        return (text, Position(text, cursor));
    }
}

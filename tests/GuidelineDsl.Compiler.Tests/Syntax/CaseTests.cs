using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.Compiler.Tests.Syntax;

/// <summary>The cases under tests/cases/syntax: trees of good files, diagnostics of bad ones.</summary>
public class CaseTests
{
    public static TheoryData<string> Good => [.. Texts.Find("tests/cases/syntax/good")];

    public static TheoryData<string> Bad => [.. Texts.Find("tests/cases/syntax/bad")];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_file_gives_its_tree(string path)
    {
        SyntaxTree tree = Parser.Parse(Texts.Read(path));

        Texts.Describe(tree).ShouldBeEmpty();
        Baseline.Verify(SyntaxPrinter.Print(tree), Path.ChangeExtension(path, ".expected"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gives_its_diagnostics(string path)
    {
        SyntaxTree tree = Parser.Parse(Texts.Read(path));

        tree.HasErrors.ShouldBeTrue();
        Baseline.Verify(Texts.Describe(tree), Path.ChangeExtension(path, ".expected"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Messages_speak_to_an_editor(string path)
    {
        string[] forbidden = ["token", "node", "mismatch", "unexpected input", "viable", "<EOF>", "extraneous", "context", "null", "parser", "lexer", "ANTLR", "Syntax"];
        foreach (GuidelineDsl.Syntax.Diagnostics.Diagnostic diagnostic in Parser.Parse(Texts.Read(path)).Diagnostics)
        {
            string ownWords = System.Text.RegularExpressions.Regex.Replace(diagnostic.Message, "'[^']*'|\"[^\"]*\"", string.Empty);
            forbidden.ShouldNotContain(word => ownWords.Contains(word, StringComparison.OrdinalIgnoreCase), ownWords);
            diagnostic.Message.ShouldEndWith(".");
            diagnostic.Help.ShouldNotBeNullOrEmpty(diagnostic.Message);
            SyntaxDiagnosticsContains(diagnostic.Code).ShouldBeTrue(diagnostic.Code);
        }
    }

    private static bool SyntaxDiagnosticsContains(string code) =>
        GuidelineDsl.Syntax.Diagnostics.SyntaxDiagnostics.All.Any(d => d.Code == code);
}

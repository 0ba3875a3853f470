using System.Collections.Immutable;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

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
        foreach (Diagnostic diagnostic in Parser.Parse(Texts.Read(path)).Diagnostics)
        {
            string ownWords = System.Text.RegularExpressions.Regex.Replace(diagnostic.Message, "`[^`]*`|\"[^\"]*\"", string.Empty);
            forbidden.ShouldNotContain(word => ownWords.Contains(word, StringComparison.OrdinalIgnoreCase), ownWords);
            diagnostic.Message.ShouldEndWith(".");
            diagnostic.Help.ShouldNotBeNullOrEmpty(diagnostic.Message);
            SyntaxDiagnosticsContains(diagnostic.Code).ShouldBeTrue(diagnostic.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_fix_removes_its_mistake_and_brings_no_other(string path)
    {
        SourceText text = Texts.Read(path);
        ImmutableArray<Diagnostic> before = Parser.Parse(text).Diagnostics;
        foreach (Diagnostic diagnostic in before.Where(d => d.Fix is not null))
        {
            string changed = text.Content;
            foreach (TextEdit edit in diagnostic.Fix!.Edits.OrderByDescending(e => e.Location.Span.Start))
            {
                changed = changed[..edit.Location.Span.Start] + edit.NewText + changed[edit.Location.Span.End..];
            }

            ImmutableArray<Diagnostic> after = Parser.Parse(new SourceText(path, changed)).Diagnostics;
            string told = $"{diagnostic.Fix.Title}: {diagnostic.Message}\n{DiagnosticPrinter.Print(after)}";
            after.Length.ShouldBeLessThanOrEqualTo(before.Length, told);
            after.ShouldNotContain(d => d.Message == diagnostic.Message && d.Location.Span == diagnostic.Location.Span, told);
        }
    }

    private static bool SyntaxDiagnosticsContains(string code) =>
        SyntaxDiagnostics.All.Any(d => d.Code == code);
}

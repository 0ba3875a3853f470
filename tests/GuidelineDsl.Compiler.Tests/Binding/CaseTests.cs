using GuidelineDsl.Compiler.Tests.Syntax;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Binding.Editorial;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>The cases under tests/cases/semantics: models of good files, messages of bad ones, editorial remarks on others.</summary>
public class CaseTests
{
    private static readonly DateOnly Day = new(2025, 10, 10);

    public static TheoryData<string> Good => [.. Texts.Find("tests/cases/semantics/good")];

    public static TheoryData<string> Bad => [.. Texts.Find("tests/cases/semantics/bad")];

    public static TheoryData<string> Editorial => [.. Texts.Find("tests/cases/semantics/editorial")];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_file_gives_its_model(string path)
    {
        Compilation compilation = Compile(path);

        DiagnosticPrinter.Print(compilation.Diagnostics).ShouldBeEmpty();
        Baseline.Verify(ModelPrinter.Print(compilation.Model), Path.ChangeExtension(path, ".expected"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gives_its_messages(string path)
    {
        Compilation compilation = Compile(path);

        compilation.HasErrors.ShouldBeTrue();
        compilation.Trees[0].Diagnostics.ShouldBeEmpty("the mistakes of these cases are no mistakes of syntax");
        Baseline.Verify(DiagnosticPrinter.Print(compilation.Diagnostics), Path.ChangeExtension(path, ".expected"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Messages_speak_to_an_editor(string path)
    {
        string[] forbidden = ["token", "node", "mismatch", "expression", "operand", "enum", "boolean", "symbol", "null", "literal", "identifier", "syntax", "type error"];
        foreach (Diagnostic diagnostic in Compile(path).Diagnostics)
        {
            string ownWords = System.Text.RegularExpressions.Regex.Replace(diagnostic.Message, "`[^`]*`|\"[^\"]*\"", string.Empty);
            forbidden.ShouldNotContain(word => ownWords.Contains(word, StringComparison.OrdinalIgnoreCase), ownWords);
            diagnostic.Message.ShouldEndWith(".");
            diagnostic.Help.ShouldNotBeNullOrEmpty(diagnostic.Message);
            DiagnosticCatalogue.IsKnown(diagnostic.Code).ShouldBeTrue(diagnostic.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_a_fix_writes_removes_the_message(string path)
    {
        foreach (Diagnostic diagnostic in Compile(path).Diagnostics.Where(d => d.Fix is not null && d.Location.Source.Path == path))
        {
            SourceText original = Texts.Read(path);
            string text = original.Content;
            foreach (TextEdit edit in diagnostic.Fix!.Edits.OrderByDescending(e => e.Location.Span.Start))
            {
                text = text.Remove(edit.Location.Span.Start, edit.Location.Span.Length).Insert(edit.Location.Span.Start, edit.NewText);
            }

            int line = diagnostic.Location.Start.Line;
            Compile(new SourceText(path, text)).Diagnostics
                .ShouldNotContain(d => d.Location.Start.Line == line && d.Code == diagnostic.Code && d.Message == diagnostic.Message, $"{path}:{line} {diagnostic.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(Editorial))]
    public void Editorial_remarks_need_no_analysis(string path)
    {
        Compilation compilation = Compile(path);
        compilation.IsBound.ShouldBeTrue(DiagnosticPrinter.Print(compilation.Diagnostics));
        IEnumerable<Diagnostic> found = EditorialChecks.Condense(
            [.. compilation.Diagnostics, .. EditorialChecks.Run(compilation, new HashSet<string>(StringComparer.Ordinal) { path }, Day)]);

        Baseline.Verify(DiagnosticPrinter.Print(Compilation.Sorted(found)), Path.ChangeExtension(path, ".expected"));
    }

    private static Compilation Compile(string path) => Compile(Texts.Read(path));

    private static Compilation Compile(SourceText text) => Compilation.Create([text], new RepositoryFiles());
}

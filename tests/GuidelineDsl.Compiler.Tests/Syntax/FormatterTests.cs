using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Formatting;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Syntax;

public class FormatterTests
{
    public static TheoryData<string> Files => [.. Texts.All.Where(path => !Parser.Parse(Texts.Read(path)).HasErrors)];

    public static TheoryData<string> Cases => [.. Texts.Find("tests/cases/syntax/good")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Formatting_keeps_the_meaning_and_every_comment_and_twice_is_once(string path) => Check(Texts.Read(path));

    [Theory]
    [MemberData(nameof(Files))]
    public void Comments_stay_wherever_they_stand(string path)
    {
        // A comment after every third token, in turn of each kind, at three offsets.
        SourceText text = Texts.Read(path);
        if (text.Content.Length > 12_000)
        {
            return;
        }

        for (int offset = 0; offset < 3; offset++)
        {
            System.Text.StringBuilder changed = new();
            int count = offset;
            foreach (SourceToken token in Tokenizer.Tokenize(text))
            {
                changed.Append(token.Text);
                if (token.IsVisible && !token.IsInserted && ++count % 3 == 0)
                {
                    changed.Append((count / 3 % 4) switch { 0 => $" // end {count}\n", 1 => $" /* inside {count} */ ", 2 => $"\n// own {count}\n", _ => $"\n/* two\n lines {count} */\n" });
                }
            }

            SourceText source = new(path, changed.ToString());
            if (!Parser.Parse(source).HasErrors)
            {
                Check(source);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_its_form(string path) =>
        Baseline.Verify(Formatter.Format(Parser.Parse(Texts.Read(path))), Path.ChangeExtension(path, ".formatted.expected"));

    [Fact]
    public void A_text_with_errors_is_refused() =>
        Should.Throw<ArgumentException>(() => Formatter.Format(Texts.Parse("fact")));

    private static void Check(SourceText text)
    {
        SyntaxTree tree = Parser.Parse(text);
        string formatted = Formatter.Format(tree);
        SourceText again = new(text.Path, formatted);
        SyntaxTree parsed = Parser.Parse(again);

        Texts.Describe(parsed).ShouldBeEmpty(formatted);
        SyntaxPrinter.Print(parsed).ShouldBe(SyntaxPrinter.Print(tree));
        Comments(again).ShouldBe(Comments(text));
        Formatter.Format(parsed).ShouldBe(formatted);
        formatted.Split('\n').ShouldAllBe(line => line.Length == line.TrimEnd().Length || line.Contains('"') || line.Contains('*'));
    }

    private static List<string> Comments(SourceText text) =>
        [.. Tokenizer.Tokenize(text).Where(t => t.Type is GdlLexer.LINE_COMMENT or GdlLexer.BLOCK_COMMENT).Select(t => t.Text.TrimEnd())];
}

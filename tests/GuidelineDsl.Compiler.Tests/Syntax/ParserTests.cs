using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Syntax;

public class ParserTests
{
    public static TheoryData<string> Files => [.. Texts.All];

    [Fact]
    public void The_generated_parser_is_that_of_the_grammars()
    {
        GrammarHashes.Lexer.ShouldBe(Hash("grammar/GdlLexer.g4"), "Run tools/antlr/regenerate.");
        GrammarHashes.Parser.ShouldBe(Hash("grammar/GdlParser.g4"), "Run tools/antlr/regenerate.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Tokens_are_the_text(string path)
    {
        SourceText text = Texts.Read(path);

        string.Concat(Tokenizer.Tokenize(text).Select(t => t.Text)).ShouldBe(text.Content);
    }

    /// <summary>A word with letters that names do not have is one token, however it begins; digits and signs beside it are their own.</summary>
    [Theory]
    [InlineData("größe", "größe:FOREIGN_WORD")]
    [InlineData("µg", "µg:FOREIGN_WORD")]
    [InlineData("_a1", "_a1:FOREIGN_WORD")]
    [InlineData("_é", "_é:FOREIGN_WORD")]
    [InlineData("whené", "whené:FOREIGN_WORD")]
    [InlineData("возраст_2", "возраст_2:FOREIGN_WORD")]
    [InlineData("a\u0301b", "a\u0301b:FOREIGN_WORD")]
    [InlineData("m²", "m²:FOREIGN_WORD")]
    [InlineData("5µg", "5:NUMBER µg:FOREIGN_WORD")]
    [InlineData("a≥b", "a:IDENTIFIER ≥:UNKNOWN b:IDENTIFIER")]
    [InlineData("²", "²:UNKNOWN")]
    [InlineData("²a", "²:UNKNOWN a:IDENTIFIER")]
    [InlineData("a1", "a1:IDENTIFIER")]
    [InlineData("5é", "5:NUMBER é:FOREIGN_WORD")]
    [InlineData("\"é\"é", "\"é\":STRING é:FOREIGN_WORD")]
    public void A_word_of_another_alphabet_is_one_token(string text, string expected) =>
        string.Join(' ', Tokenizer.Tokenize(new SourceText("a.gdl", text)).SkipLast(1).Select(t => $"{t.Text}:{GdlLexer.DefaultVocabulary.GetSymbolicName(t.Type)}"))
            .ShouldBe(expected);

    [Fact]
    public void Fast_prediction_is_enough_for_every_valid_file()
    {
        List<string> slow = [];
        foreach (string path in Texts.All)
        {
            SyntaxTree tree = Parser.Parse(Texts.Read(path), out bool neededLL, default);
            if (neededLL && !tree.HasErrors)
            {
                slow.Add(path);
            }
        }

        slow.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Children_lie_inside_their_parents_in_order(string path)
    {
        SyntaxTree tree = Parser.Parse(Texts.Read(path));
        if (tree.HasErrors)
        {
            return;
        }

        Stack<SyntaxNode> open = new([tree.Root]);
        while (open.TryPop(out SyntaxNode? node))
        {
            foreach (SyntaxNode child in node.Children)
            {
                (child.Span.Start >= node.Span.Start && child.Span.End <= node.Span.End).ShouldBeTrue($"{child} in {node}");
                open.Push(child);
            }
        }
    }

    [Fact]
    public void Every_word_that_is_not_reserved_can_be_a_name()
    {
        StringBuilder text = new();
        List<string> names = [];
        for (int type = 1; type <= GdlLexer.SCOPE; type++)
        {
            string word = ItemWords.Spell(type);
            if (word.Length > 0 && char.IsLetter(word[0]) && !ItemWords.IsReserved(type))
            {
                names.Add(word);
                text.Append($"fact {word} \"L\" : one of {{ {word}, other \"Other\" }}\n");
                text.Append($"define x_{word} \"X\" = {word} is {word} and {word} in {{ {word}, other }} and ({word} is not {word}) and {word} is known and {word} includes {word}\n");
                text.Append($"action {word} \"L\" : {word}\n");
                text.Append($"patient {word} {{ {word} = {word} }}\n");
                text.Append($"classify {word} \"L\" as {{ {word} }} {{ {word} when {word}\n {word} otherwise }}\n");
                text.Append($"score {word} \"L\" {{ add 1 when {word} add 2 when not {word} }}\n");
                text.Append($"decision {word} \"L\" {{ for {word}\n rule {word} \"L\" {{ when {word} recommend {word} + {word}, {word} then {word} line 1 consider {word}: {word} from 3 days before {word}\n evidence {word}\n cite {word} overrides {word} }} }}\n");
                text.Append($"test \"t\" {{ patient {word}\n expect {word} gives {word}, {word}\n expect {word} is {word}\n expect {word} needs {word} expect {word} recommends {word} }}\n");
            }
        }

        SyntaxTree tree = Texts.ParseDeclarations(text.ToString());

        Texts.Describe(tree).ShouldBeEmpty();
        names.Count.ShouldBeGreaterThan(60);
        tree.Root.Declarations.OfType<FactDeclaration>().Select(f => f.Id.Name).ShouldBe(names);
    }

    [Fact]
    public void Every_reserved_word_as_a_name_is_said_to_be_one()
    {
        foreach (int type in ItemWords.Reserved)
        {
            string word = ItemWords.Spell(type);
            SyntaxTree tree = Texts.ParseDeclarations($"fact {word} \"L\" : yes/no\n");

            tree.Diagnostics.Select(d => d.Code).ShouldBe(["GDL1011"], word);
            tree.Diagnostics[0].Message.ShouldContain(word);
            tree.Root.Declarations.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void Positions_count_UTF16_units_behind_an_emoji()
    {
        SyntaxTree tree = Texts.ParseDeclarations("remark \"🙂 good\" fact a \"A\" : yes/no");

        FactDeclaration fact = tree.Root.Declarations.OfType<FactDeclaration>().Single();
        tree.Locate(fact.Id).Text.ShouldBe("a");
    }

    [Fact]
    public void Texts_are_decoded()
    {
        SyntaxTree tree = Texts.ParseDeclarations("""""
            remark "a \"b\" \\ \n \u{e9}\u{1F642}"
            remark """
              first
                indented \u{e9}
              "quoted" text
              """
            remark """one line"""
            """"");

        Texts.Describe(tree).ShouldBeEmpty();
        tree.Root.Declarations.Cast<RemarkDeclaration>().Select(r => r.Text.Value).ShouldBe(
        [
            "a \"b\" \\ \n é🙂",
            "first\n  indented é\n\"quoted\" text",
            "one line",
        ]);
    }

    [Fact]
    public void A_unit_stands_on_the_line_of_its_number()
    {
        SyntaxTree tree = Texts.ParseDeclarations("classify c \"C\" as { m, h } {\n m when a < 2\n m when b < 2 m\n h otherwise\n}\ndefine d \"D\" = x < 1_000.50 'ug/h' or 3 days > y or z is 5\n");

        Texts.Describe(tree).ShouldBeEmpty();
        ClassificationDeclaration classification = tree.Root.Declarations.OfType<ClassificationDeclaration>().Single();
        classification.Branches.Select(b => b.Value.Name).ShouldBe(["m", "m", "h"]);
        Descendants(tree.Root).OfType<NumberLiteral>().Select(n => $"{n.Digits} {n.Unit?.Text}".Trim()).ShouldBe(["2", "2 m", "1000.50 ug/h", "3 days", "5"]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Line_ends_of_other_systems_change_nothing(string path)
    {
        SourceText text = Texts.Read(path);
        SyntaxTree expected = Parser.Parse(text);
        foreach (string lineEnd in new[] { "\r\n", "\r" })
        {
            SyntaxTree found = Parser.Parse(new SourceText(path, text.Content.Replace("\n", lineEnd, StringComparison.Ordinal)));
            SyntaxPrinter.Print(found).ShouldBe(SyntaxPrinter.Print(expected));
            found.Diagnostics.Select(d => d.Message).ShouldBe(expected.Diagnostics.Select(d => d.Message));
        }
    }

    private static IEnumerable<SyntaxNode> Descendants(SyntaxNode node) => node.Children.SelectMany(c => Descendants(c).Prepend(c));

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Baseline.Root, path))));
}

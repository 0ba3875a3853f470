using System.Diagnostics;
using System.Text;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Syntax;

/// <summary>Parsing never throws, whatever is cut out of, swapped in or put into a guideline.</summary>
public class RobustnessTests
{
    /// <summary>How many changed texts one property tries at most, spread evenly over all that there are.</summary>
    private const int Budget = 2_500;

    [Fact]
    public void Every_prefix_parses() =>
        TryEvenly(Texts.All.Select(Texts.Read).SelectMany(text => Enumerable.Range(0, text.Content.Length).Select(length => (text, length)))
            .Select(cut => (Func<string>)(() => cut.text.Content[..cut.length])));

    [Fact]
    public void Every_text_without_one_token_parses() =>
        TryEvenly(Tokens().Select(place => (Func<string>)(() => place.Text.Content.Remove(place.Token.StartIndex, place.Token.StopIndex + 1 - place.Token.StartIndex))));

    [Fact]
    public void One_missing_word_is_one_message()
    {
        (SourceText Text, SourceToken Token, SourceToken? Next)[] places = [.. Tokens(withErrors: false)];
        int step = Math.Max(1, places.Length / 2_000);
        int mistakes = 0;
        int cascades = 0;
        for (int i = 0; i < places.Length; i += step)
        {
            SourceToken token = places[i].Token;
            SyntaxTree tree = Texts.Parse(places[i].Text.Content.Remove(token.StartIndex, token.StopIndex + 1 - token.StartIndex));
            mistakes += tree.Diagnostics.IsEmpty ? 0 : 1;
            cascades += tree.Diagnostics.Length > 1 ? 1 : 0;
        }

        mistakes.ShouldBeGreaterThan(1_000);
        cascades.ShouldBeLessThan(mistakes / 50);
    }

    [Fact]
    public void Every_swap_of_neighbouring_tokens_parses() =>
        TryEvenly(Tokens().Where(place => place.Next is not null).Select(place => (Func<string>)(() =>
        {
            string content = place.Text.Content;
            SourceToken first = place.Token;
            SourceToken second = place.Next!;
            return content[..first.StartIndex] + second.Text + content[(first.StopIndex + 1)..second.StartIndex] + first.Text + content[(second.StopIndex + 1)..];
        })));

    [Fact]
    public void Every_token_twice_parses() =>
        TryEvenly(Tokens().Select(place => (Func<string>)(() => place.Text.Content.Insert(place.Token.StartIndex, place.Token.Text + " "))));

    [Fact]
    public void Random_words_of_the_language_parse()
    {
        string[] words = [.. Texts.All.Select(Texts.Read).SelectMany(t => Tokenizer.Tokenize(t)).Where(t => t.IsVisible).Select(t => t.Text).Distinct().Order(StringComparer.Ordinal)];
        Random random = new(20251010);
        for (int round = 0; round < 3_000; round++)
        {
            StringBuilder text = new();
            for (int i = random.Next(60); i >= 0; i--)
            {
                text.Append(words[random.Next(words.Length)]).Append(random.Next(6) == 0 ? '\n' : ' ');
            }

            Check(text.ToString());
        }
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("{", "}")]
    [InlineData("(", "")]
    [InlineData("", ")")]
    [InlineData("{", ")")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("all of { ", "}")]
    [InlineData("recommend one of { ", " }")]
    [InlineData("a ^ ", "")]
    [InlineData("a + ", "")]
    [InlineData("a and ", "")]
    [InlineData("min(", ")")]
    public void Deep_nesting_parses(string open, string close)
    {
        const int Depth = 20_000;
        string nested = string.Concat(Enumerable.Repeat(open, Depth)) + "a" + string.Concat(Enumerable.Repeat(close, Depth));

        Check(nested);
        Check($"guideline g \"G\" {{ }}\ndefine d \"D\" = {nested}\n");
        Check($"guideline g \"G\" {{ }}\ncompute c \"C\" : number = {nested}\n");
        Check($"guideline g \"G\" {{ }}\ndecision d \"D\" {{ rule r \"R\" {{ when {nested} recommend {nested} }} }}\n");
    }

    [Fact]
    public void A_file_of_ten_megabytes_parses()
    {
        StringBuilder text = new("guideline big \"Big\" { version \"1\" status draft }\n");
        for (int i = 0; text.Length < 10_000_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                fact size_{{i}} "Size {{i}}" : number 0 to 100 cm resolution 0.1
                decision d_{{i}} "Decision {{i}}" {
                  for size_{{i}} > 3 cm and not (size_{{i}} between 5 and 7 cm)
                  rule r "Rule" { when size_{{i}} < 5 cm recommend one of { a, b + c when size_{{i}} < 4 cm } line 1 cite s "p. {{i}}" }
                }

                """);
        }

        SyntaxTree tree = Parser.Parse(new SourceText("big.gdl", text.ToString()));

        Texts.Describe(tree).ShouldBeEmpty();
        tree.Root.Declarations.Length.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Rubbish_of_a_megabyte_parses()
    {
        Random random = new(1);
        char[] rubbish = new char[1_000_000];
        for (int i = 0; i < rubbish.Length; i++)
        {
            rubbish[i] = (char)random.Next(1, random.Next(4) == 0 ? 0xFFFF : 0x7F);
        }

        Check(new string(rubbish));
    }

    [Fact]
    public void Parsing_can_be_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => Parser.Parse(new SourceText("a.gdl", "guideline g \"G\" { }"), cancelled.Token));
    }

    private static IEnumerable<(SourceText Text, SourceToken Token, SourceToken? Next)> Tokens(bool withErrors = true)
    {
        foreach (SourceText text in Texts.All.Select(Texts.Read).Where(t => withErrors || !Parser.Parse(t).HasErrors))
        {
            SourceToken[] tokens = [.. Tokenizer.Tokenize(text).Where(t => t.IsVisible && !t.IsInserted)];
            for (int i = 0; i < tokens.Length; i++)
            {
                yield return (text, tokens[i], i + 1 < tokens.Length ? tokens[i + 1] : null);
            }
        }
    }

    private static void TryEvenly(IEnumerable<Func<string>> texts)
    {
        Func<string>[] all = [.. texts];
        int step = Math.Max(1, all.Length / Budget);
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < all.Length; i += step)
        {
            // On a slow machine fewer are tried, still from the whole range.
            if (clock.Elapsed > TimeSpan.FromSeconds(8))
            {
                i += step * 20;
                if (i >= all.Length)
                {
                    return;
                }
            }

            Check(all[i]());
        }
    }

    private static void Check(string text)
    {
        SourceText source = new("test.gdl", text);
        SyntaxTree tree;
        try
        {
            tree = Parser.Parse(source);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.GetType().Name}: {e.Message} {e.StackTrace}\nwhile parsing:\n{(text.Length > 20_000 ? text[..2_000] : text)}", e);
        }

        foreach (GuidelineDsl.Syntax.Diagnostics.Diagnostic diagnostic in tree.Diagnostics)
        {
            TextSpan span = diagnostic.Location.Span;
            (span.Start >= 0 && span.Length >= 0 && span.End <= text.Length).ShouldBeTrue($"{diagnostic.Code} at {span}");
        }
    }
}

using GuidelineDsl.Compiler.Tests.Syntax;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;
using Xunit.Abstractions;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>One mistake, one message: a word is taken out of a guideline that binds, and whoever wrote it is told once.</summary>
public sealed class OneMistakeTests(ITestOutputHelper output)
{
    /// <summary>Words whose absence moves the text after them to another place, so that several things are wrong.</summary>
    private const double Tolerated = 0.03;

    [Fact]
    public void A_missing_word_is_reported_once()
    {
        (SourceText Text, SourceToken Token)[] places = [.. Places()];
        int step = Math.Max(1, places.Length / 1_500);
        int mistakes = 0;
        List<string> cascades = [];
        for (int i = 0; i < places.Length; i += step)
        {
            (SourceText text, SourceToken token) = places[i];
            Compilation compilation = Compile(text, text.Content.Remove(token.StartIndex, token.StopIndex + 1 - token.StartIndex));
            mistakes += compilation.Diagnostics.IsEmpty ? 0 : 1;
            if (compilation.Diagnostics.Length > 1)
            {
                var at = text.GetPosition(token.StartIndex);
                cascades.Add($"{text.Path}:{at.Line}:{at.Column} without {token.Text}\n{DiagnosticPrinter.Print(compilation.Diagnostics)}");
            }
        }

        output.WriteLine(string.Join('\n', cascades));
        mistakes.ShouldBeGreaterThan(500);
        cascades.Count.ShouldBeLessThan((int)(mistakes * Tolerated), cascades.FirstOrDefault());
    }

    private static IEnumerable<(SourceText Text, SourceToken Token)> Places() =>
        from path in Texts.Find("guidelines").Concat(Texts.Find("tests/cases/semantics/good"))
        let text = Texts.Read(path)
        where Compile(text, text.Content).Diagnostics.IsEmpty
        from token in Tokenizer.Tokenize(text)
        where token.IsVisible && !token.IsInserted
        select (text, token);

    private static Compilation Compile(SourceText original, string content) => Compilation.Create([new SourceText(original.Path, content)], new RepositoryFiles());
}

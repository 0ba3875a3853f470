using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Counts of conditions as people say them: <c>two of {</c>, <c>at least two of {</c>, <c>none of {</c>, <c>exactly -1 of {</c>.
/// Each is reported once and replaced by a count in the language's own form.
/// </summary>
internal static class CountPhrases
{
    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static void Repair(List<SourceToken> tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        int first = 0;
        while (first < tokens.Count && !IsSuspicious(tokens, first))
        {
            first++;
        }

        if (first == tokens.Count)
        {
            return;
        }

        List<SourceToken> repaired = new(tokens.Count + 4);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i >= first && IsSuspicious(tokens, i))
            {
                Count(repaired, source, diagnostics);
            }

            repaired.Add(tokens[i]);
        }

        tokens.Clear();
        tokens.AddRange(repaired);
    }

    /// <summary>Whether an <c>of</c> before a brace follows something that is no count as it should be.</summary>
    private static bool IsSuspicious(List<SourceToken> tokens, int i) =>
        tokens[i].Type == OF && i > 0 && i + 1 < tokens.Count && tokens[i + 1].Type == LBRACE && tokens[i - 1].Type switch
        {
            IDENTIFIER => true,
            NUMBER => i == 1 || tokens[i - 2].Type is not (EXACTLY or LEAST or MOST),
            ONE => i > 1 && tokens[i - 2].Type is EXACTLY or LEAST or MOST or WHEN or UNLESS or AND or OR or NOT or LPAREN or EQUAL,
            _ => false,
        };

    /// <summary>Looks at the words before an <c>of</c> that a brace follows.</summary>
    private static void Count(List<SourceToken> before, SourceText source, ParseDiagnostics diagnostics)
    {
        SourceToken last = before[^1];
        SourceToken? owner = before.Count > 1 ? before[^2] : null;
        bool counted = owner?.Type is EXACTLY or LEAST or MOST;
        Location place = new(source, TextSpan.FromBounds(last.StartIndex, last.StopIndex + 1));
        int number = Array.FindIndex(Numbers, word => last.Characters.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (last.Type == IDENTIFIER && last.Characters is "none" or "neither")
        {
            diagnostics.Report(SyntaxDiagnostics.NoneOf(place));
            before[^1] = last.As(NOT);
            before.Add(last.As(ANY));
        }
        else if (last.Type != NUMBER && number >= 0 && (counted || BeginsCondition(owner)))
        {
            diagnostics.Report(SyntaxDiagnostics.CountInWords(place, number, counted));
            Complete(before, counted);
        }
        else if (last.Type == NUMBER && !counted && BeginsCondition(owner))
        {
            diagnostics.Report(SyntaxDiagnostics.CountWithoutBound(place));
            Complete(before, counted);
        }
        else if (last.Type == NUMBER && owner?.Type == MINUS && before.Count > 2 && before[^3].Type is EXACTLY or LEAST or MOST)
        {
            diagnostics.Report(SyntaxDiagnostics.NegativeCount(new Location(source, TextSpan.FromBounds(owner.StartIndex, last.StopIndex + 1))));
            before.RemoveAt(before.Count - 2);
        }
    }

    // A count begins a condition; "size < 3 of {" is another mistake.
    private static bool BeginsCondition(SourceToken? before) =>
        before?.Type is null or WHEN or UNLESS or AND or OR or NOT or LPAREN or LBRACE or COMMA or EQUAL or FOR;

    private static void Complete(List<SourceToken> before, bool counted)
    {
        SourceToken last = before[^1];
        before[^1] = last.As(NUMBER);
        if (!counted)
        {
            before.Insert(before.Count - 1, last.As(EXACTLY));
        }
    }
}

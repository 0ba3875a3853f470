using System.Globalization;
using System.Text.RegularExpressions;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Benchmarks.Tables;

/// <summary>A guideline of which one number of one rule is edited again and again, as by an author at a keyboard.</summary>
public sealed partial class EditedGuideline(string path, string text, ISourceResolver imports)
{
    private readonly Group _number = FirstNumber().Match(text).Groups["number"];

    /// <summary>The table as the rules of several decisions, each with all of them.</summary>
    public static EditedGuideline Of(DecisionTable table, int decisions)
    {
        string text = table.ToGuideline();
        int start = text.IndexOf("\ndecision d ", StringComparison.Ordinal);
        return new EditedGuideline(
            "table.gdl",
            text[..start] + string.Concat(Enumerable.Range(0, decisions).Select(i => string.Create(CultureInfo.InvariantCulture, $"\ndecision d{i} ") + text[(start + "\ndecision d ".Length)..])),
            TableCompilation.Imports);
    }

    /// <summary>Parsed and bound, after so many edits.</summary>
    public Compilation Edited(int edits)
    {
        string edited = text;
        if (edits % 2 == 1)
        {
            int number = int.Parse(_number.Value, CultureInfo.InvariantCulture) - 1;
            edited = text[.._number.Index] + number.ToString(CultureInfo.InvariantCulture) + text[(_number.Index + _number.Length)..];
        }

        Compilation compilation = Compilation.Create([new SourceText(path, edited)], imports);
        return compilation.IsBound ? compilation : throw new InvalidOperationException(compilation.Diagnostics[0].Message);
    }

    // Of a rule, not of what the rules share.
    [GeneratedRegex(@"\n  rule [\s\S]*?\bwhen [\s\S]*?[<>]=? (?<number>[1-9]\d*)\b")]
    private static partial Regex FirstNumber();
}

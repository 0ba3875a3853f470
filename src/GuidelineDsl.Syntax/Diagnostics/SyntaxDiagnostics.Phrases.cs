using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>What is written as it is spoken or printed.</summary>
public static partial class SyntaxDiagnostics
{
    internal static Diagnostic SpokenComparison(Location at, string sign) =>
        new(UnknownWord, $"{Short(at.Text)} is no comparison of this language.", at)
        {
            Help = char.IsLetter(sign[0]) ? $"Write `{sign}`." : $"Write {sign}.",
            Fix = Replace($"Write {sign}", at, sign),
        };

    internal static Diagnostic NeedlessIs(Location at, Location next, string words) =>
        new(UnexpectedText, $"Before `{words}` stands no `is`.", at)
        {
            Help = $"Write `{words}` alone.",
            Fix = Replace("Delete is", new Location(at.Source, TextSpan.FromBounds(at.Span.Start, next.Span.End)), next.Text[at.Text.Length..].TrimStart()),
        };

    internal static Diagnostic NotBehind(Location at, string name) =>
        new(UnexpectedText, "`not` stands before what it negates.", at)
        {
            Help = $"Write `not {name}`; of a fact with values, `is not` and the value.",
            Fix = Guess($"Write not {name}", at, $"not {name}"),
        };

    internal static Diagnostic HalfComparison(Location at, string subject, string connective, string sign) =>
        new(MissingPart, $"It is not said what is compared after `{connective}`.", at)
        {
            Help = $"Write `{subject} {sign} …` again; a range can be written as a chain: 7 < {subject} < 10.",
            Fix = Replace($"Write {subject} again", at, $"{subject} {sign}"),
        };

    internal static Diagnostic HyphenForRange(Location at, string range) =>
        new(ForeignSign, $"{Short(at.Text)} is no range as ranges are written here.", at)
        {
            Help = $"Write {range}.",
            Fix = Replace($"Write {range}", at, range),
        };

    internal static Diagnostic SpokenRange(Location at, string range) =>
        new(MissingIs, $"{Short(at.Text)} is no range as ranges are written here.", at)
        {
            Help = $"Write `{range}`: both ends are included.",
            Fix = Replace($"Write {range}", at, range),
        };

    internal static Diagnostic UnitQuotes(Location at, string unit) =>
        new(ForeignSign, "A unit stands in single quotation marks, and texts in double ones.", at)
        {
            Help = $"Write '{unit}'.",
            Fix = Replace("Use single quotation marks", at, $"'{unit}'"),
        };

    internal static Diagnostic SingleQuotes(Location at, string text) =>
        new(ForeignSign, "Texts stand in double quotation marks, and units in single ones.", at)
        {
            Help = $"Write {text}.",
            Fix = Replace("Use double quotation marks", at, text),
        };

    internal static Diagnostic ForeignComment(Location at) =>
        new(ForeignSign, $"{Short(at.Text)} begins no comment of this language.", at)
        {
            Help = "Begin the comment with //.",
            Fix = Replace("Write //", at, "//"),
        };

    internal static Diagnostic PointsWithoutAdd(Location at, string points) =>
        new(MissingPart, "A line of a score begins with `add`.", at)
        {
            Help = $"Write add {points} when …",
            Fix = Replace($"Write add {points}", at, $"add {points}"),
        };

    internal static Diagnostic BareAmount(Location at, string? next) =>
        new(UnexpectedText, $"It is not said what `{at.Text}` is.", at)
        {
            Help = next is "times" or "x" or "once" or "twice"
                ? "Write how often as an interval: every 8 hours, every 1 day."
                : "Write a word before it: dose 500 mg, every 8 hours, for 5 days, line 2.",
        };
}

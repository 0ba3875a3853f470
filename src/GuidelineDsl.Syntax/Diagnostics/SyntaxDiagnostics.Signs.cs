using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>Mistakes in single signs: characters, quotation marks, numbers, units, names.</summary>
public static partial class SyntaxDiagnostics
{
    internal static Diagnostic Invisible(Location at, char c) =>
        new(InvalidCharacter, $"The text contains {Describe(c)}, a character that nobody can see.", at)
        {
            Label = "here",
            Help = "Delete it: what a reviewer reads must be what the compiler reads.",
            Fix = Replace("Delete the invisible character", at, string.Empty),
        };

    internal static Diagnostic StrayCharacter(Location at) =>
        new(InvalidCharacter, $"The character `{at.Text}` has no meaning in a guideline.", at)
        {
            Help = "Delete it, or put it into a text in quotes.",
            Fix = Replace("Delete the character", at, string.Empty),
        };

    internal static Diagnostic StrayQuote(Location at) =>
        new(InvalidCharacter, $"The quotation mark {at.Text} is not closed, and texts stand in straight quotation marks.", at)
        {
            Help = "Write the text between \" and \", on one line.",
        };

    internal static Diagnostic CurlyQuotes(Location at, string straight) =>
        new(ForeignSign, "Texts stand in straight quotation marks, not in curly ones.", at)
        {
            Help = $"Write {straight}.",
            Fix = Replace("Use straight quotation marks", at, straight),
        };

    internal static Diagnostic MixedQuotes(Location at) =>
        new(UnclosedText, $"The text begins with \" and ends with {at.Text}.", at)
        {
            Help = "End the text with a straight quotation mark: \".",
            Fix = Replace("Use a straight quotation mark", at, "\""),
        };

    internal static Diagnostic Foreign(Location at, string sign, string meaning) =>
        new(ForeignSign, $"`{sign}` is not a sign of this language.", at)
        {
            Help = $"Write {(char.IsLetter(meaning[0]) ? $"`{meaning}`" : meaning)}.",
            Fix = Replace($"Write {meaning}", at, char.IsLetter(meaning[0]) ? Spaced(at, meaning) : meaning),
        };

    internal static Diagnostic SquareBrackets(Location opening, Location? closing) =>
        new(ForeignSign, "Lists stand in braces, not in square brackets.", opening)
        {
            Help = "Write { and }.",
            Fix = closing is null ? null : new SuggestedFix("Write braces", [new TextEdit(opening, "{"), new TextEdit(closing.Value, "}")]),
        };

    internal static Diagnostic Semicolon(Location at) =>
        new(ForeignSign, "Nothing in a guideline ends with a semicolon.", at)
        {
            Help = "Delete it; the next word shows where an item ends.",
            Fix = Replace("Delete the semicolon", at, string.Empty),
        };

    internal static Diagnostic OpenString(Location at, Location end) =>
        new(UnclosedText, "The text in quotes is not closed on its line.", at)
        {
            Label = "it begins here",
            Help = "Close it with \" on the same line; a text of several lines stands between \"\"\" and \"\"\".",
            Fix = Insert("Close the text", end, "\""),
        };

    internal static Diagnostic BrokenText(Location at, string joined) =>
        new(UnclosedText, "The text in quotes goes on over the end of its line.", at)
        {
            Label = "it begins here",
            Help = "Write it on one line; a text of several lines stands between \"\"\" and \"\"\".",
            Fix = Replace("Write it on one line", at, joined),
        };

    internal static Diagnostic OpenParagraph(Location at) =>
        new(UnclosedText, "The paragraph that begins here is never closed.", at)
        {
            Label = "it begins here",
            Help = "Close it with \"\"\".",
        };

    internal static Diagnostic OpenComment(Location at) =>
        new(UnclosedComment, "The comment that begins here is never closed.", at)
        {
            Label = "it begins here",
            Help = "Close it with */, or begin each of its lines with //.",
        };

    internal static Diagnostic UnknownEscape(Location at, string escape, bool exact) =>
        new(InvalidEscape, $"`{escape}` has no meaning in a text.", at)
        {
            Help = "Known are \\\" \\\\ \\n and \\u{…} with the number of a character; a backslash itself is written \\\\.",
            Fix = exact && escape.Length == 2 ? Replace("Write the backslash twice", at, "\\" + escape) : null,
        };

    internal static Diagnostic WrongNumber(Location at, string? meant) =>
        new(NumberFormat, $"`{at.Text}` is not a number as numbers are written here.", at)
        {
            Help = meant is null ? "Write digits with at most one decimal point, for example 1.5 or 1_000." : $"Write {meant}: digits before and after a decimal point.",
            Fix = meant is null ? null : Replace($"Write {meant}", at, meant),
        };

    internal static Diagnostic WrongDate(Location at) =>
        new(DateFormat, $"`{at.Text}` is not a date as dates are written here.", at)
        {
            Help = "Write year, month and day with hyphens: 2025-10-09.",
        };

    internal static Diagnostic NoSuchUnit(Location at, string word, string? meant) =>
        new(UnknownUnit, $"`{word}` after a number is not a known unit.", at)
        {
            Help = meant is not null
                ? $"Did you mean {meant}? Other UCUM units stand in single quotes, for example 'ug/h'."
                : "Write a UCUM unit: simple ones bare, such as 5 cm, others in single quotes, such as 50 'ug/h'.",
            Fix = meant is null ? null : Guess($"Write {meant}", at, meant),
        };

    internal static Diagnostic WrongName(Location at, string word, string? meant) =>
        new(NameFormat, $"`{word}` cannot be a name.", at)
        {
            Help = "Names begin with a letter from a to z and have letters, digits and _; everything else belongs into the label."
                + (meant is null ? string.Empty : $" For example: {meant}."),
            Fix = meant is null ? null : Guess($"Write {meant}", at, meant),
        };

    internal static Diagnostic ReservedWord(Location at, string word) =>
        new(ReservedName, $"`{word}` is a word of the language and cannot be a name.", at)
        {
            Help = $"Choose another name, for example {word}_1, here and wherever it is used.",
        };

    internal static Diagnostic Deep(Location at, int limit) =>
        new(TooDeep, $"The text is nested more than {limit} levels deep here.", at)
        {
            Help = "Give parts of it a name with define or compute, and use the names.",
        };

    internal static Diagnostic FileTooLarge(Location at, int limit) =>
        new(TooLarge, $"The file is larger than {limit / (1024 * 1024)} million characters.", at)
        {
            Help = "Split it: move facts and actions to a vocabulary, and topics to guidelines of their own.",
        };

    internal static Diagnostic OpenEhr(Location at, string version) =>
        new(OtherLanguage, $"This is an openEHR guideline ({version}), a different language with the same file extension.", at)
        {
            Help = "A guideline for this compiler begins with: guideline id \"Title\" { … }.",
        };

    private static string Describe(char c) => c switch
    {
        '\0' => "a NUL (U+0000)",
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C' => $"a control character for the direction of writing (U+{(int)c:X4})",
        '\u200B' or '\u200C' or '\u200D' or '\u2060' => $"a character without width (U+{(int)c:X4})",
        _ => $"a control character (U+{(int)c:X4})",
    };

    /// <summary>A word in place of a sign needs room where the sign had none.</summary>
    private static string Spaced(Location at, string word)
    {
        string text = at.Source.Content;
        bool before = at.Span.Start > 0 && !char.IsWhiteSpace(text[at.Span.Start - 1]);
        bool after = at.Span.End < text.Length && !char.IsWhiteSpace(text[at.Span.End]);
        return (before ? " " : string.Empty) + word + (after ? " " : string.Empty);
    }
}

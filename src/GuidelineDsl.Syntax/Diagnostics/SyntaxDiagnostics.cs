using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>What can be wrong with the text of a guideline, before any name is looked up: GDL1xxx.</summary>
public static partial class SyntaxDiagnostics
{
    public static readonly DiagnosticDescriptor UnexpectedText = Error("GDL1001", "text that does not belong here");
    public static readonly DiagnosticDescriptor MissingPart = Error("GDL1002", "a part is missing");
    public static readonly DiagnosticDescriptor UnclosedBracket = Error("GDL1003", "a bracket is not closed");
    public static readonly DiagnosticDescriptor UnopenedBracket = Error("GDL1004", "a closing bracket without an opening one");
    public static readonly DiagnosticDescriptor UnclosedText = Error("GDL1005", "a text in quotes is not closed");
    public static readonly DiagnosticDescriptor InvalidEscape = Error("GDL1006", "an unknown escape in a text");
    public static readonly DiagnosticDescriptor UnclosedComment = Error("GDL1007", "a comment is not closed");
    public static readonly DiagnosticDescriptor InvalidCharacter = Error("GDL1008", "a character that may not stand here");
    public static readonly DiagnosticDescriptor ForeignSign = Error("GDL1009", "a sign of another language");
    public static readonly DiagnosticDescriptor UnknownWord = Error("GDL1010", "an unknown word where an item begins");
    public static readonly DiagnosticDescriptor ReservedName = Error("GDL1011", "a word of the language used as a name");
    public static readonly DiagnosticDescriptor MissingLabel = Error("GDL1012", "a label is missing");
    public static readonly DiagnosticDescriptor MissingHeader = Error("GDL1013", "the file has no header");
    public static readonly DiagnosticDescriptor MisplacedHeader = Error("GDL1014", "a header that is not the first thing in the file");
    public static readonly DiagnosticDescriptor MisplacedItem = Error("GDL1015", "an item in the wrong place");
    public static readonly DiagnosticDescriptor MissingComma = Error("GDL1016", "a comma is missing");
    public static readonly DiagnosticDescriptor MissingConnective = Error("GDL1017", "two conditions without `and` or `or`");
    public static readonly DiagnosticDescriptor MissingIs = Error("GDL1018", "a comparison without `is`");
    public static readonly DiagnosticDescriptor NumberFormat = Error("GDL1019", "a number that is not written as one");
    public static readonly DiagnosticDescriptor UnknownUnit = Error("GDL1020", "an unknown unit");
    public static readonly DiagnosticDescriptor DateFormat = Error("GDL1021", "a date that is not written as one");
    public static readonly DiagnosticDescriptor TooDeep = Error("GDL1022", "nested too deeply");
    public static readonly DiagnosticDescriptor OtherLanguage = Error("GDL1023", "a file of another guideline language");
    public static readonly DiagnosticDescriptor NameFormat = Error("GDL1024", "a name with characters that names do not have");
    public static readonly DiagnosticDescriptor NotACondition = Error("GDL1025", "a value where a condition should stand");
    public static readonly DiagnosticDescriptor NotAValue = Error("GDL1026", "a condition where a value should stand");
    public static readonly DiagnosticDescriptor PropertyValue = Error("GDL1027", "an item with the wrong kind of value");
    public static readonly DiagnosticDescriptor RepeatedItem = Error("GDL1028", "an item that may stand once stands twice");
    public static readonly DiagnosticDescriptor TooLarge = Error("GDL1029", "a file that is too large");
    public static readonly DiagnosticDescriptor CountFormat = Error("GDL1030", "a count of conditions that is not written as one");

    /// <summary>Every descriptor of this pass, in the order of the codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnexpectedText, MissingPart, UnclosedBracket, UnopenedBracket, UnclosedText, InvalidEscape, UnclosedComment, InvalidCharacter,
        ForeignSign, UnknownWord, ReservedName, MissingLabel, MissingHeader, MisplacedHeader, MisplacedItem, MissingComma,
        MissingConnective, MissingIs, NumberFormat, UnknownUnit, DateFormat, TooDeep, OtherLanguage, NameFormat, NotACondition, NotAValue,
        PropertyValue, RepeatedItem, TooLarge, CountFormat,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, Severity.Error, title);

    private static SuggestedFix Replace(string title, Location at, string text) => new(title, [new TextEdit(at, text)]);

    private static SuggestedFix Guess(string title, Location at, string text) => Replace(title, at, text) with { IsGuess = true };

    private static SuggestedFix Insert(string title, Location at, string text) =>
        Replace(title, new Location(at.Source, new TextSpan(at.Span.Start, 0)), text);
}

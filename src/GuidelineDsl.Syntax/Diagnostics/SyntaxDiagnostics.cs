using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>What can be wrong with the text of a guideline, before any name is looked up: GDL1xxx.</summary>
public static partial class SyntaxDiagnostics
{
    public static readonly DiagnosticDescriptor UnexpectedText = Error("GDL1001", "Text that does not belong here");
    public static readonly DiagnosticDescriptor MissingPart = Error("GDL1002", "A part is missing");
    public static readonly DiagnosticDescriptor UnclosedBracket = Error("GDL1003", "A bracket is not closed");
    public static readonly DiagnosticDescriptor UnopenedBracket = Error("GDL1004", "A closing bracket without an opening one");
    public static readonly DiagnosticDescriptor UnclosedText = Error("GDL1005", "A text in quotes is not closed");
    public static readonly DiagnosticDescriptor InvalidEscape = Error("GDL1006", "An unknown escape in a text");
    public static readonly DiagnosticDescriptor UnclosedComment = Error("GDL1007", "A comment is not closed");
    public static readonly DiagnosticDescriptor InvalidCharacter = Error("GDL1008", "A character that may not stand here");
    public static readonly DiagnosticDescriptor ForeignSign = Error("GDL1009", "A sign of another language");
    public static readonly DiagnosticDescriptor UnknownWord = Error("GDL1010", "An unknown word where an item begins");
    public static readonly DiagnosticDescriptor ReservedName = Error("GDL1011", "A word of the language used as a name");
    public static readonly DiagnosticDescriptor MissingLabel = Error("GDL1012", "A label is missing");
    public static readonly DiagnosticDescriptor MissingHeader = Error("GDL1013", "The file has no header");
    public static readonly DiagnosticDescriptor MisplacedHeader = Error("GDL1014", "A header that is not the first thing in the file");
    public static readonly DiagnosticDescriptor MisplacedItem = Error("GDL1015", "An item in the wrong place");
    public static readonly DiagnosticDescriptor MissingComma = Error("GDL1016", "A comma is missing");
    public static readonly DiagnosticDescriptor MissingConnective = Error("GDL1017", "Two conditions without 'and' or 'or'");
    public static readonly DiagnosticDescriptor MissingIs = Error("GDL1018", "A comparison without 'is'");
    public static readonly DiagnosticDescriptor NumberFormat = Error("GDL1019", "A number that is not written as one");
    public static readonly DiagnosticDescriptor UnknownUnit = Error("GDL1020", "An unknown unit");
    public static readonly DiagnosticDescriptor DateFormat = Error("GDL1021", "A date that is not written as one");
    public static readonly DiagnosticDescriptor TooDeep = Error("GDL1022", "Nested too deeply");
    public static readonly DiagnosticDescriptor OtherLanguage = Error("GDL1023", "A file of another guideline language");
    public static readonly DiagnosticDescriptor NameFormat = Error("GDL1024", "A name with characters that names do not have");
    public static readonly DiagnosticDescriptor NotACondition = Error("GDL1025", "A value where a condition should stand");
    public static readonly DiagnosticDescriptor NotAValue = Error("GDL1026", "A condition where a value should stand");
    public static readonly DiagnosticDescriptor PropertyValue = Error("GDL1027", "An item with the wrong kind of value");
    public static readonly DiagnosticDescriptor RepeatedItem = Error("GDL1028", "An item that may stand once stands twice");
    public static readonly DiagnosticDescriptor TooLarge = Error("GDL1029", "A file that is too large");

    /// <summary>Every descriptor of this pass, in the order of the codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnexpectedText, MissingPart, UnclosedBracket, UnopenedBracket, UnclosedText, InvalidEscape, UnclosedComment, InvalidCharacter,
        ForeignSign, UnknownWord, ReservedName, MissingLabel, MissingHeader, MisplacedHeader, MisplacedItem, MissingComma,
        MissingConnective, MissingIs, NumberFormat, UnknownUnit, DateFormat, TooDeep, OtherLanguage, NameFormat, NotACondition, NotAValue,
        PropertyValue, RepeatedItem, TooLarge,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, Severity.Error, title);

    private static SuggestedFix Replace(string title, Location at, string text) => new(title, [new TextEdit(at, text)]);

    private static SuggestedFix Insert(string title, Location at, string text) =>
        Replace(title, new Location(at.Source, new TextSpan(at.Span.Start, 0)), text);
}

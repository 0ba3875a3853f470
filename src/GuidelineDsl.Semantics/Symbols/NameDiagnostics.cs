using System.Collections.Immutable;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Symbols;

/// <summary>Names: GDL2xxx.</summary>
public static class NameDiagnostics
{
    private static readonly DiagnosticDescriptor UnknownNameDescriptor = new("GDL2001", Severity.Error, "a name that nothing declares");
    private static readonly DiagnosticDescriptor DuplicateDescriptor = new("GDL2002", Severity.Error, "a name declared twice");
    private static readonly DiagnosticDescriptor WrongKindDescriptor = new("GDL2003", Severity.Error, "a name of the wrong kind");
    private static readonly DiagnosticDescriptor NotImportedDescriptor = new("GDL2004", Severity.Error, "a name of a file that is not used here");
    private static readonly DiagnosticDescriptor ImportDescriptor = new("GDL2005", Severity.Error, "a file that cannot be used");
    private static readonly DiagnosticDescriptor CircleDescriptor = new("GDL2006", Severity.Error, "declarations that go round in a circle");
    private static readonly DiagnosticDescriptor UnknownValueDescriptor = new("GDL2007", Severity.Error, "a value that the fact does not have");
    private static readonly DiagnosticDescriptor UnknownRuleDescriptor = new("GDL2008", Severity.Error, "a rule that the decision does not have");
    private static readonly DiagnosticDescriptor UnknownWordDescriptor = new("GDL2009", Severity.Error, "a word that is not among those allowed here");
    private static readonly DiagnosticDescriptor RepeatedDescriptor = new("GDL2010", Severity.Error, "something written twice where once is allowed");
    private static readonly DiagnosticDescriptor MissingDescriptor = new("GDL2011", Severity.Error, "something that must be written and is missing");
    private static readonly DiagnosticDescriptor UnusedAllowDescriptor = new("GDL2012", Severity.Warning, "an `allow` that silences nothing");
    private static readonly DiagnosticDescriptor ReservedDescriptor = new("GDL2013", Severity.Error, "a word of the language used as a name");
    private static readonly DiagnosticDescriptor MisplacedDescriptor = new("GDL2014", Severity.Error, "a declaration in the wrong kind of file");
    private static readonly DiagnosticDescriptor UnreachableValueDescriptor = new("GDL2015", Severity.Warning, "a value of a classification that no line gives");
    private static readonly DiagnosticDescriptor LevelsDescriptor = new("GDL2016", Severity.Error, "a declaration that rests on too many others");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnknownNameDescriptor, DuplicateDescriptor, WrongKindDescriptor, NotImportedDescriptor, ImportDescriptor, CircleDescriptor, UnknownValueDescriptor,
        UnknownRuleDescriptor, UnknownWordDescriptor, RepeatedDescriptor, MissingDescriptor, UnusedAllowDescriptor,
        ReservedDescriptor, MisplacedDescriptor, UnreachableValueDescriptor, LevelsDescriptor,
    ];

    public static Diagnostic UnknownName(string name, string expected, string? meant, Location place) =>
        new(UnknownNameDescriptor, $"`{name}` is not declared.", place)
        {
            Label = $"{expected} is expected here",
            Help = meant is null ? $"declare it, or write the name of {expected} that is declared." : $"did you mean `{meant}`?",
            Fix = Replace(meant, place),
        };

    public static Diagnostic Duplicate(string name, Location first, Location second) =>
        new(DuplicateDescriptor, $"`{name}` is declared twice.", second)
        {
            Label = "declared again here",
            Related = [new RelatedPlace(first, "declared here first")],
            Help = "rename one of the two, and its uses.",
        };

    public static Diagnostic DuplicateTest(string name, Location first, Location second) =>
        new(DuplicateDescriptor, $"There are two tests of the name \"{name}\".", second)
        {
            Related = [new RelatedPlace(first, "the first one")],
            Help = "say in the name what this one tests.",
        };

    public static Diagnostic WrongKind(string name, string actual, string expected, Location place, Location declared, string? help = null) =>
        new(WrongKindDescriptor, $"`{name}` is {actual}, and {expected} is expected here.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = help ?? $"write the name of {expected}.",
        };

    public static Diagnostic NotImported(string name, string kind, string file, Location place, Location declared) =>
        new(NotImportedDescriptor, $"`{name}` is {kind} of a file that this file does not use.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = $"add `use \"{file}\"` below the header.",
        };

    public static Diagnostic OfAnotherGuideline(string name, string kind, Location place, Location declared) =>
        new(NotImportedDescriptor, $"`{name}` is {kind} of another guideline, and guidelines cannot be used by others.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = "move its declaration to a vocabulary that both guidelines use.",
        };

    public static Diagnostic ValueAlone(string value, string owner, bool isSet, Location place, Location declared) =>
        new(WrongKindDescriptor, $"`{value}` is a value of `{owner}` and stands here alone.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = $"write `{owner} {(isSet ? "includes" : "is")} {value}`.",
            Fix = Replace($"{owner} {(isSet ? "includes" : "is")} {value}", place),
        };

    public static Diagnostic GroupWithIs(string fact, string group, bool negated, Location place, Location sign, Location declared) =>
        new(WrongKindDescriptor, $"`{group}` is a group of values, and `is` takes one value.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = $"write `{fact} {(negated ? "not in" : "in")} {group}`.",
            Fix = new SuggestedFix($"Write `{(negated ? "not in" : "in")}`", [new TextEdit(sign, negated ? " not in " : " in ")]),
        };

    public static Diagnostic Reserved(string name, string use, Location place) =>
        new(ReservedDescriptor, $"`{name}` has a meaning of its own and cannot be {use}.", place) { Help = "choose another name." };

    public static Diagnostic Misplaced(string message, Location place, string help) => new(MisplacedDescriptor, message, place) { Help = help };

    public static Diagnostic UnreachableValue(string value, string classification, Location place) =>
        new(UnreachableValueDescriptor, $"No line of `{classification}` gives the value `{value}`.", place)
        {
            Help = $"add `{value} when …`, or remove the value.",
        };

    public static Diagnostic Import(string reason, Location place, string? help = null, ImmutableArray<RelatedPlace> related = default) =>
        new(ImportDescriptor, reason, place) { Help = help, Related = related.IsDefault ? [] : related };

    internal static Diagnostic Circle(ImmutableArray<Declared> circle, Location use) =>
        new(CircleDescriptor, circle.Length == 1 ? $"`{circle[0].Name}` is declared by means of itself." : $"`{circle[0].Name}` is declared by means of itself: {Listing.Of(circle.Append(circle[0]).Select(d => d.Name), " → ")}.", use)
        {
            Label = "leads back to it",
            Related = [.. circle.Take(Limits.NamesListed).Select(d => new RelatedPlace(d.Location, "declared here"))],
            Help = "express one of the declarations in the circle without the others.",
        };

    internal static Diagnostic TooManyLevels(string name, Location place) =>
        new(LevelsDescriptor, $"What `{name}` is declared by nests more than {Limits.Levels:N0} levels deep, from declaration to declaration.", place)
        {
            Help = "declare it by fewer steps.",
        };

    /// <param name="help">What was probably meant where no value of similar spelling is; null for the general advice.</param>
    public static Diagnostic UnknownValue(string value, string subject, IEnumerable<string> values, string? meant, Location place, Location? declared, string? help = null) =>
        new(UnknownValueDescriptor, $"`{value}` is no value of {subject}.", place)
        {
            Label = $"its values are {Listing.Of(values)}",
            Related = declared is { } d ? [new RelatedPlace(d, "declared here")] : [],
            Help = meant is not null ? $"did you mean `{meant}`?" : help ?? "write one of its values, or add this one to its declaration.",
            Fix = Replace(meant, place),
        };

    public static Diagnostic UnknownRule(string rule, string decision, string? meant, Location place) =>
        new(UnknownRuleDescriptor, $"The decision `{decision}` has no rule `{rule}`.", place)
        {
            Help = meant is null ? "write the name of a rule of the same decision." : $"did you mean `{meant}`?",
            Fix = Replace(meant, place),
        };

    public static Diagnostic Overrides(string message, Location place, string help) => new(UnknownRuleDescriptor, message, place) { Help = help };

    public static Diagnostic UnknownWord(string word, string what, IEnumerable<string> words, string? meant, Location place) =>
        new(UnknownWordDescriptor, $"`{word}` is no {what}.", place)
        {
            Label = $"one of: {Listing.Of(words)}",
            Help = meant is null ? "write one of the words that are allowed." : $"did you mean `{meant}`?",
            Fix = Replace(meant, place),
        };

    public static Diagnostic Repeated(string what, Location place, Location first) =>
        new(RepeatedDescriptor, $"There is more than one {what} here.", place)
        {
            Label = "again here",
            Related = [new RelatedPlace(first, "first here")],
            Help = "keep one of them.",
        };

    public static Diagnostic Missing(string message, Location place, string help) => new(MissingDescriptor, message, place) { Help = help };

    public static Diagnostic UnusedAllow(string code, Location place) =>
        new(UnusedAllowDescriptor, $"`allow {code}` silences nothing.", place)
        {
            Help = "remove it; if the finding stands elsewhere, move it there.",
        };

    public static Diagnostic CannotAllow(string code, Location place) =>
        new(UnknownWordDescriptor, $"`{code}` cannot be allowed: it says that the text has no clear meaning, or that no patient is possible.", place)
        {
            Help = "correct what it reports.",
        };

    private static SuggestedFix? Replace(string? meant, Location place) =>
        meant is null ? null : new SuggestedFix($"Write `{meant}`", [new TextEdit(place, meant)], IsGuess: true);
}

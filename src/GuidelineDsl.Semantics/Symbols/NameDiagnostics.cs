using System.Collections.Immutable;
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

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnknownNameDescriptor, DuplicateDescriptor, WrongKindDescriptor, NotImportedDescriptor, ImportDescriptor, CircleDescriptor, UnknownValueDescriptor,
        UnknownRuleDescriptor, UnknownWordDescriptor, RepeatedDescriptor, MissingDescriptor, UnusedAllowDescriptor,
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

    public static Diagnostic WrongKind(string name, string actual, string expected, Location place, Location declared, string? help = null) =>
        new(WrongKindDescriptor, $"`{name}` is {actual}, and {expected} is expected here.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = help,
        };

    public static Diagnostic NotImported(string name, string kind, string file, Location place, Location declared) =>
        new(NotImportedDescriptor, $"`{name}` is {kind} of a file that this file does not use.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = $"add `use \"{file}\"` below the header.",
        };

    public static Diagnostic Import(string reason, Location place, string? help = null, ImmutableArray<RelatedPlace> related = default) =>
        new(ImportDescriptor, reason, place) { Help = help, Related = related.IsDefault ? [] : related };

    public static Diagnostic Circle(string name, Location use, Location declared) =>
        new(CircleDescriptor, $"`{name}` is declared by means of itself.", use)
        {
            Label = "leads back to it",
            Related = [new RelatedPlace(declared, "declared here")],
            Help = "express one of the declarations in the circle without the others.",
        };

    public static Diagnostic UnknownValue(string value, string subject, IEnumerable<string> values, string? meant, Location place, Location? declared) =>
        new(UnknownValueDescriptor, $"`{value}` is no value of {subject}.", place)
        {
            Label = $"its values are {string.Join(", ", values)}",
            Related = declared is { } d ? [new RelatedPlace(d, "declared here")] : [],
            Help = meant is null ? "write one of its values, or add this one to its declaration." : $"did you mean `{meant}`?",
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
            Label = $"one of: {string.Join(", ", words)}",
            Help = meant is null ? null : $"did you mean `{meant}`?",
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

    private static SuggestedFix? Replace(string? meant, Location place) =>
        meant is null ? null : new SuggestedFix($"Write `{meant}`", [new TextEdit(place, meant)]);
}

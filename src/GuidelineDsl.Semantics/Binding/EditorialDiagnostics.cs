using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Editorial rules: GDL6xxx, and names that mean two things (GDL5020).</summary>
public static class EditorialDiagnostics
{
    private static readonly DiagnosticDescriptor TwoMeaningsDescriptor = new("GDL5020", Severity.Error, "one abbreviation, or one name, with different meanings in two guidelines");
    private static readonly DiagnosticDescriptor CitationDescriptor = new("GDL6001", Severity.Error, "a rule, classification or score without a citation");
    private static readonly DiagnosticDescriptor ExpiredDescriptor = new("GDL6002", Severity.Warning, "a cited source that has expired or is superseded");
    private static readonly DiagnosticDescriptor UnusedDescriptor = new("GDL6003", Severity.Warning, "a source, fact, action or definition that nothing uses");
    private static readonly DiagnosticDescriptor OutdatedDescriptor = new("GDL6004", Severity.Warning, "a guideline past its own validity or review date");
    private static readonly DiagnosticDescriptor EvidenceDescriptor = new("GDL6005", Severity.Info, "a recommendation without an evidence grade");
    private static readonly DiagnosticDescriptor MixedDescriptor = new("GDL6006", Severity.Warning, "`and` mixed with `or` without parentheses");
    private static readonly DiagnosticDescriptor StrongOnWeakDescriptor = new("GDL6007", Severity.Warning, "the strongest recommendation on the weakest evidence");

    /// <summary>A rule that no test exercises; raised by <c>gdl test --coverage</c>.</summary>
    public static DiagnosticDescriptor UntestedDescriptor { get; } = new("GDL6010", Severity.Warning, "a rule that no test exercises");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        TwoMeaningsDescriptor, CitationDescriptor, ExpiredDescriptor, UnusedDescriptor, OutdatedDescriptor, EvidenceDescriptor, MixedDescriptor,
        StrongOnWeakDescriptor, UntestedDescriptor,
    ];

    public static Diagnostic TwoMeanings(string name, string first, string second, Location place, Location other) =>
        new(TwoMeaningsDescriptor, $"`{name}` means \"{second}\" here and \"{first}\" elsewhere.", place)
        {
            Related = [new RelatedPlace(other, $"means \"{first}\" here")],
            Help = "use two different names, or give both the same meaning.",
        };

    public static Diagnostic TwoMeaningsOfName(string name, string kind, string otherKind, Location place, Location other, string otherGuideline) =>
        new(TwoMeaningsDescriptor, kind == otherKind
            ? $"The {kind} `{name}` is not the same as in the guideline `{otherGuideline}`."
            : $"`{name}` is a {kind} here and a {otherKind} in the guideline `{otherGuideline}`.", place)
        {
            Related = [new RelatedPlace(other, "the other meaning")],
            Help = "use two different names, or declare it once in a vocabulary that both guidelines use.",
        };

    public static Diagnostic MissingCitation(string subject, Location place) =>
        new(CitationDescriptor, $"{subject} names no source.", place)
        {
            Help = "write `cite SOURCE \"place in the source\"`.",
        };

    public static Diagnostic Expired(string source, string reason, Location cited, Location declared) =>
        new(ExpiredDescriptor, $"The cited source `{source}` {reason}.", cited)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = "cite its successor, or allow it here with the reason why it still holds.",
        };

    public static Diagnostic Unused(string kind, string name, Location place) =>
        new(UnusedDescriptor, $"Nothing uses {kind} `{name}`.", place) { Help = "remove it, or write the rule that needs it." };

    public static Diagnostic Outdated(string guideline, string reason, Location place) =>
        new(OutdatedDescriptor, $"The guideline `{guideline}` {reason}.", place) { Help = "review it, and write the new date into the header." };

    public static Diagnostic NoEvidence(string rule, Location place) =>
        new(EvidenceDescriptor, $"The rule `{rule}` gives no grade of evidence.", place)
        {
            Help = "write `evidence SCALE GRADE`, or `evidence ungraded` where the source gives none.",
        };

    public static Diagnostic Mixed(Location place, SuggestedFix fix) =>
        new(MixedDescriptor, "`and` and `or` stand side by side without parentheses; `and` binds more tightly.", place)
        {
            Help = "put parentheses around the part that belongs together.",
            Fix = fix,
        };

    public static Diagnostic StrongOnWeak(string rule, string grade, Location place) =>
        new(StrongOnWeakDescriptor, $"The rule `{rule}` gives the strongest recommendation on the weakest evidence: {grade}.", place)
        {
            Help = "compare it with the source; if it says so, allow it here with the reason.",
        };
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Types;

/// <summary>Types and units: GDL3xxx.</summary>
public static class TypeDiagnostics
{
    private static readonly DiagnosticDescriptor MismatchDescriptor = new("GDL3001", Severity.Error, "a comparison that has no meaning");
    private static readonly DiagnosticDescriptor UnknownUnitDescriptor = new("GDL3002", Severity.Error, "a unit that UCUM does not have");
    private static readonly DiagnosticDescriptor DimensionDescriptor = new("GDL3003", Severity.Error, "quantities of different kinds");
    private static readonly DiagnosticDescriptor MissingUnitDescriptor = new("GDL3004", Severity.Error, "a number without its unit");
    private static readonly DiagnosticDescriptor SurplusUnitDescriptor = new("GDL3005", Severity.Error, "a unit beside a number that has none");
    private static readonly DiagnosticDescriptor OutOfRangeDescriptor = new("GDL3006", Severity.Error, "a value outside the declared range");
    private static readonly DiagnosticDescriptor OffResolutionDescriptor = new("GDL3007", Severity.Warning, "a limit between two values of the resolution");
    private static readonly DiagnosticDescriptor DateDescriptor = new("GDL3008", Severity.Error, "a day that the calendar does not have");
    private static readonly DiagnosticDescriptor TypeDescriptor = new("GDL3009", Severity.Error, "a type that cannot be");
    private static readonly DiagnosticDescriptor CountDescriptor = new("GDL3010", Severity.Error, "a count that cannot be reached");
    private static readonly DiagnosticDescriptor OtherwiseDescriptor = new("GDL3011", Severity.Error, "`otherwise` in the wrong place");
    private static readonly DiagnosticDescriptor EvidenceDescriptor = new("GDL3012", Severity.Error, "a grade that the scale does not have");
    private static readonly DiagnosticDescriptor PlanDescriptor = new("GDL3013", Severity.Error, "a plan that cannot be");
    private static readonly DiagnosticDescriptor QualifierDescriptor = new("GDL3014", Severity.Error, "a qualifier that cannot be");
    private static readonly DiagnosticDescriptor NotOrderedDescriptor = new("GDL3015", Severity.Error, "values without an order");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        MismatchDescriptor, UnknownUnitDescriptor, DimensionDescriptor, MissingUnitDescriptor, SurplusUnitDescriptor, OutOfRangeDescriptor,
        OffResolutionDescriptor, DateDescriptor, TypeDescriptor, CountDescriptor, OtherwiseDescriptor, EvidenceDescriptor, PlanDescriptor,
        QualifierDescriptor, NotOrderedDescriptor,
    ];

    public static Diagnostic Mismatch(string message, Location place, string? help) => new(MismatchDescriptor, message, place) { Help = help };

    public static Diagnostic UnknownUnit(string unit, string? meant, Location place) =>
        new(UnknownUnitDescriptor, UnitParser.IsMisleading(unit) ? $"In UCUM `{unit}` has another meaning: K is kelvin." : $"`{unit}` is no unit of UCUM.", place)
        {
            Help = meant is null ? "write the UCUM code of the unit, in single quotes when it is not a plain word: 'mg/m2', 'mm[Hg]', '{cells}/uL'." : $"did you mean `{Written(meant)}`?",
            Fix = meant is null ? null : new SuggestedFix($"Write {Written(meant)}", [new TextEdit(place, Written(meant))], IsGuess: true),
        };

    /// <summary>A compound unit without its quotes, which reads as a calculation.</summary>
    public static Diagnostic BareCompound(string unit, Location place) =>
        new(UnknownUnitDescriptor, $"`{unit}` is one unit, and stands here without quotes.", place)
        {
            Help = $"compound units stand in single quotes: `{Written(unit)}`.",
            Fix = new SuggestedFix($"Write {Written(unit)}", [new TextEdit(place, Written(unit))]),
        };

    public static Diagnostic Dimensions(string left, string leftKind, string right, string rightKind, Location place)
    {
        bool isCalendar = leftKind.Contains("calendar", StringComparison.Ordinal) || rightKind.Contains("calendar", StringComparison.Ordinal);
        bool isTime = leftKind == "a time" || rightKind == "a time";
        return new(DimensionDescriptor, $"{left} is {leftKind}, and {right} is {rightKind}: they cannot be compared or added.", place)
        {
            Help = isCalendar && isTime
                ? "months and years have no fixed number of days: write both in days or weeks, or both in months or years."
                : "write both in units of the same kind.",
        };
    }

    public static Diagnostic ComputedDimension(string found, string declared, string unit, Location place) =>
        new(DimensionDescriptor, $"The calculation gives {found}, and {declared} in {unit} is declared.", place)
        {
            Help = "correct the calculation, or declare the unit of what it gives.",
        };

    public static Diagnostic MissingUnit(string number, string subject, string unit, Location place) =>
        new(MissingUnitDescriptor, $"{subject} is measured in {unit}, and the number {number} has no unit.", place)
        {
            Help = $"write `{number} {Written(unit)}`.",
            Fix = new SuggestedFix($"Add the unit {unit}", [new TextEdit(place with { Span = new TextSpan(place.Span.End, 0) }, " " + Written(unit))], IsGuess: true),
        };

    /// <param name="subject">What has no unit.</param>
    /// <param name="unit">The unit of the other side.</param>
    /// <param name="place">The other side.</param>
    /// <param name="isLiteral">Whether the other side is a written number.</param>
    public static Diagnostic SurplusUnit(string subject, string unit, Location place, bool isLiteral = true) =>
        new(SurplusUnitDescriptor, $"{subject} has no unit, and {(isLiteral ? "the number" : "what stands")} beside it is in {unit}.", place)
        {
            Help = !isLiteral ? "give both the same unit, or none."
                : unit == "%" ? "write the number as it is recorded, without %, or declare the fact with the unit %."
                : "leave the unit out, or declare the fact with one.",
        };

    public static Diagnostic OutOfRange(string value, string subject, string range, Location place, Location? declared) =>
        new(OutOfRangeDescriptor, $"{value} lies outside the range of {subject}, which is {range}.", place)
        {
            Related = declared is { } d ? [new RelatedPlace(d, "the range is declared here")] : [],
            Help = "correct the value, or widen the declared range.",
        };

    /// <summary>A number of points that no patient can have.</summary>
    public static Diagnostic OutOfScore(string limit, string score, string lowest, string highest, Location place, Location declared) =>
        new(OutOfRangeDescriptor, $"{score} adds up to {lowest} at least and {highest} at most, and is compared with {limit}.", place)
        {
            Related = [new RelatedPlace(declared, "its points are declared here")],
            Help = "correct the limit, or the points.",
        };

    public static Diagnostic OffResolution(string value, string subject, string resolution, Location place) =>
        new(OffResolutionDescriptor, $"{subject} is given in steps of {resolution}, and {value} lies between two of them.", place)
        {
            Help = "write a value of the resolution, or declare a finer one.",
        };

    /// <summary>A value that no patient can have, since it lies between two steps.</summary>
    public static Diagnostic NoValue(string value, string subject, string resolution, Location place, Location? declared) =>
        new(OutOfRangeDescriptor, $"{subject} is given in steps of {resolution}, so that nobody has the value {value}.", place)
        {
            Related = declared is { } d ? [new RelatedPlace(d, "the resolution is declared here")] : [],
            Help = "write a value of the resolution, or declare a finer one.",
        };

    public static Diagnostic InvalidDate(string text, string reason, Location place) =>
        new(DateDescriptor, $"`{text}` is no day of the calendar: {reason}.", place) { Help = "write year-month-day: 2025-10-10." };

    public static Diagnostic InvalidType(string message, Location place, string help) => new(TypeDescriptor, message, place) { Help = help };

    public static Diagnostic Count(string message, Location place, string help) => new(CountDescriptor, message, place) { Help = help };

    public static Diagnostic Otherwise(string message, Location place, string help) => new(OtherwiseDescriptor, message, place) { Help = help };

    public static Diagnostic Evidence(string message, Location place, string help) => new(EvidenceDescriptor, message, place) { Help = help };

    public static Diagnostic Plan(string message, Location place, string help) => new(PlanDescriptor, message, place) { Help = help };

    public static Diagnostic Qualifier(string message, Location place, string help) => new(QualifierDescriptor, message, place) { Help = help };

    public static Diagnostic NotOrdered(string subject, Location place, Location declared) =>
        new(NotOrderedDescriptor, $"The values of {subject} have no order, so that none is below or above another.", place)
        {
            Related = [new RelatedPlace(declared, "declared here")],
            Help = "write `is` or `in { … }`, or declare it as `ordered one of { … }`.",
        };

    /// <summary>A unit as it is written after a number: plain words bare, everything else between quotes.</summary>
    public static string Written(string unit) =>
        unit == "%" || UnitWords.IsUnit(unit) ? unit : $"'{unit.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A unit as the other side of a comparison.</summary>
    public static string InUnit(string unit) => unit == "1" ? "a number without a unit" : $"`{unit}`";
}

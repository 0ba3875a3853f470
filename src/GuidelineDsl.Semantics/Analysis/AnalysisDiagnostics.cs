using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>The codes that the analysis raises.</summary>
public static class AnalysisDiagnostics
{
    public static readonly DiagnosticDescriptor Gap =
        new("GDL4001", Severity.Error, "a gap: patients in scope without any rule");

    public static readonly DiagnosticDescriptor ClassificationGap =
        new("GDL4002", Severity.Error, "a classification leaves patients without a value");

    public static readonly DiagnosticDescriptor SilenceCovered =
        new("GDL4003", Severity.Warning, "a `silent` region that a rule also covers");

    public static readonly DiagnosticDescriptor SilenceEmpty =
        new("GDL4004", Severity.Warning, "a `silent` region that contains nobody");

    public static readonly DiagnosticDescriptor Contradiction =
        new("GDL5001", Severity.Error, "a contradiction: advice for and against the same action");

    public static readonly DiagnosticDescriptor DifferentAdvice =
        new("GDL5002", Severity.Error, "`choose one`: two rules with different advice hold for one patient");

    public static readonly DiagnosticDescriptor SameAdvice =
        new("GDL5003", Severity.Warning, "`choose one`: two rules with the same advice hold for one patient");

    public static readonly DiagnosticDescriptor IncompatibleActions =
        new("GDL5004", Severity.Error, "incompatible actions advised to one patient");

    public static readonly DiagnosticDescriptor DifferentSchedule =
        new("GDL5005", Severity.Error, "the same action with a different dose, interval, duration or line");

    public static readonly DiagnosticDescriptor DifferentStrength =
        new("GDL5006", Severity.Warning, "the same action with different strength or evidence");

    public static readonly DiagnosticDescriptor NoOptionLeft =
        new("GDL5007", Severity.Error, "contraindications leave a plan without any option");

    public static readonly DiagnosticDescriptor ClassificationOverlap =
        new("GDL5008", Severity.Error, "a classification gives one patient two values");

    public static readonly DiagnosticDescriptor DeadRule =
        new("GDL5010", Severity.Error, "a rule that can never hold");

    public static readonly DiagnosticDescriptor HiddenRule =
        new("GDL5011", Severity.Error, "`choose first`: a rule that earlier rules hide completely");

    public static readonly DiagnosticDescriptor SuperfluousRule =
        new("GDL5012", Severity.Warning, "a rule that another rule with the same advice makes superfluous");

    public static readonly DiagnosticDescriptor SuperfluousCondition =
        new("GDL5013", Severity.Warning, "a part of a condition that never changes it");

    public static readonly DiagnosticDescriptor ContradictoryConstraints =
        new("GDL5014", Severity.Error, "constraints that no patient satisfies together");

    public static readonly DiagnosticDescriptor DifferentCuts =
        new("GDL5021", Severity.Warning, "two sources cut the same fact at different values for the same question");

    /// <summary>Raised on request only: what the order of a <c>choose first</c> decision decides.</summary>
    public static readonly DiagnosticDescriptor HiddenByOrder =
        new("GDL5022", Severity.Info, "what the order of a decision's rules hides");

    public static readonly DiagnosticDescriptor BudgetExceeded =
        new("GDL5030", Severity.Warning, "not analysed within the budget");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Gap, ClassificationGap, SilenceCovered, SilenceEmpty,
        Contradiction, DifferentAdvice, SameAdvice, IncompatibleActions, DifferentSchedule, DifferentStrength, NoOptionLeft,
        ClassificationOverlap, DeadRule, HiddenRule, SuperfluousRule, SuperfluousCondition, ContradictoryConstraints, DifferentCuts, HiddenByOrder, BudgetExceeded,
    ];
}

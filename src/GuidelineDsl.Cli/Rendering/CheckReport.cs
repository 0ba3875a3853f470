using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>What <c>check</c> has to say, before it takes a form.</summary>
public sealed record CheckReport(
    ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<DecisionSummary> Decisions, int GuidelineCount, Func<string, string> Display)
{
    public int Count(Severity severity) => Diagnostics.Count(d => d.Severity == severity);

    public bool HasErrors => Count(Severity.Error) > 0;

    /// <summary><c>decision.rule</c>, preceded by the guideline when there are several.</summary>
    public string NameOf(RuleReference rule)
    {
        string name = $"{rule.Decision.Id}.{rule.Rule.Id}";
        return GuidelineCount > 1 ? $"{rule.Guideline.Id}.{name}" : name;
    }
}

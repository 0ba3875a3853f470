using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Results and their reasons in words.</summary>
public static class ResultWords
{
    /// <summary>The status with the rules or the facts that belong to it.</summary>
    public static string Answer(DecisionResult decision) => decision.Status switch
    {
        DecisionStatus.OutOfScope => "is out of scope",
        DecisionStatus.NeedsData => $"needs {string.Join(", ", decision.Needs.Select(f => f.Id))}",
        DecisionStatus.Decided => $"gives {string.Join(", ", decision.Rules.Select(r => r.Id))}",
        DecisionStatus.Silent => "is silent",
        DecisionStatus.NoRecommendation => "has a gap",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>One line per rule: whether it holds, and what decides that.</summary>
    public static ImmutableArray<string> Reasons(DecisionResult decision)
    {
        if (decision.Trace is not { } trace)
        {
            return [];
        }

        List<string> lines = [];
        if (!trace.Scope.Truth.IsTrue)
        {
            lines.Add($"the scope is {trace.Scope.Truth}: {Because(trace.Scope)}");
        }

        foreach (RuleTrace rule in trace.Rules)
        {
            string overridden = rule.OverriddenBy.IsEmpty ? "" : $"; {string.Join(", ", rule.OverriddenBy.Select(o => o.Id))} wins over it";
            string because = Because(rule.Condition);
            lines.Add($"{rule.Rule.Id} {Holds(rule.Truth)}{overridden}{(because.Length == 0 ? "" : ": " + because)}");
        }

        return [.. lines];
    }

    public static string Holds(Truth truth) => truth.IsTrue ? "holds" : truth.IsFalse ? "does not hold" : "may hold";

    public static string Value(DerivedResult derived)
    {
        if (!derived.IsDetermined)
        {
            return derived is { Low: { } low, High: { } high } ? $"{low} to {high}" : "unknown";
        }

        return derived.Derived.Kind switch
        {
            DerivedKind.Definition => derived.Truth.IsTrue ? "yes" : "no",
            DerivedKind.Classification => derived.Value!.Id,
            DerivedKind.Score or DerivedKind.Number => derived.Low!.Value.ToString(),
            DerivedKind.Date => PatientWords.DateText(new Date(false, null, null), new NumericValue(derived.Low!.Value)),
            DerivedKind.DateTime => PatientWords.DateText(new Date(true, null, null), new NumericValue(derived.Low!.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(derived)),
        };
    }

    /// <summary>The atomic conditions that make the whole what it is, with the values that they read.</summary>
    public static string Because(ConditionTrace condition) =>
        string.Join("; ", Deciding(condition).Select(Leaf).Distinct().Take(6));

    private static IEnumerable<ConditionTrace> Deciding(ConditionTrace condition)
    {
        if (condition.Parts.IsEmpty)
        {
            return [condition];
        }

        IEnumerable<ConditionTrace> parts = condition.Condition.Kind switch
        {
            ConditionKind.All when !condition.Truth.IsTrue => condition.Parts.Where(p => p.Truth == condition.Truth),
            ConditionKind.Any when !condition.Truth.IsFalse => condition.Parts.Where(p => p.Truth == condition.Truth),
            _ => condition.Parts,
        };
        return parts.SelectMany(Deciding);
    }

    private static string Leaf(ConditionTrace leaf)
    {
        string reads = string.Join(", ", leaf.Reads.Select(r => $"{r.Name} = {r.Value}"));
        return $"`{leaf.Condition.Text}` is {leaf.Truth}{(reads.Length == 0 ? "" : $" ({reads})")}";
    }
}

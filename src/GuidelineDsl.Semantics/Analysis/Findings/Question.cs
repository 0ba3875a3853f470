namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Something to be asked of two rules, or of one with itself, within a budget of its own.</summary>
internal sealed record Question(RuleInContext First, RuleInContext Second, Func<Budget, Finding?> Find);

using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>How many of a decision's rules may be given to one patient.</summary>
public enum ChoicePolicy
{
    /// <summary>At most one is meant to hold.</summary>
    One,

    /// <summary>Every rule that holds is given.</summary>
    All,

    /// <summary>The first that holds in written order is given.</summary>
    First,
}

/// <summary>One clinical question.</summary>
public sealed class DecisionDescription
{
    private ImmutableArray<ImmutableArray<int>> _overriddenBy;
    private ImmutableArray<RuleDescription> _rulesAgainst;

    /// <summary>The place among the guideline's decisions.</summary>
    public required int Index { get; init; }

    /// <summary>Its name in the text.</summary>
    public required string Id { get; init; }

    /// <summary>The question for people.</summary>
    public required string Label { get; init; }

    /// <summary>How many rules may be given.</summary>
    public required ChoicePolicy Policy { get; init; }

    /// <summary>The rules in written order.</summary>
    public required ImmutableArray<RuleDescription> Rules { get; init; }

    /// <summary>Where the sources knowingly say nothing.</summary>
    public required ImmutableArray<SilenceDescription> Silences { get; init; }

    /// <summary>Why the decision does not claim to cover everybody in scope; null when it does.</summary>
    public required string? PartialBecause { get; init; }

    /// <summary>Where its name is declared.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The scope's condition, by index.</summary>
    public required int ScopeRoot { get; init; }

    /// <summary>For each rule the rules that win over it where both hold, by index.</summary>
    public ImmutableArray<ImmutableArray<int>> OverriddenBy => _overriddenBy.IsDefault ? _overriddenBy = FindOverriders() : _overriddenBy;

    /// <summary>What a search over the values of unknown facts branches on.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Id;

    /// <summary>The rules that advise against something.</summary>
    internal ImmutableArray<RuleDescription> RulesAgainst => _rulesAgainst.IsDefault
        ? _rulesAgainst = [.. Rules.Where(rule => rule.Advice.Any(advice => !advice.IsFor))]
        : _rulesAgainst;

    private ImmutableArray<ImmutableArray<int>> FindOverriders()
    {
        ImmutableArray<int>[] overriders = new ImmutableArray<int>[Rules.Length];
        Array.Fill(overriders, []);
        foreach (RuleDescription rule in Rules)
        {
            foreach (int loser in rule.Overrides)
            {
                overriders[loser] = overriders[loser].Add(rule.Index);
            }
        }

        return [.. overriders];
    }
}

/// <summary>One rule of a decision.</summary>
public sealed class RuleDescription
{
    /// <summary>The place among all rules of the guideline.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The place among the decision's rules.</summary>
    public required int Index { get; init; }

    /// <summary>The place of its decision among the guideline's decisions.</summary>
    public required int Decision { get; init; }

    /// <summary>The name of its decision.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Its name in the text.</summary>
    public required string Id { get; init; }

    /// <summary>Its label for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it advises: one entry per verb and plan.</summary>
    public required ImmutableArray<AdviceDescription> Advice { get; init; }

    /// <summary>The evidence grade; null where none is given.</summary>
    public required EvidenceDescription? Evidence { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ImmutableArray<CitationDescription> Citations { get; init; }

    /// <summary>The rationale.</summary>
    public required string? Because { get; init; }

    /// <summary>Where its name is declared.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The rules of the same decision, by index, that it wins over where both hold.</summary>
    public required ImmutableArray<int> Overrides { get; init; }

    /// <summary>Whether it covers every patient in scope whom no other rule covers.</summary>
    public required bool IsOtherwise { get; init; }

    /// <summary>Its condition, by index.</summary>
    public required int Root { get; init; }

    /// <summary><c>decision.rule</c>.</summary>
    public string QualifiedId => $"{DecisionId}.{Id}";

    /// <summary><c>decision.rule</c>.</summary>
    public override string ToString() => QualifiedId;
}

/// <summary>The evidence of a rule.</summary>
/// <param name="Scale"><c>esmo</c>, <c>nccn</c>, <c>grade</c> or <c>ungraded</c>.</param>
/// <param name="Grades">The grades on that scale.</param>
public sealed record EvidenceDescription(string Scale, ImmutableArray<string> Grades);

/// <summary>Patients for whom the sources knowingly say nothing.</summary>
public sealed class SilenceDescription
{
    /// <summary>The reason.</summary>
    public required string Because { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ImmutableArray<CitationDescription> Citations { get; init; }

    /// <summary>Where it is written.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Its condition, by index.</summary>
    public required int Root { get; init; }
}

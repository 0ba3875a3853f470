using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What a decision can come to, however the unknown facts of a patient turn out.</summary>
internal abstract class DecisionOutlook
{
    /// <summary>So many completions, times rules, are looked at as a whole: to take it apart would cost more.</summary>
    private const double Few = 1 << 14;

    /// <summary>The rules that may come to be given.</summary>
    public abstract IReadOnlySet<int> Possible { get; }

    /// <summary>Whether the patient is in scope in any case.</summary>
    public abstract bool IsInScope { get; }

    /// <summary>The one status that the decision comes to without any rule; null when there are several, or rules.</summary>
    public abstract DecisionStatus? SilentStatus { get; }

    /// <summary>The facts on which the answer depends.</summary>
    public abstract ImmutableArray<int> Needs { get; }

    /// <summary>Whether a rule is given in any case.</summary>
    public abstract bool IsAlwaysGiven(int rule);

    /// <summary>The facts on which it depends whether a rule comes to be given.</summary>
    public abstract ImmutableArray<int> NeedsOf(int rule);

    /// <summary>The outlook; null when there is too much to look at, or when the constraints leave nobody.</summary>
    /// <param name="evaluator">The evaluator.</param>
    /// <param name="state">The memory with the patient, all conditions visited.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="question">Its question.</param>
    /// <param name="thaws">Whether facts become known when they are given a value.</param>
    public static DecisionOutlook? Find(GuidelineEvaluator evaluator, EvaluationState state, DecisionDescription decision, DecisionQuestion question, bool thaws)
    {
        CompletionSearch search = CompletionSearch.Open(evaluator, state, question, thaws);
        if (decision.Policy != ChoicePolicy.First && !search.IsTied && search.Ways * decision.Rules.Length > Few)
        {
            if (OutlookByRule.Find(search, decision, question) is { } byRule)
            {
                return byRule;
            }

            search = CompletionSearch.Open(evaluator, state, question, thaws);
        }

        return search.Whole() is { } diagram && diagram.Outcomes() is { Count: > 0 } outcomes
            ? new OutlookAsWhole(diagram, search.Levels, question, [.. outcomes.Select(question.Answer)])
            : null;
    }
}

/// <summary>The outlook from all answers that the decision can come to.</summary>
internal sealed class OutlookAsWhole(OutcomeDiagram diagram, ImmutableArray<SearchLevel> levels, DecisionQuestion question, ImmutableArray<SettledAnswer> answers)
    : DecisionOutlook
{
    public override IReadOnlySet<int> Possible { get; } = answers.SelectMany(answer => answer.Given).ToHashSet();

    public override bool IsInScope => answers.All(answer => answer.Status != DecisionStatus.OutOfScope);

    public override DecisionStatus? SilentStatus =>
        answers[0].Status != DecisionStatus.Decided && answers.All(answer => answer.Status == answers[0].Status) ? answers[0].Status : null;

    public override ImmutableArray<int> Needs => SearchLevel.NeededFacts(diagram, levels);

    public override bool IsAlwaysGiven(int rule) => answers.All(answer => answer.Given.Contains(rule));

    public override ImmutableArray<int> NeedsOf(int rule) =>
        SearchLevel.NeededFacts(diagram.Grouped(outcome => question.Answer(outcome).Given.Contains(rule) ? 1 : 0), levels);
}

/// <summary>
/// The outlook rule by rule, where every rule that holds is given: the answer depends on a fact exactly when the scope or one of the rules does, or, while no
/// rule is possible, the silence. The sets of rules that can be given together are too many to look at; a rule alone reads few facts.
/// </summary>
internal sealed class OutlookByRule : DecisionOutlook
{
    private readonly ImmutableArray<OutcomeDiagram> _rules;
    private readonly OutcomeDiagram _scope;
    private readonly OutcomeDiagram _silence;
    private readonly ImmutableArray<SearchLevel> _levels;

    private OutlookByRule(ImmutableArray<OutcomeDiagram> parts, ImmutableArray<SearchLevel> levels)
    {
        _scope = parts[0];
        _silence = parts[1];
        _rules = parts[2..];
        _levels = levels;
        Possible = Enumerable.Range(0, _rules.Length).Where(rule => _rules[rule].Root != OutcomeDiagram.Terminal(TruthQuestion.No)).ToHashSet();
        Needs = [.. _rules.Append(_scope).Append(_silence).Where(part => part.Root >= 0).SelectMany(part => SearchLevel.NeededFacts(part, levels)).Distinct().Order()];
    }

    public override IReadOnlySet<int> Possible { get; }

    public override bool IsInScope => IsAlways(_scope);

    public override DecisionStatus? SilentStatus =>
        IsNever(_scope) ? DecisionStatus.OutOfScope
        : !IsInScope || Possible.Count > 0 ? null
        : IsAlways(_silence) ? DecisionStatus.Silent
        : IsNever(_silence) ? DecisionStatus.NoRecommendation
        : null;

    public override ImmutableArray<int> Needs { get; }

    public override bool IsAlwaysGiven(int rule) => IsAlways(_rules[rule]);

    public override ImmutableArray<int> NeedsOf(int rule) => SearchLevel.NeededFacts(_rules[rule], _levels);

    /// <summary>The outlook; null where a silence reads a fact that nothing else does, while rules are possible, or when there is too much to look at.</summary>
    public static OutlookByRule? Find(CompletionSearch search, DecisionDescription decision, DecisionQuestion question)
    {
        ImmutableArray<int> silences = [.. decision.Silences.Select(silence => silence.Root)];
        IEnumerable<Question> parts =
        [
            new DecisionPart(decision, [], question.IsInScope),
            new DecisionPart(decision, silences, question.IsSilent),
            .. decision.Rules.Select((rule, i) => new DecisionPart(
                decision,
                [rule.Root, .. decision.OverriddenBy[i].Select(winner => decision.Rules[winner].Root)],
                (state, final) => question.IsGiven(state, i, final))),
        ];
        if (search.Each(parts) is not { } diagrams)
        {
            return null;
        }

        OutlookByRule outlook = new(diagrams, search.Levels);
        return outlook.Possible.Count == 0 || outlook.SilenceAddsNothing() ? outlook : null;
    }

    private bool SilenceAddsNothing()
    {
        HashSet<int> others = [.. _rules.Append(_scope).SelectMany(part => SearchLevel.NeededFacts(part, _levels))];
        return SearchLevel.NeededFacts(_silence, _levels).All(others.Contains);
    }

    private static bool IsAlways(OutcomeDiagram part) => part.Root == OutcomeDiagram.Terminal(TruthQuestion.Yes);

    private static bool IsNever(OutcomeDiagram part) => part.Root == OutcomeDiagram.Terminal(TruthQuestion.No);
}

/// <summary>Something of a decision that holds or does not, of patients in its scope.</summary>
internal sealed class DecisionPart(DecisionDescription decision, ImmutableArray<int> roots, Func<EvaluationState, bool, Truth> holds) : Question
{
    public override SearchSpace Space => decision.Space;

    public override int Decision => decision.Index;

    public override bool HeedsConstraints => false;

    public override ImmutableArray<int> Roots { get; } = [decision.ScopeRoot, .. roots];

    public override int Settle(EvaluationState state, bool final)
    {
        Truth scope = state.Holds(decision.ScopeRoot);
        Truth truth = (final && scope.IsUnknown ? Truth.False : scope) & holds(state, final);
        return truth.IsUnknown ? -1 : truth.IsTrue ? TruthQuestion.Yes : TruthQuestion.No;
    }
}

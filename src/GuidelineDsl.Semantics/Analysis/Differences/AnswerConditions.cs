using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// What one version of a decision answers, as conditions: for each advice (rules with the same advice are one) who is given it, and who is out of
/// scope, met by silence, or left without advice. Names, citations, evidence and the order of rules do not matter.
/// </summary>
internal sealed class AnswerConditions
{
    public const string OutOfScope = "0 out";

    private AnswerConditions(ImmutableSortedDictionary<string, (string Words, Condition Condition)> answers) => Answers = answers;

    /// <summary>By a key that is equal for equal advice: its words and the patients who are given it.</summary>
    public ImmutableSortedDictionary<string, (string Words, Condition Condition)> Answers { get; }

    /// <summary>A decision that does not exist answers nobody.</summary>
    public static AnswerConditions Of(Decision? decision, ConditionRewriter rewriter, Syntax.Text.Location place)
    {
        Dictionary<string, (string Words, Condition Condition)> answers = new(StringComparer.Ordinal);
        if (decision is null)
        {
            answers.Add(OutOfScope, ("out of scope", new Constant(true, place)));
            return new AnswerConditions(answers.ToImmutableSortedDictionary(StringComparer.Ordinal));
        }

        Condition scope = rewriter.Rewrite(decision.Scope);
        ImmutableArray<Condition> rules = [.. decision.Rules.Select(r => rewriter.Rewrite(r.Condition))];
        answers.Add(OutOfScope, ("out of scope", new Not(scope, place)));
        foreach (IGrouping<string, Rule> same in decision.Rules.GroupBy(SameAdvice.Key))
        {
            Condition given = new Any([.. same.Select(r => Given(decision, rules, scope, r, place))], place);
            answers.Add("1 " + same.Key, (AdviceWords.Of(same.First()), given));
        }

        Condition none = new All([scope, new Not(new Any(rules, place), place)], place);
        Condition silent = new Any([.. decision.Silences.Select(s => rewriter.Rewrite(s.Condition))], place);
        answers.Add("2 silent", ("the source is silent", new All([none, silent], place)));
        answers.Add("3 gap", ("no advice", new All([none, new Not(silent, place)], place)));
        return new AnswerConditions(answers.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static Condition Given(Decision decision, ImmutableArray<Condition> rules, Condition scope, Rule rule, Syntax.Text.Location place)
    {
        Condition given = Unbeaten(decision, rules, rule, place);
        return decision.Policy == ChoicePolicy.First
            ? new All([scope, given, .. decision.Rules.Take(rule.Index).Select(r => new Not(Unbeaten(decision, rules, r, place), place))], place)
            : new All([scope, given], place);
    }

    /// <summary>The rule holds and none that overrides it does.</summary>
    private static Condition Unbeaten(Decision decision, ImmutableArray<Condition> rules, Rule rule, Syntax.Text.Location place) => new All(
        [rules[rule.Index], .. decision.Rules.Where(o => o.Overrides.Contains(rule.Index)).Select(o => new Not(rules[o.Index], place))], place);
}

/// <summary>The advice of a rule as one line.</summary>
internal static class AdviceWords
{
    public static string Of(Rule rule) => string.Join("; ", rule.Advice.Select(Of));

    private static string Of(Advice advice)
    {
        string joint = advice.Verb is AdviceVerb.Recommend or AdviceVerb.Consider ? " or " : " and ";
        IEnumerable<string> steps = advice.Plan.Steps.Select(s => (s.Name is null ? "" : s.Name + ": ") + string.Join(joint, s.Options.Select(Of)));
        string line = advice.Qualifiers.Line is { } number ? $", line {number}" : "";
        string dose = advice.Qualifiers.Dose is { } amount ? $", dose {amount.Low}{(amount.High is { } high ? $" to {high}" : "")} {amount.Unit}" : "";
        return $"{advice.Verb.ToString().ToLowerInvariant()} {string.Join(", then ", steps)}{line}{dose}";
    }

    private static string Of(Model.PlanOption option) =>
        string.Join(" + ", option.Parts.Select(p => p.IsOptional ? $"({p.Action.Label})" : p.Action.Label)) + (option.Guard is null ? "" : $" when {option.Guard.Origin.Text}");
}

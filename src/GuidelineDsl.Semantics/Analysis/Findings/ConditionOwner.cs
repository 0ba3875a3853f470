using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>A condition as its author wrote it, and what it belongs to.</summary>
/// <param name="MayBeEmpty">That nobody meets it is reported in another way.</param>
internal sealed record ConditionOwner(
    Condition Condition, string Words, bool MayBeEmpty, Guideline Guideline, Decision? Decision = null, Rule? Rule = null, Classification? Classification = null)
{
    /// <summary>All conditions that a file declares for itself.</summary>
    public static IEnumerable<ConditionOwner> Of(Guideline guideline, LocalDeclarations declarations)
    {
        foreach (Definition definition in declarations.Definitions)
        {
            yield return new ConditionOwner(definition.Condition, Telling.Quote(definition), false, guideline);
        }

        foreach (Classification classification in declarations.Classifications)
        {
            foreach (Branch branch in classification.Branches.Where(b => !b.IsOtherwise))
            {
                yield return new ConditionOwner(
                    branch.Condition, $"the line of {Telling.Quote(classification)} for {Wording.FactWords.NameOf(classification.Type.Values[branch.Value])}",
                    false, guideline, Classification: classification);
            }
        }

        foreach (Score score in declarations.Scores)
        {
            foreach (PointLine line in score.Lines)
            {
                yield return new ConditionOwner(line.Condition, $"a line of {Telling.Quote(score)}", false, guideline);
            }
        }
    }

    public static IEnumerable<ConditionOwner> Of(Guideline guideline, Decision decision, IReadOnlySet<Rule> dead)
    {
        if (decision.Rules.Length > 0 && dead.Count == decision.Rules.Length)
        {
            yield break;
        }

        yield return new ConditionOwner(decision.Scope, $"the scope of {Telling.Quote(decision)}", true, guideline, decision);
        foreach (Rule rule in decision.Rules.Where(r => !dead.Contains(r)))
        {
            if (!rule.IsOtherwise)
            {
                yield return new ConditionOwner(rule.Condition, Telling.Quote(rule), true, guideline, decision, rule);
            }

            foreach (PlanOption option in rule.Advice.SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).Where(o => o.Guard is not null))
            {
                yield return new ConditionOwner(option.Guard!, $"an option of {Telling.Quote(rule)}", false, guideline, decision, rule);
            }
        }

        foreach (Silence silence in decision.Silences)
        {
            yield return new ConditionOwner(silence.Condition, $"the silence of {Telling.Quote(decision)}", true, guideline, decision);
        }
    }
}

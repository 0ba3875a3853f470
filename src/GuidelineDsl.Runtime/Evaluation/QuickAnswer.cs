using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Status and given rules by three-valued truth alone, without allocating. Where something is undecided it answers
/// <see cref="DecisionStatus.NeedsData"/> although a look ahead might find that all possibilities agree; in nothing else does it differ
/// from the full result.
/// </summary>
internal static class QuickAnswer
{
    /// <param name="decision">The decision, visited.</param>
    /// <param name="state">The memory.</param>
    /// <param name="given">Receives the bits of given rules, by ordinal; the bits of other decisions stay.</param>
    public static DecisionStatus Of(DecisionDescription decision, EvaluationState state, Span<ulong> given)
    {
        Truth scope = state.Holds(decision.ScopeRoot);
        if (!scope.IsTrue)
        {
            return scope.IsFalse ? DecisionStatus.OutOfScope : DecisionStatus.NeedsData;
        }

        bool any = false;
        bool open = false;
        foreach (RuleDescription rule in decision.Rules)
        {
            Truth truth = state.Holds(rule.Root);
            if (truth.IsFalse)
            {
                continue;
            }

            Truth overridden = Overridden(decision, rule.Index, state);
            if (overridden.IsTrue)
            {
                continue;
            }

            if (!truth.IsTrue)
            {
                open = true;
            }
            else if (decision.Policy != ChoicePolicy.First || !open)
            {
                given[rule.Ordinal >> 6] |= 1UL << (rule.Ordinal & 63);
                any = true;
                if (decision.Policy == ChoicePolicy.First)
                {
                    break;
                }
            }
        }

        return any ? DecisionStatus.Decided : open ? DecisionStatus.NeedsData : Silence(decision.Silences, state);
    }

    private static DecisionStatus Silence(ImmutableArray<SilenceDescription> silences, EvaluationState state)
    {
        Truth silent = Truth.False;
        foreach (SilenceDescription silence in silences)
        {
            silent |= state.Holds(silence.Root);
        }

        return silent.IsTrue ? DecisionStatus.Silent : silent.IsFalse ? DecisionStatus.NoRecommendation : DecisionStatus.NeedsData;
    }

    private static Truth Overridden(DecisionDescription decision, int rule, EvaluationState state)
    {
        Truth overridden = Truth.False;
        foreach (int winner in decision.OverriddenBy[rule])
        {
            overridden |= state.Holds(decision.Rules[winner].Root);
        }

        return overridden;
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Derived values of one patient. Where three-valued truth leaves a definition or classification open although every value still
/// possible agrees, it has that value.
/// </summary>
internal static class DerivedValues
{
    /// <summary>
    /// Settles, in order, the derived values of which conditions ask whether they are determined; conditions must be visited again
    /// when one of them was only found so by looking ahead.
    /// </summary>
    public static void Settle(GuidelineEvaluator evaluator, EvaluationState state)
    {
        state.FreezesDetermined = true;
        foreach (int index in state.Description.DeterminedInOrder)
        {
            DerivedDescription derived = state.Description.Derived[index];
            Truth determined = LookAhead(evaluator, state, Determination.Read(state, derived)).IsDetermined;
            if (determined != state.Determined[index])
            {
                state.Determined[index] = determined;
                evaluator.VisitDerived(state);
            }
        }
    }

    public static ImmutableArray<DerivedResult> Read(GuidelineEvaluator evaluator, EvaluationState state) =>
        state.Description.Derived.IsEmpty ? [] : ReadAll(evaluator, state);

    private static ImmutableArray<DerivedResult> ReadAll(GuidelineEvaluator evaluator, EvaluationState state)
    {
        DerivedResult[] results = new DerivedResult[state.Description.Derived.Length];
        Read(evaluator, state, results);
        return ImmutableCollectionsMarshal.AsImmutableArray(results);
    }

    public static void Read(GuidelineEvaluator evaluator, EvaluationState state, Span<DerivedResult> results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = LookAhead(evaluator, state, Determination.Read(state, state.Description.Derived[i]));
        }
    }

    private static bool HasUnknown(DerivedDescription derived, EvaluationState state)
    {
        foreach (int fact in derived.Facts)
        {
            if (state.Codes[fact] == EvaluationState.UnknownCode)
            {
                return true;
            }
        }

        return false;
    }

    private static DerivedResult LookAhead(GuidelineEvaluator evaluator, EvaluationState state, DerivedResult result)
    {
        DerivedDescription derived = result.Derived;
        if (result.IsDetermined || !HasUnknown(derived, state))
        {
            return result;
        }

        switch (derived.Kind)
        {
            case DerivedKind.Definition:
                int truth = CompletionSearch.Common(
                    evaluator, state, new TruthQuestion(derived.Roots[0], derived.Space, decision: -1, heedsConstraints: false));
                return truth < 0 ? result : result with { Truth = truth == TruthQuestion.Yes };
            case DerivedKind.Classification:
                int value = CompletionSearch.Common(evaluator, state, new ClassificationQuestion(derived));
                return value <= 0 ? result : result with { Value = derived.Values[value - 1] };
            case DerivedKind.Score:
            case DerivedKind.Number:
            case DerivedKind.Date:
            case DerivedKind.DateTime:
                return result;
            default:
                throw new InvalidOperationException($"No such kind of derived value: {derived.Kind}.");
        }
    }
}

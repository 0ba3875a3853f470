using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>The values of definitions, classifications, scores and computed numbers, read from visited conditions.</summary>
internal static class Determination
{
    /// <summary>
    /// Whether a derived value is determined by what is known. While a search has not yet settled which of its facts are known the
    /// question itself is open.
    /// </summary>
    public static Truth Of(EvaluationState state, DerivedDescription derived)
    {
        if (Read(state, derived).IsDetermined)
        {
            return Truth.True;
        }

        foreach (int fact in derived.Facts)
        {
            if (state.Known[fact].IsUnknown)
            {
                return Truth.Unknown;
            }
        }

        return Truth.False;
    }

    public static DerivedResult Read(EvaluationState state, DerivedDescription derived)
    {
        switch (derived.Kind)
        {
            case DerivedKind.Definition:
                return derived.Of(state.Holds(derived.Roots[0]));
            case DerivedKind.Classification:
                int value = ValueOf(state, derived);
                return derived.Of(value);
            case DerivedKind.Score:
                (long low, long high) = state.ScoreBounds(derived.Slot);
                return new DerivedResult(derived, Truth.Unknown, null, low * derived.Scale, high * derived.Scale);
            case DerivedKind.Number:
            case DerivedKind.Date:
            case DerivedKind.DateTime:
                NumberRange number = state.Computed(derived.Slot);
                return new DerivedResult(
                    derived, Truth.Unknown, null, number.IsDetermined ? number.Low : null, number.IsDetermined ? number.High : null);
            default:
                throw new InvalidOperationException($"No such kind of derived value: {derived.Kind}.");
        }
    }

    /// <summary>The ordinal of a classification's value: the first branch that holds, where no branch that counts before it might. -1 for none.</summary>
    public static int ValueOf(EvaluationState state, DerivedDescription classification)
    {
        ImmutableArray<int> roots = classification.Roots;
        for (int i = 0; i < roots.Length; i++)
        {
            Truth truth = state.Holds(roots[i]);
            if (truth.IsTrue)
            {
                return classification.BranchValues[i];
            }

            if (truth.IsUnknown && classification.ChooseFirst)
            {
                return -1;
            }
        }

        return -1;
    }
}

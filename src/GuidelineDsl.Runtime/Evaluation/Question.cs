using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Something that has one outcome for every completely known patient.</summary>
internal abstract class Question
{
    public abstract SearchSpace Space { get; }

    /// <summary>The decision whose conditions must be visited, or -1 when the derived values are enough.</summary>
    public abstract int Decision { get; }

    /// <summary>Whether patients that violate a constraint are left out.</summary>
    public abstract bool HeedsConstraints { get; }

    /// <summary>Whether the conditions of constraints must be visited.</summary>
    public virtual bool VisitsConstraints => HeedsConstraints;

    /// <summary>The conditions that the outcome depends on.</summary>
    public abstract ImmutableArray<int> Roots { get; }

    /// <summary>The outcome if the visited conditions decide it, otherwise -1.</summary>
    /// <param name="state">The memory with the visited conditions.</param>
    /// <param name="final">Nothing more can become known: what is still undecided does not hold.</param>
    public abstract int Settle(EvaluationState state, bool final);
}

/// <summary>The truth of one condition.</summary>
internal sealed class TruthQuestion(int root, SearchSpace space, int decision, bool heedsConstraints) : Question
{
    public const int No = 0;
    public const int Yes = 1;

    public override SearchSpace Space => space;

    public override int Decision => decision;

    public override bool HeedsConstraints => heedsConstraints;

    public override ImmutableArray<int> Roots { get; } = [root];

    public override int Settle(EvaluationState state, bool final)
    {
        Truth truth = state.Holds(root);
        return truth.IsUnknown && !final ? -1 : truth.IsTrue ? Yes : No;
    }
}

/// <summary>Whether a constraint holds.</summary>
internal sealed class ConstraintQuestion(ConstraintDescription constraint) : Question
{
    public override SearchSpace Space => constraint.Space;

    public override int Decision => -1;

    public override bool VisitsConstraints => true;

    public override bool HeedsConstraints => false;

    public override ImmutableArray<int> Roots { get; } = [constraint.Root];

    public override int Settle(EvaluationState state, bool final)
    {
        Truth truth = state.Holds(constraint.Root);

        // What can never be decided violates nothing.
        return truth.IsUnknown && !final ? -1 : truth.IsFalse ? TruthQuestion.No : TruthQuestion.Yes;
    }
}

/// <summary>The value of a classification; the outcome is its ordinal, after 0 for none.</summary>
internal sealed class ClassificationQuestion(DerivedDescription classification) : Question
{
    public override SearchSpace Space => classification.Space;

    public override int Decision => -1;

    public override bool HeedsConstraints => false;

    public override ImmutableArray<int> Roots => classification.Roots;

    public override int Settle(EvaluationState state, bool final)
    {
        int value = Determination.ValueOf(state, classification);
        if (value >= 0 || final)
        {
            return value + 1;
        }

        foreach (int root in classification.Roots)
        {
            if (state.Holds(root).IsUnknown)
            {
                return -1;
            }
        }

        return 0;
    }
}

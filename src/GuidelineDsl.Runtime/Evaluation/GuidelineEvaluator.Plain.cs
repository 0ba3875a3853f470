using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Runtime.Evaluation;

// The ways of answering sound patients whose answers take no thought.
public abstract partial class GuidelineEvaluator
{
    /// <summary>Up to so many words or answers lie on the stack.</summary>
    private const int Few = 16;

    /// <summary>The result for a sound patient whose answers take no thought; otherwise null.</summary>
    private GuidelineResult? TryPlain(GuidelinePatient patient, DateOnly today)
    {
        int words = JsonEvaluation.PlainWords(Description);
        int count = Description.DecisionCount;
        Span<ulong> rules = words <= Few ? stackalloc ulong[words] : new ulong[words];
        Span<PlainAnswer> answers = count <= Few ? stackalloc PlainAnswer[count] : new PlainAnswer[count];
        DerivedResult[] derived = Description.Derived.IsEmpty ? [] : new DerivedResult[Description.Derived.Length];
        return TryPlain(patient, today, answers, rules, derived)
            ? Result(patient, today, ImmutableCollectionsMarshal.AsImmutableArray(Results(answers, rules)), ImmutableCollectionsMarshal.AsImmutableArray(derived))
            : null;
    }

    /// <summary>
    /// Answers a sound patient into memory that is used again and again, where nothing takes thought: then nothing is allocated but scores and computed numbers.
    /// Where the conditions were looked up, they need not be visited.
    /// </summary>
    internal bool TryPlain(GuidelinePatient patient, DateOnly today, Span<PlainAnswer> answers, Span<ulong> rules, Span<DerivedResult> derived)
    {
        if (CanLook && !(TryLook(patient, today, out ulong certain, out ulong possible) && Plain.TryTell(certain, possible, patient, answers, rules)))
        {
            return false;
        }

        return (CanLook && derived.IsEmpty) || TryPlainVisited(patient, today, answers, rules, derived);
    }

    private bool TryPlainVisited(GuidelinePatient patient, DateOnly today, Span<PlainAnswer> answers, Span<ulong> rules, Span<DerivedResult> derived)
    {
        EvaluationState state = Rent();
        try
        {
            if ((!CanLook && !Description.Constraints.IsEmpty) || !PatientCoder.Load(patient, today, state))
            {
                return false;
            }

            VisitDerived(state);
            DerivedValues.Settle(this, state);
            if (!CanLook)
            {
                VisitDecisions(state);
                if (!TryPlain(state, answers, rules))
                {
                    return false;
                }
            }

            DerivedValues.Read(this, state, derived);
            return true;
        }
        finally
        {
            Return(state);
        }
    }

    /// <summary>The answers of all visited decisions, where none of them takes thought. A rule that advises against something concerns the others, too.</summary>
    private bool TryPlain(EvaluationState state, Span<PlainAnswer> answers, Span<ulong> rules)
    {
        rules.Clear();
        for (int i = 0; i < answers.Length; i++)
        {
            if (!Plain.TryTell(state, Description.Decisions[i], out answers[i], rules))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The answers of a patient whose conditions are all visited, where none of them takes thought.</summary>
    private DecisionResult[]? TryPlain(GuidelinePatient patient, EvaluationState state)
    {
        int words = JsonEvaluation.PlainWords(Description);
        int count = Description.DecisionCount;
        Span<ulong> rules = words <= Few ? stackalloc ulong[words] : new ulong[words];
        Span<PlainAnswer> answers = count <= Few ? stackalloc PlainAnswer[count] : new PlainAnswer[count];
        bool isPlain = CanLook
            ? TryLook(patient, DateOnly.FromDayNumber((int)state.Today), out ulong certain, out ulong possible) && Plain.TryTell(certain, possible, patient, answers, rules)
            : TryPlain(state, answers, rules);
        return isPlain ? Results(answers, rules) : null;
    }

    private DecisionResult[] Results(ReadOnlySpan<PlainAnswer> answers, ReadOnlySpan<ulong> rules)
    {
        DecisionResult[] results = new DecisionResult[answers.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Plain.Result(Description.Decisions[i], answers[i], rules);
        }

        return results;
    }
}

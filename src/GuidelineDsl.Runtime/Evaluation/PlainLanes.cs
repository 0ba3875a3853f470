using System.Numerics;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Plain answers by the bits that <see cref="GuidelineEvaluator.TryLook"/> finds.</summary>
internal sealed class PlainLanes
{
    private readonly Decision[] _decisions;
    private readonly ulong _constraints;
    private readonly ulong _plainRules;

    public PlainLanes(GuidelineDescription guideline, Func<int, bool> isPlain)
    {
        int next = guideline.Rules.Length + guideline.Decisions.Length;
        _decisions = new Decision[guideline.Decisions.Length];
        foreach (DecisionDescription decision in guideline.Decisions)
        {
            _decisions[decision.Index] = new Decision(
                Bits(guideline.Rules.Length + decision.Index, 1),
                decision.Rules.IsEmpty ? 0 : Bits(decision.Rules[0].Ordinal, decision.Rules.Length),
                Bits(next, decision.Silences.Length),
                next,
                decision.Policy == ChoicePolicy.First,
                [.. decision.Rules.Where(rule => !decision.OverriddenBy[rule.Index].IsEmpty).Select(rule => (
                    Bits(rule.Ordinal, 1),
                    decision.OverriddenBy[rule.Index].Aggregate(0UL, (bits, winner) => bits | Bits(decision.Rules[winner].Ordinal, 1))))],
                [.. decision.Space.Facts.Where(cells => cells.MayStayUnknown).Select(cells => cells.Fact)]);
            next += decision.Silences.Length;
        }

        _constraints = Bits(next, guideline.Constraints.Length);
        foreach (RuleDescription rule in guideline.Rules)
        {
            _plainRules |= isPlain(rule.Ordinal) ? Bits(rule.Ordinal, 1) : 0;
        }
    }

    /// <returns>False where an answer takes thought.</returns>
    public bool TryTell(ulong certain, ulong possible, GuidelinePatient patient, Span<PlainAnswer> answers, out ulong rules)
    {
        rules = 0;
        if ((certain & _constraints) != _constraints)
        {
            return false;
        }

        for (int i = 0; i < _decisions.Length; i++)
        {
            Decision decision = _decisions[i];
            if (!decision.IsFrozen(patient) || !decision.TryTell(certain, possible, out answers[i], out ulong given) || (given & ~_plainRules) != 0)
            {
                return false;
            }

            rules |= given;
        }

        return true;
    }

    private static ulong Bits(int first, int count) => count == 0 || first >= 64 ? 0 : (ulong.MaxValue >> (64 - Math.Min(64, count))) << first;

    /// <summary>The lanes of one decision.</summary>
    private sealed record Decision(
        ulong Scope, ulong Rules, ulong Silences, int FirstSilence, bool IsFirst, (ulong Loser, ulong Winners)[] Overrides, int[] AskedFor)
    {
        /// <summary>Whether the being known of facts can no more change what their values do not.</summary>
        public bool IsFrozen(GuidelinePatient patient)
        {
            foreach (int fact in AskedFor)
            {
                if (patient.CodeOf(fact) == EvaluationState.UnknownCode)
                {
                    return false;
                }
            }

            return true;
        }

        public bool TryTell(ulong certain, ulong possible, out PlainAnswer answer, out ulong given)
        {
            given = 0;
            answer = new PlainAnswer(DecisionStatus.OutOfScope);
            if ((certain & Scope) == 0)
            {
                return (possible & Scope) == 0;
            }

            given = certain & Rules;
            ulong live = possible & Rules;
            if (live == given)
            {
                foreach ((ulong loser, ulong winners) in Overrides)
                {
                    given &= (live & winners) != 0 ? ~loser : ulong.MaxValue;
                }
            }
            else if (!IsFirst || Overrides.Length > 0 || (given & live & (0 - live)) == 0)
            {
                return false;
            }

            given = IsFirst ? given & (0 - given) : given;
            ulong silences = certain & Silences;
            answer = given != 0 ? new PlainAnswer(DecisionStatus.Decided)
                : silences != 0 ? new PlainAnswer(DecisionStatus.Silent, BitOperations.TrailingZeroCount(silences) - FirstSilence)
                : new PlainAnswer(DecisionStatus.NoRecommendation);
            return given != 0 || silences != 0 || (possible & Silences) == 0;
        }
    }
}

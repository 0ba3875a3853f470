using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Masks;

namespace GuidelineDsl.Runtime.Tests;

/// <summary>Status and given rules from lanes, for every combination of a scope, two rules and a silence that hold, might hold or do not.</summary>
public sealed class MaskDecisionTests
{
    private const ulong Rules = 0b0011;
    private const ulong Scope = 0b0100;
    private const ulong Silence = 0b1000;

    [Theory]
    [InlineData(Scope, false)]
    [InlineData(Scope, true)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    public void A_status_follows_from_scope_then_rules_then_silences(ulong scope, bool first)
    {
        int combinations = 0;
        for (ulong possible = 0; possible < 16; possible++)
        {
            for (ulong certain = 0; certain <= possible; certain++)
            {
                if ((certain & ~possible) != 0)
                {
                    continue;
                }

                combinations++;
                ulong given = 0b1_0000;
                DecisionStatus status = MaskDecision.Answer(certain, possible, scope, Rules, Silence, first, ref given);
                (DecisionStatus expected, ulong rules) = Expected(certain, possible, scope, first);
                (status, given).ShouldBe((expected, rules | 0b1_0000), $"certain {certain:b4}, possible {possible:b4}");
            }
        }

        combinations.ShouldBe(81);
    }

    private static (DecisionStatus Status, ulong Rules) Expected(ulong certain, ulong possible, ulong scope, bool first)
    {
        if ((possible & scope) != scope)
        {
            return (DecisionStatus.OutOfScope, 0);
        }

        if ((certain & scope) != scope)
        {
            return (DecisionStatus.NeedsData, 0);
        }

        ulong given = certain & Rules;
        if (first)
        {
            given = (certain & 1) != 0 ? 1UL : (possible & 1) == 0 ? certain & 2 : 0;
        }

        DecisionStatus status = given != 0 ? DecisionStatus.Decided
            : (possible & Rules) != 0 ? DecisionStatus.NeedsData
            : (certain & Silence) != 0 ? DecisionStatus.Silent
            : (possible & Silence) != 0 ? DecisionStatus.NeedsData
            : DecisionStatus.NoRecommendation;
        return (status, given);
    }
}

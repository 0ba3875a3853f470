using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Tests;

public sealed class TruthTests
{
    private static readonly Truth[] All = [Truth.False, Truth.Unknown, Truth.True];

    [Fact]
    public void And_is_the_smaller_or_the_larger_and_not_turns_round()
    {
        for (int a = 0; a < 3; a++)
        {
            (!All[a]).ShouldBe(All[2 - a]);
            for (int b = 0; b < 3; b++)
            {
                (All[a] & All[b]).ShouldBe(All[Math.Min(a, b)]);
                (All[a] | All[b]).ShouldBe(All[Math.Max(a, b)]);
            }
        }
    }

    [Fact]
    public void Counting_is_decided_as_soon_as_the_rest_cannot_change_it()
    {
        Truth.Count(2, 3, Truth.True, Truth.True, Truth.Unknown).ShouldBe(Truth.True);
        Truth.Count(2, 2, Truth.True, Truth.True, Truth.Unknown).ShouldBe(Truth.Unknown);
        Truth.Count(0, 1, Truth.True, Truth.True, Truth.Unknown).ShouldBe(Truth.False);
        Truth.Count(2, 3, Truth.False, Truth.False, Truth.Unknown).ShouldBe(Truth.False);
    }
}

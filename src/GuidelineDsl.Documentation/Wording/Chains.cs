using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>A chain such as <c>3 % &lt;= ki67 &lt; 20 %</c> is two tests in the model; people read it as one.</summary>
internal static class Chains
{
    public static ImmutableArray<Condition> PartsOf(All all)
    {
        List<Condition> parts = [];
        foreach (Condition part in all.Parts.SelectMany(p => p is All inner && inner.Parts.All(i => i is NumberTest) ? PartsOf(inner) : [p]))
        {
            if (part is NumberTest test && parts.Count > 0 && parts[^1] is NumberTest last && Merge(last, test) is { } merged)
            {
                parts[^1] = merged;
            }
            else
            {
                parts.Add(part);
            }
        }

        return [.. parts];
    }

    private static NumberTest? Merge(NumberTest first, NumberTest second)
    {
        if (first.Subject != second.Subject || first.Values.Intervals is not [var a] || second.Values.Intervals is not [var b])
        {
            return null;
        }

        Interval? both = (a, b) switch
        {
            ({ From: { }, To: null }, { From: null, To: { } }) => a with { To = b.To, ToInclusive = b.ToInclusive },
            ({ From: null, To: { } }, { From: { }, To: null }) => b with { To = a.To, ToInclusive = a.ToInclusive },
            _ => null,
        };
        return both is { From: { } from, To: { } to } interval && from < to ? first with { Values = new IntervalSet([interval]) } : null;
    }
}

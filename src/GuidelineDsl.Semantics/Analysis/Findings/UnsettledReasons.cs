using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Looks for what the analysis could not decide in a formula.</summary>
internal static class UnsettledReasons
{
    public static string? Find(Formula root)
    {
        if (!root.HasUnsettledLeaves)
        {
            return null;
        }

        HashSet<int> seen = [];
        Stack<Formula> rest = new([root]);
        while (rest.TryPop(out Formula? formula))
        {
            if (!formula.HasUnsettledLeaves || !seen.Add(formula.Id))
            {
                continue;
            }

            switch (formula)
            {
                case Unsettled { Reason: { } reason }:
                    return reason;
                case Unsettled:
                    break;
                case Junction junction:
                    Array.ForEach(junction.Parts, rest.Push);
                    break;
                case Points points:
                    Array.ForEach(points.Lines, l => rest.Push(l.Part));
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(root), formula, null);
            }
        }

        return null;
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>A step of the code for groups of patients: something to compute, and perhaps to keep as a column of the answers.</summary>
/// <param name="Node">What is computed.</param>
/// <param name="Column">The column; -1 for a part that is best computed just here, while what it is made of is at hand.</param>
internal readonly record struct ColumnStep(int Node, int Column);

/// <summary>What code for groups of patients computes.</summary>
/// <param name="Slices">What it reads.</param>
/// <param name="Network">The operations.</param>
/// <param name="Known">Where every fact of a patient is known.</param>
/// <param name="Always">What is computed for every group.</param>
/// <param name="WhenKnown">What is computed besides where every fact of every patient is known, so that what is possible is certain.</param>
/// <param name="Otherwise">What is computed besides where something is unknown.</param>
internal sealed record ColumnForm(
    ColumnSlices Slices,
    BitNetwork Network,
    int Known,
    ImmutableArray<ColumnStep> Always,
    ImmutableArray<ColumnStep> WhenKnown,
    ImmutableArray<ColumnStep> Otherwise)
{
    /// <summary>
    /// With more operations a guideline has no code for groups: the just-in-time compiler follows a thousand values in one method, and each operation takes
    /// some fifteen of the 30,000 bytes that a method may have.
    /// </summary>
    private const int MostOperations = 900;

    /// <summary>The code of a guideline for groups of patients; null where it would grow too large, or has nothing to read.</summary>
    public static ColumnForm? Of(Circuit circuit, GuidelineDescription guideline)
    {
        ColumnSlices slices = new(circuit, !guideline.RequiredFacts.IsEmpty);
        return slices.Count > 0 && circuit.Axes.All(axis => axis.Bins <= ColumnSlices.MostBins)
            && ColumnPlanner.Plan(circuit, guideline, slices) is { } form && form.Operations() <= MostOperations
                ? form
                : null;
    }

    /// <summary>The nodes that are computed, and how often each is used.</summary>
    public Dictionary<int, int> Uses()
    {
        Dictionary<int, int> uses = [];
        Stack<int> open = new(Always.Concat(WhenKnown).Concat(Otherwise).Select(step => step.Node).Append(Known));
        while (open.TryPop(out int node))
        {
            bool isSeen = uses.TryGetValue(node, out int count);
            uses[node] = count + 1;
            BitNode operation = Network[node];
            if (!isSeen && operation.Kind is (BitKind.Not or BitKind.And or BitKind.Or or BitKind.Xor))
            {
                open.Push(operation.A);
                if (operation.Kind != BitKind.Not)
                {
                    open.Push(operation.B);
                }
            }
        }

        return uses;
    }

    private int Operations() => Uses().Keys.Count(node => Network[node].Kind is BitKind.And or BitKind.Or or BitKind.Xor);
}

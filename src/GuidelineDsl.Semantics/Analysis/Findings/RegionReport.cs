using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>An open region, ready to be told: boxes, words, and one patient.</summary>
internal sealed record RegionReport(
    ImmutableArray<Box> Boxes, ImmutableArray<ToldBox> Told, bool IsTruncated, Patient Witness, DateOnly? Today, ulong[] FirstRegion, int[] Point)
{
    /// <summary>The parts of the region in the author's words.</summary>
    public ImmutableArray<string> Words { get; } = [.. Told.Select(t => t.Words)];

    /// <summary>What the rows leave open, told; null when that is nothing.</summary>
    /// <param name="space">Where the rows are.</param>
    /// <param name="rows">What is covered, or not asked about.</param>
    /// <param name="regions">What they leave open, beyond rows that only bound who is asked about.</param>
    /// <param name="truncated">There is more that they leave open.</param>
    /// <param name="typical">What patients usually are like.</param>
    /// <param name="usual">The values of facts that the space does not speak of.</param>
    /// <param name="budget">Stops the work.</param>
    public static RegionReport? Of(
        ConditionSpace space, IReadOnlyList<Row> rows, IReadOnlyList<ulong[]> regions, bool truncated,
        Func<Fact?, PatientValue> typical, UsualValues usual, Budget budget)
    {
        WitnessFinder witnesses = new(space.Variables, rows, typical, budget);
        BoxWriter writer = new(space);

        // Patients of whom everything is known come first, wherever in the region they are.
        (ulong[] Region, int[] Point)? chosen = null;
        foreach (ulong[] region in regions)
        {
            if (witnesses.FindPoint(region) is { } point && (chosen is null || IsComplete(space, point)))
            {
                chosen = (region, point);
                if (IsComplete(space, point))
                {
                    break;
                }
            }
        }

        if (chosen is not { } best)
        {
            return null;
        }

        (Patient patient, DateOnly? today) = witnesses.ToPatient(best.Point, best.Region, usual);
        ImmutableArray<Box> boxes = [.. regions.Select(writer.ToBox)];
        return new RegionReport(boxes, new RegionNames(space, rows, budget).Tell(regions), truncated, patient, today, best.Region, best.Point);
    }

    /// <summary>The witness by the facts that the finding is about.</summary>
    public string WitnessInWords(IReadOnlySet<Fact> about)
    {
        string[] words = [.. Witness.Only(about).Values.Select(v => FactWords.Describe(v.Fact, v.Value))];
        return words.Length == 0 ? "any patient" : string.Join(", ", words);
    }

    private static bool IsComplete(ConditionSpace space, int[] point) =>
        space.Variables.All(v => !v.HasUnknown || point[v.Index] < v.KnownCount);
}

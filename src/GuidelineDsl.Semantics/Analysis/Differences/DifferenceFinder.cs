using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// Which patients two versions of a guideline advise differently: exactly, by the same search that finds gaps. Decisions are compared on the patients
/// whom both versions accept; whom only one accepts is told apart.
/// </summary>
public static class DifferenceFinder
{
    public static ModelDifference Compare(GuidelineModel before, GuidelineModel after, AnalysisOptions options, CancellationToken cancellation = default)
    {
        SharedFacts facts = new(before.Facts, after.Facts);
        Dictionary<ClinicalAction, ClinicalAction> actions = Pairing.Of(before.Actions, after.Actions)
            .Where(p => p is { Before: not null, After: not null }).ToDictionary(p => p.Before!, p => p.After!);
        VersionRewriter old = new(facts, actions);
        VersionRewriter young = new(facts, ImmutableDictionary<ClinicalAction, ClinicalAction>.Empty);
        List<DecisionDifference> patients = [];
        List<DecisionDifference> decisions = [];
        foreach ((Guideline? oldText, Guideline? newText) in Versions(before.Guidelines, after.Guidelines, g => g.Id, g => g.Metadata.Title))
        {
            Guideline? a = oldText is null ? null : old.Rewrite(oldText);
            Guideline? b = newText is null ? null : young.Rewrite(newText);
            GuidelineComparison comparison = new(a, b, oldText is not null && newText is not null && SameText(oldText, newText), options, cancellation);
            if (comparison.ComparePatients() is { IsSame: false } who)
            {
                patients.Add(who);
            }

            foreach ((Decision? was, Decision? isNow) in Versions(a?.Decisions ?? [], b?.Decisions ?? [], d => d.Id, d => d.Label))
            {
                cancellation.ThrowIfCancellationRequested();
                decisions.Add(comparison.Compare(was, isNow));
            }
        }

        return new ModelDifference([.. patients], [.. decisions], TextDifferences.Find(before, after, facts));
    }

    /// <summary>The very same texts answer alike, also where a condition is beyond the analysis.</summary>
    private static bool SameText(Guideline before, Guideline after) =>
        before.Sources.Select(s => s.Content).SequenceEqual(after.Sources.Select(s => s.Content), StringComparer.Ordinal);

    /// <summary>Names and labels first; one that is left on either side is then compared, whatever it is called.</summary>
    private static IEnumerable<(T? Before, T? After)> Versions<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> name, Func<T, string> label)
        where T : class
    {
        (T? Before, T? After)[] pairs = [.. Pairing.Of(before, after, name, label)];
        (T? Before, T? After)[] alone = [.. pairs.Where(p => p.Before is null || p.After is null)];
        return alone is [{ After: { } added }, { Before: { } gone }]
            ? pairs.Except(alone).Append((gone, added))
            : pairs;
    }
}

using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// What belongs together in two versions: equal names; then, among the rest, equal labels that are the only ones of their kind. Something that
/// is new beside something that is gone is no renaming: that would call different questions the same.
/// </summary>
internal static class Pairing
{
    /// <summary>In the order of the new version; what is gone comes last.</summary>
    public static IEnumerable<(T? Before, T? After)> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : Symbol => Of(before, after, s => s.Id, s => s.Label);

    public static IEnumerable<(T? Before, T? After)> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> name, Func<T, string> label)
        where T : class
    {
        HashSet<T> gone = [.. before.Where(b => after.All(a => name(a) != name(b)))];
        foreach (T item in after)
        {
            T? old = before.FirstOrDefault(b => name(b) == name(item));
            if (old is null && gone.Where(b => label(b) == label(item)).Take(2).ToArray() is [T renamed]
                && after.Count(a => label(a) == label(item)) == 1)
            {
                old = renamed;
                gone.Remove(renamed);
            }

            yield return (old, item);
        }

        foreach (T item in before.Where(gone.Contains))
        {
            yield return (item, null);
        }
    }
}

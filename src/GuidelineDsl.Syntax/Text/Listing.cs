namespace GuidelineDsl.Syntax.Text;

/// <summary>Names in a message: the first ones, and how many there are besides.</summary>
public static class Listing
{
    public static string Of(IEnumerable<string> names, string separator = ", ")
    {
        string[] first = [.. names.Take(Limits.NamesListed + 1)];
        if (first.Length <= Limits.NamesListed)
        {
            return string.Join(separator, first);
        }

        int all = names.TryGetNonEnumeratedCount(out int count) ? count : names.Count();
        return $"{string.Join(separator, first.SkipLast(1))} and {all - Limits.NamesListed} more";
    }
}

using System.Buffers;

namespace GuidelineDsl.Syntax.Text;

/// <summary>Finds the word that an author probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to the word, or null when none is within an edit distance of a third of its length.
    /// Of equally near ones the first wins; a swap of neighbouring letters counts as one edit; case counts little.
    /// </summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        int limit = Math.Max(1, word.Length / 3);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (candidate == word || Math.Abs(candidate.Length - word.Length) > limit)
            {
                continue;
            }

            int distance = string.Equals(candidate, word, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(word, candidate, limit);
            if (distance <= limit && distance < bestDistance && distance < word.Length)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>The edits between two words, counted as far as the limit: three rows of the table are enough, and where all of one is beyond, so is the end.</summary>
    private static int Distance(string a, string b, int limit)
    {
        int width = b.Length + 1;
        int[] rows = ArrayPool<int>.Shared.Rent(3 * width);
        try
        {
            Span<int> before = rows.AsSpan(0, width);
            Span<int> above = rows.AsSpan(width, width);
            Span<int> row = rows.AsSpan(2 * width, width);
            for (int j = 0; j < width; j++)
            {
                above[j] = j;
            }

            for (int i = 1; i <= a.Length; i++)
            {
                int least = row[0] = i;
                for (int j = 1; j < width; j++)
                {
                    int cost = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                    if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    {
                        cost = Math.Min(cost, before[j - 2] + 1);
                    }

                    row[j] = cost;
                    least = Math.Min(least, cost);
                }

                if (least > limit)
                {
                    return int.MaxValue;
                }

                Span<int> free = before;
                before = above;
                above = row;
                row = free;
            }

            return above[b.Length];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rows);
        }
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}

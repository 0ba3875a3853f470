using System.Text;

namespace GuidelineDsl.EndToEnd.Tests.Findings;

/// <summary>
/// A document of findings: sentences written by hand, and between them fenced blocks <c>```finding</c> with what the tool says. The blocks can be
/// renewed; the sentences stay as they are.
/// </summary>
internal static class FindingsDocument
{
    /// <summary>Where a new block goes until somebody has written what it means.</summary>
    public const string Unexplained = "## To be explained";

    /// <summary>What takes the place of a block whose finding is gone, until its sentence has been taken out.</summary>
    public const string Gone = "*(A finding stood here that the tool no longer reports.)*";

    private const string Fence = "```finding";
    private const int ShortestSentence = 40;

    /// <summary>The document with every block renewed: unknown blocks are added at the end, blocks of findings that are gone leave a mark.</summary>
    public static string Renew(string document, IReadOnlyList<Block> blocks)
    {
        Dictionary<string, string> texts = blocks.ToDictionary(b => b.Key, b => b.Text, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        StringBuilder result = new();
        string[] lines = document.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Fence)
            {
                result.Append(lines[i]).Append('\n');
                continue;
            }

            string key = lines[i + 1];
            i = Array.IndexOf(lines, "```", i + 1);
            if (texts.TryGetValue(key, out string? text))
            {
                seen.Add(key);
                result.Append(Fence).Append('\n').Append(text).Append("```\n");
            }
            else
            {
                result.Append(Gone).Append('\n');
            }
        }

        result.Length--;
        Block[] added = [.. blocks.Where(b => !seen.Contains(b.Key))];
        if (added.Length > 0)
        {
            result.Append('\n').Append(Unexplained).Append('\n');
            foreach (Block block in added)
            {
                result.Append('\n').Append(Fence).Append('\n').Append(block.Text).Append("```\n");
            }
        }

        return result.ToString();
    }

    /// <summary>The headings that hold blocks and no sentence about them.</summary>
    public static IEnumerable<string> WithoutSentence(string document)
    {
        foreach (string section in ("\n" + document).Split("\n#").Skip(1))
        {
            bool isBlock = false;
            StringBuilder prose = new();
            foreach (string line in section.Split('\n').Skip(1))
            {
                bool isFence = line.StartsWith("```", StringComparison.Ordinal);
                isBlock = isFence ? !isBlock : isBlock;
                prose.Append(isFence || isBlock ? "" : line);
            }

            if (section.Contains(Fence, StringComparison.Ordinal) && prose.Length < ShortestSentence)
            {
                yield return section.Split('\n')[0].TrimStart('#', ' ');
            }
        }
    }
}

using System.Text;
using GuidelineDsl.Compiler.Tests.HouseRules;

namespace GuidelineDsl.Compiler.Tests;

/// <summary>
/// Compares an output with the file in which it is kept. With the environment variable GDL_UPDATE_BASELINES=1 the files
/// are rewritten instead; they are then read as a diff.
/// </summary>
internal static class Baseline
{
    private const int Context = 3;

    public static string Root => Repository.Root;

    private static bool Updates => Environment.GetEnvironmentVariable("GDL_UPDATE_BASELINES") == "1";

    /// <param name="actual">The output of the test.</param>
    /// <param name="path">The file with the expected output, relative to the repository.</param>
    public static void Verify(string actual, string path)
    {
        string file = Path.Combine(Root, path);
        string found = Normalise(actual);
        if (Updates)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, found);
            return;
        }

        if (!File.Exists(file))
        {
            Assert.Fail($"There is no baseline {path}. The output is:\n{found}\nRun the tests with GDL_UPDATE_BASELINES=1 to keep it.");
        }

        string expected = Normalise(File.ReadAllText(file));
        if (expected != found)
        {
            Assert.Fail($"The output differs from {path} (- expected, + found):\n{Difference(expected, found)}\nRun the tests with GDL_UPDATE_BASELINES=1 to accept it.");
        }
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    /// <summary>The lines that differ, with a few lines around them.</summary>
    private static string Difference(string expected, string found)
    {
        string[] left = expected.Split('\n');
        string[] right = found.Split('\n');
        int same = 0;
        while (same < left.Length && same < right.Length && left[same] == right[same])
        {
            same++;
        }

        int sameAtEnd = 0;
        while (sameAtEnd < left.Length - same && sameAtEnd < right.Length - same && left[^(sameAtEnd + 1)] == right[^(sameAtEnd + 1)])
        {
            sameAtEnd++;
        }

        StringBuilder text = new();
        for (int i = Math.Max(0, same - Context); i < same; i++)
        {
            text.Append("  ").Append(left[i]).Append('\n');
        }

        foreach (string line in left[same..^sameAtEnd])
        {
            text.Append("- ").Append(line).Append('\n');
        }

        foreach (string line in right[same..^sameAtEnd])
        {
            text.Append("+ ").Append(line).Append('\n');
        }

        for (int i = left.Length - sameAtEnd; i < Math.Min(left.Length, left.Length - sameAtEnd + Context); i++)
        {
            text.Append("  ").Append(left[i]).Append('\n');
        }

        return text.ToString();
    }
}

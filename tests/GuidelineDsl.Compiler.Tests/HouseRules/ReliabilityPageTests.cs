using System.Text.RegularExpressions;

namespace GuidelineDsl.Compiler.Tests.HouseRules;

/// <summary>What the page on reliability promises is shown by tests that exist.</summary>
public sealed partial class ReliabilityPageTests
{
    [Fact]
    public void Every_named_test_exists()
    {
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        (string Class, string Method)[] named =
            [.. NamedTest().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md"))).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];

        named.Length.ShouldBeGreaterThan(30);
        named.Where(n => !tests.Contains($"class {n.Class}\n", StringComparison.Ordinal) && !tests.Contains($"class {n.Class} ", StringComparison.Ordinal)).ShouldBeEmpty();
        named.Where(n => !tests.Contains($" {n.Method}(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Za-z]+Tests)\\.([A-Za-z_0-9]+)`")]
    private static partial Regex NamedTest();
}

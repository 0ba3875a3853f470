using GuidelineDsl.EndToEnd.Tests.Packages;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>The same input gives the same assembly, symbols, documentation, C# and schema: in another folder, called from elsewhere, in another language and time zone.</summary>
public sealed class ReproducibleTests
{
    [Fact]
    public void Place_language_and_time_zone_do_not_matter()
    {
        using TemporaryFolder folder = new();
        string first = Build(folder, "a", "", "guidelines/nen/gep_nen_initial_treatment.gdl", new() { ["LC_ALL"] = "C", ["TZ"] = "UTC" });
        string second = Build(folder, "Zweiter Ort/ü", "guidelines", "nen/gep_nen_initial_treatment.gdl", new()
        {
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["LANG"] = "tr_TR.UTF-8",
            ["TZ"] = "Pacific/Kiritimati",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
            ["DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY"] = "0",
            ["DOTNET_TieredCompilation"] = "0",
        });
        string[] files = [.. Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(first, f)).Order(StringComparer.Ordinal)];
        files.Select(Path.GetExtension).Distinct().ShouldBe([".dll", ".pdb", ".xml", ".json", ".cs"], ignoreOrder: true);
        Directory.EnumerateFiles(second, "*", SearchOption.AllDirectories).Count().ShouldBe(files.Length);
        foreach (string file in files)
        {
            File.ReadAllBytes(Path.Combine(second, file)).ShouldBe(File.ReadAllBytes(Path.Combine(first, file)), file);
        }
    }

    /// <returns>The folder with all that was built.</returns>
    private static string Build(TemporaryFolder folder, string project, string startedIn, string input, Dictionary<string, string> environment)
    {
        string root = Path.Combine(folder.Path, project);
        string source = Path.Combine(GdlTool.Root, "guidelines");
        foreach (string file in Directory.EnumerateFiles(source, "*.gdl", SearchOption.AllDirectories))
        {
            folder.Write(Path.Combine(project, "guidelines", Path.GetRelativePath(source, file)), File.ReadAllText(file));
        }

        // The root of a project is where its repository is.
        Directory.CreateDirectory(Path.Combine(root, ".git"));
        string output = Path.Combine(root, "out");
        Shell.Succeed(Path.Combine(root, startedIn), "dotnet",
            ["exec", GdlTool.ToolPath, "build", input, "-o", Path.Combine(output, "Guidelines.dll"), "--emit-source", Path.Combine(output, "source"), "--emit-schema", Path.Combine(output, "schema.json"), "--as-of", "2025-11-01", "--min-severity", "error"],
            environment);
        return output;
    }
}

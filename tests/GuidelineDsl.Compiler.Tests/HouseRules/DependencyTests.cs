using System.Text.RegularExpressions;

namespace GuidelineDsl.Compiler.Tests.HouseRules;

/// <summary>The house: a project is a dependency boundary, a folder a reading boundary, and a pass looks only upstream.</summary>
public sealed partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["GuidelineDsl.Runtime"] = [],
        ["GuidelineDsl.Syntax"] = [],
        ["GuidelineDsl.Semantics"] = ["GuidelineDsl.Runtime", "GuidelineDsl.Syntax"],
        ["GuidelineDsl.CodeGeneration"] = ["GuidelineDsl.Semantics"],
        ["GuidelineDsl.LanguageServer"] = ["GuidelineDsl.Semantics"],
        ["GuidelineDsl.Documentation"] = ["GuidelineDsl.Semantics"],
        ["GuidelineDsl.Hosting"] = ["GuidelineDsl.Runtime"],
        ["GuidelineDsl.Cli"] = ["GuidelineDsl.CodeGeneration", "GuidelineDsl.Documentation", "GuidelineDsl.LanguageServer"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["GuidelineDsl.Runtime"] = [],
        ["GuidelineDsl.Syntax"] = ["Antlr4.Runtime.Standard"],
        ["GuidelineDsl.Semantics"] = [],
        ["GuidelineDsl.CodeGeneration"] = ["Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Analyzers"],
        ["GuidelineDsl.LanguageServer"] = [],
        ["GuidelineDsl.Documentation"] = [],
        ["GuidelineDsl.Hosting"] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"],
        ["GuidelineDsl.Cli"] = ["System.CommandLine"],
    };

    /// <summary>The folders of each project in the direction of the data; a folder may use those before it.</summary>
    private static readonly string[][] Passes =
    [
        ["GuidelineDsl.Syntax.Text", "GuidelineDsl.Syntax.Diagnostics", "GuidelineDsl.Syntax.Nodes", "GuidelineDsl.Syntax.Generated",
            "GuidelineDsl.Syntax.Parsing", "GuidelineDsl.Syntax.Formatting"],
        ["GuidelineDsl.Semantics.Model", "GuidelineDsl.Semantics.Types", "GuidelineDsl.Semantics.Symbols", "GuidelineDsl.Semantics.Binding"],
        ["GuidelineDsl.Semantics.Model", "GuidelineDsl.Semantics.Analysis"],
    ];

    public static TheoryData<string> Projects => [.. AllowedReferences.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_upstream(string project)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        ProjectReference().Matches(text).Select(m => m.Groups[1].Value)
            .ShouldBeSubsetOf(AllowedReferences[project]);
        PackageReference().Matches(text).Select(m => m.Groups[1].Value)
            .ShouldBeSubsetOf(AllowedPackages[project]);
    }

    [Fact]
    public void A_folder_uses_only_folders_before_it()
    {
        List<string> violations = [];
        foreach (string[] passes in Passes)
        {
            for (int i = 0; i < passes.Length; i++)
            {
                string folder = Path.Combine("src", string.Join('.', passes[i].Split('.')[..2]), passes[i].Split('.')[2]);
                foreach (string file in Repository.Files(folder, "*.cs"))
                {
                    violations.AddRange(passes[(i + 1)..]
                        .Where(later => UsingOf(File.ReadAllText(file), later))
                        .Select(later => $"{Path.GetRelativePath(Repository.Root, file)} uses {later}"));
                }
            }
        }

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void Analysis_and_code_generation_know_nothing_of_each_other()
    {
        Repository.Files("src/GuidelineDsl.CodeGeneration", "*.cs")
            .Where(f => UsingOf(File.ReadAllText(f), "GuidelineDsl.Semantics.Analysis"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_syntax_project_knows_Antlr_and_only_code_generation_knows_Roslyn()
    {
        string[] files = [.. Repository.Files("src", "*.cs")];
        files.Where(f => !f.Contains("GuidelineDsl.Syntax", StringComparison.Ordinal) && UsingOf(File.ReadAllText(f), "Antlr4")).ShouldBeEmpty();
        files.Where(f => !f.Contains("GuidelineDsl.CodeGeneration", StringComparison.Ordinal) && UsingOf(File.ReadAllText(f), "Microsoft.CodeAnalysis"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_hosts_touch_console_clock_and_culture()
    {
        string[] forbidden = ["Console.", "DateTime.Now", "DateTime.Today", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "CultureInfo.CurrentCulture"];
        Repository.Files("src", "*.cs")
            .Where(f => !f.Contains("GuidelineDsl.Cli", StringComparison.Ordinal) && !f.Contains("GuidelineDsl.LanguageServer", StringComparison.Ordinal)
                && !f.Contains("GuidelineDsl.Templates", StringComparison.Ordinal) && !f.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(f => forbidden.Where(w => File.ReadAllText(f).Contains(w, StringComparison.Ordinal)).Select(w => $"{Path.GetFileName(f)}: {w}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_hand_written_file_outgrows_one_head()
    {
        Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(f => (Name: Path.GetRelativePath(Repository.Root, f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 500)
            .ShouldBeEmpty();
    }

    private static bool UsingOf(string text, string prefix) =>
        Regex.IsMatch(text, $@"^using (static )?{Regex.Escape(prefix)}(\.|;)", RegexOptions.Multiline);

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/([^/""]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"<PackageReference Include=""([^""]+)""")]
    private static partial Regex PackageReference();
}

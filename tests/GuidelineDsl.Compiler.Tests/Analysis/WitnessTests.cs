using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GuidelineDsl.Compiler.Tests.HouseRules;
using GuidelineDsl.Compiler.Tests.Syntax;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// Every witness of every finding, run through the generated assembly: in the shipped guidelines, in every case that binds, and in the examples of
/// the pages on diagnostics.
/// </summary>
public sealed partial class WitnessTests
{
    public static TheoryData<string> Pages => [.. Repository.Files("docs/diagnostics", "GDL*.md").Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))];

    public static TheoryData<string> Cases => [.. Texts.Find("tests/cases")];

    [Fact]
    public void Shipped_guidelines()
    {
        int count = 0;
        List<string> complaints = [];
        foreach (string path in Texts.Find("guidelines"))
        {
            (int own, ImmutableArray<string> ownComplaints) = Replay([Texts.Read(path)]);
            count += own;
            complaints.AddRange(ownComplaints);
        }

        complaints.ShouldBeEmpty();
        count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Shipped_guidelines_together() => Replay([.. Texts.Find("guidelines").Select(Texts.Read)]).Complaints.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_on_diagnostics(string path)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, path));
        int corrected = page.IndexOf("## Corrected example", StringComparison.Ordinal);
        foreach (string example in (string[])[page[..corrected], page[corrected..]])
        {
            Replay([.. Block().Matches(example).Select((m, i) => new SourceText($"example{i + 1}.gdl", m.Groups[1].Value))]).Complaints.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_files(string path) => Replay([Texts.Read(path)]).Complaints.ShouldBeEmpty();

    private static (int Count, ImmutableArray<string> Complaints) Replay(SourceText[] files)
    {
        Compilation compilation = Compilation.Create(files, new RepositoryFiles());
        bool canRun = compilation.IsBound && compilation.Model.Guidelines.Length > 0;
        return canRun ? new WitnessReplay(compilation.Model).Run() : (0, []);
    }

    [GeneratedRegex("```gdl\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed class RepositoryFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return File.Exists(Path.Combine(Repository.Root, path)) ? Texts.Read(path) : null;
        }
    }
}

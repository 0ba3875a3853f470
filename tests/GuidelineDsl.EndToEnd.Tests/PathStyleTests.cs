using System.Collections.Immutable;
using System.Text.Json;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>Paths of Windows, tested anywhere: one name with forward slashes inside the compilation, in messages and in reports.</summary>
public sealed class PathStyleTests
{
    [Theory]
    [InlineData(@"C:\Klinik Zürich", @"C:\Klinik Zürich\guidelines\a.gdl", "guidelines/a.gdl")]
    [InlineData(@"C:\Klinik\", @"c:\KLINIK\a.gdl", "a.gdl")]
    [InlineData(@"C:\Klinik\app", @"C:\Klinik\shared\a.gdl", "../shared/a.gdl")]
    [InlineData(@"C:\Klinik", @"C:/Klinik/x\a.gdl", "x/a.gdl")]
    [InlineData(@"C:\", @"C:\a.gdl", "a.gdl")]
    [InlineData(@"C:\Klinik", @"D:\other\a.gdl", "D:/other/a.gdl")]
    [InlineData(@"\\server\share\app", @"\\server\share\shared\a.gdl", "../shared/a.gdl")]
    [InlineData(@"\\server\share", @"\\server\other\a.gdl", "//server/other/a.gdl")]
    [InlineData(@"C:\Klinik", @"C:\Klinik", ".")]
    public void A_path_of_Windows_is_told_with_forward_slashes(string folder, string full, string expected) =>
        PathStyle.Windows.Relative(folder, full).ShouldBe(expected);

    [Theory]
    [InlineData("/srv/app", "/srv/app/guidelines/a.gdl", "guidelines/a.gdl")]
    [InlineData("/srv/app/", "/srv/shared/a.gdl", "../shared/a.gdl")]
    [InlineData("/", "/a.gdl", "a.gdl")]
    [InlineData("/srv", "/Srv/a.gdl", "../Srv/a.gdl")]
    [InlineData("/srv", @"/srv/one\name.gdl", @"one\name.gdl")]
    public void A_backslash_is_a_letter_on_Unix(string folder, string full, string expected) =>
        PathStyle.Unix.Relative(folder, full).ShouldBe(expected);

    [Theory]
    [InlineData(@"C:\Klinik\guidelines\a.gdl", @"C:\Klinik", true)]
    [InlineData(@"c:\klinik\a.gdl", @"C:\Klinik\", true)]
    [InlineData(@"C:\Klinikum\a.gdl", @"C:\Klinik", false)]
    [InlineData(@"D:\Klinik\a.gdl", @"C:\Klinik", false)]
    [InlineData(@"D:\Klinik", @"D:\", true)]
    [InlineData(@"\\server\share\a.gdl", @"\\server\share", true)]
    [InlineData(@"\\server\shared\a.gdl", @"\\server\share", false)]
    public void Inside_is_asked_by_whole_names(string path, string folder, bool expected) => PathStyle.Windows.IsInside(path, folder).ShouldBe(expected);

    [Theory]
    [InlineData("guidelines/Ärzte & co/a.gdl", "guidelines/%C3%84rzte%20%26%20co/a.gdl")]
    [InlineData("../shared/a#b.gdl", "../shared/a%23b.gdl")]
    [InlineData("D:/other place/a.gdl", "file:///D:/other%20place/a.gdl")]
    [InlineData("//server/share/a.gdl", "file://server/share/a.gdl")]
    [InlineData(@"one\name.gdl", "one%5Cname.gdl")]
    public void An_address_is_valid(string path, string expected)
    {
        PathStyle.Address(path).ShouldBe(expected);
        Uri.IsWellFormedUriString(PathStyle.Address(path), UriKind.RelativeOrAbsolute).ShouldBeTrue();
    }

    [Fact]
    public void Reports_and_line_directives_take_a_path_with_a_drive()
    {
        string name = PathStyle.Windows.Relative(@"C:\Klinik", @"D:\Ärzte\a.gdl");
        Compilation broken = Compilation.Create([new SourceText(name, "guideline a \"A\" { version \"1\" status draft }\ndefine x \"X\" = missing\n")], new NoFiles());
        CheckReport report = new(broken.Diagnostics, ImmutableArray<Semantics.Analysis.DecisionSummary>.Empty, 1, path => path);

        using MemoryStream sarif = new();
        SarifDiagnostics.Write(sarif, report, DiagnosticCatalogue.All, "1");
        JsonElement place = JsonDocument.Parse(sarif.ToArray()).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0]
            .GetProperty("physicalLocation").GetProperty("artifactLocation");
        place.GetProperty("uri").GetString().ShouldBe("file:///D:/%C3%84rzte/a.gdl");
        place.TryGetProperty("uriBaseId", out _).ShouldBeFalse("an absolute address has no base");

        StringWriter lines = new() { NewLine = "\n" };
        LineDiagnostics.WriteMSBuild(lines, report);
        lines.ToString().ShouldStartWith("D:/Ärzte/a.gdl(2,16,2,23): error GDL2001: ");
        lines.GetStringBuilder().Clear();
        LineDiagnostics.WriteGitHub(lines, report);
        lines.ToString().ShouldStartWith("::error file=D%3A/Ärzte/a.gdl,line=2,col=16,");

        Compilation sound = Compilation.Create([new SourceText(name, Sound)], new NoFiles());
        EmitResult emitted = GuidelineEmitter.Emit(sound.Model, new EmitOptions { AssemblyName = "A", CompilerVersion = "1" });
        string[] directives = [.. emitted.Sources.SelectMany(s => s.Text.Split('\n')).Where(l => l.StartsWith("#line", StringComparison.Ordinal) && l.Contains('"', StringComparison.Ordinal))];
        directives.ShouldNotBeEmpty();
        directives.ShouldAllBe(d => d.TrimEnd().EndsWith(" \"D:/Ärzte/a.gdl\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_spellings_of_one_path_are_one_file()
    {
        SourceText signs = new("shared/signs.gdl", "vocabulary signs \"Signs\" { version \"1\" }\nfact cough \"Cough\" : yes/no\n");
        Compilation compilation = Compilation.Create(
            [new SourceText("a.gdl", "guideline a \"A\" { version \"1\" status draft }\nuse \"shared/signs.gdl\"\nuse \"Shared/Signs.gdl\"\ndefine x \"X\" = cough\n")], new NoCase(signs));

        compilation.Trees.Length.ShouldBe(2);
        compilation.Diagnostics.ShouldBeEmpty();
    }

    private const string Sound = """
        guideline a "A" { version "1" status draft }
        source s "S" { kind guideline }
        fact fever "Fever" : yes/no
        action go "Go" : other
        action stay "Stay" : other
        decision d "D" {
          choose one
          rule r "R" { when fever recommend go evidence ungraded cite s }
          rule q "Q" { when not fever recommend stay evidence ungraded cite s }
        }
        """;

    private sealed class NoFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return null;
        }
    }

    private sealed class NoCase(SourceText file) : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return path.Equals(file.Path, StringComparison.OrdinalIgnoreCase) ? file : null;
        }
    }
}

using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace GuidelineDsl.EndToEnd.Tests.Packages;

/// <summary>The packages as their users meet them: what they carry, the installed tool, a project that builds its guideline, a project from the template.</summary>
public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    [Theory]
    [InlineData("GuidelineDsl.Runtime", "lib/net10.0/GuidelineDsl.Runtime.dll")]
    [InlineData("GuidelineDsl.Hosting", "lib/net10.0/GuidelineDsl.Hosting.dll")]
    [InlineData("GuidelineDsl.Tool", "tools/net10.0/any/gdl.dll")]
    [InlineData("GuidelineDsl.MSBuild", "build/GuidelineDsl.MSBuild.targets")]
    [InlineData("GuidelineDsl.Templates", "content/guideline-app/.template.config/template.json")]
    public void A_package_says_what_it_is(string id, string content)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(packed.Packages, $"{id}.{PackedPackages.Version}.nupkg"));
        using Stream stream = package.GetEntry(id + ".nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value ?? "";
        Value("version").ShouldBe(PackedPackages.Version);
        Value("license").ShouldBe("MIT");
        Value("readme").ShouldBe("README.md");
        Value("description").ShouldNotBeEmpty();
        metadata.Elements().ShouldNotContain(e => e.Name.LocalName == "repository", "a package does not depend on the repository that it was built in");
        string[] entries = [.. package.Entries.Select(e => e.FullName)];
        entries.ShouldContain("README.md");
        entries.ShouldContain(content);
    }

    [Theory]
    [InlineData("GuidelineDsl.Runtime", "lib/net10.0/GuidelineDsl.Runtime.pdb")]
    [InlineData("GuidelineDsl.Hosting", "lib/net10.0/GuidelineDsl.Hosting.pdb")]
    [InlineData("GuidelineDsl.Tool", "tools/net10.0/any/gdl.pdb")]
    public void Symbols_come_with_it(string id, string symbols)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(packed.Packages, $"{id}.{PackedPackages.Version}.snupkg"));
        package.Entries.Select(e => e.FullName).ShouldContain(symbols);
    }

    [Fact]
    public void Packing_again_gives_the_same_bytes()
    {
        using TemporaryFolder again = new();
        Shell.Succeed(GdlTool.Root, "dotnet",
            ["pack", Path.Combine(GdlTool.Root, "src", "GuidelineDsl.Runtime"), "-c", PackedPackages.Configuration, "--no-build", "-o", again.Path, "-v", "quiet", "--nologo"],
            new Dictionary<string, string> { ["TZ"] = "Pacific/Auckland" });
        foreach (string file in Directory.EnumerateFiles(again.Path))
        {
            File.ReadAllBytes(file).ShouldBe(File.ReadAllBytes(Path.Combine(packed.Packages, Path.GetFileName(file))), file);
        }
    }

    [Fact]
    public void The_installed_tool_does_all_that_it_lists()
    {
        using TemporaryFolder folder = new();
        string Gdl(int code, params string[] arguments)
        {
            ToolAnswer answer = Shell.Run(folder.Path, packed.Tool, arguments);
            answer.ExitCode.ShouldBe(code, $"gdl {string.Join(' ', arguments)}\n{answer.Output}{answer.Error}");
            return answer.Output;
        }

        Gdl(0, "--version").Trim().ShouldStartWith(PackedPackages.Version);
        Gdl(0, "new", "fever").ShouldContain("Wrote fever.gdl");
        Gdl(0, "check", "fever.gdl").ShouldContain("0 errors");
        Gdl(0, "format", "--check", "fever.gdl");
        Gdl(0, "test", "fever.gdl", "--coverage").ShouldContain("3 passed, 0 failed");
        Gdl(0, "build", "fever.gdl", "-o", "out/Fever.dll", "--emit-schema", "out/fever.schema.json").ShouldContain("Wrote out/Fever.dll");
        folder.Write("patient.json", """{ "id": "p1", "temperature": 39, "unwell": true }""");
        Gdl(0, "run", "out/Fever.dll", "--patient", "patient.json", "--today", "2025-11-01", "--audit", "audit.jsonl").ShouldContain("Antipyretic drug");
        Gdl(0, "replay", "audit.jsonl", "--with", "out/Fever.dll").ShouldContain("1 the same");
        File.WriteAllText(Path.Combine(folder.Path, "hotter.gdl"), File.ReadAllText(Path.Combine(folder.Path, "fever.gdl")).Replace("38.5 Cel", "39 Cel", StringComparison.Ordinal));
        Gdl(5, "diff", "out/Fever.dll", "hotter.gdl").ShouldContain("Some patients are advised differently.");
        Gdl(0, "explain", "GDL4001").ShouldStartWith("# GDL4001");
        Gdl(0, "doc", "fever.gdl", "-o", "site").ShouldContain("index.html");
        Gdl(0, "completion", "bash").ShouldContain("gdl");
        Gdl(1, "lsp"); // its input ends before the editor says goodbye
        foreach (string verb in (string[])["new", "check", "build", "run", "test", "replay", "diff", "format", "explain", "doc", "lsp", "completion"])
        {
            Gdl(0, verb, "--help").ShouldContain("Examples:", customMessage: verb);
        }
    }

    /// <summary>The compiler for C# is large; what does not compile must work, and start, without it.</summary>
    [Fact]
    public void Only_what_compiles_loads_the_compiler()
    {
        using TemporaryFolder folder = new();
        string tool = Path.Combine(folder.Path, "tool");
        Directory.CreateDirectory(tool);
        string built = Path.Combine(GdlTool.Root, "src", "GuidelineDsl.Cli", "bin", PackedPackages.Configuration, "net10.0");
        foreach (string file in Directory.EnumerateFiles(built).Where(f => !Path.GetFileName(f).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !f.EndsWith(".deps.json", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(tool, Path.GetFileName(file)));
        }

        int Gdl(params string[] arguments) => Shell.Run(folder.Path, "dotnet", ["exec", Path.Combine(tool, "gdl.dll"), .. arguments]).ExitCode;
        Gdl("--help").ShouldBe(0);
        Gdl("new", "fever").ShouldBe(0);
        Gdl("check", "fever.gdl").ShouldBe(0);
        Gdl("format", "--check", "fever.gdl").ShouldBe(0);
        Gdl("diff", "fever.gdl", "fever.gdl").ShouldBe(0);
        Gdl("explain", "GDL4001").ShouldBe(0);
        Gdl("build", "fever.gdl", "-o", "fever.dll").ShouldNotBe(0, "this one does need it");
    }

    [Fact]
    public void A_project_builds_its_guideline()
    {
        string folder = CopySample("Ärzte & Leitfaden ü/Beratung 1");
        string Build(int code, params string[] options) => Dotnet(folder, code, ["build", "--nologo", "-v", "minimal", .. options]);
        string assembly = Path.Combine(folder, "obj", "Debug", "net10.0", "guidelines", "BuildWithGuideline.Guidelines.dll");
        string vocabulary = Path.Combine(folder, "guidelines", "shared", "signs.gdl");
        string guideline = Path.Combine(folder, "guidelines", "sore_throat.gdl");
        string original = File.ReadAllText(guideline);

        // The vocabulary has a fact that nothing uses: a warning at its place, now and while nothing changes.
        File.AppendAllText(vocabulary, "\nfact weight \"Weight\" : number 0 to 300 kg\n");
        int line = File.ReadAllLines(vocabulary).Length;
        string warning = $"signs.gdl({line},6,{line},12): warning GDL6003";
        Build(0).ShouldContain(warning);
        Dotnet(folder, 0, ["run", "--no-build"]).ShouldBe("Test for streptococci: Decided\n  Recommend: Rapid test\n");
        DateTime built = File.GetLastWriteTimeUtc(assembly);
        Build(0, "--no-restore").ShouldContain(warning);
        File.GetLastWriteTimeUtc(assembly).ShouldBe(built, "nothing changed, so nothing is compiled");

        // An imported vocabulary counts as an input.
        File.WriteAllText(vocabulary, File.ReadAllText(vocabulary).Replace("not cough", "cough", StringComparison.Ordinal)
            .Replace("age >= 45 years", "age >= 15 years", StringComparison.Ordinal));
        Build(0, "--no-restore");
        File.GetLastWriteTimeUtc(assembly).ShouldBeGreaterThan(built);
        Dotnet(folder, 0, ["run", "--no-build"]).ShouldContain("No test");

        // What watches a project, and an editor that asks whether it is up to date, look at the same files.
        Dotnet(folder, 0, ["watch", "--list"]).ShouldContain(vocabulary);
        Dotnet(folder, 0, ["msbuild", "-nologo", "-getItem:UpToDateCheckInput"]).ShouldContain("sore_throat.gdl");

        // A gap is a build error at its line; so is a warning where the project asks for that.
        File.WriteAllText(guideline, original.Replace("throat_score < 3", "throat_score < 2", StringComparison.Ordinal));
        string gap = Build(1, "--no-restore");
        gap.ShouldContain("sore_throat.gdl(18,10,18,17): error GDL4001");
        gap.ShouldContain("The guidelines of this project have errors");
        gap.ShouldNotContain("error CS");
        File.WriteAllText(guideline, original);
        Build(0, "--no-restore");
        Build(1, "--no-restore", "-p:TreatWarningsAsErrors=true").ShouldContain($"signs.gdl({line},6,{line},12): error GDL6003");

        // A fact that is renamed in the guideline is an error in the application.
        string renamed = File.ReadAllText(vocabulary);
        File.WriteAllText(vocabulary, renamed.Replace("cough", "coughing", StringComparison.Ordinal));
        File.WriteAllText(guideline, original.Replace("cough", "coughing", StringComparison.Ordinal));
        Build(1, "--no-restore").ShouldContain("error CS0117");
        File.WriteAllText(vocabulary, renamed);
        File.WriteAllText(guideline, original);
        Build(0, "--no-restore");

        Dotnet(folder, 0, ["clean", "--nologo"]);
        Directory.EnumerateFiles(Path.Combine(folder, "obj", "Debug"), "*.Guidelines.*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(Path.Combine(folder, "bin"), "*.Guidelines.*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Projects_with_guidelines_build_side_by_side_and_are_packed()
    {
        string first = CopySample("parallel/First app");
        string second = CopySample("parallel/Second app");
        File.Move(Path.Combine(second, "BuildWithGuideline.csproj"), Path.Combine(second, "Second.csproj"));
        string folder = Path.GetDirectoryName(first)!;
        File.WriteAllText(Path.Combine(folder, "Both.slnx"),
            "<Solution><Project Path=\"First app/BuildWithGuideline.csproj\" /><Project Path=\"Second app/Second.csproj\" /></Solution>");
        Dotnet(folder, 0, ["build", "Both.slnx", "--nologo", "-m:4"]);
        Dotnet(first, 0, ["run", "--no-build"]).ShouldContain("Rapid test");
        Dotnet(second, 0, ["run", "--no-build"]).ShouldContain("Rapid test");

        Dotnet(first, 0, ["pack", "--nologo", "--no-restore", "-c", "Debug", "-o", folder]);
        using ZipArchive package = ZipFile.OpenRead(Directory.EnumerateFiles(folder, "*.nupkg").Single());
        package.Entries.Select(e => e.FullName).ShouldContain("lib/net10.0/BuildWithGuideline.Guidelines.dll");
    }

    [Fact]
    public void The_template_gives_an_application_that_builds_and_answers()
    {
        string hive = Path.Combine(packed.Work, "hive");
        string template = Path.Combine(packed.Packages, $"GuidelineDsl.Templates.{PackedPackages.Version}.nupkg");
        Shell.Succeed(packed.Work, "dotnet", ["new", "install", template, "--debug:custom-hive", hive]);
        Shell.Succeed(packed.Work, "dotnet", ["new", "guideline-app", "-o", "FeverAdvice", "--debug:custom-hive", hive]);
        string folder = Path.Combine(packed.Work, "FeverAdvice");
        File.Exists(Path.Combine(folder, "FeverAdvice.csproj")).ShouldBeTrue();
        Dotnet(folder, 0, ["run", "--", "39.2", "yes"]).ShouldContain("Recommend: Antipyretic drug (Our local protocol, section 1)");
        Dotnet(folder, 0, ["run", "--no-build", "--", "39.2"]).ShouldContain("ask for: Feels unwell");
    }

    private string CopySample(string name)
    {
        string source = Path.Combine(GdlTool.Root, "tools", "samples", "BuildWithGuideline");
        string target = Path.Combine(packed.Work, name);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                string copy = Path.Combine(target, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return target;
    }

    private static string Dotnet(string folder, int code, string[] arguments)
    {
        ToolAnswer answer = Shell.Run(folder, "dotnet", arguments);
        answer.ExitCode.ShouldBe(code, $"dotnet {string.Join(' ', arguments)}\n{answer.Output}{answer.Error}");
        return answer.Output.ReplaceLineEndings("\n");
    }
}

using System.Diagnostics;

namespace GuidelineDsl.EndToEnd.Tests.Packages;

/// <summary>
/// All packages, packed once into a folder as the release does it, the tool and the template installed from there; nothing is installed
/// for the machine. The package cache of the tests is their own, so that no older package of the same version is taken.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackedPackages()
    {
        Packages = Path.Combine(_folder.Path, "packages");
        Work = Path.Combine(_folder.Path, "work");
        Directory.CreateDirectory(Work);
        string sources = Path.Combine(GdlTool.Root, "src");

        // The test has built everything; only the tool compiled ahead is new.
        foreach (string project in (string[])["GuidelineDsl.Runtime", "GuidelineDsl.Hosting", "GuidelineDsl.MSBuild", "GuidelineDsl.Templates", "GuidelineDsl.Cli"])
        {
            Shell.Succeed(GdlTool.Root, "dotnet", ["pack", Path.Combine(sources, project), "-c", Configuration, "--no-build", "-o", Packages, "-v", "quiet", "--nologo"]);
        }

        _folder.Write("work/nuget.config", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_folder.Path, "cache")}" />
              </config>
              <packageSources>
                <clear />
                <add key="local" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        string tools = Path.Combine(_folder.Path, "tools");
        Shell.Succeed(Work, "dotnet", ["tool", "install", "GuidelineDsl.Tool", "--tool-path", tools, "--add-source", Packages, "--version", Version]);
        Tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "gdl.exe" : "gdl");
    }

    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string Version { get; } = FileVersionInfo.GetVersionInfo(GdlTool.ToolPath).ProductVersion!.Split('+')[0];

    /// <summary>The folder with the packages.</summary>
    public string Packages { get; }

    /// <summary>A folder below which packages come from <see cref="Packages"/> alone.</summary>
    public string Work { get; }

    /// <summary>The installed tool.</summary>
    public string Tool { get; }

    public void Dispose() => _folder.Dispose();
}

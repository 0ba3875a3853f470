using System.Text;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Runtime.Tests;

/// <summary>What is no assembly of guidelines is refused in words, before anything of it is loaded.</summary>
public sealed class LoaderTests
{
    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.Load("no/such/file.dll")).Message.ShouldContain("no/such/file.dll");

    [Fact]
    public void A_text_is_no_assembly() =>
        Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(Encoding.UTF8.GetBytes("guideline x \"X\" { }")))
            .Message.ShouldContain("no .NET assembly");

    [Fact]
    public void Nothing_is_no_assembly() =>
        Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(ReadOnlyMemory<byte>.Empty));

    [Fact]
    public void Another_assembly_is_not_ours() =>
        Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(File.ReadAllBytes(typeof(LoaderTests).Assembly.Location)))
            .Message.ShouldContain("'gdl build' did not make it");
}

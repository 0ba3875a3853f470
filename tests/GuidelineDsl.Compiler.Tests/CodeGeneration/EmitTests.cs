using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.CodeGeneration.Compiling;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>The emitted assembly: what it refers to, that it is the same every time, and that nothing in a guideline becomes code.</summary>
public sealed class EmitTests
{
    /// <summary>What the compiler is started with beside other work has the shape of what is generated: a change of the base classes shows here.</summary>
    [Fact]
    public void The_text_to_prepare_with_compiles() => Should.NotThrow(AssemblyCompiler.CompileText);

    [Fact]
    public void Only_the_base_library_and_the_runtime_are_referred_to()
    {
        EmitResult result = Compiled.Emit(Samples.FirstLine, EmitOptions.Default);
        using PEReader image = new(result.Assembly);
        MetadataReader metadata = image.GetMetadataReader();
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .ShouldAllBe(name => name == "GuidelineDsl.Runtime" || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.Private.CoreLib"));
    }

    [Fact]
    public void The_same_text_gives_the_same_bytes()
    {
        EmitResult first = Compiled.Emit(Samples.FirstLine, EmitOptions.Default);
        EmitResult second = Compiled.Emit(Samples.FirstLine, EmitOptions.Default);
        second.Assembly.AsSpan().SequenceEqual(first.Assembly.AsSpan()).ShouldBeTrue();
        second.Symbols.AsSpan().SequenceEqual(first.Symbols.AsSpan()).ShouldBeTrue();
        second.Schema.ShouldBe(first.Schema);
    }

    [Fact]
    public void Assembly_carries_its_sources_and_its_schema_is_json()
    {
        EmitResult result = Compiled.Emit(Samples.FirstLine, EmitOptions.Default);
        GuidelineAssembly.LoadFromBytes(result.Assembly.ToArray(), result.Symbols.ToArray()).ReadSource("guidelines/test.gdl").ShouldBe(Samples.FirstLine);
        JsonDocument.Parse(result.Schema).RootElement.GetProperty("$defs").EnumerateObject().Count().ShouldBe(2);
        Encoding.UTF8.GetString(result.Documentation.AsSpan()).ShouldContain("P:Guidelines.GepNen.Patient.Ki67");
    }

    [Fact]
    public void Nothing_that_an_author_writes_becomes_code()
    {
        const string Hostile = "*/ } \\\" ); System.Environment.Exit(1); // </summary> \\u{2028} #line 1 {0} \\n";
        Compiled guideline = Compiled.From($$"""
            guideline class_ "{{Hostile}}" { version "{{Hostile}}" status draft }
            source s "{{Hostile}}" { kind summary year 2020 }
            fact event   "{{Hostile}}" : yes/no
            fact Event_  "{{Hostile}}" : one of { int "{{Hostile}}", Int "b", null_ "c" }
            fact patient "{{Hostile}}" : yes/no
            fact truth   "{{Hostile}}" : set of { patient_, evaluator }
            fact get_hash_code "H" : number 0 to 10
            action a "{{Hostile}}" : drug { note "{{Hostile}}" }
            define equals "{{Hostile}}" = event and patient
            decision evaluate "{{Hostile}}" {
              choose one
              rule finalize "{{Hostile}}" {
                when equals and Event_ is int and truth includes evaluator
                recommend a note "{{Hostile}}"
                evidence ungraded
                cite s "{{Hostile}}" "{{Hostile}}"
                because "{{Hostile}}"
              }
            }
            """);
        DecisionResult result = guideline.Decide("""{ "event": true, "patient": true, "Event_": "int", "truth": ["evaluator"] }""");
        result.Status.ShouldBe(DecisionStatus.Decided);
        result.Rules.Single().Because.ShouldStartWith("*/ } \" ); System.Environment.Exit(1);");
    }

    [Fact]
    public void A_cut_off_assembly_is_refused_in_words()
    {
        byte[] bytes = [.. Compiled.Emit(Samples.FirstLine).Assembly];
        foreach (int length in (int[])[10, 200, bytes.Length / 2, bytes.Length - 600])
        {
            Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Two_versions_lie_side_by_side()
    {
        Compiled old = Compiled.From(Samples.FirstLine);
        Compiled changed = Compiled.From(Samples.FirstLine.Replace("ki67 < 10 %", "ki67 < 20 %", StringComparison.Ordinal));
        const string Patient = """{ "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 15 }""";
        old.Decide(Patient).Status.ShouldBe(DecisionStatus.NoRecommendation);
        changed.Decide(Patient).Status.ShouldBe(DecisionStatus.Decided);
        changed.Evaluator.Description.Digest.ShouldNotBe(old.Evaluator.Description.Digest);
    }

    [Fact]
    public void A_path_is_loaded_once()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gdl-{Guid.NewGuid():N}.dll");
        File.WriteAllBytes(path, [.. Compiled.Emit(Samples.FirstLine).Assembly]);
        GuidelineAssembly.Load(path).ShouldBeSameAs(GuidelineAssembly.Load(path));
        File.Delete(path);
    }
}

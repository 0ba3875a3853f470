using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace GuidelineDsl.CodeGeneration.Compiling;

/// <summary>Generated C# as an assembly. The same texts and resources give the same bytes.</summary>
internal static class AssemblyCompiler
{
    private const int RoomPerResource = 64;
    private const int RoomForCode = 64 * 1024;

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The last compilation without its texts: what it found in the references need not be found again.</summary>
    private static CSharpCompilation? s_last;

    /// <summary>
    /// Compiles a text like the generated ones, beside other work: what the first compilation of a process spends most of its time on is then done when the first
    /// guideline is bound and checked.
    /// </summary>
    public static void Prepare() => ThreadPool.QueueUserWorkItem(_ =>
    {
        try
        {
            CompileText();
        }
        catch (InvalidOperationException)
        {
            // Nothing is lost but time; what is wrong will show where it counts.
        }
    });

    /// <summary>Compiles the text to prepare with.</summary>
    internal static void CompileText() => Compile("Prepared", [("Prepared.g.cs", TextToPrepareWith.Text)], [], [], inMemory: false);

    public static (ImmutableArray<byte> Assembly, ImmutableArray<byte> Symbols, ImmutableArray<byte> Documentation) Compile(
        string assemblyName,
        ImmutableArray<(string Path, string Text)> sources,
        IReadOnlyList<(string Name, byte[] Bytes)> resources,
        IEnumerable<(string Path, string Text)> embedded,
        bool inMemory)
    {
        CSharpParseOptions parsing = new(
            LanguageVersion.CSharp14, inMemory ? DocumentationMode.None : DocumentationMode.Parse, SourceCodeKind.Regular);
        CSharpCompilation compilation = Without(assemblyName, inMemory).AddSyntaxTrees(
            sources.Select(source => CSharpSyntaxTree.ParseText(
                SourceText.From(source.Text, s_encoding, SourceHashAlgorithm.Sha256), parsing, source.Path)));
        // Room for all of it: large streams grow by copying.
        using MemoryStream assembly = new(resources.Sum(resource => resource.Bytes.Length + RoomPerResource) + RoomForCode);
        using MemoryStream symbols = new();
        using MemoryStream documentation = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(
            assembly,
            inMemory ? null : symbols,
            inMemory ? null : documentation,
            manifestResources: resources.Select(resource => new ResourceDescription(resource.Name, () => new MemoryStream(resource.Bytes), isPublic: true)),
            options: new Microsoft.CodeAnalysis.Emit.EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: assemblyName + ".pdb"),
            embeddedTexts: inMemory
                ? null
                : sources.Concat(embedded).Select(text => EmbeddedText.FromSource(text.Path, SourceText.From(text.Text, s_encoding, SourceHashAlgorithm.Sha256))));
        if (!result.Success)
        {
            throw new InvalidOperationException(
                "The generated code does not compile; this is a defect of gdl."
                + string.Concat(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20).Select(d => $"\n{d}")));
        }

        return (Contents(assembly), Contents(symbols), Contents(documentation));
    }

    /// <summary>A compilation without texts, the last one where it fits.</summary>
    private static CSharpCompilation Without(string assemblyName, bool inMemory)
    {
        CSharpCompilation? last = s_last;
        if (last?.AssemblyName == assemblyName && last.Options.ConcurrentBuild != inMemory)
        {
            return last;
        }

        return s_last = CSharpCompilation.Create(
            assemblyName,
            [],
            ReferenceAssemblies.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                deterministic: true,
                concurrentBuild: !inMemory,
                // Generated code says what may be null, for who uses it; that it keeps to this itself need not be proved each time.
                nullableContextOptions: NullableContextOptions.Annotations,
                generalDiagnosticOption: ReportDiagnostic.Suppress,
                metadataImportOptions: MetadataImportOptions.Public));
    }

    private static ImmutableArray<byte> Contents(MemoryStream stream) => ImmutableCollectionsMarshal.AsImmutableArray(stream.ToArray());
}

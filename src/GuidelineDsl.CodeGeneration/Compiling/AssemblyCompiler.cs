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

    public static (ImmutableArray<byte> Assembly, ImmutableArray<byte> Symbols, ImmutableArray<byte> Documentation) Compile(
        string assemblyName,
        ImmutableArray<(string Path, string Text)> sources,
        IReadOnlyList<(string Name, byte[] Bytes)> resources,
        IEnumerable<(string Path, string Text)> embedded,
        bool inMemory)
    {
        CSharpParseOptions parsing = new(
            LanguageVersion.CSharp14, inMemory ? DocumentationMode.None : DocumentationMode.Parse, SourceCodeKind.Regular);
        CSharpCompilation compilation = CSharpCompilation.Create(
            assemblyName,
            sources.Select(source => CSharpSyntaxTree.ParseText(
                SourceText.From(source.Text, s_encoding, SourceHashAlgorithm.Sha256), parsing, source.Path)),
            ReferenceAssemblies.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                deterministic: true,
                concurrentBuild: !inMemory,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Suppress,
                metadataImportOptions: MetadataImportOptions.Public));
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

    private static ImmutableArray<byte> Contents(MemoryStream stream) => ImmutableCollectionsMarshal.AsImmutableArray(stream.ToArray());
}

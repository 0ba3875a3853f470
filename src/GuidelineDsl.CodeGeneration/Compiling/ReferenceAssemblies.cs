using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using GuidelineDsl.Runtime.Loading;
using Microsoft.CodeAnalysis;

namespace GuidelineDsl.CodeGeneration.Compiling;

/// <summary>
/// What generated code is compiled against: reference assemblies of the base library, which this project carries as resources so that
/// no SDK is needed, and the runtime that is loaded.
/// </summary>
internal static class ReferenceAssemblies
{
    private const string Prefix = "reference/";

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_all = new(Load);

    public static ImmutableArray<MetadataReference> All => s_all.Value;

    private static ImmutableArray<MetadataReference> Load()
    {
        Assembly own = typeof(ReferenceAssemblies).Assembly;
        List<MetadataReference> references = [];
        foreach (string name in own.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = own.GetManifestResourceStream(name)!;
            references.Add(MetadataReference.CreateFromStream(stream));
        }

        references.Add(RuntimeReference());
        return [.. references];
    }

    private static unsafe MetadataReference RuntimeReference()
    {
        Assembly runtime = typeof(GuidelineAssembly).Assembly;
        if (!runtime.TryGetRawMetadata(out byte* blob, out int length))
        {
            throw new InvalidOperationException("The runtime's metadata cannot be read.");
        }

        ModuleMetadata module = ModuleMetadata.CreateFromMetadata((IntPtr)blob, length);
        return AssemblyMetadata.Create(module).GetReference();
    }
}

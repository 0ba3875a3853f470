using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Looks at an assembly's bytes before anything of it is loaded: is it whole, is it ours, and is it for this runtime?</summary>
internal static class AssemblyCheck
{
    public static void Check(ReadOnlyMemory<byte> assembly)
    {
        Version own = typeof(AssemblyCheck).Assembly.GetName().Version!;
        Version wanted = RuntimeVersionOf(assembly)
            ?? throw new GuidelineLoadException("This is an assembly, but not one of compiled guidelines: 'gdl build' did not make it.");
        if (wanted.Major != own.Major)
        {
            throw new GuidelineLoadException(
                $"The guidelines were compiled for GuidelineDsl.Runtime {wanted.ToString(2)}, but this application has {own.ToString(2)}. "
                + "Build them again with the gdl of this version, or take the runtime of theirs.");
        }

        if (wanted > own)
        {
            throw new GuidelineLoadException(
                $"The guidelines were compiled for GuidelineDsl.Runtime {wanted.ToString(3)}, but this application has the older {own.ToString(3)}. Update it.");
        }
    }

    /// <summary>The version of the runtime that the assembly refers to; null when it refers to none or names no guideline.</summary>
    private static Version? RuntimeVersionOf(ReadOnlyMemory<byte> assembly)
    {
        try
        {
            using MemoryStream stream = MemoryMarshal.TryGetArray(assembly, out ArraySegment<byte> segment)
                ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
                : new MemoryStream(assembly.ToArray());
            using PEReader image = new(stream);
            if (!image.HasMetadata)
            {
                throw new BadImageFormatException();
            }

            foreach (SectionHeader section in image.PEHeaders.SectionHeaders)
            {
                if (section.PointerToRawData + (long)section.SizeOfRawData > assembly.Length)
                {
                    throw new BadImageFormatException();
                }
            }

            MetadataReader metadata = image.GetMetadataReader();
            bool namesGuideline = metadata.TypeReferences.Any(
                handle => metadata.GetString(metadata.GetTypeReference(handle).Name) == nameof(CompiledGuidelineAttribute));
            foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
            {
                AssemblyReference reference = metadata.GetAssemblyReference(handle);
                if (namesGuideline && metadata.GetString(reference.Name) == typeof(AssemblyCheck).Assembly.GetName().Name)
                {
                    return reference.Version;
                }
            }

            return null;
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new GuidelineLoadException("The file is no .NET assembly, or it is damaged: it was perhaps not written or copied completely.", error);
        }
    }
}

using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Files;

/// <summary>The texts that a built assembly carries; they are read without loading it.</summary>
public sealed class AssemblySources : ISourceResolver
{
    private const string Prefix = "source/";

    private readonly string _path;
    private readonly ImmutableArray<SourceText> _texts;

    /// <exception cref="UsageException">The file is no assembly of guidelines.</exception>
    public AssemblySources(string path)
    {
        _path = path;
        _texts = ReadAll(path);
        if (_texts.IsEmpty)
        {
            throw new UsageException($"The assembly '{path}' carries no guideline.", "Name an assembly that `gdl build` wrote.");
        }
    }

    public IEnumerable<SourceText> Texts => _texts;

    public SourceText? Resolve(string path, out string? reason)
    {
        SourceText? found = _texts.FirstOrDefault(t => t.Path == path);
        reason = found is null ? $"the assembly '{_path}' does not carry it" : null;
        return found;
    }

    private static ImmutableArray<SourceText> ReadAll(string path)
    {
        try
        {
            using PEReader assembly = new(File.OpenRead(path));
            MetadataReader metadata = assembly.GetMetadataReader();
            int resources = assembly.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
            return
            [
                .. metadata.ManifestResources.Select(metadata.GetManifestResource)
                    .Where(r => r.Implementation.IsNil)
                    .Select(r => (Name: metadata.GetString(r.Name), Offset: (int)r.Offset))
                    .Where(r => r.Name.StartsWith(Prefix, StringComparison.Ordinal))
                    .Select(r => new SourceText(r.Name[Prefix.Length..], ReadText(assembly, resources + r.Offset))),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Unreadable("assembly", path, e);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            throw new UsageException($"The file '{path}' is no assembly.", "Name an assembly that `gdl build` wrote, a .gdl file, or a folder.");
        }
    }

    private static string ReadText(PEReader assembly, int address)
    {
        BlobReader reader = assembly.GetSectionData(address).GetReader();
        return Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
    }
}

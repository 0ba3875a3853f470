using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>A loaded assembly of compiled guidelines.</summary>
public sealed class GuidelineAssembly
{
    private static readonly ConcurrentDictionary<string, Lazy<GuidelineAssembly>> s_byPath = new(StringComparer.Ordinal);

    private readonly Assembly _assembly;

    private GuidelineAssembly(Assembly assembly)
    {
        _assembly = assembly;
        CompilerVersion = assembly.GetCustomAttribute<CompiledByAttribute>()?.Version ?? "";
        Evaluators =
        [
            .. assembly.GetCustomAttributes<CompiledGuidelineAttribute>().OrderBy(guideline => guideline.Index)
                .Select(guideline => (IGuidelineEvaluator)Activator.CreateInstance(guideline.Evaluator)!),
        ];
    }

    /// <summary>The guidelines of the assembly, in the order in which they were compiled.</summary>
    public ImmutableArray<IGuidelineEvaluator> Evaluators { get; }

    /// <summary>The version of the compiler that made the assembly.</summary>
    public string CompilerVersion { get; }

    /// <summary>
    /// Loads an assembly file. The same path gives the same object for the life of the process: nothing is ever loaded twice or unloaded.
    /// Different files may hold different versions of one guideline side by side.
    /// </summary>
    /// <exception cref="GuidelineLoadException">There is no such file, it is damaged, or it is no assembly of compiled guidelines for this runtime.</exception>
    public static GuidelineAssembly Load(string path)
    {
        string full = Path.GetFullPath(path);
        Lazy<GuidelineAssembly> loading = s_byPath.GetOrAdd(full, key => new Lazy<GuidelineAssembly>(() => LoadFromBytes(ReadFile(key, path), ReadSymbols(key))));
        try
        {
            return loading.Value;
        }
        catch (GuidelineLoadException)
        {
            // A file that was repaired can be loaded later.
            s_byPath.TryRemove(new KeyValuePair<string, Lazy<GuidelineAssembly>>(full, loading));
            throw;
        }
    }

    /// <summary>Loads an assembly from memory, beside all others.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="symbols">Its portable PDB, for stack traces that lead to the guideline's text.</param>
    /// <exception cref="GuidelineLoadException">The bytes are no assembly of compiled guidelines for this runtime.</exception>
    public static GuidelineAssembly LoadFromBytes(ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> symbols = default)
    {
        AssemblyCheck.Check(assembly);
        return LoadInto(new SharedContext(isCollectible: false), assembly, symbols);
    }

    /// <summary>The text of a source that the assembly carries; null when it carries none of that name.</summary>
    public string? ReadSource(string name)
    {
        using Stream? stream = _assembly.GetManifestResourceStream(SourceName(name));
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The name of the resource that holds a source.</summary>
    public static string SourceName(string path) => "source/" + Bounded(path);

    /// <summary>The names of resources are bounded, those of files and guidelines are not: the end of a very long one is told by its digest.</summary>
    internal static string Bounded(string name) =>
        name.Length <= 500 ? name : $"{name[..200]}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";

    internal static GuidelineAssembly LoadInto(AssemblyLoadContext context, ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> symbols)
    {
        try
        {
            using MemoryStream image = Open(assembly);
            using MemoryStream? debug = symbols.IsEmpty ? null : Open(symbols);
            return new GuidelineAssembly(context.LoadFromStream(image, debug));
        }
        catch (Exception error) when (FaultIn(error) is { } fault)
        {
            throw fault;
        }
        catch (Exception error) when (error is TypeInitializationException or TargetInvocationException or InvalidProgramException or CustomAttributeFormatException or COMException)
        {
            throw new GuidelineLoadException("The compiled guidelines are damaged. Build them again.", error);
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMemberException)
        {
            throw new GuidelineLoadException($"The compiled guidelines cannot be loaded: {error.Message}", error);
        }
    }

    /// <summary>Bytes as a stream whose buffer may be seen, so that the loader need not copy them.</summary>
    private static MemoryStream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false, publiclyVisible: true)
        : new MemoryStream(bytes.ToArray());

    internal static byte[] ReadFile(string full, string shown)
    {
        try
        {
            return File.ReadAllBytes(full);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GuidelineLoadException($"There is no file '{shown}'.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuidelineLoadException($"The file '{shown}' cannot be read: {error.Message}", error);
        }
    }

    private static ReadOnlyMemory<byte> ReadSymbols(string assembly)
    {
        string path = Path.ChangeExtension(assembly, ".pdb");
        return File.Exists(path) ? File.ReadAllBytes(path) : default;
    }

    /// <summary>What the reader of the description found wrong, however deep in the start of the evaluator.</summary>
    private static GuidelineLoadException? FaultIn(Exception? error) =>
        error is null ? null : error as GuidelineLoadException ?? FaultIn(error.InnerException);
}

/// <summary>
/// A load context of its own for each assembly, so that versions with one name lie side by side; all that an assembly refers to, the
/// runtime above all, is the application's.
/// </summary>
internal sealed class SharedContext(bool isCollectible) : AssemblyLoadContext("guidelines", isCollectible)
{
    protected override Assembly? Load(AssemblyName name) =>
        name.Name == typeof(GuidelineAssembly).Assembly.GetName().Name ? typeof(GuidelineAssembly).Assembly : null;
}

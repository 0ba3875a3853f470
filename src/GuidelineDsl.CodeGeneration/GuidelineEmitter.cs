using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration;

/// <summary>What to make besides the assembly, and how.</summary>
public sealed record EmitOptions
{
    public static readonly EmitOptions Default = new();

    /// <summary>The name of the assembly.</summary>
    public string AssemblyName { get; init; } = "Guidelines";

    /// <summary>For running at once in memory: no symbols, no embedded texts beyond what evaluation needs.</summary>
    public bool InMemory { get; init; }

    /// <summary>The compiler's version as results and audit records show it; null for that of this library.</summary>
    public string? CompilerVersion { get; init; }
}

/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its portable PDB; empty for in-memory use.</param>
/// <param name="Sources">The generated C#, by file name.</param>
/// <param name="Schema">The JSON schema of patient and result.</param>
public sealed record EmitResult(
    ImmutableArray<byte> Assembly, ImmutableArray<byte> Symbols, ImmutableArray<(string Path, string Text)> Sources, string Schema);

/// <summary>The model as readable C# and as an assembly. The same model gives the same bytes, anywhere.</summary>
public static class GuidelineEmitter
{
    public static EmitResult Emit(GuidelineModel model, EmitOptions options) => throw new NotImplementedException();
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>A loaded assembly of compiled guidelines.</summary>
public sealed class GuidelineAssembly
{
    private GuidelineAssembly(ImmutableArray<IGuidelineEvaluator> evaluators) => Evaluators = evaluators;

    /// <summary>The guidelines of the assembly, in the order in which they were compiled.</summary>
    public ImmutableArray<IGuidelineEvaluator> Evaluators { get; }

    /// <summary>
    /// Loads an assembly file. The same path gives the same object for the life of the process: nothing is ever loaded twice or unloaded.
    /// </summary>
    /// <exception cref="GuidelineLoadException">There is no such file, it is damaged, or it is no assembly of compiled guidelines for this runtime.</exception>
    public static GuidelineAssembly Load(string path) => throw new NotImplementedException();

    /// <summary>Loads an assembly from memory, beside all others.</summary>
    /// <exception cref="GuidelineLoadException">The bytes are no assembly of compiled guidelines for this runtime.</exception>
    public static GuidelineAssembly LoadFromBytes(ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> symbols = default) =>
        throw new NotImplementedException();
}

/// <summary>An assembly that cannot be loaded as compiled guidelines; the message says why and what to do.</summary>
public sealed class GuidelineLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    public GuidelineLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Says which compiler made an assembly of guidelines.</summary>
/// <param name="version">The compiler's version.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CompiledByAttribute(string version) : Attribute
{
    /// <summary>The compiler's version.</summary>
    public string Version { get; } = version;
}

/// <summary>Names one guideline of an assembly.</summary>
/// <param name="index">Its place in the compilation.</param>
/// <param name="id">Its name.</param>
/// <param name="version">Its version, where stated.</param>
/// <param name="digest">The digest of its sources.</param>
/// <param name="evaluator">Its evaluator.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class CompiledGuidelineAttribute(int index, string id, string? version, string digest, Type evaluator) : Attribute
{
    /// <summary>Its place in the compilation.</summary>
    public int Index { get; } = index;

    /// <summary>Its name.</summary>
    public string Id { get; } = id;

    /// <summary>Its version, where stated.</summary>
    public string? Version { get; } = version;

    /// <summary>The digest of its sources.</summary>
    public string Digest { get; } = digest;

    /// <summary>Its evaluator.</summary>
    public Type Evaluator { get; } = evaluator;
}

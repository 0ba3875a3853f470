namespace GuidelineDsl.Runtime.Loading;

/// <summary>An assembly that cannot be loaded as compiled guidelines; the message says why and what to do.</summary>
public sealed class GuidelineLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    public GuidelineLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

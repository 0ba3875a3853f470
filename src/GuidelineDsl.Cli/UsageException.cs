namespace GuidelineDsl.Cli;

/// <summary>The call or an input file is wrong in a way that the caller can repair; ends the tool with exit code 2.</summary>
public sealed class UsageException(string message, string? help = null) : Exception(message)
{
    /// <summary>What to do instead, as one sentence.</summary>
    public string? Hint { get; } = help;
}

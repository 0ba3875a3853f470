namespace GuidelineDsl.Cli;

/// <summary>The call or an input file is wrong in a way that the caller can repair; ends the tool with exit code 2.</summary>
public sealed class UsageException(string message, string? help = null) : Exception(message)
{
    /// <summary>What to do instead, as one sentence.</summary>
    public string? Hint { get; } = help;

    /// <summary>A named input that could not be opened, by what the caller can do about it.</summary>
    internal static UsageException Unreadable(string kind, string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"There is no {kind} '{path}'."),
        _ when Directory.Exists(path) => new($"The {kind} '{path}' is a folder."),
        _ => new($"The {kind} '{path}' cannot be read: {ReasonOf(cause)}"),
    };

    /// <summary>Why a file cannot be used, as the end of a sentence.</summary>
    internal static string ReasonOf(Exception cause) => cause is UnauthorizedAccessException ? "permission is missing." : cause.Message;
}

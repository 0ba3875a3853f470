namespace GuidelineDsl.Documentation;

/// <summary>One file of the site: a relative path with forward slashes, and its text (to be written as UTF-8 without a byte order mark).</summary>
public sealed record SiteFile(string Path, string Content);

/// <summary>What the pages depend on beside the guidelines themselves.</summary>
public sealed record SiteOptions
{
    /// <summary>The day on which sources and guidelines are judged expired; null leaves the judgement out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Named at the foot of every page; null leaves it out.</summary>
    public string? ToolVersion { get; init; }
}

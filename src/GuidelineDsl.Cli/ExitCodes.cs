namespace GuidelineDsl.Cli;

/// <summary>The exit codes that scripts rely on.</summary>
public static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The guideline has errors, or warnings that count as errors, or <c>format --check</c> found work.</summary>
    public const int GuidelineErrors = 1;

    /// <summary>The call or its input is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A test failed, or a replay differs.</summary>
    public const int TestFailed = 3;

    /// <summary><c>diff</c> found a difference in advice.</summary>
    public const int AdviceDiffers = 5;

    /// <summary>A defect of the tool.</summary>
    public const int Defect = 70;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>Ended on request (SIGTERM).</summary>
    public const int Terminated = 143;
}

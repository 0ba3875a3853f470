using System.Diagnostics;
using System.Text;

namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>The tool as a running process, to be disturbed: signals, full outputs, inputs that never end.</summary>
internal sealed class RunningTool : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // Tests that were started in the background ignore Ctrl-C, and so would the tool, which inherits that.
    private static readonly string s_withSignals = Succeeds("env --default-signal=INT,TERM true") ? "env --default-signal=INT,TERM" : "";

    // Nothing is forbidden to root; without these two rights root is asked like any other user.
    private const string AsAnyUser = "setpriv --bounding-set -dac_override,-dac_read_search";

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Timer _end;

    private RunningTool(Process process)
    {
        _process = process;
        Output = process.StandardOutput;
        _error = process.StandardError.ReadToEndAsync();
        _end = new Timer(_ => process.Kill(entireProcessTree: true), null, s_patience, Timeout.InfiniteTimeSpan);
    }

    public StreamReader Output { get; }

    public StreamWriter Input => _process.StandardInput;

    public static bool HasUnix => !OperatingSystem.IsWindows() && File.Exists("/bin/sh");

    /// <summary>Whether the permissions of files count for a tool that is started by <see cref="StartAsAnyUser"/>.</summary>
    public static bool HasPermissions => HasUnix && (!Environment.IsPrivilegedProcess || Succeeds($"{AsAnyUser} true"));

    /// <summary>Starts the tool as somebody whom the permissions of files concern.</summary>
    public static RunningTool StartAsAnyUser(string folder, params string[] arguments) =>
        Start(folder, "", Environment.IsPrivilegedProcess ? AsAnyUser : "", arguments);

    /// <summary>Starts the tool; what is in <paramref name="redirect"/> comes behind its command line in the shell.</summary>
    public static RunningTool Start(string folder, string redirect, params string[] arguments) => Start(folder, redirect, "", arguments);

    private static RunningTool Start(string folder, string redirect, string before, string[] arguments)
    {
        string call = string.Join(' ', new[] { "exec", before, s_withSignals, "dotnet exec", Quote(GdlTool.ToolPath) }.Concat(arguments.Select(Quote)).Append(redirect));
        ProcessStartInfo start = new("/bin/sh")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(call);
        return new RunningTool(Process.Start(start)!);
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public bool WaitForExit(int milliseconds) => _process.WaitForExit(milliseconds);

    /// <summary>The exit code; a signal that ended the process is 128 and its number.</summary>
    public (int Code, string Error) End()
    {
        if (!_process.WaitForExit(60_000))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException("The tool did not end.");
        }

        return (_process.ExitCode, _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        _end.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool Succeeds(string command)
    {
        if (!HasUnix)
        {
            return false;
        }

        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}

/// <summary>A test that needs signals, devices and links.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = RunningTool.HasUnix ? null : "skipped: needs Unix";
}

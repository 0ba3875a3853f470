using System.Runtime.InteropServices;

namespace GuidelineDsl.Cli.Commands;

/// <summary>
/// Ctrl-C, and the request to end that a build server or a container sends. The first lets files be closed and temporary ones be deleted;
/// a second ends at once, and so does a request to end that is not answered in time.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Timer? _deadline;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Ask(s, ExitCodes.Cancelled));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Ask(s, ExitCodes.Terminated));
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>What the process answers after it was asked to end; null when it was not.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _deadline?.Dispose();
    }

    private void Ask(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = ExitCode is null;
        ExitCode ??= exitCode;
        if (exitCode == ExitCodes.Terminated)
        {
            _deadline ??= new Timer(_ => Environment.Exit(exitCode), null, Patience, Timeout.InfiniteTimeSpan);
        }

        _cancellation.Cancel();
    }
}

using System.Diagnostics;
using System.Globalization;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Tells somebody who watches standard error how far a long run has come: one line, written over again, from the second second on.</summary>
public sealed class Progress(Host host)
{
    private const int StepMilliseconds = 1000;

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private long _count;
    private long _next = 2 * StepMilliseconds;
    private bool _isShown;

    public void Count(int more)
    {
        _count += more;
        if (host.ShowProgress && _time.ElapsedMilliseconds >= _next)
        {
            _next = _time.ElapsedMilliseconds + StepMilliseconds;
            _isShown = true;
            double rate = _count / _time.Elapsed.TotalSeconds;
            host.RawError.Write(string.Create(CultureInfo.InvariantCulture, $"\r{_count:N0} patients, {rate:N0} a second  "));
        }
    }

    /// <summary>Takes the line away before something else is said.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            host.RawError.Write("\r\u001b[K");
            _isShown = false;
        }
    }
}

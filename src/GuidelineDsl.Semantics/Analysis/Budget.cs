using System.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>How much work the analysis of one decision may cost. Steps make the stop reproducible, the clock makes it certain.</summary>
internal sealed class Budget(long steps, TimeSpan time, CancellationToken cancellation)
{
    private const int CheckEvery = 256;

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _spent;
    private long _nextCheck = CheckEvery;

    public long Spent => _spent;

    public void Spend(int amount = 1)
    {
        _spent += amount;
        if (_spent >= _nextCheck)
        {
            _nextCheck = _spent + CheckEvery;
            cancellation.ThrowIfCancellationRequested();
            if (_spent > steps || Stopwatch.GetElapsedTime(_start) > time)
            {
                throw new BudgetExceededException();
            }
        }
    }

    /// <summary>Guards recursion: a stack that runs out is a budget that runs out.</summary>
    public static void EnsureStack()
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BudgetExceededException();
        }
    }
}

/// <summary>The analysis stopped before it was done; what was found so far stands.</summary>
internal sealed class BudgetExceededException() : Exception("The analysis was stopped within its budget.");

using System.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>How much work the analysis of one decision may cost. Steps make the stop reproducible, the clock makes it certain.</summary>
internal sealed class Budget(long steps, TimeSpan time, CancellationToken cancellation)
{
    private const int CheckEvery = 256;
    private const int DeepStack = 64 << 20;

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _spent;
    private long _nextCheck = CheckEvery;

    private Budget(Budget whole)
        : this((whole.Steps - whole._spent) / 2, (whole.Time - Stopwatch.GetElapsedTime(whole._start)) / 2, whole.Cancellation)
    {
    }

    /// <summary>For what is small by its nature.</summary>
    public static Budget Unlimited => new(long.MaxValue, TimeSpan.MaxValue, CancellationToken.None);

    public long Spent => _spent;

    private long Steps { get; } = steps;

    private TimeSpan Time { get; } = time;

    private CancellationToken Cancellation { get; } = cancellation;

    public void Spend(int amount = 1)
    {
        _spent += amount;
        if (_spent >= _nextCheck)
        {
            Check();
        }
    }

    /// <summary>
    /// A question of its own among several that share this budget: it may use half of what is left, so that a hard one does not take the others
    /// their share.
    /// </summary>
    public void Ask(Action<Budget> question)
    {
        Cancellation.ThrowIfCancellationRequested();
        Budget half = new(this);
        try
        {
            question(half);
        }
        finally
        {
            _spent += half._spent;
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

    /// <summary>Runs the work on a stack that is deep enough for long chains of declarations, whatever the caller's is: so the same text has the same findings everywhere.</summary>
    public static T OnDeepStack<T>(Func<T> work)
    {
        T? result = default;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
                }
            },
            DeepStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private void Check()
    {
        _nextCheck = _spent + CheckEvery;
        Cancellation.ThrowIfCancellationRequested();
        if (_spent > Steps || Stopwatch.GetElapsedTime(_start) > Time)
        {
            throw new BudgetExceededException();
        }
    }
}

/// <summary>The analysis stopped before it was done; what was found so far stands.</summary>
internal class BudgetExceededException(string reason = "The analysis was stopped within its budget.") : Exception(reason);

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime;
using BenchmarkDotNet.Attributes;

namespace GuidelineDsl.Benchmarks;

/// <summary>
/// The least time of many short runs, for machines that others use, too: what a mean tells there is how busy the others are. <c>-- quick NAME</c> runs the
/// benchmark classes whose names contain NAME; <c>-- quick NAME.PART</c> only their methods whose names contain PART, <c>-- quick NAME VALUE</c> only those of that size.
/// </summary>
internal static class QuickMeasurement
{
    private const int MostRuns = 4000;
    private const double Seconds = 2.5;
    private const double WarmSeconds = 0.7;
    private const double MostWarmSeconds = 60;

    public static void Run(string name, string? only = null)
    {
        string[] parts = name.Split('.');
        foreach (Type type in typeof(QuickMeasurement).Assembly.GetTypes().Where(type => type.Name.EndsWith("Benchmarks", StringComparison.Ordinal) && type.Name.Contains(parts[0], StringComparison.OrdinalIgnoreCase)))
        {
            PropertyInfo? parameter = type.GetProperties().FirstOrDefault(property => property.IsDefined(typeof(ParamsAttribute)));
            foreach (object? value in parameter?.GetCustomAttribute<ParamsAttribute>()!.Values.Where(value => only is null || value?.ToString() == only) ?? [null])
            {
                object benchmarks = Activator.CreateInstance(type)!;
                parameter?.SetValue(benchmarks, value);
                foreach (MethodInfo setup in type.GetMethods().Where(method => method.IsDefined(typeof(GlobalSetupAttribute))))
                {
                    setup.Invoke(benchmarks, []);
                }

                foreach (MethodInfo method in type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute)) && (parts.Length < 2 || method.Name.Contains(parts[1], StringComparison.OrdinalIgnoreCase))))
                {
                    Measure($"{type.Name}.{method.Name}{(parameter is null ? "" : $" {parameter.Name}={value}")}", benchmarks, method);
                }
            }
        }
    }

    private static void Measure(string name, object benchmarks, MethodInfo method)
    {
        int operations = method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;
        WarmUp(() => method.Invoke(benchmarks, []));
        Stopwatch all = Stopwatch.StartNew();
        double least = double.MaxValue;
        long bytes = long.MaxValue;
        for (int run = 0; run < MostRuns && (run < 3 || all.Elapsed.TotalSeconds < Seconds); run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            method.Invoke(benchmarks, []);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-50} {least / operations,10:F3} ns {bytes / operations,8} bytes"));
    }

    /// <summary>
    /// Runs until the just-in-time compiler has nothing left to do: after a setup that compiled C#, its optimising thread is busy with the C# compiler for many seconds
    /// before the measured code has its turn.
    /// </summary>
    private static void WarmUp(Action run)
    {
        Stopwatch all = Stopwatch.StartNew();
        Stopwatch calm = Stopwatch.StartNew();
        long compiled = 0;
        while (calm.Elapsed.TotalSeconds < WarmSeconds && all.Elapsed.TotalSeconds < MostWarmSeconds)
        {
            run();
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                calm.Restart();
            }
        }
    }
}

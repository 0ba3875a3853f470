using System.Diagnostics;
using System.Globalization;
using GuidelineDsl.CodeGeneration;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>How long a guideline takes to be compiled again and again in one process (goal 9): the C# compiler gets faster while the just-in-time compiler goes through it.</summary>
internal static class EmitCurve
{
    private static readonly int[] s_marks = [1, 10, 40, 100, 200, 400, 800];

    public static void Run(int rules, int runs)
    {
        Semantics.Compilation bound = BenchmarkGuideline.Bind(LargeGuideline.Make(rules).Text);
        List<double> times = [];
        for (int run = 1; run <= runs; run++)
        {
            Stopwatch time = Stopwatch.StartNew();
            EmitResult emitted = GuidelineEmitter.Emit(bound.Model, new EmitOptions { InMemory = true });
            times.Add(time.Elapsed.TotalMilliseconds);
            if (s_marks.Contains(run))
            {
                double[] last = [.. times.TakeLast(Math.Max(1, run / 4)).Order()];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rules} rules, compilation {run,4}: {last[last.Length / 2],8:F1} ms (median of the last {last.Length}), least {last[0]:F1} ms; {emitted.Assembly.Length} bytes, {emitted.Sources.Sum(source => source.Text.Length)} characters of C#"));
            }
        }
    }
}

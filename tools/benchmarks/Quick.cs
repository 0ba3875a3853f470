using System.Diagnostics;
using System.Globalization;
using GuidelineDsl.Benchmarks.Tables;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Benchmarks;

/// <summary>The validator's questions with a stopwatch, the best of a few runs: for a look while working. Figures to quote come from the benchmarks.</summary>
internal static class Quick
{
    public static void Run(string[] which)
    {
        bool Wants(string name) => which.Length == 0 || which.Contains(name);
        if (Wants("published"))
        {
            foreach ((int categorical, int numeric) in TableGenerator.PublishedColumns)
            {
                foreach (int rows in TableGenerator.PublishedRows)
                {
                    Compilation compilation = TableCompilation.Of(TableGenerator.Generate(categorical, numeric, rows, noisy: true, seed: 2018));
                    Time($"{categorical}+{numeric} {rows}", 8, () => LargeTableBenchmarks.Ask(compilation, AnalysisParts.All, int.MaxValue));
                }
            }
        }

        if (which is ["table", string shape, string count, ..])
        {
            int[] columns = [.. shape.Split('+').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            Compilation compilation = TableCompilation.Of(TableGenerator.Generate(columns[0], columns[1], int.Parse(count, CultureInfo.InvariantCulture), noisy: true, seed: 2018));
            int regions = which.Length > 4 ? int.Parse(which[4], CultureInfo.InvariantCulture) : int.MaxValue;
            foreach (AnalysisParts part in which.Length > 3 ? [Enum.Parse<AnalysisParts>(which[3])] : Enum.GetValues<AnalysisParts>())
            {
                Time(part.ToString(), 20, () => LargeTableBenchmarks.Ask(compilation, part, regions));
            }
        }

        if (Wants("parts"))
        {
            Compilation compilation = TableCompilation.Of(TableGenerator.Generate(5, 10, 1500, noisy: true, seed: 2018));
            foreach (AnalysisParts part in Enum.GetValues<AnalysisParts>())
            {
                Time(part.ToString(), 10, () => LargeTableBenchmarks.Ask(compilation, part, int.MaxValue));
            }
        }

        if (Wants("dense"))
        {
            Compilation dense = TableCompilation.Of(TableGenerator.Generate(5, 10, 10_000, noisy: true, seed: 2018));
            Time("dense first witness", 20, () => LargeTableBenchmarks.Ask(dense, AnalysisParts.GapRegions, 1));
            Time("dense share", 3, () => LargeTableBenchmarks.Ask(dense, AnalysisParts.GapShare, 1));
            Time("dense 100 regions", 3, () => LargeTableBenchmarks.Ask(dense, AnalysisParts.GapRegions, 100));
            Time("dense pairs", 3, () => LargeTableBenchmarks.Ask(dense, AnalysisParts.Overlaps, 100));
            Time("dense everything", 2, () => LargeTableBenchmarks.Ask(dense, AnalysisParts.All, 100));
        }

        if (Wants("sparse"))
        {
            Compilation sparse = TableCompilation.Of(TableGenerator.Sparse(30, 10_000, 8, seed: 2018));
            Time("sparse first witness", 5, () => LargeTableBenchmarks.Ask(sparse, AnalysisParts.GapRegions, 1));
            Time("sparse 100 regions", 1, () => LargeTableBenchmarks.Ask(sparse, AnalysisParts.GapRegions, 100));
        }

        if (which is ["tool", string tool])
        {
            ToolMeasurement.Run(tool);
        }

        if (Wants("shipped"))
        {
            Compilation shipped = Shipped.All();
            Time("shipped together", 20, () => Analyzer.Analyze(shipped.Model, AnalysisOptions.Default).Findings.Length);
        }

        if (Wants("edited") || Wants("edited-shipped"))
        {
            Edits("edited, largest shipped", Shipped.Largest());
        }

        if (Wants("edited") || Wants("edited-500"))
        {
            Edits("edited, 10,000 in 500", EditedGuideline.Of(TableGenerator.Generate(3, 6, 20, noisy: true, seed: 2018), decisions: 500));
        }

        if (Wants("edited") || Wants("edited-one"))
        {
            Edits("edited, 10,000 in one", EditedGuideline.Of(TableGenerator.Generate(5, 10, 10_000, noisy: true, seed: 2018), decisions: 1));
        }
    }

    // Each run with one number of one rule changed since the last: text to syntax and model, and the analysis of that with the findings of the run before.
    private static void Edits(string name, EditedGuideline guideline)
    {
        AnalysisOptions options = AnalysisOptions.Default with { Cache = new AnalysisCache(), TimePerDecision = TimeSpan.FromSeconds(60) };
        int edit = 0;
        Compilation compilation = guideline.Edited(edit);
        Time(name + ": first", 1, () => Analyzer.Analyze(compilation, options).Findings.Length);
        Time(name + ": bind", 12, () => (compilation = guideline.Edited(++edit)).Diagnostics.Length);
        Compilation[] edited = [.. Enumerable.Range(0, 12).Select(_ => guideline.Edited(++edit))];
        edit = 0;
        Time(name + ": analyse", 12, () => Analyzer.Analyze(edited[edit++], options).Findings.Length);
    }

    private static void Time(string name, int runs, Func<int> run)
    {
        double best = double.MaxValue;
        double processor = double.MaxValue;
        int result = 0;
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            result = run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {best,10:0.0} ms   {processor,10:0.0} ms processor time   {result}"));
    }
}

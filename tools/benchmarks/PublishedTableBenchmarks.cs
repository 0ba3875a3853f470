using BenchmarkDotNet.Attributes;
using GuidelineDsl.Benchmarks.Tables;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Benchmarks;

/// <summary>All gaps as regions and all conflicts of the table shapes of the published DMN benchmark, with noise, the text already parsed and bound.</summary>
[MemoryDiagnoser]
public class PublishedTableBenchmarks
{
    private Compilation _compilation = null!;

    [Params("1+2", "2+3", "2+5", "3+6", "3+8", "4+9", "5+10")]
    public string Columns { get; set; } = "1+2";

    [Params(500, 1000, 1500)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] columns = [.. Columns.Split('+').Select(int.Parse)];
        DecisionTable table = TableGenerator.Generate(columns[0], columns[1], Rules, noisy: true, seed: 2018);
        _compilation = TableCompilation.Of(table);
    }

    [Benchmark]
    public int Analyse() => Analyzer.Analyze(_compilation.Model, AnalysisOptions.Default with { AllRegions = true }).Findings.Length;
}

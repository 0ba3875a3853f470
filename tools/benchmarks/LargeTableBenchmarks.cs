using BenchmarkDotNet.Attributes;
using GuidelineDsl.Benchmarks.Tables;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Benchmarks;

/// <summary>10,000 rules, the text already parsed and bound: what each question costs by itself.</summary>
[MemoryDiagnoser]
public class LargeTableBenchmarks
{
    private Compilation _dense = null!;
    private Compilation _sparse = null!;

    [GlobalSetup]
    public void Setup()
    {
        _dense = TableCompilation.Of(TableGenerator.Generate(5, 10, 10_000, noisy: true, seed: 2018));
        _sparse = TableCompilation.Of(TableGenerator.Sparse(30, 10_000, 8, seed: 2018));
    }

    [Benchmark]
    public int Dense_first_witness() => Ask(_dense, AnalysisParts.GapRegions, 1);

    [Benchmark]
    public int Dense_open_share() => Ask(_dense, AnalysisParts.GapShare, 1);

    [Benchmark]
    public int Dense_hundred_regions() => Ask(_dense, AnalysisParts.GapRegions, 100);

    [Benchmark]
    public int Dense_conflicting_pairs() => Ask(_dense, AnalysisParts.Overlaps, 100);

    [Benchmark]
    public int Dense_everything() => Ask(_dense, AnalysisParts.All, 100);

    [Benchmark]
    public int Sparse_first_witness() => Ask(_sparse, AnalysisParts.GapRegions, 1);

    [Benchmark]
    public int Sparse_hundred_regions() => Ask(_sparse, AnalysisParts.GapRegions, 100);

    internal static int Ask(Compilation compilation, AnalysisParts parts, int regions) => Analyzer.Analyze(
        compilation.Model,
        AnalysisOptions.Default with { Parts = parts, RegionCap = regions, TimePerDecision = TimeSpan.FromSeconds(60) }).Findings.Sum(f => f.Region.Length);
}

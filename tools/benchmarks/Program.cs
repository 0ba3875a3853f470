using BenchmarkDotNet.Running;
using GuidelineDsl.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(PublishedTableBenchmarks).Assembly).Run(args);

using BenchmarkDotNet.Running;
using GuidelineDsl.Benchmarks;

if (args is ["quick", string name])
{
    QuickMeasurement.Run(name);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(PublishedTableBenchmarks).Assembly).Run(args);
}

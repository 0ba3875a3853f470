using BenchmarkDotNet.Running;
using GuidelineDsl.Benchmarks;

if (args is ["quick", ..])
{
    Quick.Run(args[1..]);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(PublishedTableBenchmarks).Assembly).Run(args);
}

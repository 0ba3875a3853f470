using System.Globalization;
using BenchmarkDotNet.Running;
using GuidelineDsl.Benchmarks;
using GuidelineDsl.Benchmarks.Evaluation;

switch (args)
{
    case ["quick", string name]:
        QuickMeasurement.Run(name);
        break;
    case ["quick", string name, string value]:
        QuickMeasurement.Run(name, value);
        break;
    case ["peers", string path]:
        PeerExport.Write(path);
        break;
    case ["compile", string folder]:
        FirstCalls.Compile(folder);
        break;
    case ["first", .. string[] files]:
        FirstCalls.Ask(files);
        break;
    case ["validator", ..]:
        Quick.Run(args[1..]);
        break;
    case ["emit", string rules, string runs]:
        EmitCurve.Run(int.Parse(rules, CultureInfo.InvariantCulture), int.Parse(runs, CultureInfo.InvariantCulture));
        break;
    case ["stream", string tool, ..]:
        StreamMeasurement.Run(tool, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1_000_000, args.Length > 3 ? args[3] : "");
        break;
    case ["process", string folder, ..]:
        ProcessMeasurement.Run(folder, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 15, args.Length > 3 ? args[3] : "");
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PublishedTableBenchmarks).Assembly).Run(args);
        break;
}

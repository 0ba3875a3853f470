using BenchmarkDotNet.Attributes;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>Status and fired rules of 65,536 distinct patients, one after another (goal 1). Times are per patient.</summary>
[MemoryDiagnoser, MinColumn]
public class OneByOneBenchmarks
{
    private readonly DecisionStatus[] _statuses = new DecisionStatus[1];
    private readonly ulong[] _rules = new ulong[1];
    private IGuidelineEvaluator _evaluator = null!;
    private CodedPatient[] _coded = null!;
    private ObjectPatient[] _objects = null!;
    private PlainPatient[] _plain = null!;
    private DecimalPatient[] _decimal = null!;
    private GuidelinePatient[] _compiled = null!;

    [GlobalSetup]
    public void Setup()
    {
        _evaluator = BenchmarkGuideline.Load();
        _coded = BenchmarkGuideline.Coded();
        _objects = [.. _coded.Select(patient => new ObjectPatient(patient))];
        _plain = BenchmarkGuideline.Plain(_coded);
        _decimal = BenchmarkGuideline.Decimal(_coded);
        _compiled = BenchmarkGuideline.Compiled(_evaluator, _coded);
        for (int i = 0; i < _coded.Length; i++)
        {
            (uint certain, uint possible) = HandWrittenIfs.Tell(_plain[i]);
            ulong masks = HandWrittenMasks.Tell(_coded[i]);
            bool told = _evaluator.TryTell(_compiled[i], BenchmarkGuideline.Today, _statuses, _rules);
            DecisionStatus status = certain != 0 ? DecisionStatus.Decided : possible != 0 ? DecisionStatus.NeedsData : DecisionStatus.NoRecommendation;
            if (masks >> 32 != certain || (uint)masks != possible || HandWrittenDecimalIfs.Tell(_decimal[i]) != (certain, possible)
                || HandWrittenMasks.Tell(_objects[i], out ulong given) != status || given != certain || !told || _rules[0] != certain || _statuses[0] != status)
            {
                throw new InvalidOperationException($"The answers differ for patient {i}.");
            }
        }
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients, Baseline = true)]
    public ulong HandMasks()
    {
        ulong sum = 0;
        foreach (ref readonly CodedPatient patient in _coded.AsSpan())
        {
            sum += HandWrittenMasks.Tell(patient);
        }

        return sum;
    }

    /// <summary>As <see cref="Tell"/>: patients that are objects, one after another, and the status with the rules.</summary>
    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public ulong HandMasksOfObjects()
    {
        ulong sum = 0;
        foreach (ObjectPatient patient in _objects)
        {
            _statuses[0] = HandWrittenMasks.Tell(patient, out _rules[0]);
            sum += _rules[0];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public ulong HandIfs()
    {
        ulong sum = 0;
        foreach (PlainPatient patient in _plain)
        {
            sum += HandWrittenIfs.Tell(patient).Certain;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public ulong HandDecimalIfs()
    {
        ulong sum = 0;
        foreach (DecimalPatient patient in _decimal)
        {
            sum += HandWrittenDecimalIfs.Tell(patient).Certain;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public ulong Tell()
    {
        ulong sum = 0;
        foreach (GuidelinePatient patient in _compiled)
        {
            _evaluator.TryTell(patient, BenchmarkGuideline.Today, _statuses, _rules);
            sum += _rules[0];
        }

        return sum;
    }
}

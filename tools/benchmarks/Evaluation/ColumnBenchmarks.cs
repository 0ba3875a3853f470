using BenchmarkDotNet.Attributes;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>A million patients as columns, on all cores (goal 5), beside copying as many bytes. Times are per patient.</summary>
[MinColumn]
public class ColumnBenchmarks
{
    private const int Count = 1 << 20;
    private const int BytesPerPatient = 9;

    private IGuidelineEvaluator _evaluator = null!;
    private PatientColumns _columns = null!;
    private PatientBits _bits = null!;
    private ColumnAnswers _answers = null!;
    private byte[] _source = null!;
    private byte[] _target = null!;

    /// <summary>One missing value in so many; 0 for none.</summary>
    [Params(0, 10)]
    public int Missing { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _evaluator = BenchmarkGuideline.Load();
        CodedPatient[] coded = BenchmarkGuideline.Coded();
        GuidelinePatient[] patients = BenchmarkGuideline.Compiled(_evaluator, coded);
        _columns = _evaluator.NewColumns(Count);
        GuidelinePatient[] known = [.. patients.Where(patient => Enumerable.Range(0, 9).All(fact => patient.GetValue(fact).IsKnown))];
        GuidelinePatient[] some = Missing == 0 ? known : patients;
        for (int i = 0; i < Count; i++)
        {
            _columns.Set(i, some[i % some.Length]);
        }

        _answers = _evaluator.NewAnswers(Count);
        _bits = _evaluator.Prepare(_columns, BenchmarkGuideline.Today);
        _source = new byte[Count * BytesPerPatient];
        _target = new byte[Count * BytesPerPatient];

        // Pages that nothing was written to are all the same page of zeros, which costs nothing to read.
        new Random(1).NextBytes(_source);
        new Random(2).NextBytes(_target);
    }

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public void CopyNineBytes() => Copy(Count * BytesPerPatient);

    [Benchmark(OperationsPerInvoke = Count)]
    public void CopyOfTheBits() => Copy(_bits.Size);

    [Benchmark(OperationsPerInvoke = Count)]
    public void FromBytes() => _evaluator.Tell(_columns, BenchmarkGuideline.Today, _answers);

    [Benchmark(OperationsPerInvoke = Count)]
    public void FromBits() => _evaluator.Tell(_bits, _answers);

    private void Copy(int bytes)
    {
        const int Parts = 64;
        int part = bytes / Parts;
        Parallel.For(0, Parts, i => _source.AsSpan(i * part, part).CopyTo(_target.AsSpan(i * part, part)));
    }
}

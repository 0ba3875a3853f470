using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// Full results of patients of whom one value in ten is missing: besides status and rules they name the facts that can still change the answer and the rules that can
/// still come to be given, for which every way in which the missing values can turn out is looked at. Times are per patient.
/// </summary>
[MemoryDiagnoser, MinColumn]
public class MissingBenchmarks
{
    private const int Patients = 4096;

    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);
    private IGuidelineEvaluator _evaluator = null!;
    private GuidelinePatient[] _patients = null!;
    private byte[][] _json = null!;
    private JsonEvaluation _stream = null!;

    [GlobalSetup]
    public void Setup()
    {
        _evaluator = BenchmarkGuideline.Load();
        CodedPatient[] coded = BenchmarkGuideline.Coded()[..Patients];
        _patients = BenchmarkGuideline.Compiled(_evaluator, coded);
        _json = [.. coded.Select(patient => Encoding.UTF8.GetBytes(BenchmarkGuideline.Json(patient)))];
        _stream = new JsonEvaluation(_evaluator);
    }

    [Benchmark(OperationsPerInvoke = Patients)]
    public int FullResult()
    {
        int needs = 0;
        foreach (GuidelinePatient patient in _patients)
        {
            needs += _evaluator.Evaluate(patient, BenchmarkGuideline.Today).Decisions[0].Needs.Length;
        }

        return needs;
    }

    [Benchmark(OperationsPerInvoke = Patients)]
    public int JsonToJson()
    {
        int sum = 0;
        foreach (byte[] patient in _json)
        {
            _output.ResetWrittenCount();
            _stream.Write(patient, BenchmarkGuideline.Today, _output);
            sum += _output.WrittenCount;
        }

        return sum;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// Results as objects, with trace, and as JSON (goals 2 to 4). All facts are known: where values are missing the full result also searches for what they could
/// change (<see cref="MissingBenchmarks"/>), which the hand-written code does not. Times are per patient.
/// </summary>
[MemoryDiagnoser, MinColumn]
public class ResultBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);
    private IGuidelineEvaluator _evaluator = null!;
    private GuidelinePatient[] _compiled = null!;
    private PlainPatient[] _plain = null!;
    private byte[][] _json = null!;
    private JsonEvaluation _stream = null!;
    private HandWrittenJson _hand = null!;

    [GlobalSetup]
    public void Setup()
    {
        _evaluator = BenchmarkGuideline.Load();
        CodedPatient[] coded = BenchmarkGuideline.Known();
        _compiled = BenchmarkGuideline.Compiled(_evaluator, coded);
        _plain = BenchmarkGuideline.Plain(coded);
        _json = [.. coded.Select(patient => Encoding.UTF8.GetBytes(BenchmarkGuideline.Json(patient)))];
        _stream = new JsonEvaluation(_evaluator);
        _hand = new HandWrittenJson(_evaluator.Description.Digest, BenchmarkGuideline.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        ArrayBufferWriter<byte> other = new();
        for (int i = 0; i < _json.Length; i++)
        {
            _output.ResetWrittenCount();
            other.ResetWrittenCount();
            _stream.Write(_json[i], BenchmarkGuideline.Today, _output);
            if (!_hand.TryAnswer(_json[i], other) || !other.WrittenSpan.SequenceEqual(_output.WrittenSpan))
            {
                throw new InvalidOperationException($"The results differ for patient {i}: {Encoding.UTF8.GetString(_output.WrittenSpan)} and {Encoding.UTF8.GetString(other.WrittenSpan)}");
            }
        }
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public object? Answer()
    {
        object? last = null;
        foreach (GuidelinePatient patient in _compiled)
        {
            last = _evaluator.Answer(patient, BenchmarkGuideline.Today);
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients, Baseline = true)]
    public int HandTrace()
    {
        int sum = 0;
        foreach (PlainPatient patient in _plain)
        {
            sum += HandWrittenTrace.Explain(patient).Count;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public int FullResult() => Evaluate(trace: false);

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public int FullResultWithTrace() => Evaluate(trace: true);

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
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

    [Benchmark(OperationsPerInvoke = BenchmarkGuideline.Patients)]
    public int HandJsonToJson()
    {
        int sum = 0;
        foreach (byte[] patient in _json)
        {
            _output.ResetWrittenCount();
            _hand.TryAnswer(patient, _output);
            sum += _output.WrittenCount;
        }

        return sum;
    }

    private int Evaluate(bool trace)
    {
        int sum = 0;
        foreach (GuidelinePatient patient in _compiled)
        {
            sum += _evaluator.Evaluate(patient, BenchmarkGuideline.Today, trace).Decisions.Length;
        }

        return sum;
    }
}

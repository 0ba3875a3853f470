using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Attributes;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using FactValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>Guidelines of many rules (goals 6, 9 and 10): one patient after another and as columns. What compiling, loading and the first answer took is printed.</summary>
[MinColumn]
public class LargeBenchmarks
{
    private const int Facts = 10;
    private const int Patients = 4096;

    private readonly DecisionStatus[] _statuses = new DecisionStatus[1];
    private IGuidelineEvaluator _evaluator = null!;
    private GuidelinePatient[] _patients = null!;
    private PatientColumns _columns = null!;
    private ColumnAnswers _answers = null!;
    private ulong[] _rules = null!;

    [Params(20, 2000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string text = Text(Rules);
        Semantics.Compilation bound = BenchmarkGuideline.Bind(text);
        BenchmarkGuideline.Emit(Text(20));
        Stopwatch time = Stopwatch.StartNew();
        EmitResult emitted = GuidelineEmitter.Emit(bound.Model, new EmitOptions { InMemory = true });
        Console.WriteLine($"// {Rules} rules, warm process: {time.Elapsed.TotalMilliseconds:F0} ms to emit, {emitted.Assembly.Length} bytes");
        time.Restart();
        _evaluator = GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory()).Evaluators.Single();
        _rules = new ulong[(Rules + 63) / 64];
        GuidelinePatient first = _evaluator.NewPatient();
        double loaded = time.Elapsed.TotalMilliseconds;
        _evaluator.TryTell(first, BenchmarkGuideline.Today, _statuses, _rules);
        Console.WriteLine($"// {Rules} rules: {loaded:F1} ms to load, {time.Elapsed.TotalMilliseconds - loaded:F1} ms more to the first answer");
        Random random = new(9);
        _patients = [.. Enumerable.Range(0, Patients).Select(_ => Patient(random))];
        _columns = _evaluator.NewColumns(Patients);
        for (int i = 0; i < Patients; i++)
        {
            _columns.Set(i, _patients[i]);
        }

        _answers = _evaluator.NewAnswers(Patients);
    }

    [Benchmark(OperationsPerInvoke = Patients)]
    public ulong OneByOne()
    {
        ulong sum = 0;
        foreach (GuidelinePatient patient in _patients)
        {
            _evaluator.TryTell(patient, BenchmarkGuideline.Today, _statuses, _rules);
            sum += _rules[0];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Patients)]
    public void Columns() => _evaluator.Tell(_columns, BenchmarkGuideline.Today, _answers);

    private static string Text(int rules)
    {
        Random random = new(6);
        StringBuilder text = new("guideline large \"Large\" {\n version \"1\"\n status draft\n}\nsource s \"S\" { kind summary year 2020 }\naction a \"A\" : drug\n");
        for (int fact = 0; fact < Facts; fact++)
        {
            text.Append($"fact f{fact} \"F{fact}\" : number 0 to 100 resolution 1\n");
        }

        text.Append("decision d \"D\" {\n choose all\n partial because \"made for measuring\"\n");
        for (int rule = 0; rule < rules; rule++)
        {
            string when = string.Join(" and ", Enumerable.Range(0, Facts).OrderBy(_ => random.Next()).Take(4)
                .Select(fact => $"f{fact} {(random.Next(2) == 0 ? "<" : ">=")} {random.Next(5, 95)}"));
            text.Append($" rule r{rule} \"R\" {{ when {when} recommend a evidence ungraded cite s \"p\" }}\n");
        }

        return text.Append("}\n").ToString();
    }

    private GuidelinePatient Patient(Random random)
    {
        GuidelinePatient patient = _evaluator.NewPatient();
        for (int fact = 0; fact < Facts; fact++)
        {
            patient.SetValue(fact, random.Next(20) == 0 ? FactValue.Unknown : FactValue.OfNumber(random.Next(101)));
        }

        return patient;
    }
}

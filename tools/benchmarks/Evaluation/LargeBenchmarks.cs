using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using FactValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// Guidelines of many rules (goals 6, 9 and 10): one patient after another and as columns, beside a generated chain of ifs. What compiling took is printed; the setup
/// refuses to run when the two answer differently.
/// </summary>
[MinColumn]
public class LargeBenchmarks
{
    private const int Patients = 4096;
    private const int WarmRuns = 40;

    private readonly DecisionStatus[] _statuses = new DecisionStatus[1];
    private IGuidelineEvaluator _evaluator = null!;
    private GuidelinePatient[] _patients = null!;
    private PatientColumns _columns = null!;
    private ColumnAnswers _answers = null!;
    private ulong[] _rules = null!;
    private ChainOfIfs _chain = null!;
    private double?[][] _numbers = null!;
    private ulong[] _possible = null!;

    [Params(20, 200, 2000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        LargeGuideline guideline = LargeGuideline.Make(Rules);
        EmitResult emitted = Emit(guideline);
        _evaluator = GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory()).Evaluators.Single();
        _chain = ChainOfIfs.Compile(guideline);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {Rules} rules: the chain of ifs took {_chain.Milliseconds:F0} ms to compile, its first call {_chain.FirstCall:F0} ms"));
        _rules = new ulong[(Rules + 63) / 64];
        _possible = new ulong[_rules.Length];
        Random random = new(9);
        _numbers = [.. Enumerable.Range(0, Patients).Select(_ => LargeGuideline.Patient(random))];
        _patients = [.. _numbers.Select(Patient)];
        _columns = _evaluator.NewColumns(Patients);
        for (int i = 0; i < Patients; i++)
        {
            _columns.Set(i, _patients[i]);
        }

        _answers = _evaluator.NewAnswers(Patients);
        Columns();
        Compare();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Patients)]
    public ulong Ifs()
    {
        ulong sum = 0;
        foreach (double?[] patient in _numbers)
        {
            _chain.Tell(patient, _rules, _possible);
            sum += _rules[0];
        }

        return sum;
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

    /// <summary>Compiles small and large guidelines again and again, as a process does that stays: the least time and the usual one.</summary>
    private static EmitResult Emit(LargeGuideline guideline)
    {
        Semantics.Compilation bound = BenchmarkGuideline.Bind(guideline.Text);
        EmitResult emitted = null!;
        double[] times = new double[WarmRuns];
        for (int i = 0; i < WarmRuns; i++)
        {
            Stopwatch time = Stopwatch.StartNew();
            emitted = GuidelineEmitter.Emit(bound.Model, new EmitOptions { InMemory = true });
            times[i] = time.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times, WarmRuns / 2, WarmRuns / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"// {guideline.Rules.Length} rules: {times[WarmRuns / 2]:F1} ms to emit in a warm process, usually {times[WarmRuns * 3 / 4]:F1} ms; {emitted.Assembly.Length} bytes"));
        return emitted;
    }

    private void Compare()
    {
        ulong[] certain = new ulong[_rules.Length];
        for (int i = 0; i < Patients; i++)
        {
            _chain.Tell(_numbers[i], certain, _possible);
            DecisionStatus status = certain.AsSpan().ContainsAnyExcept(0UL) ? DecisionStatus.Decided
                : _possible.AsSpan().ContainsAnyExcept(0UL) ? DecisionStatus.NeedsData : DecisionStatus.NoRecommendation;
            bool told = _evaluator.TryTell(_patients[i], BenchmarkGuideline.Today, _statuses, _rules);
            bool same = told && _statuses[0] == status && _answers.Status(0, i) == status && _rules.AsSpan().SequenceEqual(certain);
            for (int rule = 0; rule < Rules; rule++)
            {
                same &= _answers.IsGiven(rule, i) == ((certain[rule >> 6] >> (rule & 63) & 1) != 0);
            }

            if (!same)
            {
                throw new InvalidOperationException($"The chain of ifs and the guideline answer patient {i} differently.");
            }
        }
    }

    private GuidelinePatient Patient(double?[] numbers)
    {
        GuidelinePatient patient = _evaluator.NewPatient();
        for (int fact = 0; fact < numbers.Length; fact++)
        {
            patient.SetValue(fact, numbers[fact] is { } number ? FactValue.OfNumber((int)number) : FactValue.Unknown);
        }

        return patient;
    }
}

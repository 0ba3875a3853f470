using System.Diagnostics;
using System.Globalization;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using FactValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// What the first answers of a guideline take (goal 10). <c>-- compile FOLDER</c> compiles guidelines of several sizes, <c>-- first FILE…</c> loads each in turn, in one
/// process without the compiler, and asks for each kind of answer once: the first file finds a cold process, the others a running application.
/// </summary>
internal static class FirstCalls
{
    private const int Patients = 1000;
    private static readonly int[] s_sizes = [20, 200, 2_000, 10_000];

    public static void Compile(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "rules24.dll"), BenchmarkGuideline.Text());
        foreach (int rules in s_sizes)
        {
            Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"rules{rules}.dll")), LargeGuideline.Make(rules).Text);
        }
    }

    public static void Ask(string[] files)
    {
        foreach (string file in files)
        {
            IGuidelineEvaluator evaluator = null!;
            Console.Write($"{Path.GetFileName(file),-16}");
            Time("load", () => evaluator = GuidelineAssembly.Load(file).Evaluators.Single());
            DecisionStatus[] statuses = new DecisionStatus[evaluator.Description.DecisionCount];
            ulong[] rules = new ulong[(evaluator.Description.RuleCount + 63) / 64];
            GuidelinePatient patient = null!;
            Time("patient", () =>
            {
                patient = evaluator.NewPatient();
                foreach (FactDescription fact in evaluator.Description.Facts)
                {
                    patient.SetValue(fact.Index, Some(fact));
                }
            });
            Time("status and rules", () => evaluator.TryTell(patient, BenchmarkGuideline.Today, statuses, rules));
            Time("result", () => evaluator.Evaluate(patient, BenchmarkGuideline.Today));
            Time("with trace", () => _ = evaluator.Evaluate(patient, BenchmarkGuideline.Today, trace: true).Decisions[0].Trace);
            Time("read JSON", () => evaluator.ReadPatient("{}"u8, BenchmarkGuideline.Today));
            Time("nothing known", () => evaluator.Evaluate(evaluator.NewPatient(), BenchmarkGuideline.Today));
            Time("1,000 in columns", () => evaluator.Tell(evaluator.NewColumns(Patients), BenchmarkGuideline.Today, evaluator.NewAnswers(Patients)));
            Console.WriteLine();
        }
    }

    private static FactValue Some(FactDescription fact) => fact.Kind switch
    {
        FactValueKind.YesNo => FactValue.OfYesNo(true),
        FactValueKind.Enumeration => FactValue.OfEnumeration(0),
        _ => FactValue.OfNumber(50),
    };

    private static void Write(string path, string text) =>
        File.WriteAllBytes(path, GuidelineEmitter.Emit(BenchmarkGuideline.Bind(text).Model, EmitOptions.Default with { AssemblyName = Path.GetFileNameWithoutExtension(path) }).Assembly.AsSpan());

    private static void Time(string what, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"  {what} {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms"));
    }
}

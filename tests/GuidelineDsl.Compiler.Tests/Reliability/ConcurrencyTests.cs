using System.Text;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>One evaluator for many threads, and a guideline that is exchanged while it answers.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 16;

    private static readonly string[] Patients =
    [
        .. Enumerable.Range(0, 64).Select(i =>
            $$"""{ "id": "p{{i}}", "extent": "metastatic", "resectable": {{(i % 5 == 0 ? "null" : "false")}}, "differentiation": "{{(i % 3 == 0 ? "poor" : "well")}}", "sstr": "{{(i % 2 == 0 ? "positive" : "negative")}}", "ki67": {{i}} }"""),
    ];

    [Fact]
    public void One_evaluator_answers_many_threads_as_it_answers_one()
    {
        IGuidelineEvaluator evaluator = Compiled.From(Samples.FirstLine).Evaluator;
        string[] expected = [.. Patients.Select(p => Answer(evaluator, p))];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            Random random = new(thread);
            for (int i = 0; i < 400; i++)
            {
                int patient = random.Next(Patients.Length);
                Answer(evaluator, Patients[patient]).ShouldBe(expected[patient]);
            }
        });
    }

    [Fact]
    public async Task Every_answer_under_reload_is_of_one_version_or_the_other()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("gdl-reload-").FullName, "guideline.dll");
        byte[][] versions =
        [
            [.. Compiled.Emit(Samples.FirstLine).Assembly],
            [.. Compiled.Emit(Samples.FirstLine.Replace("10 %", "20 %", StringComparison.Ordinal)).Assembly],
        ];
        HashSet<string>[] allowed = [.. Patients.Select(p => versions.Select(v => Answer(GuidelineAssembly.LoadFromBytes(v).Evaluators.Single(), p)).ToHashSet())];
        File.WriteAllBytes(path, versions[0]);
        using ReloadableGuidelines guidelines = new(path);
        using CancellationTokenSource stop = new();
        Task reloading = Task.Run(() =>
        {
            for (int i = 1; i <= 40; i++)
            {
                string next = path + ".new";
                File.WriteAllBytes(next, versions[i % 2]);
                File.Move(next, path, overwrite: true);
                guidelines.Reload();
            }

            stop.Cancel();
        });
        Parallel.For(0, 4, thread =>
        {
            Random random = new(thread);
            do
            {
                int patient = random.Next(Patients.Length);
                allowed[patient].ShouldContain(Answer(guidelines.Current.Evaluators.Single(), Patients[patient]));
            }
            while (!stop.IsCancellationRequested);
        });
        await reloading;
    }

    private static string Answer(IGuidelineEvaluator evaluator, string patient)
    {
        PatientReading reading = evaluator.ReadPatient(Encoding.UTF8.GetBytes(patient), Compiled.Today);
        return Compiled.Json(evaluator.Evaluate(reading.Patient!, Compiled.Today, trace: true));
    }
}

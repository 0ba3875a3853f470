using System.Buffers;
using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>A guideline, compiled in memory and loaded.</summary>
internal sealed class Compiled
{
    private Compiled(IGuidelineEvaluator evaluator) => Evaluator = evaluator;

    public IGuidelineEvaluator Evaluator { get; }

    public static DateOnly Today { get; } = new(2025, 10, 10);

    public static Compiled From(string text) => new(LoadAll(Emit(text)).Single());

    public static EmitResult Emit(string text, EmitOptions? options = null) =>
        GuidelineEmitter.Emit(Bind(text).Model, options ?? new EmitOptions { InMemory = true });

    public static Compilation Bind(string text)
    {
        Compilation compilation = Compilation.Create([new SourceText("guidelines/test.gdl", text)], new NoFiles());
        compilation.IsBound.ShouldBeTrue(string.Join("\n", compilation.Diagnostics.Select(d => d.Message)));
        return compilation;
    }

    public static IReadOnlyList<IGuidelineEvaluator> LoadAll(EmitResult result) =>
        GuidelineAssembly.LoadFromBytes(result.Assembly.ToArray()).Evaluators;

    public GuidelineResult Evaluate(string patientJson, DateOnly? today = null, bool trace = false)
    {
        PatientReading reading = Evaluator.ReadPatient(Encoding.UTF8.GetBytes(patientJson), today ?? Today);
        reading.Faults.ShouldBeEmpty();
        return Evaluator.Evaluate(reading.Patient!, today ?? Today, trace);
    }

    public DecisionResult Decide(string patientJson, string? decision = null, DateOnly? today = null)
    {
        GuidelineResult result = Evaluate(patientJson, today);
        return decision is null ? result.Decisions.Single() : result[decision];
    }

    public IReadOnlyList<string> FaultsOf(string patientJson) =>
        [.. Evaluator.ReadPatient(Encoding.UTF8.GetBytes(patientJson), Today).Faults.Select(fault => fault.Message)];

    public static string Json(GuidelineResult result)
    {
        ArrayBufferWriter<byte> bytes = new();
        ResultWriter.Write(result, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private sealed class NoFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = "there are no files in this test";
            return null;
        }
    }
}

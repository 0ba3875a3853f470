using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Compiler.Tests.Reference;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using FactValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Conditions as methods and conditions as data: whatever is asked, the answer is the same to the last condition of the trace.</summary>
public sealed class ShapeTests
{
    private const int Guidelines = 40;
    private const int PatientsPerGuideline = 40;

    private static readonly DateOnly Today = new(2024, 3, 31);
    private static readonly JsonSerializerOptions s_written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Both_shapes_explain_every_answer_alike()
    {
        int compared = 0;
        for (int seed = 1; seed <= Guidelines; seed++)
        {
            string text = new RandomGuideline(seed, asksWhetherKnown: seed % 2 == 0, isRich: true).Write();
            Semantics.Compilation compilation = TextCompilation.Of(text);
            compilation.IsBound.ShouldBeTrue();
            IGuidelineEvaluator code = Load(compilation.Model, EvaluatorShape.Code);
            IGuidelineEvaluator data = Load(compilation.Model, EvaluatorShape.Data);
            Guideline guideline = compilation.Model.Guidelines.Single();
            ReferenceInterpreter reference = new(compilation.Model, guideline);
            Random random = new(seed);
            for (int i = 0; i < PatientsPerGuideline; i++)
            {
                byte[] patient = ReferencePatientText.Json(RandomPatient(guideline, reference, random));
                PatientReading reading = code.ReadPatient(patient, Today);
                PatientReading other = data.ReadPatient(patient, Today);
                other.Faults.Select(fault => fault.Message).ShouldBe(reading.Faults.Select(fault => fault.Message));
                if (reading.Patient is not null)
                {
                    Compiled.Json(data.Evaluate(other.Patient!, Today, trace: true))
                        .ShouldBe(Compiled.Json(code.Evaluate(reading.Patient, Today, trace: true)), $"seed {seed}\n{text}");
                    compared++;
                }
            }
        }

        compared.ShouldBeGreaterThan(Guidelines * PatientsPerGuideline / 2);
    }

    /// <summary>Traces in JSON are put together from kept pieces; the same trace as objects, written node by node, is the same to the last byte, with and without line breaks.</summary>
    [Fact]
    public void A_trace_in_json_says_what_its_objects_say()
    {
        int compared = 0;
        for (int seed = 1; seed <= Guidelines / 2; seed++)
        {
            Semantics.Compilation compilation = TextCompilation.Of(new RandomGuideline(seed, asksWhetherKnown: seed % 2 == 0, isRich: true).Write());
            IGuidelineEvaluator evaluator = Load(compilation.Model, EvaluatorShape.Code);
            Guideline guideline = compilation.Model.Guidelines.Single();
            ReferenceInterpreter reference = new(compilation.Model, guideline);
            Random random = new(seed);
            for (int i = 0; i < PatientsPerGuideline / 2; i++)
            {
                if (evaluator.ReadPatient(ReferencePatientText.Json(RandomPatient(guideline, reference, random)), Today).Patient is not { } patient)
                {
                    continue;
                }

                GuidelineResult result = evaluator.Evaluate(patient, Today, trace: true);
                JsonNode json = JsonNode.Parse(Compiled.Json(result))!;
                ArrayBufferWriter<byte> indented = new();
                ResultWriter.Write(result, indented, indented: true);
                JsonNode.Parse(indented.WrittenSpan)!.ToJsonString(s_written).ShouldBe(Compiled.Json(result));
                foreach (DecisionResult decision in result.Decisions)
                {
                    json["decisions"]![decision.Decision.Index]!["trace"]!.ToJsonString(s_written).ShouldBe(Written(decision.Trace!).ToJsonString(s_written), $"seed {seed}");
                    compared++;
                }
            }
        }

        compared.ShouldBeGreaterThan(Guidelines);
    }

    /// <summary>Many limits, close together and far apart, in the lookups of a large guideline and in its conditions.</summary>
    [Theory]
    [InlineData(30, 1, 90)]
    [InlineData(400, 1, 4_000)]
    [InlineData(700, 1, 900_000_000)]
    [InlineData(1_300, 3, 900_000_000)]
    public void Every_limit_is_looked_up_as_it_is_compared(int rules, int decisions, int most)
    {
        Random random = new(rules);
        int[] limits = [.. Enumerable.Range(0, rules).Select(_ => random.Next(3) == 0 ? 1 + random.Next(most) : 1 + random.Next(Math.Min(most, 60)))];
        string text = "guideline g \"G\" { version \"1\" status draft }\nsource s \"S\" { kind summary year 2020 }\naction a \"A\" : drug\n"
            + "fact n \"N\" : number 0 to 1000000000 resolution 1\nfact m \"M\" : number 0 to 1000000000 resolution 1\n"
            + string.Concat(Enumerable.Range(0, decisions).Select(decision =>
                $"decision d{decision} \"D\" {{\n choose {(decision == 1 ? "first" : "all")}\n"
                + string.Concat(limits.Select((limit, i) => i % decisions == decision
                    ? $" rule r{i} \"R\" {{ when {(i % 2 == 0 ? "n" : "m")} {(i % 5 < 2 ? "<" : ">=")} {limit} and {(i % 2 == 0 ? "m" : "n")} < {most - limit + 2} recommend a evidence ungraded cite s \"1\" }}\n"
                    : ""))
                + "}\n"));
        Semantics.Compilation compilation = TextCompilation.Of(text);
        compilation.IsBound.ShouldBeTrue(text);
        IGuidelineEvaluator evaluator = Load(compilation.Model, EvaluatorShape.Data);
        DecisionStatus[] statuses = new DecisionStatus[decisions];
        ulong[] given = new ulong[(rules + 63) / 64];
        GuidelinePatient patient = evaluator.NewPatient();
        for (int i = 0; i < 1_000; i++)
        {
            patient.SetValue(0, Near(limits[random.Next(rules)]));
            patient.SetValue(1, random.Next(10) == 0 ? FactValue.Unknown : Near(most - limits[random.Next(rules)] + 2));
            evaluator.TryTell(patient, Today, statuses, given).ShouldBeTrue();
            if (patient.GetValue(1).IsKnown)
            {
                GuidelineResult result = evaluator.Evaluate(patient, Today);
                statuses.ShouldBe(result.Decisions.Select(decision => decision.Status));
                evaluator.Description.Rules.Where(rule => (given[rule.Ordinal >> 6] >> rule.Ordinal & 1) != 0).ShouldBe(result.Decisions.SelectMany(decision => decision.Rules));
            }
        }

        FactValue Near(int limit) => FactValue.OfNumber(Math.Clamp(limit + random.Next(-1, 2), 0, 1_000_000_000));
    }

    /// <summary>What people read of a large guideline is C# that compiles beside the rest of it.</summary>
    [Fact]
    public void The_conditions_to_read_are_sound()
    {
        EmitResult emitted = Compiled.Emit(Samples.FirstLine, new EmitOptions { InMemory = true, Shape = EvaluatorShape.Data });
        (string path, string conditions) = emitted.Sources.Single(source => source.Path.EndsWith(".Conditions.g.cs", StringComparison.Ordinal));
        path.ShouldBe("GepNen.Conditions.g.cs");
        conditions.ShouldStartWith("// Generated by gdl from guidelines/test.gdl. To be read only: the guideline is large, so that these methods are not compiled");
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(GuidelineAssembly).Assembly.Location).Distinct().Select(file => MetadataReference.CreateFromFile(file));
        CSharpCompilation.Create(
                "all",
                emitted.Sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path)),
                references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        emitted.Sources.Single(source => source.Path == "GepNen.Evaluator.g.cs").Text.ShouldNotContain("private static Truth");
    }

    private static IGuidelineEvaluator Load(GuidelineModel model, EvaluatorShape shape) =>
        GuidelineAssembly.LoadFromBytes(GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true, Shape = shape }).Assembly.AsMemory()).Evaluators.Single();

    private static JsonObject Written(DecisionTrace trace)
    {
        JsonObject written = new()
        {
            ["scope"] = Written(trace.Scope),
            ["rules"] = new JsonArray([.. trace.Rules.Select(rule =>
            {
                JsonObject node = new() { ["rule"] = rule.Rule.Id, ["truth"] = rule.Truth.ToString() };
                if (!rule.OverriddenBy.IsEmpty)
                {
                    node["overriddenBy"] = new JsonArray([.. rule.OverriddenBy.Select(winner => JsonValue.Create(winner.Id))]);
                }

                node["file"] = rule.Rule.Place.File;
                node["line"] = rule.Rule.Place.Line;
                node["condition"] = Written(rule.Condition);
                return (JsonNode)node;
            })]),
        };
        if (!trace.Silences.IsEmpty)
        {
            written["silences"] = new JsonArray([.. trace.Silences.Select(silence => (JsonNode)Written(silence))]);
        }

        return written;
    }

    private static JsonObject Written(ConditionTrace trace)
    {
        JsonObject written = new() { ["text"] = trace.Condition.Text, ["truth"] = trace.Truth.ToString() };
        if (!trace.Reads.IsEmpty)
        {
            written["reads"] = new JsonObject(trace.Reads.Select(read => KeyValuePair.Create(read.Name, (JsonNode?)read.Value)));
        }

        written["file"] = trace.Condition.Place.File;
        written["line"] = trace.Condition.Place.Line;
        if (!trace.Parts.IsEmpty)
        {
            written["conditions"] = new JsonArray([.. trace.Parts.Select(part => (JsonNode)Written(part))]);
        }

        return written;
    }

    private static Dictionary<Fact, PatientValue> RandomPatient(Guideline guideline, ReferenceInterpreter reference, Random random)
    {
        Dictionary<Fact, PatientValue> patient = [];
        foreach (Fact fact in guideline.Facts.Where(_ => random.Next(5) > 0))
        {
            PatientValue[] values = reference.Representatives(fact, Today);
            patient.Add(fact, values[random.Next(values.Length)]);
        }

        return patient;
    }
}

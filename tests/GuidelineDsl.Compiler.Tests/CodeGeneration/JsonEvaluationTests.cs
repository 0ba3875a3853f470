using System.Buffers;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>The way from JSON to JSON that uses its memory again gives the bytes, and finds the faults, of the way that does not.</summary>
public sealed class JsonEvaluationTests
{
    private static readonly IGuidelineEvaluator Evaluator = Compiled.From(Samples.FirstLine).Evaluator;

    /// <summary>Plain patients, patients in other spellings, and faulty ones.</summary>
    private static readonly string[] Texts =
    [
        """{ "ki67": 5, "differentiation": "well", "sstr": "positive", "extent": "metastatic", "resectable": false, "mitoses": 1 }""",
        """{ "id": "p1", "ki67": 5.0, "differentiation": "well", "sstr": "negative", "extent": "metastatic", "resectable": false, "mitoses": 30, "metastases": ["bone", "liver"] }""",
        """{ "id": 7, "extent": "localised", "ki67": 100 }""",
        """{ "resectable": true, "extent": null }""",
        """{ "ki67": "5 %", "differentiation": "poor", "extent": "metastatic", "resectable": false }""",
        """{ "ki67": { "value": 0.05, "unit": "1" }, "extent": "metastatic", "resectable": false }""",
        """{ "ki67": 5e0, "differentiation": "p\u006for", "extent": "metastatic", "resectable": false }""",
        """{ "differentiation": "well", "extent": "metastatic", "resectable": false }""",
        """{ "ki67": 5.55, "mitoses": -1, "sstr": "maybe", "metastases": ["liver", "liver"], "colour": 1 }""",
        """{ "ki67": 5, "ki67": 6 }""",
        """{ "ki67": 5 } { }""",
        """{ "ki67": 5""",
        """{ "ki67": 05 }""",
        """{ "ki67": 5. }""",
        """{ "ki67": -0 }""",
        """{ "ki67": .5 }""",
        """{ "ki67": -, "mitoses": 1 }""",
        """{ "ki67": 5, }""",
        """{ "ki67": 0000000000000000000000005 }""",
        """{ "ki67": 12345678901234567890 }""",
        """{ "ki67": 1.10000000000000000000 }""",
        """{"sstr":"positive","extent":"localised"}""",
        " {} ",
        "{}\0",
        "\uFEFF{}",
        """{"id":"a\\b","ki67":1}""",
        """{"id":"M\u00fcller", "metastases": [ ]}""",
        """{"id":"Müller","sstr":"negative" }""",
        "{\"id\":\"a\u0001\"}",
        """{"id":1e3}""",
        """{"id":null,"ki67":0.1}""",
        """{"id":"a","id":"a"}""",
        """{"id":""",
        """{"id":}""",
        """{"resectable":tru}""",
        """{"resectable":truer}""",
        """{"resectable":"true"}""",
        """{"metastases":["bone","bone"]}""",
        """{"metastases":["bone"}""",
        """{"metastases":["bone",]}""",
        """{"ki67" 1}""",
        """{"extent":null,"sstr":null}""",
        "[]",
        "",
    ];

    public static TheoryData<string> Patients => [.. Texts];

    [Theory]
    [MemberData(nameof(Patients))]
    public void Memory_that_is_used_again_changes_no_byte(string patient)
    {
        byte[] json = Encoding.UTF8.GetBytes(patient);
        using JsonEvaluation evaluation = new(Evaluator);
        evaluation.Write("""{ "id": "before", "ki67": 99, "metastases": ["lung"], "mitoses": 400 }"""u8, Compiled.Today, new ArrayBufferWriter<byte>());
        ArrayBufferWriter<byte> output = new();
        string[] faults = [.. evaluation.Write(json, Compiled.Today, output).Select(fault => fault.Message)];
        PatientReading reading = Evaluator.ReadPatient(json, Compiled.Today);
        faults.ShouldBe(reading.Faults.Select(fault => fault.Message));
        string expected = reading.Patient is { } read ? Compiled.Json(Evaluator.Evaluate(read, Compiled.Today)) : "";
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(expected);
    }

    [Fact]
    public void A_steady_stream_of_plain_patients_leaves_no_garbage()
    {
        byte[][] patients = [.. Texts.Take(2).Select(patient => Encoding.UTF8.GetBytes(patient.Replace("\"id\": \"p1\", ", "", StringComparison.Ordinal)))];
        using JsonEvaluation evaluation = new(Evaluator);
        ArrayBufferWriter<byte> output = new(1 << 16);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run()
        {
            for (int i = 0; i < 100; i++)
            {
                output.ResetWrittenCount();
                evaluation.Write(patients[i % patients.Length], Compiled.Today, output);
            }
        }
    }

    [Fact]
    public void A_small_answer_leads_to_rules_and_citations()
    {
        GuidelinePatient patient = Evaluator.ReadPatient(
            """{ "ki67": 5, "differentiation": "well", "sstr": "positive", "extent": "metastatic", "resectable": false }"""u8, Compiled.Today).Patient!;
        DecisionDescription decision = Evaluator.Description.Decisions[0];
        BriefResult answer = Evaluator.Answer(patient, Compiled.Today)!;
        answer.Status(decision).ShouldBe(DecisionStatus.Decided);
        answer.Rules(decision).Single().Citations.Single().Source.Id.ShouldBe("clarinet");
        answer.Explain(Evaluator).Decisions[0].Trace!.Rules[0].Condition.Parts.Length.ShouldBe(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Evaluator.Answer(patient, Compiled.Today);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo(40);
        patient.SetValue(0, FactValue.OfNumber(101));
        Evaluator.Answer(patient, Compiled.Today).ShouldBeNull();
        Evaluator.Check(patient, Compiled.Today).Single().Message.ShouldBe("'ki67' (Ki-67 index) is 101 %, outside the range 0 to 100 %, in steps of 0.1.");
    }
}

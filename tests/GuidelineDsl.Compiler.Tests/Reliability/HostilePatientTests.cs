using System.Text;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Whatever bytes come as a patient: a patient or faults in words, never an exception.</summary>
public sealed class HostilePatientTests
{
    private static readonly IGuidelineEvaluator Evaluator = Compiled.From("""
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact f "F" : yes/no
        fact n "N" : number 0 to 100 cm resolution 0.1
        fact c "C" : number
        fact e "E" : one of { u, v }
        fact t "T" : set of { x, y }
        fact d "D" : date
        fact m "M" : date and time
        constraint k "K" = not f or n < 50 cm
        action a "A" : drug
        decision q "Q" { choose one rule r "R" { when f and n > 2 cm and c < 1e3 and e is u and t includes x and d < today and m < 2025-01-01T10:00 recommend a evidence ungraded cite s } }
        """.Replace("1e3", "1000", StringComparison.Ordinal)).Evaluator;

    private static readonly string[] Values =
    [
        "1e-2147483648", "1e2147483647", "-1e-2147483648", "1e99999999999999999999", "1E+400", "1e-400", "1e-401", "\"1e-2147483648 cm\"", "\"1e5 cm\"", "\"1 m-2147483648\"",
        "79228162514264337593543950336", "0.00000000000000000000000000000001", "-0", "-0.0", "0e0", "NaN", "Infinity", "-Infinity", "\"NaN\"", "\"Infinity cm\"", "1.", ".5", "01", "+1", "0x10",
        "\"\"", "\" \"", "\"cm\"", "\"1\"", "\"1 cm cm\"", "\"1 (cm\"", "\"1 ((((((((((((((((((((((((((((((cm\"", "\"1 {}\"", "\"1 cm{\"", "\"1 [in_i]\"", "\"\\u0000\"", "\"\\ud800\"", "\"1 \\ud800\"", "\"١ cm\"",
        "{}", "{\"value\":1}", "{\"value\":1,\"value\":2,\"unit\":\"cm\"}", "{\"unit\":\"cm\"}", "{\"value\":\"1\",\"unit\":\"cm\"}", "{\"value\":1e-2147483648,\"unit\":\"cm\"}", "{\"value\":1,\"unit\":{\"a\":[1]}}", "{\"value\":null}",
        "[]", "[[]]", "[null]", "[\"x\",\"x\"]", "[\"x\",1]", "[{}]", "[\"\"]", "true", "\"true\"", "null",
        "\"0000-01-01\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"2025-02-30\"", "\"2025-1-1\"", "\"2025-01-01T24:00\"", "\"2025-01-01T23:59:60\"", "\"2025-01-01Z\"", "\"２０２５-01-01\"",
    ];

    [Fact]
    public void Every_value_for_every_fact_is_read_or_refused()
    {
        foreach (string fact in (string[])["f", "n", "c", "e", "t", "d", "m", "id", "zz", "", "\\u0000", "\\ud800"])
        {
            foreach (string value in Values)
            {
                Answer($$"""{"{{fact}}":{{value}}}""");
            }
        }
    }

    [Theory]
    [InlineData("{\"n\":79228162514264337593543950336}")]
    [InlineData("{\"n\":NaN}")]
    [InlineData("{\"n\":1e-2147483648}")]
    [InlineData("{\"n\":\"1 m-2147483648\"}")]
    [InlineData("{\"f\":true,\"f\":true}")]
    [InlineData("{\"f\":true,\"n\":50}")]
    [InlineData("{\"f\":true} {\"f\":true}")]
    [InlineData("{\"f\":true,}")]
    [InlineData("{\"f\":true")]
    [InlineData("[{\"f\":true}]")]
    [InlineData("")]
    [InlineData("\"f\"")]
    [InlineData("{\"f\":1}")]
    [InlineData("{'f':true}")]
    [InlineData("{\"F\":true}")]
    [InlineData("{\"f\":true} // so")]
    public void What_is_no_patient_is_refused(string text) => Faults(Encoding.UTF8.GetBytes(text)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("{\"c\":123456789012345678901234567890.123456789}")]
    [InlineData("{\"c\":1e400}")]
    [InlineData("{\"id\":\"p\",\"n\":-0.0}")]
    [InlineData("\uFEFF{\"f\":true}")]
    public void What_is_a_patient_is_read(string text) => Faults(Encoding.UTF8.GetBytes(text)).ShouldBeEmpty();

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("utf-16BE")]
    public void Another_encoding_is_refused(string encoding) =>
        Faults([.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes("{\"f\":true}")]).ShouldNotBeEmpty();

    [Fact]
    public void Broken_UTF8_is_refused()
    {
        foreach (byte[] wrong in (byte[][])[[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80]])
        {
            Faults([.. "{\"id\":\""u8, .. wrong, .. "\"}"u8]).ShouldNotBeEmpty();
            Faults([.. "{\""u8, .. wrong, .. "\":1}"u8]).ShouldNotBeEmpty();
            Faults([.. "{\"n\":\"1 "u8, .. wrong, .. "\"}"u8]).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Deep_nesting_is_refused(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        foreach (string fact in (string[])["f", "n", "t", "zz", "id"])
        {
            Faults(Encoding.UTF8.GetBytes($$"""{"{{fact}}":{{nested}}}""")).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Millions_of_digits_and_letters_are_refused()
    {
        Faults(Encoding.UTF8.GetBytes("{\"n\":" + new string('1', 2_000_000) + "}")).ShouldNotBeEmpty();
        Faults(Encoding.UTF8.GetBytes("{\"n\":\"" + new string('1', 2_000_000) + " cm\"}")).ShouldNotBeEmpty();
        Faults(Encoding.UTF8.GetBytes("{\"n\":\"1 " + new string('m', 2_000_000) + "\"}")).ShouldNotBeEmpty();
        Faults(Encoding.UTF8.GetBytes("{\"" + new string('x', 2_000_000) + "\":1}")).ShouldNotBeEmpty();
        Faults(Encoding.UTF8.GetBytes("{\"d\":\"" + new string('2', 2_000_000) + "\"}")).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_hundred_thousand_unknown_names_are_refused()
    {
        string members = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\":true"));
        Faults(Encoding.UTF8.GetBytes("{" + members + "}")).Count.ShouldBe(100_000);
    }

    private static void Answer(string text)
    {
        PatientReading reading = Evaluator.ReadPatient(Encoding.UTF8.GetBytes(text), Compiled.Today);
        if (reading.Patient is { } patient)
        {
            Evaluator.Evaluate(patient, Compiled.Today, trace: true).Decisions.Length.ShouldBe(1);
        }
        else
        {
            reading.Faults.ShouldNotBeEmpty(text);
        }
    }

    private static IReadOnlyList<PatientFault> Faults(byte[] bytes) => [.. Evaluator.ReadPatient(bytes, Compiled.Today).Faults];
}

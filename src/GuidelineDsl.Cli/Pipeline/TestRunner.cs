using System.Collections.Immutable;
using System.Text.Json;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>One expectation that was not met: what was expected, what came, and why.</summary>
public sealed record TestFailure(Expectation? Expectation, string Expected, string Came, ImmutableArray<string> Why);

/// <summary>What came of one test; it passed when nothing failed.</summary>
public sealed record TestOutcome(Guideline Guideline, TestCase Test, GuidelineResult? Result, ImmutableArray<TestFailure> Failures)
{
    public bool Passed => Failures.IsEmpty;
}

/// <summary>Runs the tests beside the rules through the generated evaluator.</summary>
public static class TestRunner
{
    public static TestOutcome Run(Guideline guideline, TestCase test, IGuidelineEvaluator evaluator)
    {
        DateOnly today = test.Today ?? DefaultToday(guideline);
        PatientReading reading = evaluator.ReadPatient(PatientJson(test.Patient), today);
        if (reading.Patient is null)
        {
            return new TestOutcome(guideline, test, null,
                [new TestFailure(null, "a patient that the guideline accepts", "it is refused", [.. reading.Faults.Select(f => f.Message)])]);
        }

        GuidelineResult result = evaluator.Evaluate(reading.Patient, today, trace: true);
        return new TestOutcome(guideline, test, result, [.. test.Expectations.Select(e => ExpectationCheck.Failure(e, result)).OfType<TestFailure>()]);
    }

    /// <summary>A test without <c>today</c> runs on the day of the guideline's last review, so that it does not depend on the clock.</summary>
    public static DateOnly DefaultToday(Guideline guideline) =>
        DateOnly.TryParse(guideline.Metadata.Reviewed, System.Globalization.CultureInfo.InvariantCulture, out DateOnly reviewed)
            ? reviewed
            : new DateOnly(2000, 1, 1);

    public static byte[] PatientJson(Patient patient)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            JsonDiagnostics.WritePatient(json, patient);
        }

        return stream.ToArray();
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Runtime.Audit;

/// <summary>
/// What proves an answer later: the guideline's digest, the compiler's version, the patient as given, the day, and the result with its
/// trace. One JSON document (<c>gdl-audit/1</c>); nothing in it depends on machine, culture, time zone or order of hashing.
/// </summary>
public static class AuditRecord
{
    /// <summary>The name of the form.</summary>
    public const string Schema = "gdl-audit/1";

    private const int UsualSize = 1 << 15;

    /// <summary>Evaluates a patient with trace and writes the record as one line of UTF-8 JSON, without a line break at its end.</summary>
    /// <exception cref="PatientRejectedException">The patient is faulty.</exception>
    public static GuidelineResult Write(IGuidelineEvaluator evaluator, ReadOnlySpan<byte> patientJson, DateOnly today, IBufferWriter<byte> output)
    {
        PatientReading reading = evaluator.ReadPatient(patientJson, today);
        if (reading.Patient is not { } patient)
        {
            throw new PatientRejectedException(reading.Faults);
        }

        GuidelineResult result = evaluator.Evaluate(patient, today, trace: true);
        ArrayBufferWriter<byte> body = new(UsualSize);
        using (Utf8JsonWriter json = ResultWriter.MakeWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WritePropertyName("guideline");
            ResultWriter.WriteName(evaluator.Description, json);
            json.WriteString("compiler", evaluator.Description.CompilerVersion);
            json.WriteString("today", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WritePropertyName("patient");
            WriteCompact(patientJson, json);
            json.WritePropertyName("result");
            ResultWriter.Write(result, json);
            json.WriteEndObject();
        }

        // The digest closes the record: it covers every byte before it.
        ReadOnlySpan<byte> open = body.WrittenSpan[..^1];
        output.Write(open);
        output.Write(",\"digest\":\""u8);
        output.Write(Encoding.ASCII.GetBytes(DigestOf(open)));
        output.Write("\"}"u8);
        return result;
    }

    /// <summary>Evaluates a record again and compares byte for byte.</summary>
    /// <param name="record">One record.</param>
    /// <param name="evaluators">The guidelines at hand; the record says which of them it belongs to.</param>
    public static ReplayReport Replay(ReadOnlySpan<byte> record, IReadOnlyList<IGuidelineEvaluator> evaluators)
    {
        if (RecordContents.Read(record) is not { } contents)
        {
            return new ReplayReport(ReplayOutcome.Damaged, "This is no audit record of gdl: it is cut off, or something else.", null, null, null);
        }

        IGuidelineEvaluator? evaluator = evaluators.FirstOrDefault(e => e.Description.Id == contents.GuidelineId && e.Description.Digest == contents.GuidelineDigest)
            ?? evaluators.FirstOrDefault(e => e.Description.Id == contents.GuidelineId);
        if (evaluator is null)
        {
            return new ReplayReport(
                ReplayOutcome.OtherVersion, $"The record belongs to the guideline '{contents.GuidelineId}', which is not at hand.", "guideline.id", contents.GuidelineId, null);
        }

        GuidelineDescription description = evaluator.Description;
        if (description.Digest != contents.GuidelineDigest)
        {
            return new ReplayReport(
                ReplayOutcome.OtherVersion,
                $"The record was made with another text of the guideline '{description.Id}' (version {contents.GuidelineVersion ?? "not stated"}) "
                + $"than the one at hand (version {description.Version ?? "not stated"}).",
                "guideline.digest",
                contents.GuidelineDigest,
                description.Digest);
        }

        ReplayReport report = Compare(contents, evaluator);
        return IsWhole(contents) ? report : Changed(contents, report);
    }

    private static bool IsWhole(RecordContents contents) => contents.Digest == DigestOf(contents.Covered);

    private static ReplayReport Changed(RecordContents contents, ReplayReport report)
    {
        const string Finding = "The record was changed after it was written: its bytes do not fit its digest.";
        return report.Outcome == ReplayOutcome.Same
            ? new ReplayReport(
                ReplayOutcome.Damaged, Finding + " Patient and result fit each other.", "digest", contents.Digest, DigestOf(contents.Covered))
            : report with { Outcome = ReplayOutcome.Damaged, Message = $"{Finding} {report.Message}" };
    }

    private static ReplayReport Compare(RecordContents contents, IGuidelineEvaluator evaluator)
    {
        PatientReading reading = evaluator.ReadPatient(contents.Patient, contents.Today);
        if (reading.Patient is not { } patient)
        {
            return new ReplayReport(
                ReplayOutcome.Different, "The patient of the record is refused now: " + string.Join(" ", reading.Faults), "patient", null, null);
        }

        ArrayBufferWriter<byte> now = new();
        ResultWriter.Write(evaluator.Evaluate(patient, contents.Today, trace: true), now);
        string compilers = contents.Compiler == evaluator.Description.CompilerVersion
            ? ""
            : $" The record's compiler was {contents.Compiler}, this one is {evaluator.Description.CompilerVersion}.";
        if (now.WrittenSpan.SequenceEqual(contents.Result))
        {
            return new ReplayReport(ReplayOutcome.Same, "The same answer, byte for byte." + compilers, null, null, null);
        }

        (string path, string? recorded, string? replayed) = JsonDifference.First(contents.Result, now.WrittenMemory);
        return new ReplayReport(
            ReplayOutcome.Different,
            $"The answer differs at {path}: the record has {recorded ?? "nothing"}, now comes {replayed ?? "nothing"}.{compilers}",
            path,
            recorded,
            replayed);
    }

    /// <summary>The patient as given, without white space between its parts; numbers keep their digits and texts their characters.</summary>
    private static void WriteCompact(ReadOnlySpan<byte> patientJson, Utf8JsonWriter json)
    {
        Utf8JsonReader reader = new(patientJson.StartsWith("\uFEFF"u8) ? patientJson[3..] : patientJson);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        document.RootElement.WriteTo(json);
    }

    private static string DigestOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What came of a replay.</summary>
public enum ReplayOutcome
{
    /// <summary>The same answer, byte for byte.</summary>
    Same,

    /// <summary>Another answer.</summary>
    Different,

    /// <summary>The guideline at hand is another version than that of the record.</summary>
    OtherVersion,

    /// <summary>The record was changed after it was written, or is no record.</summary>
    Damaged,
}

/// <summary>What came of a replay, and precisely where the difference is.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Path">The place in the result, such as <c>decisions[0].status</c>; null when there is no difference.</param>
/// <param name="Recorded">What the record has there.</param>
/// <param name="Replayed">What came now.</param>
public sealed record ReplayReport(ReplayOutcome Outcome, string Message, string? Path, string? Recorded, string? Replayed);

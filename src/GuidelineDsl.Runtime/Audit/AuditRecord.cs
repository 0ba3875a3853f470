using System.Buffers;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Audit;

/// <summary>
/// What proves an answer later: the guideline's digest, the compiler's version, the patient as given, the day, and the result with its
/// trace. One JSON document (<c>gdl-audit/1</c>); nothing in it depends on machine, culture, time zone or order of hashing.
/// </summary>
public static class AuditRecord
{
    /// <summary>Evaluates a patient with trace and writes the record as one line of UTF-8 JSON, without a line break at its end.</summary>
    /// <exception cref="PatientRejectedException">The patient is faulty.</exception>
    public static GuidelineResult Write(IGuidelineEvaluator evaluator, ReadOnlySpan<byte> patientJson, DateOnly today, IBufferWriter<byte> output) =>
        throw new NotImplementedException();

    /// <summary>Evaluates a record again and compares byte for byte.</summary>
    /// <param name="record">One record.</param>
    /// <param name="evaluators">The guidelines at hand; the record says which of them it belongs to.</param>
    public static ReplayReport Replay(ReadOnlySpan<byte> record, IReadOnlyList<IGuidelineEvaluator> evaluators) =>
        throw new NotImplementedException();
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

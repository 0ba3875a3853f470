using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Audit;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>The answer for one patient, ready to be written; or what is wrong with the patient.</summary>
public readonly record struct PatientAnswer(ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Audit, string? Fault);

/// <summary>Evaluates a stream of patients on all cores; answers come in the order of the patients, a bounded number at a time.</summary>
public sealed class PatientRun(
    ImmutableArray<IGuidelineEvaluator> evaluators, DateOnly today, bool trace, bool audit, Func<GuidelineResult, string>? human)
{
    private const int Batch = 512;

    /// <summary>So many faults of one patient are told.</summary>
    private const int MostFaults = 100;

    private readonly ThreadLocal<ImmutableArray<JsonEvaluation>> _streams = new(() => [.. evaluators.Select(evaluator => new JsonEvaluation(evaluator))]);

    private int _defects;

    public IEnumerable<PatientAnswer> Answers(IEnumerable<PatientText> patients, CancellationToken cancellation) =>
        patients.Chunk(Batch).SelectMany(batch =>
        {
            cancellation.ThrowIfCancellationRequested();
            return batch.Length == 1
                ? [Answer(batch[0])]
                : batch.AsParallel().AsOrdered().WithCancellation(cancellation).Select(Answer).ToArray();
        });

    /// <summary>JSON to JSON, with memory that each thread uses again.</summary>
    private PatientAnswer Stream(PatientText patient)
    {
        ArrayBufferWriter<byte> output = new();
        for (int i = 0; i < evaluators.Length; i++)
        {
            if (_streams.Value[i].Write(patient.Json.Span, today, output, trace) is { Count: > 0 })
            {
                return Refused(patient, evaluators[i], evaluators[i].ReadPatient(patient.Json.Span, today));
            }

            output.Write("\n"u8);
        }

        return new PatientAnswer(output.WrittenMemory, default, null);
    }

    private static PatientAnswer Refused(PatientText patient, IGuidelineEvaluator evaluator, PatientReading reading)
    {
        string name = reading.PatientId is { } id ? TerminalText.OneLine(id) : patient.Number.ToString(CultureInfo.InvariantCulture);
        string faults = string.Concat(reading.Faults.Take(MostFaults).Select(f => $"\n  {TerminalText.OneLine(f.Message)}"))
            + (reading.Faults.Length > MostFaults ? $"\n  … and {reading.Faults.Length - MostFaults} more." : "");
        return new PatientAnswer(default, default, $"gdl: patient {name} is refused by {evaluator.Description.Id}:{faults}");
    }

    /// <summary>How many patients the evaluator itself failed on; it is asked when all answers have come.</summary>
    public int Defects => _defects;

    /// <summary>A defect in the answer for one patient takes no other patient's answer away.</summary>
    private PatientAnswer Answer(PatientText patient)
    {
        try
        {
            return human is null && !audit ? Stream(patient) : Whole(patient);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            Interlocked.Increment(ref _defects);

            return new PatientAnswer(default, default, $"gdl: GDL9999: patient {patient.Number}: the tool itself has a defect; please report it.\n{e}");
        }
    }

    private PatientAnswer Whole(PatientText patient)
    {
        ArrayBufferWriter<byte> output = new();
        ArrayBufferWriter<byte> records = new();
        foreach (IGuidelineEvaluator evaluator in evaluators)
        {
            PatientReading reading = evaluator.ReadPatient(patient.Json.Span, today);
            if (reading.Patient is null)
            {
                return Refused(patient, evaluator, reading);
            }

            GuidelineResult result = evaluator.Evaluate(reading.Patient, today, trace);
            if (audit)
            {
                AuditRecord.Write(evaluator, patient.Json.Span, today, records);
                records.Write("\n"u8);
            }

            if (human is null)
            {
                ResultWriter.Write(result, output);
                output.Write("\n"u8);
            }
            else
            {
                output.Write(Encoding.UTF8.GetBytes(human(result)));
            }
        }

        return new PatientAnswer(output.WrittenMemory, records.WrittenMemory, null);
    }
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Audit;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>
/// Evaluates a stream of patients on all cores: one thread reads, others answer, and whoever asked writes. Answers come in the order of the patients, and no more
/// batches are under way than keep the cores busy.
/// </summary>
public sealed class PatientRun(
    ImmutableArray<IGuidelineEvaluator> evaluators, DateOnly today, bool trace, bool audit, Func<GuidelineResult, string>? human)
{
    /// <summary>So many faults of one patient are told.</summary>
    private const int MostFaults = 100;

    private static readonly int s_mostUnderWay = 3 * Environment.ProcessorCount;

    private readonly ConcurrentBag<PatientAnswers> _spare = [];

    private int _defects;

    /// <summary>How many patients the evaluator itself failed on; it is asked when all answers have come.</summary>
    public int Defects => _defects;

    /// <summary>The answers, batch by batch. Those of one batch are gone when the next are asked for.</summary>
    public IEnumerable<PatientAnswers> Answers(IEnumerable<PatientBatch> patients, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        BlockingCollection<Task<PatientAnswers>> underWay = new(s_mostUnderWay);
        Task reading = Task.Factory.StartNew(() => Read(patients, underWay, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (Task<PatientAnswers> batch in underWay.GetConsumingEnumerable(cancellation))
            {
                batch.Wait(cancellation);
                yield return batch.Result;
                batch.Result.Clear();
                _spare.Add(batch.Result);
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            // A read of a pipe cannot be interrupted, but need not be waited for.
            stop.Cancel();
        }
    }

    private void Read(IEnumerable<PatientBatch> patients, BlockingCollection<Task<PatientAnswers>> underWay, CancellationToken stop)
    {
        try
        {
            foreach (PatientBatch batch in patients)
            {
                underWay.Add(Task.Run(() => Answer(batch, stop), stop), stop);
            }
        }
        finally
        {
            underWay.CompleteAdding();
        }
    }

    private PatientAnswers Answer(PatientBatch batch, CancellationToken stop)
    {
        PatientAnswers answers = _spare.TryTake(out PatientAnswers? spare) ? spare : new PatientAnswers(evaluators);
        foreach (ReadOnlyMemory<byte> patient in batch.Patients)
        {
            stop.ThrowIfCancellationRequested();
            Answer(patient.Span, batch.First + answers.Count, answers);
            answers.Count++;
        }

        return answers;
    }

    /// <summary>The answer for one patient, or none: a defect in it takes no other patient's answer away.</summary>
    private void Answer(ReadOnlySpan<byte> patient, long number, PatientAnswers answers)
    {
        (int output, int records) = (answers.Output.Length, answers.Records.Length);
        string? fault;
        try
        {
            fault = human is null ? Stream(patient, number, answers) : ForPeople(patient, number, human, answers);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            Interlocked.Increment(ref _defects);
            fault = $"gdl: GDL9999: patient {number}: the tool itself has a defect; please report it.\n{e}";
        }

        if (fault is not null)
        {
            answers.Output.TakeBackTo(output);
            answers.Records.TakeBackTo(records);
            answers.Add(fault);
        }
    }

    /// <summary>JSON to JSON, with memory that is used again.</summary>
    /// <returns>What is wrong with the patient; null when it is answered.</returns>
    private string? Stream(ReadOnlySpan<byte> patient, long number, PatientAnswers answers)
    {
        for (int i = 0; i < evaluators.Length; i++)
        {
            if (answers.Streams[i].Write(patient, today, answers.Output, trace) is { Count: > 0 })
            {
                return Refused(number, evaluators[i], evaluators[i].ReadPatient(patient, today));
            }

            answers.Output.Write("\n"u8);
            if (audit)
            {
                Record(evaluators[i], patient, answers);
            }
        }

        return null;
    }

    private string? ForPeople(ReadOnlySpan<byte> patient, long number, Func<GuidelineResult, string> render, PatientAnswers answers)
    {
        foreach (IGuidelineEvaluator evaluator in evaluators)
        {
            PatientReading reading = evaluator.ReadPatient(patient, today);
            if (reading.Patient is null)
            {
                return Refused(number, evaluator, reading);
            }

            answers.Output.Write(Encoding.UTF8.GetBytes(render(evaluator.Evaluate(reading.Patient, today, trace))));
            if (audit)
            {
                Record(evaluator, patient, answers);
            }
        }

        return null;
    }

    private void Record(IGuidelineEvaluator evaluator, ReadOnlySpan<byte> patient, PatientAnswers answers)
    {
        AuditRecord.Write(evaluator, patient, today, answers.Records);
        answers.Records.Write("\n"u8);
    }

    private static string Refused(long number, IGuidelineEvaluator evaluator, PatientReading reading)
    {
        string name = reading.PatientId is { } id ? TerminalText.OneLine(id) : number.ToString(CultureInfo.InvariantCulture);
        string faults = string.Concat(reading.Faults.Take(MostFaults).Select(f => $"\n  {TerminalText.OneLine(f.Message)}"))
            + (reading.Faults.Length > MostFaults ? $"\n  … and {reading.Faults.Length - MostFaults} more." : "");
        return $"gdl: patient {name} is refused by {evaluator.Description.Id}:{faults}";
    }
}

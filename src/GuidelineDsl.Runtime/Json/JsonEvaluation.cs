using System.Buffers;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Patients in JSON to results in JSON, one after another, with memory that is used again: what <see cref="IGuidelineEvaluator.ReadPatient"/>,
/// <see cref="IGuidelineEvaluator.Evaluate"/> and <see cref="ResultWriter"/> do, and the same bytes. One object serves one thread at a time.
/// </summary>
public sealed class JsonEvaluation : IDisposable
{
    private readonly IGuidelineEvaluator _evaluator;
    private readonly GuidelinePatient _patient;
    private readonly DecisionResult[] _decisions;
    private readonly DerivedResult[] _derived;
    private readonly Utf8JsonWriter _writer;

    /// <summary>Prepares the evaluation of patients of one guideline.</summary>
    public JsonEvaluation(IGuidelineEvaluator evaluator)
    {
        _evaluator = evaluator;
        _patient = evaluator.NewPatient();
        _decisions = new DecisionResult[evaluator.Description.Decisions.Length];
        _derived = new DerivedResult[evaluator.Description.Derived.Length];
        _writer = ResultWriter.MakeWriter(Stream.Null);
    }

    /// <summary>Evaluates one patient and writes the result as one line, without a line break at its end.</summary>
    /// <param name="patientJson">One JSON object and nothing else.</param>
    /// <param name="today">The day of the evaluation.</param>
    /// <param name="output">Where to. Nothing is written for a faulty patient.</param>
    /// <param name="trace">Whether the result explains itself.</param>
    /// <returns>The faults of the patient; empty when the result was written.</returns>
    public IReadOnlyList<PatientFault> Write(ReadOnlySpan<byte> patientJson, DateOnly today, IBufferWriter<byte> output, bool trace = false)
    {
        _patient.Clear();
        if (!trace && _evaluator is GuidelineEvaluator evaluator && evaluator.Reader.TryRead(patientJson, _patient)
            && evaluator.TryPlain(_patient, today, _decisions, _derived))
        {
            _writer.Reset(output);
            ResultWriter.Write(evaluator.Description, today, _patient.PatientId, _patient.PatientIdIsNumber, _derived, _decisions, _writer);
            return [];
        }

        PatientReading reading = _evaluator.ReadPatient(patientJson, today);
        if (reading.Patient is { } patient)
        {
            _writer.Reset(output);
            ResultWriter.Write(_evaluator.Evaluate(patient, today, trace), _writer);
        }

        return reading.Faults;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}

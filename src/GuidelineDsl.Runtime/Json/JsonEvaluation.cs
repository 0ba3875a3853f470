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
    private readonly PlainAnswer[] _answers;
    private readonly ulong[] _rules;
    private readonly DerivedResult[] _derived;
    private readonly Utf8JsonWriter _writer;
    private byte[] _begin = [];
    private DateOnly _beginsOn;

    /// <summary>Prepares the evaluation of patients of one guideline.</summary>
    public JsonEvaluation(IGuidelineEvaluator evaluator)
    {
        _evaluator = evaluator;
        _patient = evaluator.NewPatient();
        _answers = new PlainAnswer[evaluator.Description.Decisions.Length];
        _rules = new ulong[PlainWords(evaluator.Description)];
        _derived = new DerivedResult[evaluator.Description.Derived.Length];
        _writer = ResultWriter.MakeWriter(Stream.Null);
    }

    /// <summary>How many words the rules of a guideline take as bits.</summary>
    internal static int PlainWords(GuidelineDescription guideline) => Math.Max(1, (guideline.Rules.Length + 63) / 64);

    /// <summary>Evaluates one patient and writes the result as one line, without a line break at its end.</summary>
    /// <param name="patientJson">One JSON object and nothing else.</param>
    /// <param name="today">The day of the evaluation.</param>
    /// <param name="output">Where to. Nothing is written for a faulty patient.</param>
    /// <param name="trace">Whether the result explains itself.</param>
    /// <returns>The faults of the patient; empty when the result was written.</returns>
    public IReadOnlyList<PatientFault> Write(ReadOnlySpan<byte> patientJson, DateOnly today, IBufferWriter<byte> output, bool trace = false)
    {
        _patient.Clear();
        if (_evaluator is GuidelineEvaluator evaluator && evaluator.Reader.TryRead(patientJson, _patient, out ReadOnlySpan<byte> id))
        {
            if (!trace && evaluator.TryPlain(_patient, today, _answers, _rules, _derived))
            {
                WritePlain(evaluator.Fragments, id, today, output);
                return [];
            }

            if (evaluator.Description.Constraints.IsEmpty)
            {
                FastPatientReader.Identify(_patient, id);
                _writer.Reset(output);
                ResultWriter.Write(evaluator.Evaluate(_patient, today, trace), _writer);
                return [];
            }
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

    private void WritePlain(ResultFragments fragments, ReadOnlySpan<byte> id, DateOnly today, IBufferWriter<byte> output)
    {
        if (_beginsOn != today || _begin.Length == 0)
        {
            _begin = fragments.Begin(today);
            _beginsOn = today;
        }

        ResultFragments.WriteBegin(_begin, id, output);
        if (_derived.Length == 0)
        {
            output.Write("{}"u8);
        }
        else
        {
            _writer.Reset(output);
            ResultWriter.WriteDerived(_derived, _writer);
            _writer.Flush();
        }

        fragments.WriteDecisions(_answers, _rules, output);
    }
}

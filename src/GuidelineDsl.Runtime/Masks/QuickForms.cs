using System.Collections.Immutable;
using System.Reflection;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>The quick forms of one evaluator, made from the network in its assembly when they are first used.</summary>
internal sealed class QuickForms
{
    private readonly GuidelineEvaluator _evaluator;
    private readonly Lazy<Circuit> _circuit;
    private readonly Lazy<RowKernel> _rows;
    private readonly Lazy<ColumnKernel> _columns;

    private QuickForms(GuidelineEvaluator evaluator)
    {
        _evaluator = evaluator;
        Assembly assembly = evaluator.GetType().Assembly;
        _circuit = new Lazy<Circuit>(() => CircuitFile.Read(assembly, evaluator.Description.Id));
        _rows = new Lazy<RowKernel>(() => new RowKernel(RowFile.Read(assembly, evaluator.Description.Id)));
        _columns = new Lazy<ColumnKernel>(() => Kernel(_circuit.Value, evaluator));
    }

    public static QuickForms Of(GuidelineEvaluator evaluator) => new(evaluator);

    public bool TryTell(GuidelinePatient patient, DateOnly today, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        if (!IsSound(patient))
        {
            return false;
        }

        RowKernel kernel = _rows.Value;
        if (!kernel.HasConditions)
        {
            return kernel.Tell(patient, null, statuses, rules);
        }

        EvaluationState tests = _evaluator.BeginTests(patient, today);
        bool told = kernel.Tell(patient, tests, statuses, rules);
        _evaluator.EndTests(tests);
        return told;
    }

    public PatientColumns NewColumns(int count) => new(_evaluator, _circuit.Value, count);

    public PatientBits Prepare(PatientColumns patients, DateOnly today)
    {
        Expect(ReferenceEquals(patients.Circuit, _circuit.Value));
        return _columns.Value.Prepare(patients, today);
    }

    public void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers)
    {
        Expect(ReferenceEquals(patients.Circuit, _circuit.Value) && Fits(answers, patients.Count));
        _columns.Value.Tell(patients, today, answers);
    }

    public void Tell(PatientBits patients, ColumnAnswers answers)
    {
        Expect(patients.Evaluator == _evaluator && Fits(answers, patients.Count));
        _columns.Value.Tell(patients, answers);
    }

    /// <summary>Code for a guideline that has code otherwise; a large one is data here, too.</summary>
    private static ColumnKernel Kernel(Circuit circuit, GuidelineEvaluator evaluator) =>
        evaluator is not LargeEvaluator && ColumnForm.Of(circuit, evaluator.Description) is { } form && ColumnCompiler.Compile(form) is { } code
            ? new CodeColumnKernel(form.Slices, code, evaluator)
            : new TableColumnKernel(circuit, evaluator);

    private bool Fits(ColumnAnswers answers, int count) =>
        answers.Count == count && ReferenceEquals(answers.Guideline, _evaluator.Description);

    private static void Expect(bool isOurs)
    {
        if (!isOurs)
        {
            throw new ArgumentException("Columns and answers must be made by this evaluator, for the same number of patients.");
        }
    }

    private bool IsSound(GuidelinePatient patient)
    {
        if (!patient.IsSound)
        {
            return false;
        }

        foreach (int fact in _evaluator.Description.RequiredFacts)
        {
            if (patient.CodeOf(fact) == EvaluationState.UnknownCode)
            {
                return false;
            }
        }

        return true;
    }
}

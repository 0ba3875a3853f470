using GuidelineDsl.Runtime.Masks;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Many patients of one guideline as columns. What is kept of a value is only what the guideline's rules tell apart: mostly one byte per fact and
/// patient. Made by <see cref="IGuidelineEvaluator.NewColumns"/>; different patients may be set by different threads.
/// </summary>
public sealed class PatientColumns
{
    /// <summary>The code of an unknown value.</summary>
    public const long Unknown = EvaluationState.UnknownCode;

    private readonly GuidelineEvaluator _evaluator;
    private readonly Circuit _circuit;
    private readonly AxisColumn[] _columns;
    private readonly int[][] _axesOfFact;
    private readonly AxisColumn[] _required;
    private readonly GuidelinePatient?[] _patients;

    internal PatientColumns(GuidelineEvaluator evaluator, Circuit circuit, int count)
    {
        _evaluator = evaluator;
        _circuit = circuit;
        Count = count;
        int room = ColumnKernel.RoomFor(count);
        _columns = [.. circuit.Axes.Select(axis => AxisColumn.Make(axis.Bins, room))];
        _axesOfFact =
        [
            .. evaluator.Description.Facts.Select(fact => Enumerable.Range(0, circuit.Axes.Length)
                .Where(i => circuit.Axes[i].Kind != AxisKind.Condition && circuit.Axes[i].Subject == fact.Index).ToArray()),
        ];
        _required = [.. evaluator.Description.RequiredFacts.Select(_ => AxisColumn.Make(2, room))];
        _patients = circuit.HasConditions ? new GuidelinePatient?[count] : [];
    }

    /// <summary>How many patients there are. Of a patient that was not set nothing is known.</summary>
    public int Count { get; }

    internal ReadOnlySpan<AxisColumn> Columns => _columns;

    internal ReadOnlySpan<AxisColumn> Required => _required;

    internal Circuit Circuit => _circuit;

    /// <summary>Sets one value of one patient.</summary>
    /// <exception cref="PatientRejectedException">The value is not allowed.</exception>
    public void Set(int patient, int fact, FactValue value)
    {
        FactDescription description = _evaluator.Description.Facts[fact];
        if (value.IsKnown && PatientCoder.Fault(description, value) is { } fault)
        {
            throw new PatientRejectedException([fault]);
        }

        GuidelinePatient whole = _patients.Length > 0 ? _patients[patient] ??= _evaluator.NewPatient() : _evaluator.NewPatient();
        whole.SetValue(fact, value);
        Set(patient, fact, whole);
    }

    /// <summary>Sets all values of one patient.</summary>
    /// <exception cref="PatientRejectedException">A value is not allowed.</exception>
    /// <exception cref="ArgumentException">The patient is one of another guideline.</exception>
    public void Set(int patient, GuidelinePatient values)
    {
        _evaluator.MustBeOwn(values);
        if (!values.IsSound)
        {
            throw new PatientRejectedException(PatientCoder.Faults(values, _evaluator.Description));
        }

        for (int fact = 0; fact < _axesOfFact.Length; fact++)
        {
            Set(patient, fact, values);
        }

        if (_patients.Length > 0)
        {
            GuidelinePatient whole = _evaluator.NewPatient();
            for (int fact = 0; fact < _axesOfFact.Length; fact++)
            {
                whole.SetValue(fact, values.GetValue(fact));
            }

            _patients[patient] = whole;
        }
    }

    /// <summary>
    /// Sets one fact of all patients from codes: 0 or 1 for no or yes, the ordinal of a named value, the number of steps on a grid, the day number of a
    /// date, <see cref="Unknown"/> for what is not known.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one code per patient, the fact is a set or a number without a grid, or a code is not allowed.</exception>
    public void SetCodes(int fact, ReadOnlySpan<long> codes)
    {
        FactDescription description = _evaluator.Description.Facts[fact];
        if (codes.Length != Count || description.Kind == FactValueKind.Set || description.Coding.Step is not { } step)
        {
            throw new ArgumentException($"'{description.Id}' takes one code per patient, and neither a set nor a number without steps has codes.", nameof(codes));
        }

        for (int i = 0; i < codes.Length; i++)
        {
            FactValue value = codes[i] == EvaluationState.UnknownCode ? FactValue.Unknown
                : description.Kind == FactValueKind.YesNo && codes[i] is 0 or 1 ? FactValue.OfYesNo(codes[i] == 1)
                : description.Kind is FactValueKind.YesNo or FactValueKind.Enumeration ? FactValue.OfEnumeration((int)codes[i])
                : description.OfNumeric(codes[i] * step);
            Set(i, fact, value);
        }
    }

    /// <summary>Finds the bins of conditions that only the readable form can answer.</summary>
    internal void Settle(int first, int count, DateOnly today)
    {
        for (int i = first; i < Math.Min(Count, first + count); i++)
        {
            GuidelinePatient patient = _patients[i] ??= _evaluator.NewPatient();
            EvaluationState state = _evaluator.BeginTests(patient, today);
            for (int axis = 0; axis < _columns.Length; axis++)
            {
                if (_circuit.Axes[axis].Kind == AxisKind.Condition)
                {
                    _columns[axis][i] = Axis.BinOf(state.Holds(_circuit.Axes[axis].Subject));
                }
            }

            _evaluator.EndTests(state);
        }
    }

    private void Set(int patient, int fact, GuidelinePatient values)
    {
        long code = values.CodeOf(fact);
        bool isKnown = code != EvaluationState.UnknownCode;
        foreach (int axis in _axesOfFact[fact])
        {
            _columns[axis][patient] = !isKnown ? 0
                : _circuit.Axes[axis].Kind is AxisKind.AnyMember or AxisKind.AllMembers ? _circuit.Axes[axis].BinOf(values.MembersOf(fact))
                : _circuit.Axes[axis].BinOf(code);
        }

        int required = _evaluator.Description.RequiredFacts.IndexOf(fact);
        if (required >= 0)
        {
            _required[required][patient] = isKnown ? 1 : 0;
        }
    }
}

/// <summary>Many patients, digested to bits for one guideline and one day. Made by <see cref="IGuidelineEvaluator.Prepare"/>.</summary>
public sealed class PatientBits
{
    internal PatientBits(GuidelineEvaluator evaluator, int count, AlignedArray<ulong> words)
    {
        Evaluator = evaluator;
        Count = count;
        Words = words;
    }

    /// <summary>How many patients there are.</summary>
    public int Count { get; }

    /// <summary>How many bytes they take.</summary>
    public int Size => Words.Length * sizeof(ulong);

    internal GuidelineEvaluator Evaluator { get; }

    internal AlignedArray<ulong> Words { get; }
}

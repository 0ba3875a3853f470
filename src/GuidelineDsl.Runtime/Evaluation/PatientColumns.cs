using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Many patients of one guideline, one column of codes per fact: a yes/no fact is 0 or 1, an enumeration its ordinal, a number on a grid its
/// count of steps, a date its whole number, a set its members as bits. Unknown is <see cref="Unknown"/>, or the missing bit of a set.
/// </summary>
public sealed class PatientColumns
{
    /// <summary>The code of an unknown value.</summary>
    public const long Unknown = EvaluationState.UnknownCode;

    private readonly GuidelineDescription _guideline;
    private readonly long[][] _codes;
    private readonly ulong[]?[] _members;
    private readonly Rational[]?[] _exact;

    /// <summary>Makes columns for so many patients, of whom nothing is known yet.</summary>
    public PatientColumns(GuidelineDescription guideline, int count)
    {
        _guideline = guideline;
        Count = count;
        _codes = new long[guideline.Facts.Length][];
        _members = new ulong[guideline.Facts.Length][];
        _exact = new Rational[guideline.Facts.Length][];
        foreach (FactDescription fact in guideline.Facts)
        {
            _codes[fact.Index] = new long[count];
            Array.Fill(_codes[fact.Index], Unknown);
            _members[fact.Index] = fact.Kind == FactValueKind.Set ? new ulong[count * SetLayout.Words(fact.Values.Length)] : null;
            _exact[fact.Index] = fact.Coding.Step is null ? new Rational[count] : null;
        }
    }

    /// <summary>How many patients there are.</summary>
    public int Count { get; }

    /// <summary>The codes of a fact, one per patient; for a set 0 says that it is known.</summary>
    public Span<long> Codes(int fact) => _codes[fact];

    /// <summary>The members of a set as bits, so many words per patient as its possible members need.</summary>
    public Span<ulong> Members(int fact) => _members[fact] ?? throw new ArgumentException("The fact is no set.", nameof(fact));

    /// <summary>Sets one value of one patient.</summary>
    /// <exception cref="PatientRejectedException">The value is not allowed.</exception>
    public void Set(int patient, int fact, FactValue value)
    {
        FactDescription description = _guideline.Facts[fact];
        if (!value.IsKnown)
        {
            _codes[fact][patient] = Unknown;
            return;
        }

        if (PatientCoder.Fault(description, value) is { } fault)
        {
            throw new PatientRejectedException([fault]);
        }

        if (_members[fact] is { } words)
        {
            int count = SetLayout.Words(description.Values.Length);
            words.AsSpan(patient * count, count).Clear();
            foreach (int member in value.Members)
            {
                words[(patient * count) + (member >> 6)] |= 1UL << (member & 63);
            }

            _codes[fact][patient] = 0;
            return;
        }

        bool isNumber = value.Kind is FactValueKind.Number or FactValueKind.Date or FactValueKind.DateTime;
        _codes[fact][patient] = isNumber ? description.Coding.CodeOf(value.Number)!.Value : value.Ordinal;
        if (_exact[fact] is { } exact)
        {
            exact[patient] = value.Number;
        }
    }

    /// <summary>Sets all values of one patient.</summary>
    public void Set(int patient, GuidelinePatient values)
    {
        for (int fact = 0; fact < _codes.Length; fact++)
        {
            Set(patient, fact, values.GetValue(fact));
        }
    }

    internal void Load(int patient, EvaluationState state)
    {
        for (int fact = 0; fact < _codes.Length; fact++)
        {
            long code = _codes[fact][patient];
            state.Codes[fact] = code;
            state.Known[fact] = code != Unknown;
            if (_exact[fact] is { } exact)
            {
                state.Exact[fact] = exact[patient];
            }

            if (_members[fact] is { } words)
            {
                int start = state.SetStarts[fact];
                int count = SetLayout.Words(_guideline.Facts[fact].Values.Length);
                for (int i = 0; i < count; i++)
                {
                    ulong present = words[(patient * count) + i];
                    state.Present[start + i] = code == Unknown ? 0 : present;
                    state.Absent[start + i] = code == Unknown ? 0 : ~present;
                }
            }
        }
    }
}

/// <summary>The answers for many patients: status per decision and patient, and the given rules as bits.</summary>
public sealed class ColumnAnswers
{
    private readonly DecisionStatus[] _statuses;
    private readonly ulong[] _rules;
    private readonly bool[] _refused;

    internal ColumnAnswers(GuidelineDescription guideline, int count)
    {
        Count = count;
        DecisionCount = guideline.Decisions.Length;
        RuleWords = (guideline.Rules.Length + 63) / 64;
        _statuses = new DecisionStatus[count * DecisionCount];
        _rules = new ulong[count * RuleWords];
        _refused = new bool[count];
    }

    /// <summary>How many patients there are.</summary>
    public int Count { get; }

    /// <summary>How many decisions there are.</summary>
    public int DecisionCount { get; }

    /// <summary>How many words the bits of all rules take.</summary>
    public int RuleWords { get; }

    /// <summary>The statuses of one patient, one per decision.</summary>
    public Span<DecisionStatus> Statuses(int patient) => _statuses.AsSpan(patient * DecisionCount, DecisionCount);

    /// <summary>The given rules of one patient as bits, by ordinal.</summary>
    public Span<ulong> Rules(int patient) => _rules.AsSpan(patient * RuleWords, RuleWords);

    /// <summary>Whether the patient violates a constraint, so that the answers mean nothing.</summary>
    public bool IsRefused(int patient) => _refused[patient];

    internal void Refuse(int patient) => _refused[patient] = true;
}

using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// A patient of one guideline. The generated assembly derives a class with one documented property per fact; an unknown fact is null. Values
/// are kept as whole numbers, the codes that evaluation compares; what a fact does not allow is kept aside until somebody checks or evaluates.
/// </summary>
public abstract class GuidelinePatient
{
    /// <summary>The code of an unknown value.</summary>
    protected const long Unknown = EvaluationState.UnknownCode;

    private Dictionary<int, FactValue>? _refused;

    /// <summary>An identifier that is carried through to the result, where the guideline has no fact of the name <c>id</c>.</summary>
    public string? PatientId { get; set; }

    /// <summary>Whether the identifier was a JSON number, so that it is written back as one.</summary>
    internal bool PatientIdIsNumber { get; set; }

    /// <summary>Whether no value is refused. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsSound => _refused is null or { Count: 0 };

    /// <summary>The guideline.</summary>
    protected abstract GuidelineDescription Guideline { get; }

    /// <summary>The value of the fact with this index among the guideline's facts.</summary>
    public FactValue GetValue(int fact)
    {
        long code = CodeOf(fact);
        if (code == Unknown)
        {
            return _refused is not null && _refused.TryGetValue(fact, out FactValue refused) ? refused : FactValue.Unknown;
        }

        FactDescription description = Guideline.Facts[fact];
        return description.Kind == FactValueKind.Set ? FactValue.OfSet(SetLayout.Ordinals(MembersOf(fact)))
            : description.Coding.Step is null ? description.OfNumeric(ExactOf(fact))
            : description.OfCode(code);
    }

    /// <summary>Sets the value of the fact with this index among the guideline's facts.</summary>
    /// <exception cref="ArgumentException">The value is of another kind than the fact.</exception>
    public void SetValue(int fact, FactValue value)
    {
        FactDescription description = Guideline.Facts[fact];
        if (value.IsKnown && value.Kind != description.Kind)
        {
            throw new ArgumentException($"'{description.Id}' takes {description.DescribeAllowed()}.", nameof(value));
        }

        _refused?.Remove(fact);
        if (!value.IsKnown)
        {
            SetCode(fact, Unknown);
        }
        else if (PatientCoder.Fault(description, value) is not null)
        {
            Refuse(fact, value);
        }
        else
        {
            Accept(fact, description, value);
        }
    }

    /// <summary>Keeps a code that is known to be allowed.</summary>
    internal void Keep(int fact, long code)
    {
        _refused?.Remove(fact);
        SetCode(fact, code);
    }

    /// <summary>Keeps the members of a set that are known to be allowed.</summary>
    internal void KeepMembers(int fact, ReadOnlySpan<ulong> members)
    {
        SetMembers(fact, members);
        Keep(fact, 0);
    }

    /// <summary>Forgets everything, so that the object can be used for another patient.</summary>
    internal void Clear()
    {
        PatientId = null;
        PatientIdIsNumber = false;
        _refused = null;
        for (int fact = 0; fact < Guideline.Facts.Length; fact++)
        {
            SetCode(fact, Unknown);
        }
    }

    /// <summary>The patient as it is now.</summary>
    internal GuidelinePatient Snapshot()
    {
        GuidelinePatient copy = (GuidelinePatient)MemberwiseClone();
        copy._refused = null;
        return copy;
    }

    /// <summary>The code of a fact's value, or <see cref="Unknown"/>; 0 for a set that is known. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract long CodeOf(int fact);

    /// <summary>Keeps a code. For generated code.</summary>
    protected abstract void SetCode(int fact, long code);

    /// <summary>The members of a set as bits. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual ReadOnlySpan<ulong> MembersOf(int fact) => throw new ArgumentOutOfRangeException(nameof(fact));

    /// <summary>Keeps the members of a set. For generated code.</summary>
    protected virtual void SetMembers(int fact, ReadOnlySpan<ulong> members) => throw new ArgumentOutOfRangeException(nameof(fact));

    /// <summary>The exact value of a number without a grid. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Rational ExactOf(int fact) => throw new ArgumentOutOfRangeException(nameof(fact));

    /// <summary>Keeps the exact value of a number without a grid. For generated code.</summary>
    protected virtual void SetExact(int fact, Rational value) => throw new ArgumentOutOfRangeException(nameof(fact));

    /// <summary>The number of a fact on a grid of decimals. For generated code.</summary>
    protected decimal? ReadDecimal(int fact)
    {
        long code = CodeOf(fact);
        return code != Unknown ? Guideline.Facts[fact].Grid!.DecimalOf(code) : Refused(fact) is { } refused ? refused.ToDecimal() : null;
    }

    /// <summary>Keeps a number of a fact on a grid of decimals. For generated code.</summary>
    protected void WriteDecimal(int fact, decimal? value)
    {
        if (value is { } number && Guideline.Facts[fact].Grid!.TryCode(number, out long code))
        {
            _refused?.Remove(fact);
            SetCode(fact, code);
        }
        else
        {
            SetValue(fact, FactValue.From(value));
        }
    }

    /// <summary>The number of a fact. For generated code.</summary>
    protected Rational? ReadNumber(int fact) => GetValue(fact) is { IsKnown: true } value ? value.Number : null;

    /// <summary>The ordinal of a named value. For generated code.</summary>
    protected int? ReadOrdinal(int fact, int bin) => bin > 0 ? bin - 1 : Refused(fact)?.Ordinal;

    /// <summary>The bin of a named value. For generated code.</summary>
    protected int BinOf(int fact, int? ordinal, int count)
    {
        if (ordinal is not { } known || (uint)known < (uint)count)
        {
            _refused?.Remove(fact);
            return ordinal + 1 ?? 0;
        }

        Refuse(fact, FactValue.OfEnumeration(known));
        return 0;
    }

    /// <summary>The ordinals of the members of a set. For generated code.</summary>
    protected ImmutableArray<int>? ReadMembers(int fact) => GetValue(fact) is { IsKnown: true } value ? value.Members : null;

    private FactValue? Refused(int fact) => _refused is not null && _refused.TryGetValue(fact, out FactValue value) ? value : null;

    private void Refuse(int fact, FactValue value)
    {
        SetCode(fact, Unknown);
        (_refused ??= [])[fact] = value;
    }

    private void Accept(int fact, FactDescription description, FactValue value)
    {
        switch (value.Kind)
        {
            case FactValueKind.YesNo:
            case FactValueKind.Enumeration:
                SetCode(fact, value.Ordinal);
                break;
            case FactValueKind.Set:
                Span<ulong> members = stackalloc ulong[SetLayout.Words(description.Values.Length)];
                members.Clear();
                foreach (int member in value.Members)
                {
                    members[member >> 6] |= 1UL << (member & 63);
                }

                SetMembers(fact, members);
                SetCode(fact, 0);
                break;
            case FactValueKind.Number:
            case FactValueKind.Date:
            case FactValueKind.DateTime:
                if (description.Coding.Step is null)
                {
                    SetExact(fact, value.Number);
                }

                SetCode(fact, description.Coding.CodeOf(value.Number)!.Value);
                break;
            case FactValueKind.Unknown:
            default:
                throw new InvalidOperationException($"No such kind of value: {value.Kind}.");
        }
    }
}

/// <summary>One thing that is wrong with a patient, in words for the person who supplied it.</summary>
/// <param name="Fact">The fact, or the name that is none; null when the text as a whole is not a patient.</param>
/// <param name="Message">One sentence: the fact, its value, and what is allowed.</param>
public sealed record PatientFault(string? Fact, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}

/// <summary>What came of reading a patient: a patient, or faults.</summary>
public sealed class PatientReading
{
    internal PatientReading(GuidelinePatient? patient, string? patientId, ImmutableArray<PatientFault> faults)
    {
        Patient = faults.IsEmpty ? patient : null;
        PatientId = patientId;
        Faults = faults;
    }

    /// <summary>The patient; null when there are faults.</summary>
    public GuidelinePatient? Patient { get; }

    /// <summary>The patient's identifier as far as it could be read, also when there are faults.</summary>
    public string? PatientId { get; }

    /// <summary>All faults, in the order of the text, missing facts last.</summary>
    public ImmutableArray<PatientFault> Faults { get; }
}

/// <summary>A patient that the guideline refuses: values outside their range, required facts missing, or a violated constraint.</summary>
public sealed class PatientRejectedException : Exception
{
    /// <summary>Makes the exception from the faults.</summary>
    public PatientRejectedException(IReadOnlyList<PatientFault> faults)
        : base(string.Join(Environment.NewLine, faults.Select(fault => fault.Message)))
    {
        Faults = faults;
    }

    /// <summary>All faults of the patient.</summary>
    public IReadOnlyList<PatientFault> Faults { get; }
}

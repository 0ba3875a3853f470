using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// A patient of one guideline. The generated assembly derives a class with one documented property per fact; an unknown fact is null.
/// </summary>
public abstract class GuidelinePatient
{
    /// <summary>An identifier that is carried through to the result, where the guideline has no fact of the name <c>id</c>.</summary>
    public string? PatientId { get; set; }

    /// <summary>Whether the identifier was a JSON number, so that it is written back as one.</summary>
    internal bool PatientIdIsNumber { get; set; }

    /// <summary>The value of the fact with this index among the guideline's facts.</summary>
    public abstract FactValue GetValue(int fact);

    /// <summary>Sets the value of the fact with this index among the guideline's facts.</summary>
    /// <exception cref="ArgumentException">The value is of another kind than the fact.</exception>
    public abstract void SetValue(int fact, FactValue value);
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

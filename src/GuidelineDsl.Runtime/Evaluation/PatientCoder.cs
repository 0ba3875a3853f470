using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Brings a patient into an evaluation's memory, and finds what is wrong with it.</summary>
internal static class PatientCoder
{
    /// <returns>Whether the patient is sound: nothing refused and nothing missing that is required.</returns>
    public static bool Load(GuidelinePatient patient, DateOnly today, EvaluationState state)
    {
        GuidelineDescription guideline = state.Description;
        state.Begin(today);
        long[] codes = state.Codes;
        for (int fact = 0; fact < codes.Length; fact++)
        {
            long code = patient.CodeOf(fact);
            codes[fact] = code;
            state.Known[fact] = code != EvaluationState.UnknownCode;
        }

        bool isSound = patient.IsSound;
        foreach (int fact in guideline.RequiredFacts)
        {
            isSound &= codes[fact] != EvaluationState.UnknownCode;
        }

        foreach (FactDescription fact in guideline.FactsBeyondCodes)
        {
            if (codes[fact.Index] == EvaluationState.UnknownCode)
            {
                continue;
            }

            if (fact.Kind == FactValueKind.Set)
            {
                state.LoadSet(fact, patient.MembersOf(fact.Index));
            }
            else
            {
                state.Exact[fact.Index] = patient.ExactOf(fact.Index);
            }
        }

        return isSound;
    }

    /// <summary>What is wrong with a patient that is not sound.</summary>
    public static List<PatientFault> Faults(GuidelinePatient patient, GuidelineDescription guideline)
    {
        List<PatientFault> faults = [];
        foreach (FactDescription fact in guideline.Facts)
        {
            FactValue value = patient.GetValue(fact.Index);
            if (value.IsKnown && Fault(fact, value) is { } fault)
            {
                faults.Add(fault);
            }
            else if (!value.IsKnown && fact.IsRequired)
            {
                faults.Add(new PatientFault(fact.Id, $"'{fact.Id}' ({fact.Label}) is required: {fact.DescribeAllowed()}."));
            }
        }

        return faults;
    }

    /// <summary>What is wrong with one known value; null when nothing is.</summary>
    public static PatientFault? Fault(FactDescription fact, FactValue value)
    {
        bool allowed = value.Kind == fact.Kind && value.Kind switch
        {
            FactValueKind.YesNo => true,
            FactValueKind.Enumeration => value.Ordinal >= 0 && value.Ordinal < fact.Values.Length,
            FactValueKind.Set => value.Members.IsEmpty || (value.Members[0] >= 0 && value.Members[^1] < fact.Values.Length),
            FactValueKind.Number or FactValueKind.Date or FactValueKind.DateTime => true,
            FactValueKind.Unknown => throw new InvalidOperationException("An unknown value has no fault."),
            _ => throw new InvalidOperationException($"No such kind of value: {value.Kind}."),
        };
        if (!allowed)
        {
            return new PatientFault(fact.Id, $"'{fact.Id}' ({fact.Label}) must be {fact.DescribeAllowed()}.");
        }

        if (value.Kind is not (FactValueKind.Number or FactValueKind.Date or FactValueKind.DateTime))
        {
            return null;
        }

        Rational number = value.Number;
        if (number < (fact.Minimum ?? number) || number > (fact.Maximum ?? number))
        {
            return new PatientFault(
                fact.Id, $"'{fact.Id}' ({fact.Label}) is {fact.Describe(value)}, outside the range {fact.DescribeAllowed()}.");
        }

        if (fact.Resolution is { } step && !number.IsMultipleOf(step))
        {
            return new PatientFault(
                fact.Id, $"'{fact.Id}' ({fact.Label}) is {fact.Describe(value)}, which is no multiple of {step}: {fact.DescribeAllowed()}.");
        }

        return fact.Coding.CodeOf(number) is null
            ? new PatientFault(fact.Id, $"'{fact.Id}' ({fact.Label}) is {fact.Describe(value)}, which is too large to be meant.")
            : null;
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Brings a patient into an evaluation's memory, and finds what is wrong with it.</summary>
internal static class PatientCoder
{
    public static void Load(GuidelinePatient patient, DateOnly today, EvaluationState state, ICollection<PatientFault> faults)
    {
        GuidelineDescription guideline = state.Description;
        state.Today = today.DayNumber;
        state.FreezesDetermined = false;
        Array.Clear(state.Assumed);
        Array.Clear(state.Present);
        Array.Clear(state.Absent);
        foreach (FactDescription fact in guideline.Facts)
        {
            FactValue value = patient.GetValue(fact.Index);
            state.Codes[fact.Index] = EvaluationState.UnknownCode;
            state.Known[fact.Index] = value.IsKnown;
            if (!value.IsKnown)
            {
                if (fact.IsRequired)
                {
                    faults.Add(new PatientFault(fact.Id, $"'{fact.Id}' ({fact.Label}) is required: {fact.DescribeAllowed()}."));
                }
            }
            else if (Fault(fact, value) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                Load(fact, value, state);
            }
        }
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

    private static void Load(FactDescription fact, FactValue value, EvaluationState state)
    {
        switch (value.Kind)
        {
            case FactValueKind.YesNo:
            case FactValueKind.Enumeration:
                state.Codes[fact.Index] = value.Ordinal;
                break;
            case FactValueKind.Set:
                state.Codes[fact.Index] = 0;
                LoadSet(fact, value.Members, state);
                break;
            case FactValueKind.Number:
            case FactValueKind.Date:
            case FactValueKind.DateTime:
                state.Codes[fact.Index] = fact.Coding.CodeOf(value.Number)!.Value;
                state.Exact[fact.Index] = value.Number;
                break;
            case FactValueKind.Unknown:
            default:
                throw new InvalidOperationException($"No such kind of value: {value.Kind}.");
        }
    }

    private static void LoadSet(FactDescription fact, ImmutableArray<int> members, EvaluationState state)
    {
        int start = state.SetStarts[fact.Index];
        foreach (int member in members)
        {
            state.Present[start + (member >> 6)] |= 1UL << (member & 63);
        }

        for (int i = 0; i < SetLayout.Words(fact.Values.Length); i++)
        {
            state.Absent[start + i] = ~state.Present[start + i];
        }
    }
}

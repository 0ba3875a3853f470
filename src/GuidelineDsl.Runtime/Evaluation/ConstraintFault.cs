namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>Says which constraint a patient violates, and with which values.</summary>
internal static class ConstraintFault
{
    public static string Describe(ConstraintDescription constraint, GuidelinePatient patient, GuidelineDescription guideline)
    {
        IEnumerable<string> values = constraint.Facts
            .Select(fact => guideline.Facts[fact])
            .Where(fact => patient.GetValue(fact.Index).IsKnown)
            .Select(fact => $"'{fact.Id}' = {fact.Describe(patient.GetValue(fact.Index))}");
        return $"No patient can be like this: '{constraint.Id}' ({constraint.Label}) is violated by {string.Join(", ", values)}.";
    }
}

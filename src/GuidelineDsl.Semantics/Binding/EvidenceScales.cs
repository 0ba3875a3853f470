using System.Collections.Immutable;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The scales of evidence: for each place its grades, the strongest first.</summary>
internal static class EvidenceScales
{
    public static readonly IReadOnlyDictionary<string, string[][]> Grades =
        new Dictionary<string, string[][]>(StringComparer.Ordinal)
        {
            // Level of evidence, then strength of recommendation (ESMO, adapted from the Infectious Diseases Society of America).
            ["esmo"] = [["I", "II", "III", "IV", "V"], ["A", "B", "C", "D", "E"]],
            ["nccn"] = [["1", "2A", "2B", "3"]],
            // Strength, then certainty (GRADE).
            ["grade"] = [["strong", "weak"], ["high", "moderate", "low", "very_low"]],
            ["ungraded"] = [],
        };

    public static string Example(string scale) => scale switch
    {
        "esmo" => "evidence esmo I A",
        "nccn" => "evidence nccn 2A",
        "grade" => "evidence grade strong moderate",
        _ => "evidence ungraded",
    };

    /// <summary>Whether the strongest recommendation stands on the weakest evidence; one letter or word says both in NCCN, so never there.</summary>
    public static bool IsStrongOnWeak(string scale, ImmutableArray<string> grades) => scale switch
    {
        "esmo" => grades is ["V", "A"],
        "grade" => grades is ["strong", "very_low"],
        _ => false,
    };
}

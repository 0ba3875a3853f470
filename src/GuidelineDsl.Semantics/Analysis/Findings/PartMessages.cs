using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Findings about parts of conditions.</summary>
internal static class PartMessages
{
    public static Finding ChangesNothing(ConditionOwner owner, Condition part, bool neutral)
    {
        bool isWhole = ReferenceEquals(part, owner.Condition);
        string words = ConditionWriter.InWords(part);
        string message = isWhole ? $"{Capital(owner.Words)} asks for “{words}”, which holds for every patient."
            : neutral ? $"“{words}” changes nothing: {owner.Words} covers the same patients without it."
            : $"“{words}” adds nobody: {owner.Words} covers the same patients without it.";
        return Of(owner, part.Origin, message) with
        {
            Label = isWhole ? "always holds" : "never changes the condition",
            Help = isWhole ? "correct the limit, or write `everyone`." : "remove this part, or correct it: a limit or a value may be wrong.",
        };
    }

    public static Finding NeverHolds(ConditionOwner owner) =>
        Of(owner, owner.Condition.Origin, $"{Capital(owner.Words)} can never hold: no patient meets “{ConditionWriter.InWords(owner.Condition)}”.") with
        {
            Label = "holds for nobody",
            Help = "look for a limit on the wrong side, or values that exclude one another.",
        };

    private static Finding Of(ConditionOwner owner, Location location, string message) =>
        new(AnalysisDiagnostics.SuperfluousCondition, message, location)
        {
            Guideline = owner.Guideline,
            Decision = owner.Decision,
            Classification = owner.Classification,
            Rules = owner is { Decision: { } decision, Rule: { } rule } ? [new RuleReference(owner.Guideline, decision, rule)] : [],
            Related = owner.Rule is { } named && named.Location.Source == location.Source
                ? [new RelatedPlace(named.Location, "part of this rule")]
                : [],
        };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

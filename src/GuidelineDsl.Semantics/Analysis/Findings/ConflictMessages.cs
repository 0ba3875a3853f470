using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using static GuidelineDsl.Semantics.Analysis.Findings.Telling;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Findings about advice that does not go together, in the author's words.</summary>
internal static class ConflictMessages
{
    public static Finding Of(Candidate candidate, RegionReport report)
    {
        RuleInContext first = candidate.First;
        RuleInContext second = candidate.Second;
        (AdvisedOption a, AdvisedOption b, _, string detail) = candidate.Pairs[0];
        string actions = FactWords.List(
            candidate.Pairs.SelectMany(p => p.Actions).Distinct().OrderBy(x => x.Ordinal).Select(x => FactWords.InSentence(x.Label)), "and");
        string who = Who(report) + Example(report, "gets both");
        string rules = first == second ? $"{Quote(first.Rule)} itself" : $"{Quote(first.Rule)} and {Quote(second.Rule)}";
        (string message, string help) = candidate.Descriptor.Code switch
        {
            "GDL5001" => (
                $"One patient is advised for and against {actions}, by {rules}: {who}.",
                "narrow one of the conditions, or decide which advice stands."),
            "GDL5004" => (
                $"One patient is advised {actions}, which may not be given together ({detail}), by {rules}: {who}.",
                "narrow one of the conditions, or offer the actions as alternatives with `one of`."),
            "GDL5005" => (
                $"{Capital(actions)} is advised to one patient in two ways that exclude each other, {detail}, by {rules}: {who}.",
                "say the same in both places, or narrow one of the conditions."),
            "GDL5006" => (
                $"{Capital(actions)} is advised to one patient with different strength, {detail}, by {rules}: {who}.",
                "narrow the weaker rule to the patients whom the stronger does not cover, or explain it with `allow GDL5006 because …`."),
            _ => throw new ArgumentOutOfRangeException(nameof(candidate), candidate.Descriptor.Code, null),
        };
        return new Finding(candidate.Descriptor, message, b.Advice.Location)
        {
            Guideline = second.Guideline.Guideline,
            Decision = second.Decision,
            Rules = first == second ? [first.Reference] : [first.Reference, second.Reference],
            Label = first == second ? null : $"does not go with {Quote(first.Rule)}",
            Related = first == second && a.Advice == b.Advice
                ? []
                : [
                    new RelatedPlace(a.Advice.Location, $"{Quote(first.Rule)} advises this"),
                    .. first == second ? [] : ImmutableArray.Create(Condition(first.Rule, "to these patients"), Condition(second.Rule, "and this rule covers them, too")),
                ],
            Help = help,
            WriteNextSteps = Test(candidate, report),
        }.With(report);
    }

    public static Finding NoOptionLeft(
        RuleInContext rule, Advice advice, ImmutableArray<RuleInContext> removing, bool byGuards, RegionReport report)
    {
        string cause = (removing.Length, byGuards) switch
        {
            (0, _) => "none of its options' conditions holds",
            (_, true) => $"{Quote(removing.Select(r => r.Rule))} and the options' own conditions leave none",
            _ => $"{Quote(removing.Select(r => r.Rule))} {(removing.Length == 1 ? "contraindicates" : "contraindicate")} every option",
        };
        return new Finding(
            AnalysisDiagnostics.NoOptionLeft,
            $"{Quote(rule.Rule)} can leave a patient without any option: {cause} for {Who(report)}{Example(report, "is left with none")}.",
            advice.Location)
        {
            Guideline = rule.Guideline.Guideline,
            Decision = rule.Decision,
            Rules = [rule.Reference, .. removing.Select(r => r.Reference)],
            Label = "no option may be left",
            Related = [.. removing.Select(r => new RelatedPlace(r.Rule.Condition.Origin, $"{Quote(r.Rule)} holds for them"))],
            Help = "add an option for these patients, narrow the rule, or say in a rule of its own what is advised then.",
        }.With(report);
    }

    // What both rules advise, in those of the two decisions that belong to the second guideline.
    private static Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>> Test(Candidate candidate, RegionReport report)
    {
        (AdvisedOption first, AdvisedOption second, ImmutableHashSet<ClinicalAction> actions, _) = candidate.Pairs[0];
        Guideline guideline = candidate.Second.Guideline.Guideline;
        string[] expectations = [.. new[] { first, second }
            .Where(o => o.Rule.Guideline.Guideline == guideline)
            .Select(o => $"{o.Rule.Decision.Id} {Verb(o)} {(o.All.Intersect(actions) is { IsEmpty: false } own ? own : o.All).MinBy(a => a.Ordinal)!.Id}")
            .Distinct()];
        string name = candidate.First == candidate.Second ? candidate.First.Rule.Label : $"{candidate.First.Rule.Label} or {candidate.Second.Rule.Label}";
        Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>> write = NextSteps.Test(name, report, expectations);
        return (_, decision, witness) => write(guideline, decision, witness);
    }

    private static string Verb(AdvisedOption option) => option.Advice.Verb switch
    {
        AdviceVerb.Recommend => "recommends",
        AdviceVerb.Consider => "considers",
        AdviceVerb.Avoid => "avoids",
        AdviceVerb.Contraindicate => "contraindicates",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Advice.Verb, null),
    };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

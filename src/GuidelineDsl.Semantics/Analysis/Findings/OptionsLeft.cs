using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Plans that can be left without an option: in some step every option is contraindicated by another decision of the guideline, or its guard
/// does not hold.
/// </summary>
internal sealed class OptionsLeft(AdviceIndex index, int cap)
{
    /// <summary>What is to be asked, each question with the rule that it is about.</summary>
    public IEnumerable<Question> Questions()
    {
        foreach (RuleInContext rule in index.Rules)
        {
            AdvisedOption[] options = [.. AdviceIndex.OptionsOf(rule).Where(o => o.IsFor)];
            foreach (Advice advice in rule.Rule.Advice)
            {
                AdvisedOption[] own = [.. options.Where(o => ReferenceEquals(o.Advice, advice))];
                if (own.Length > 0)
                {
                    yield return new Question(rule, rule, budget => Find(rule, advice, own, budget));
                }
            }
        }
    }

    private Finding? Find(RuleInContext rule, Advice advice, AdvisedOption[] options, Budget budget)
    {
        // The steps in which every option can be lost, with what takes each option away.
        List<Losable[]> losable = [];
        foreach (PlanStep step in advice.Plan.Steps)
        {
            Losable[] own =
                [.. options.Where(o => ReferenceEquals(o.Step, step)).Select(o => new Losable(o, index.RemoversOf(o, o.Core).ToArray()))];
            if (Array.TrueForAll(own, o => o.Removers.Length > 0 || o.Option.Option.Guard is not null))
            {
                losable.Add(own);
            }
        }

        return losable.Count == 0 ? null : Ask(rule, advice, losable, budget);
    }

    private Finding? Ask(RuleInContext rule, Advice advice, List<Losable[]> losable, Budget budget)
    {
        AdvisedOption[] removers = [.. losable.SelectMany(s => s).SelectMany(o => o.Removers).Distinct()];
        Condition[] guards = [.. losable.SelectMany(s => s).Select(o => o.Option.Option.Guard).OfType<Condition>()];
        PatientSpace patients = new(
            [rule.Guideline],
            [rule.Decision.Scope, .. Given.ConditionsOf(rule.Decision, rule.Rule), .. guards, .. removers.SelectMany(Removal.ConditionsOf)],
            budget);
        FormulaFactory formulas = patients.Space.Formulas;
        Given given = new(patients, unsettledAs: false);
        Removal removal = new(patients, unsettledAs: false);
        Formula exhausted = formulas.Or(losable.Select(step => formulas.And(step.Select(o => formulas.Or(
        [
            .. o.Removers.Select(removal.Of),
            .. o.Option.Option.Guard is { } guard ? [formulas.Negate(patients.Patients.Possible(guard, unsettledAs: true))] : Array.Empty<Formula>(),
        ])))));
        Row[] rows =
        [
            .. patients.Patients.WithoutFaults,
            patients.Outside(rule.Decision.Scope),
            .. patients.NotHolding(given.InScope(rule.Decision, rule.Rule)),
            .. patients.NotHolding(exhausted),
        ];
        if (patients.Report(rows, cap) is not { } report)
        {
            return null;
        }

        ImmutableArray<RuleInContext> involved =
        [
            .. removers.Select(r => r.Rule).Distinct().OrderBy(r => r.Order)
                .Where(r => patients.IsOpen([.. rows, .. patients.NotHolding(given.Of(r.Decision, r.Rule))])),
        ];
        return ConflictMessages.NoOptionLeft(rule, advice, involved, guards.Length > 0, report);
    }

    /// <summary>An option and what takes it away.</summary>
    private sealed record Losable(AdvisedOption Option, AdvisedOption[] Removers);
}

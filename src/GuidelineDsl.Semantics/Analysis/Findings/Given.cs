using System.Runtime.CompilerServices;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// When a rule's advice is given, exactly as the evaluator decides it: the rule certainly holds, no rule that overrides it does, and in
/// <c>choose first</c> every earlier rule is false, or holds and is overridden itself.
/// </summary>
/// <param name="patients">The space to ask in; it knows <see cref="ConditionsOf"/>.</param>
/// <param name="unsettledAs">What is not analysed speaks against the rule's being given (false) or for it (true).</param>
internal sealed class Given(PatientSpace patients, bool unsettledAs)
{
    // By the index of the rule that is overridden.
    private static readonly ConditionalWeakTable<Decision, Dictionary<int, List<Rule>>> s_overriding = [];

    private FormulaFactory Formulas => patients.Space.Formulas;

    /// <summary>All conditions on which a rule's being given depends, the scope left out.</summary>
    public static IEnumerable<Condition> ConditionsOf(Decision decision, Rule rule)
    {
        Rule[] before = [rule, .. decision.Policy == ChoicePolicy.First ? decision.Rules.Take(rule.Index) : []];
        return before.Concat(before.SelectMany(r => Overriding(decision, r))).Distinct().Select(r => r.Condition);
    }

    /// <summary>For patients in scope.</summary>
    public Formula InScope(Decision decision, Rule rule) => Formulas.And(
    [
        Certain(rule, unsettledAs),
        .. Overriding(decision, rule).Select(o => Formulas.Negate(Certain(o, !unsettledAs))),
        .. decision.Policy == ChoicePolicy.First ? decision.Rules.Take(rule.Index).Select(e => Passed(decision, e)) : [],
    ]);

    /// <summary>For all patients.</summary>
    public Formula Of(Decision decision, Rule rule) =>
        Formulas.And(patients.Patients.Certain(decision.Scope, unsettledAs), InScope(decision, rule));

    /// <summary>The rule holds and no earlier one stands in its way; that others may override it is left aside.</summary>
    public Formula Reached(Decision decision, Rule rule) =>
        Formulas.And([Certain(rule, unsettledAs), .. decision.Rules.Take(rule.Index).Select(e => Passed(decision, e))]);

    /// <summary>The rule is false, or holds and is overridden: the order goes past it.</summary>
    public Formula Passed(Decision decision, Rule rule)
    {
        Formula overridden = Formulas.Or(Overriding(decision, rule).Select(o => Certain(o, unsettledAs)));
        return Formulas.Or(
            Formulas.Negate(patients.Patients.Possible(rule.Condition, !unsettledAs)),
            Formulas.And(Certain(rule, unsettledAs), overridden));
    }

    private static IEnumerable<Rule> Overriding(Decision decision, Rule rule) =>
        s_overriding.GetValue(decision, ByOverridden).GetValueOrDefault(rule.Index) ?? [];

    private static Dictionary<int, List<Rule>> ByOverridden(Decision decision)
    {
        Dictionary<int, List<Rule>> overriding = [];
        foreach (Rule rule in decision.Rules)
        {
            foreach (int index in rule.Overrides)
            {
                if (!overriding.TryGetValue(index, out List<Rule>? rules))
                {
                    overriding.Add(index, rules = []);
                }

                rules.Add(rule);
            }
        }

        return overriding;
    }

    private Formula Certain(Rule rule, bool unsettled) => patients.Patients.Certain(rule.Condition, unsettled);
}

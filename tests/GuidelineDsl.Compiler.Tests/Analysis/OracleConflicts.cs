using GuidelineDsl.Semantics.Model;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Advice that does not go together, found by looking at each patient and each pair of rules.</summary>
internal sealed class OracleConflicts(OracleComparison comparison)
{
    private readonly (Guideline Guideline, Decision Decision, Rule Rule)[] _rules =
        [.. comparison.Model.Guidelines.SelectMany(g => g.Decisions.SelectMany(d => d.Rules.Select(r => (g, d, r))))];

    private Oracle Oracle => comparison.Oracle;

    private sealed record Offer(Guideline Guideline, Decision Decision, Rule Rule, Advice Advice, PlanStep Step, PlanOption Option)
    {
        public bool IsFor => Advice.Verb is AdviceVerb.Recommend or AdviceVerb.Consider;

        public HashSet<ClinicalAction> All => [.. Option.Parts.Select(p => p.Action)];

        public HashSet<ClinicalAction> Needed => [.. Option.Parts.Where(p => !p.IsOptional).Select(p => p.Action)];

        public HashSet<ClinicalAction> Core => Needed.Count == 0 ? All : Needed;
    }

    public void Compare()
    {
        for (int i = 0; i < _rules.Length; i++)
        {
            for (int j = i; j < _rules.Length; j++)
            {
                Compare("GDL5001", i, j, Contradict);
                Compare("GDL5004", i, j, Incompatible);
                Compare("GDL5005", i, j, DifferInSchedule);
                Compare("GDL5006", i, j, DifferInStrength);
            }

            foreach (Advice advice in _rules[i].Rule.Advice)
            {
                CompareOptionsLeft(i, advice);
            }
        }
    }

    private static IEnumerable<Offer> Offers((Guideline Guideline, Decision Decision, Rule Rule) r) =>
        from advice in r.Rule.Advice
        from step in advice.Plan.Steps
        from option in step.Options
        select new Offer(r.Guideline, r.Decision, r.Rule, advice, step, option);

    /// <param name="clash">The actions of two options that clash; null when they do not.</param>
    private void Compare(string code, int i, int j, Func<Offer, Offer, IEnumerable<HashSet<ClinicalAction>>> clash)
    {
        (Guideline, Decision Decision, Rule Rule) a = _rules[i];
        (Guideline, Decision Decision, Rule Rule) b = _rules[j];
        if (i != j && a.Decision == b.Decision && a.Decision.Policy != ChoicePolicy.All)
        {
            return;
        }

        (Offer X, Offer Y, HashSet<ClinicalAction> Actions)[] clashes =
        [
            .. Offers(a).SelectMany(x => Offers(b).SelectMany(y => clash(x, y).Select(c => (x, y, c)))),
        ];
        Condition[] scopes = [.. new[] { a.Decision, b.Decision }.Distinct().Select(d => d.Scope)];
        bool always = clashes.Any(c => ConditionsOf(c.X, c.Actions).Concat(ConditionsOf(c.Y, c.Actions)).ToArray() is []);
        Condition[] others = always ? [] : [.. clashes.SelectMany(c => ConditionsOf(c.X, c.Actions).Concat(ConditionsOf(c.Y, c.Actions)))];
        PatientValue[][] patients = clashes.Length == 0 ? [] : Oracle.PatientsOf([.. Involved(a.Decision, a.Rule), .. Involved(b.Decision, b.Rule), .. others], scopes);
        comparison.CompareRegion(
            i == j ? comparison.Take(code, a.Rule) : comparison.Take(code, a.Rule, b.Rule), patients,
            p => Oracle.IsGiven(a.Decision, a.Rule, p) && Oracle.IsGiven(b.Decision, b.Rule, p)
                && clashes.Any(c => IsOffered(c.X, c.Actions, p) && IsOffered(c.Y, c.Actions, p)),
            $"{code} {a.Rule} {b.Rule}");
    }

    private bool IsOffered(Offer offer, HashSet<ClinicalAction> actions, PatientValue[] patient) =>
        (offer.Option.Guard is not { } guard || Oracle.Truth(guard, patient) == true)
        && (!offer.IsFor || !Removers(offer, [.. offer.Needed, .. offer.All.Where(actions.Contains)]).Any(r => Removes(r, patient)));

    private bool Removes(Offer remover, PatientValue[] patient) =>
        Oracle.Truth(remover.Decision.Scope, patient) == true && Oracle.IsGiven(remover.Decision, remover.Rule, patient)
        && (remover.Option.Guard is not { } guard || Oracle.Truth(guard, patient) == true);

    private IEnumerable<Condition> ConditionsOf(Offer offer, HashSet<ClinicalAction> actions) =>
    [
        .. offer.Option.Guard is { } guard ? [guard] : Array.Empty<Condition>(),
        .. offer.IsFor ? Removers(offer, [.. offer.Needed, .. offer.All.Where(actions.Contains)]).SelectMany(ConditionsOf) : [],
    ];

    private static IEnumerable<Condition> ConditionsOf(Offer remover) =>
        [remover.Decision.Scope, .. Involved(remover.Decision, remover.Rule), .. remover.Option.Guard is { } guard ? [guard] : Array.Empty<Condition>()];

    private IEnumerable<Offer> Removers(Offer offer, HashSet<ClinicalAction> parts) => _rules
        .Where(r => r.Guideline == offer.Guideline && r.Decision != offer.Decision)
        .SelectMany(Offers)
        .Where(o => o.Advice.Verb == AdviceVerb.Contraindicate && o.Advice.Plan.Steps.Length == 1 && o.Core.IsSubsetOf(parts));

    // The conditions on which a rule's being given depends.
    private static IEnumerable<Condition> Involved(Decision decision, Rule rule)
    {
        Rule[] before = [.. decision.Rules.Where(r => r == rule || (decision.Policy == ChoicePolicy.First && r.Index < rule.Index))];
        return decision.Rules.Where(o => before.Contains(o) || before.Any(r => o.Overrides.Contains(r.Index))).Select(r => r.Condition);
    }

    private static IEnumerable<HashSet<ClinicalAction>> Contradict(Offer x, Offer y)
    {
        foreach ((Offer option, Offer ban) in (IEnumerable<(Offer, Offer)>)[(x, y), .. x.Rule == y.Rule ? [] : new[] { (y, x) }])
        {
            bool concerns = option.Decision == ban.Decision || option.Guideline != ban.Guideline;
            if (option.IsFor && !ban.IsFor && concerns && ban.Advice.Plan.Steps.Length == 1 && ban.Core.IsSubsetOf(option.All))
            {
                yield return ban.Core;
            }
        }
    }

    private IEnumerable<HashSet<ClinicalAction>> Incompatible(Offer x, Offer y)
    {
        bool sameOption = x.Advice == y.Advice && ReferenceEquals(x.Option, y.Option);
        bool alternatives = ReferenceEquals(x.Step, y.Step) && !sameOption;
        if (!x.IsFor || !y.IsFor || alternatives)
        {
            yield break;
        }

        foreach (Incompatibility incompatibility in comparison.Model.Incompatibilities)
        {
            ClinicalAction a = incompatibility.Members[0][0];
            ClinicalAction b = incompatibility.Members[1][0];
            if ((x.All.Contains(a) && y.All.Contains(b)) || (x.All.Contains(b) && y.All.Contains(a)))
            {
                yield return [a, b];
            }
        }
    }

    private static IEnumerable<HashSet<ClinicalAction>> DifferInSchedule(Offer x, Offer y)
    {
        if (!x.IsFor || !y.IsFor || x.Advice == y.Advice)
        {
            yield break;
        }

        bool same = x.All.SetEquals(y.All);
        bool differentLines = x.Advice.Qualifiers.Line is { } m && y.Advice.Qualifiers.Line is { } n && m != n;
        bool differentDose = x.Advice.Qualifiers.Dose is { } d && y.Advice.Qualifiers.Dose is { } e && d.Low != e.Low;
        if (same && (differentLines ? x.Decision == y.Decision : differentDose))
        {
            foreach (ClinicalAction action in x.All)
            {
                yield return [action];
            }
        }
    }

    private IEnumerable<HashSet<ClinicalAction>> DifferInStrength(Offer x, Offer y)
    {
        bool repeated = x.Decision.Policy == ChoicePolicy.All && RandomModel.SameAdvice(x.Rule, y.Rule) && x.Decision == y.Decision
            && comparison.WasSuperfluous(x.Rule, y.Rule);
        if (x.IsFor != y.IsFor || x.Advice == y.Advice || x.Guideline != y.Guideline || !x.All.SetEquals(y.All) || repeated)
        {
            yield break;
        }

        bool differentGrades = x.Rule.Evidence is { } e && y.Rule.Evidence is { } f && !e.Grades.SequenceEqual(f.Grades);
        if (x.Advice.Verb != y.Advice.Verb || differentGrades)
        {
            foreach (ClinicalAction action in x.All)
            {
                yield return [action];
            }
        }
    }

    private void CompareOptionsLeft(int i, Advice advice)
    {
        (Guideline guideline, Decision decision, Rule rule) = _rules[i];
        if (advice.Verb is not (AdviceVerb.Recommend or AdviceVerb.Consider))
        {
            return;
        }

        (Offer Offer, Offer[] Removers)[][] steps =
        [
            .. advice.Plan.Steps
                .Select(s => s.Options.Select(o => new Offer(guideline, decision, rule, advice, s, o)).Select(o => (o, Removers(o, o.Core).ToArray())).ToArray())
                .Where(s => s.All(o => o.Item2.Length > 0 || o.o.Option.Guard is not null)),
        ];
        IEnumerable<Condition> conditions = steps.SelectMany(s => s).SelectMany(o => o.Removers.SelectMany(ConditionsOf).Concat(o.Offer.Option.Guard is { } g ? [g] : []));
        PatientValue[][] patients = steps.Length == 0 ? [] : Oracle.PatientsOf([.. Involved(decision, rule), .. conditions], [decision.Scope]);
        comparison.CompareRegion(
            comparison.Take(f => f.Code == "GDL5007" && f.Rules[0].Rule == rule && f.Location == advice.Location), patients,
            p => Oracle.IsGiven(decision, rule, p)
                && steps.Any(s => s.All(o => o.Removers.Any(r => Removes(r, p)) || (o.Offer.Option.Guard is { } g && Oracle.Truth(g, p) == false))),
            $"no option left for {rule}");
    }
}

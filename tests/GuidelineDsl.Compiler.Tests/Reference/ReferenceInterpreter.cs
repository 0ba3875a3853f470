using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>What a decision answers.</summary>
internal sealed record ReferenceAnswer(string Status, ImmutableArray<string> Rules, ImmutableArray<string> PossibleRules, ImmutableArray<string> Needs)
{
    /// <summary>Of a calculation that is taken as a whole: nothing that can matter is left out, and what is decided is decided so.</summary>
    public bool IsOnTheSafeSideOf(ReferenceAnswer exact, Decision decision) =>
        (Status == exact.Status || Status == "needs-data")
        && !exact.Needs.Except(Needs).Any()
        && !exact.Rules.Union(exact.PossibleRules).Except(Rules.Union(PossibleRules)).Any()
        && (decision.Rules.Any(r => r.Overrides.Length > 0) || !Rules.Except(exact.Rules).Any());

    public override string ToString() =>
        $"{Status}; rules [{string.Join(", ", Rules)}]; possible [{string.Join(", ", PossibleRules)}]; needs [{string.Join(", ", Needs)}]";
}

/// <summary>
/// The answers of decisions, by trying out every combination of values that the unknown facts could have. Slow and plain on purpose: it is
/// what the generated evaluator is compared with.
/// </summary>
internal sealed class ReferenceInterpreter(GuidelineModel model, Guideline guideline)
{
    private readonly Dictionary<(Fact, DateOnly), PatientValue[]> _representatives = [];

    /// <summary>Values of a fact that stand for all of its values.</summary>
    public PatientValue[] Representatives(Fact fact, DateOnly today)
    {
        if (!_representatives.TryGetValue((fact, today), out PatientValue[]? values))
        {
            values = [.. ReferenceFacts.Representatives(model, guideline, fact, today)];
            _representatives.Add((fact, today), values);
        }

        return values;
    }

    /// <summary>The answer for one patient; null when no completion of what is known satisfies the constraints: there is no such patient.</summary>
    public ReferenceAnswer? Answer(Decision decision, IReadOnlyDictionary<Fact, PatientValue> patient, DateOnly today)
    {
        ReferencePatient known = new(patient, today);
        Fact[] open = [.. guideline.Facts.Where(f => !known.IsKnown(f) && Mentions(decision, f))];
        List<(Dictionary<Fact, PatientValue> Values, (string Status, string Rules) Answer)> worlds = [.. Worlds(decision, known, open)];
        if (worlds.Count == 0 || !IsPossible(known))
        {
            return null;
        }

        bool? scope = Decided(decision.Scope, known);
        bool?[] rules = [.. decision.Rules.Select(r => Decided(r.Condition, known))];
        (string status, ImmutableArray<string> given) = Status(decision, scope, rules, [.. decision.Silences.Select(s => Decided(s.Condition, known))]);
        ImmutableArray<string> possible =
        [
            .. decision.Rules.Select(r => r.Id)
                .Where(id => !given.Contains(id) && worlds.Any(w => w.Answer.Rules.Split(',').Contains(id))),
        ];
        bool mayBeWithdrawn = worlds.Any(w => given.Except(w.Answer.Rules.Split(',')).Any());
        bool asks = status == "needs-data" || possible.Length > 0 || mayBeWithdrawn;
        ImmutableArray<string> needs = asks ? Needs(open, worlds) : [];
        if (status == "needs-data" && needs.Length == 0)
        {
            (status, string only) = worlds[0].Answer;
            given = only.Length == 0 ? [] : [.. only.Split(',')];
            possible = [.. possible.Except(given)];
        }

        return new ReferenceAnswer(status, given, possible, needs);
    }

    /// <summary>The order of test that the language lays down.</summary>
    private static (string Status, ImmutableArray<string> Rules) Status(Decision decision, bool? scope, bool?[] rules, bool?[] silences)
    {
        if (scope == false)
        {
            return ("out-of-scope", []);
        }

        if (scope is null)
        {
            return ("needs-data", []);
        }

        if (!rules.Contains(true))
        {
            return rules.Contains(null) ? ("needs-data", [])
                : silences.Contains(true) ? ("silent", [])
                : silences.Contains(null) ? ("needs-data", [])
                : ("no-recommendation", []);
        }

        // Where both hold the overriding rule wins, whatever the policy.
        Rule[] left = [.. decision.Rules.Where(r => rules[r.Index] == true && !decision.Rules.Any(o => rules[o.Index] == true && o.Overrides.Contains(r.Index)))];
        if (decision.Policy != ChoicePolicy.First)
        {
            return ("decided", [.. left.Select(r => r.Id)]);
        }

        return rules.Take(left[0].Index).Contains(null) ? ("needs-data", []) : ("decided", [left[0].Id]);
    }

    /// <summary>Kleene first; an unknown condition is decided where every possible completion agrees.</summary>
    private bool? Decided(Condition condition, ReferencePatient patient)
    {
        if (ReferenceTruth.Of(condition, patient) is { } truth)
        {
            return truth;
        }

        Fact[] open = [.. guideline.Facts.Where(f => !patient.IsKnown(f) && ReferenceFacts.Mentions(condition, f))];
        HashSet<bool?> answers = [];
        foreach (Dictionary<Fact, PatientValue> _ in Completions(open, patient))
        {
            answers.Add(Settled(condition, patient));
        }

        return answers.Count == 1 ? answers.Single() : null;
    }

    /// <summary>With everything known, what rests on a value that does not exist (a division by zero) does not hold.</summary>
    private static bool Settled(Condition condition, ReferencePatient patient) => ReferenceTruth.Of(condition, patient) ?? false;

    private IEnumerable<(Dictionary<Fact, PatientValue> Values, (string Status, string Rules) Answer)> Worlds(
        Decision decision, ReferencePatient patient, Fact[] open)
    {
        foreach (Dictionary<Fact, PatientValue> values in Completions(open, patient))
        {
            (string status, ImmutableArray<string> rules) = Status(
                decision,
                Settled(decision.Scope, patient),
                [.. decision.Rules.Select(r => (bool?)Settled(r.Condition, patient))],
                [.. decision.Silences.Select(s => (bool?)Settled(s.Condition, patient))]);
            yield return (values, (status, string.Join(',', rules)));
        }
    }

    /// <summary>A fact is needed when two worlds that differ in nothing else answer differently.</summary>
    private static ImmutableArray<string> Needs(
        Fact[] open, List<(Dictionary<Fact, PatientValue> Values, (string Status, string Rules) Answer)> worlds)
    {
        List<string> needs = [];
        foreach (Fact fact in open)
        {
            bool matters = worlds
                .GroupBy(w => string.Join(';', open.Where(f => f != fact).Select(f => ReferenceFacts.Text(w.Values[f]))))
                .Any(g => g.Select(w => w.Answer).Distinct().Count() > 1);
            if (matters)
            {
                needs.Add(fact.Id);
            }
        }

        return [.. needs];
    }

    private IEnumerable<Dictionary<Fact, PatientValue>> Completions(Fact[] open, ReferencePatient patient, int index = 0)
    {
        if (index == open.Length)
        {
            if (model.Constraints.All(c => ReferenceTruth.Of(c.Condition, patient) != false))
            {
                yield return open.ToDictionary(f => f, f => patient.Value(f)!);
            }

            yield break;
        }

        try
        {
            foreach (PatientValue value in Representatives(open[index], patient.Today))
            {
                patient.Try(open[index], value);
                foreach (Dictionary<Fact, PatientValue> completion in Completions(open, patient, index + 1))
                {
                    yield return completion;
                }
            }
        }
        finally
        {
            patient.Forget(open[index]);
        }
    }

    /// <summary>Whether some patient of whom this much is known satisfies the constraints.</summary>
    public bool IsPossible(IReadOnlyDictionary<Fact, PatientValue> patient, DateOnly today) => IsPossible(new ReferencePatient(patient, today));

    private bool IsPossible(ReferencePatient patient)
    {
        Fact[] open = [.. guideline.Facts.Where(f => !patient.IsKnown(f) && model.Constraints.Any(c => ReferenceFacts.Mentions(c.Condition, f)))];
        return Completions(open, patient).Any();
    }

    private static bool Mentions(Decision decision, Fact fact) =>
        ReferenceFacts.Mentions(decision.Scope, fact)
        || decision.Rules.Any(r => ReferenceFacts.Mentions(r.Condition, fact))
        || decision.Silences.Any(s => ReferenceFacts.Mentions(s.Condition, fact));
}

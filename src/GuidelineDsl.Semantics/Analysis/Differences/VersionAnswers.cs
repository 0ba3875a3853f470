using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>One thing that a decision can answer, and for whom; advice with what can take its options away.</summary>
/// <param name="Key">Equal for equal advice under equal losses.</param>
internal sealed record Answer(string Key, string Words, Formula Holds, Advice? Advice, ImmutableArray<Loss> Losses);

/// <summary>An option is not left (or, with a part, that optional part of it) for these patients.</summary>
internal sealed record Loss(Model.PlanOption Option, ClinicalAction? Part, Formula Holds);

/// <summary>
/// What one version of a decision answers, exactly as the evaluator does: who is out of scope, met by silence or left without advice; and who is given
/// which advice, less the options that guards and other decisions take away. Names, citations, evidence and order do not matter.
/// </summary>
internal sealed class VersionAnswers
{
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly FormulaFactory _formulas;

    /// <param name="patients">The space to ask in; it knows <see cref="ConditionsOf"/>.</param>
    /// <param name="index">All advice of the version's guideline.</param>
    /// <param name="decision">Null when the version does not have it: it then answers nobody.</param>
    public VersionAnswers(PatientSpace patients, AdviceIndex? index, Decision? decision)
    {
        _formulas = patients.Space.Formulas;
        if (index is null || decision is null)
        {
            Add("0 out", "out of scope", _formulas.Constant(true));
            return;
        }

        (Condition outside, Condition silent, Condition gap) = Statuses(decision);
        Add("0 out", "out of scope", patients.Patients.Certain(outside, unsettledAs: false));
        Add("2 silent", "the source is silent", patients.Patients.Certain(silent, unsettledAs: false));
        Add("3 gap", "no advice", patients.Patients.Certain(gap, unsettledAs: false));
        Given given = new(patients, unsettledAs: false);
        Removal removal = new(patients, unsettledAs: false);
        foreach (RuleInContext rule in index.Rules.Where(r => r.Decision == decision))
        {
            Formula holds = given.Of(decision, rule.Rule);
            foreach (IGrouping<Advice, AdvisedOption> options in AdviceIndex.OptionsOf(rule).GroupBy(o => o.Advice))
            {
                ImmutableArray<Loss> losses = [.. options.SelectMany(o => LossesOf(patients, removal, index, o)).Where(l => l.Holds != _formulas.False)];
                string key = $"1 {SameAdvice.Key(WithoutGuards(options.Key))}{string.Concat(losses.Select(l => $" -{Words(l)}:{l.Holds.Id}").Order(StringComparer.Ordinal))}";
                Formula before = _answers.TryGetValue(key, out Answer? same) ? same.Holds : _formulas.False;
                _answers[key] = new Answer(key, AdviceWords.Of(WithoutGuards(options.Key)), _formulas.Or(before, holds), options.Key, losses);
            }
        }

        if (patients.Space.Variables.Any(v => v.HasUnknown))
        {
            Add("4 open", "data is missing", _formulas.Negate(_formulas.Or(_answers.Values.Select(a => a.Holds))));
        }
    }

    public IReadOnlyDictionary<string, Answer> Answers => _answers;

    /// <summary>Everything on which the answers depend.</summary>
    public static IEnumerable<Condition> ConditionsOf(AdviceIndex? index, Decision? decision)
    {
        if (index is null || decision is null)
        {
            yield break;
        }

        (Condition outside, Condition silent, Condition gap) = Statuses(decision);
        foreach (Condition condition in (Condition[])[decision.Scope, outside, silent, gap, .. decision.Rules.Select(r => r.Condition)])
        {
            yield return condition;
        }

        foreach (AdvisedOption option in index.Rules.Where(r => r.Decision == decision).SelectMany(AdviceIndex.OptionsOf))
        {
            foreach (Condition condition in Removers(index, option).SelectMany(Removal.ConditionsOf).Concat(option.Option.Guard is { } guard ? [guard] : []))
            {
                yield return condition;
            }
        }
    }

    public Formula HoldsOf(string key) => _answers.TryGetValue(key, out Answer? answer) ? answer.Holds : _formulas.False;

    /// <summary>The patients who get exactly the answers that the patient in the cell gets, as far as the keys go.</summary>
    public Formula SameAs(ulong[] cell, IReadOnlySet<string> keys) => _formulas.And(
        keys.Where(_answers.ContainsKey).Order(StringComparer.Ordinal).SelectMany(k => Literals(_answers[k], cell)));

    /// <summary>What the patient in the cell is answered, as far as the keys go: by a key that is equal for equal advice, in words.</summary>
    public SortedDictionary<string, string> At(ulong[] cell, IReadOnlySet<string>? keys = null)
    {
        SortedDictionary<string, string> held = new(StringComparer.Ordinal);
        foreach (Answer answer in _answers.Values.Where(a => keys?.Contains(a.Key) != false && Holds(a.Holds, cell)))
        {
            if (answer.Advice is not { } advice)
            {
                held.TryAdd(answer.Key, answer.Words);
                continue;
            }

            Advice left = Left(advice, [.. answer.Losses.Where(l => Holds(l.Holds, cell))]);
            held.TryAdd("1 " + SameAdvice.Key(left), AdviceWords.Of(left));
        }

        return held;
    }

    private IEnumerable<Formula> Literals(Answer answer, ulong[] cell) => Holds(answer.Holds, cell)
        ? answer.Losses.Select(l => Holds(l.Holds, cell) ? l.Holds : _formulas.Negate(l.Holds)).Prepend(answer.Holds)
        : [_formulas.Negate(answer.Holds)];

    private static bool Holds(Formula formula, ulong[] cell) => new RegionEvaluator().Evaluate(formula, cell) == Part.True;

    private void Add(string key, string words, Formula holds) => _answers.Add(key, new Answer(key, words, holds, null, []));

    private static (Condition Outside, Condition Silent, Condition Gap) Statuses(Decision decision)
    {
        Syntax.Text.Location place = decision.Location;
        Condition none = new All([decision.Scope, new Not(new Any([.. decision.Rules.Select(r => r.Condition)], place), place)], place);
        Condition silent = new Any([.. decision.Silences.Select(s => s.Condition)], place);
        return (new Not(decision.Scope, place), new All([none, silent], place), new All([none, new Not(silent, place)], place));
    }

    private static IEnumerable<Loss> LossesOf(PatientSpace patients, Removal removal, AdviceIndex index, AdvisedOption option)
    {
        FormulaFactory formulas = patients.Space.Formulas;
        HashSet<ClinicalAction> optional = [.. option.Option.Parts.Where(p => p.IsOptional).Select(p => p.Action)];
        AdvisedOption[] removers = [.. Removers(index, option)];
        Formula excluded = option.Option.Guard is { } guard ? formulas.Negate(patients.Patients.Possible(guard, unsettledAs: true)) : formulas.False;
        yield return new Loss(option.Option, null, formulas.Or(
            removers.Where(r => !r.All.Any(optional.Contains)).Select(removal.Of).Prepend(excluded)));
        foreach (ClinicalAction part in optional.OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            yield return new Loss(option.Option, part, formulas.Or(removers.Where(r => r.All.Contains(part)).Select(removal.Of)));
        }
    }

    /// <summary>What other decisions contraindicate and the option holds entirely.</summary>
    private static IEnumerable<AdvisedOption> Removers(AdviceIndex index, AdvisedOption option) => !option.IsFor ? [] : option.All
        .SelectMany(index.Against)
        .Distinct()
        .Where(b => b.Advice.Verb == AdviceVerb.Contraindicate && b.Rule.Decision != option.Rule.Decision && b.All.IsSubsetOf(option.All))
        .OrderBy(b => b.Rule.Order);

    private static Advice WithoutGuards(Advice advice) => Left(advice, []);

    private static Advice Left(Advice advice, ImmutableArray<Loss> losses) => advice with
    {
        Plan = new Plan([.. advice.Plan.Steps.Select(s => s with { Options = [.. s.Options.Select(o => Left(o, losses)).OfType<Model.PlanOption>()] })]),
    };

    private static Model.PlanOption? Left(Model.PlanOption option, ImmutableArray<Loss> losses)
    {
        Loss[] own = [.. losses.Where(l => ReferenceEquals(l.Option, option))];
        ImmutableArray<Model.PlanPart> parts = [.. option.Parts.Where(p => !p.IsOptional || !Array.Exists(own, l => l.Part == p.Action))];
        return parts.IsEmpty || Array.Exists(own, l => l.Part is null) ? null : new Model.PlanOption(parts, null);
    }

    private static string Words(Loss loss) => string.Join('+', loss.Option.Parts.Select(p => p.Action.Id).Order(StringComparer.Ordinal)) + (loss.Part is { } part ? $"/{part.Id}" : "");
}

/// <summary>Advice as one line.</summary>
internal static class AdviceWords
{
    public static string Of(Advice advice)
    {
        string joint = advice.Verb is AdviceVerb.Recommend or AdviceVerb.Consider ? " or " : " and ";
        IEnumerable<string> steps = advice.Plan.Steps.Select(s =>
            (s.Name is null ? "" : s.Name + ": ") + (s.Options.IsEmpty ? "nothing that is left" : string.Join(joint, s.Options.Select(Of))));
        return $"{advice.Verb.ToString().ToLowerInvariant()} {string.Join(", then ", steps)}{string.Concat(Qualifiers(advice.Qualifiers).Select(q => ", " + q))}";
    }

    private static string Of(Model.PlanOption option) =>
        string.Join(" + ", option.Parts.Select(p => p.IsOptional ? $"optional {p.Action.Label}" : p.Action.Label));

    /// <summary>The qualifiers that change what is done.</summary>
    private static IEnumerable<string> Qualifiers(Qualifiers q)
    {
        (string Name, string? Value)[] all =
        [
            (q.IsPreferred == false ? "alternative" : "preferred", q.IsPreferred is null ? null : ""),
            ("in selected patients", q.InSelectedPatients ? q.SelectedPatients ?? "" : null),
            ("line", q.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("dose", Of(q.Dose)), ("fraction", Of(q.Fraction)), ("route", q.Route), ("every", Of(q.Every)), ("for", Of(q.For)),
            ("from", Of(q.From)), ("until", Of(q.UntilTime)), ("until", q.Until), ("lifelong", q.IsLifelong ? "" : null),
        ];
        return all.Where(a => a.Value is not null).Select(a => $"{a.Name} {a.Value}".TrimEnd());
    }

    private static string? Of(Amount? amount) => amount is null
        ? null
        : $"{(amount.AtLeast ? "at least " : "")}{amount.Low}{(amount.High is { } high ? $" to {high}" : "")}{(amount.Unit is null ? "" : " " + amount.Unit)}";

    private static string? Of(TimeAnchor? anchor) =>
        anchor is null ? null : $"{anchor.Offset} {anchor.Unit} {(anchor.Before ? "before" : "after")} {anchor.Anchor.Label}";
}

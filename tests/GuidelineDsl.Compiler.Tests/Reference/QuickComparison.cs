using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// The quick forms of an evaluator against the reference: status and fired rules by three-valued truth alone, for one patient after another and
/// for all of them as columns and as bits.
/// </summary>
internal sealed class QuickComparison(IGuidelineEvaluator evaluator, Guideline guideline)
{
    private readonly List<Dictionary<Fact, PatientValue>> _patients = [];

    public void Add(Dictionary<Fact, PatientValue> patient) => _patients.Add(patient);

    /// <param name="today">The day.</param>
    /// <param name="isBeyondTruth">
    /// Of whom the evaluator may know more than three-valued truth does, because the range of an unknown fact decides a calculation: then the forms
    /// are only compared with each other.
    /// </param>
    public IEnumerable<string> Differences(DateOnly today, Func<Dictionary<Fact, PatientValue>, bool>? isBeyondTruth = null)
    {
        PatientColumns columns = evaluator.NewColumns(_patients.Count);
        GuidelinePatient[] patients = [.. _patients.Select(patient => Patient(evaluator, patient))];
        for (int i = 0; i < patients.Length; i++)
        {
            columns.Set(i, patients[i]);
        }

        ColumnAnswers answers = evaluator.NewAnswers(patients.Length);
        evaluator.Tell(columns, today, answers);
        ColumnAnswers bits = evaluator.NewAnswers(patients.Length);
        evaluator.Tell(evaluator.Prepare(columns, today), bits);
        for (int i = 0; i < patients.Length; i++)
        {
            string expected = isBeyondTruth?.Invoke(_patients[i]) == true ? Rows(patients[i], today) : Expected(new ReferencePatient(_patients[i], today));
            foreach ((string form, string came) in (ReadOnlySpan<(string, string)>)[
                ("rows", Rows(patients[i], today)), ("columns", Columns(answers, i)), ("bits", Columns(bits, i))])
            {
                if (came != expected)
                {
                    return [$"{form}: {string.Join(", ", _patients[i].Select(p => $"{p.Key.Id}={ReferenceFacts.Text(p.Value)}"))}\n  expected {expected}\n  came     {came}"];
                }
            }
        }

        return [];
    }

    private string Expected(ReferencePatient patient)
    {
        if (guideline.Constraints.Any(constraint => ReferenceTruth.Of(constraint.Condition, patient) == false))
        {
            return "refused";
        }

        return string.Join("; ", guideline.Decisions.Select(decision =>
        {
            (DecisionStatus status, IEnumerable<Rule> given) = Answer(
                decision,
                ReferenceTruth.Of(decision.Scope, patient),
                [.. decision.Rules.Select(rule => ReferenceTruth.Of(rule.Condition, patient))],
                [.. decision.Silences.Select(silence => ReferenceTruth.Of(silence.Condition, patient))]);
            return $"{status} {string.Join(' ', given.Select(rule => rule.Id))}";
        }));
    }

    private static (DecisionStatus Status, IEnumerable<Rule> Given) Answer(Decision decision, bool? scope, bool?[] truths, bool?[] silences)
    {
        if (scope != true)
        {
            return (scope == false ? DecisionStatus.OutOfScope : DecisionStatus.NeedsData, []);
        }

        // A rule that is overridden for certain is out; one that only might be is not.
        Rule[] live =
        [
            .. decision.Rules.Where(rule => truths[rule.Index] != false
                && !decision.Rules.Any(winner => truths[winner.Index] == true && winner.Overrides.Contains(rule.Index))),
        ];
        Rule[] given =
        [
            .. (decision.Policy == ChoicePolicy.First ? live.Take(1) : live).Where(rule => truths[rule.Index] == true),
        ];
        return given.Length > 0 ? (DecisionStatus.Decided, given)
            : live.Length > 0 ? (DecisionStatus.NeedsData, [])
            : silences.Contains(true) ? (DecisionStatus.Silent, [])
            : (silences.Contains(null) ? DecisionStatus.NeedsData : DecisionStatus.NoRecommendation, []);
    }

    private string Rows(GuidelinePatient patient, DateOnly today)
    {
        DecisionStatus[] statuses = new DecisionStatus[guideline.Decisions.Length];
        ulong[] rules = new ulong[(evaluator.Description.Rules.Length + 63) / 64];
        return evaluator.TryTell(patient, today, statuses, rules)
            ? Text(decision => statuses[decision], rule => (rules[rule >> 6] >> (rule & 63) & 1) != 0)
            : "refused";
    }

    private string Columns(ColumnAnswers answers, int patient) => answers.IsRefused(patient)
        ? "refused"
        : Text(decision => answers.Status(decision, patient), rule => answers.IsGiven(rule, patient));

    private string Text(Func<int, DecisionStatus> status, Func<int, bool> isGiven) =>
        string.Join("; ", evaluator.Description.Decisions.Select(decision =>
            $"{status(decision.Index)} {string.Join(' ', decision.Rules.Where(rule => isGiven(rule.Ordinal)).Select(rule => rule.Id))}"));

    /// <summary>A patient of an evaluator with values of the reference.</summary>
    public static GuidelinePatient Patient(IGuidelineEvaluator evaluator, Dictionary<Fact, PatientValue> values)
    {
        GuidelinePatient patient = evaluator.NewPatient();
        foreach ((Fact fact, PatientValue value) in values)
        {
            patient.SetValue(evaluator.Description.FindFact(fact.Id)!.Index, value switch
            {
                YesNoValue v => Runtime.Evaluation.FactValue.OfYesNo(v.Value),
                EnumerationValue v => Runtime.Evaluation.FactValue.OfEnumeration(v.Value.Ordinal),
                SetValue v => Runtime.Evaluation.FactValue.OfSet(v.Members.Select(member => member.Ordinal)),
                NumericValue v when fact.Type is Date { HasTime: true } => Runtime.Evaluation.FactValue.OfDateTime(CalendarArithmetic.ToTime((long)v.Value.Floor())),
                NumericValue v when fact.Type is Date => Runtime.Evaluation.FactValue.OfDate(CalendarArithmetic.ToDay((long)v.Value.Floor())),
                NumericValue v => Runtime.Evaluation.FactValue.OfNumber(v.Value),
                _ => throw new ArgumentOutOfRangeException(nameof(values)),
            });
        }

        return patient;
    }
}

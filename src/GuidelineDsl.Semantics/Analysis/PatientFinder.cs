using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>Whether there is a patient of a kind.</summary>
public abstract record FoundPatient;

/// <param name="Patient">One of the kind, at a boundary where there is one; facts that the question does not turn on are left out.</param>
/// <param name="Today">The day the patient is advised on, where that matters.</param>
public sealed record SomePatient(Patient Patient, DateOnly? Today) : FoundPatient;

/// <summary>Types, ranges and constraints leave nobody of the kind: proved.</summary>
public sealed record NoPatient : FoundPatient;

/// <summary>It could not be decided.</summary>
public sealed record UndecidedPatient(string Reason) : FoundPatient;

/// <summary>Looks, exactly, for a patient of one guideline who is given a rule, or of whom a condition is true or false.</summary>
public sealed class PatientFinder
{
    private readonly GuidelineContext _context;
    private readonly AnalysisOptions _options;
    private readonly CancellationToken _cancellation;

    public PatientFinder(Guideline guideline, AnalysisOptions options, CancellationToken cancellation = default)
    {
        _options = options;
        _cancellation = cancellation;
        _context = new GuidelineContext(guideline, guideline.Constraints);
        _context.DefaultPatient = new DefaultPatient(_context, guideline.Facts, NewBudget);
    }

    /// <summary>A patient who is given the rule.</summary>
    public FoundPatient Given(Decision decision, Rule rule) => Find(
        [decision.Scope, .. Findings.Given.ConditionsOf(decision, rule)],
        decision,
        (patients, unsettledAs) => new Given(patients, unsettledAs).Of(decision, rule));

    /// <summary>
    /// A patient of whom the condition has the truth; in the scope of the decision, and given the rule, where there is such a one.
    /// </summary>
    public FoundPatient Where(Condition condition, bool truth, Decision decision, Rule? rule)
    {
        Condition wanted = truth ? condition : new Not(condition, condition.Origin);
        if (rule is not null && Find(
                [wanted, decision.Scope, .. Findings.Given.ConditionsOf(decision, rule)],
                decision,
                (p, unsettledAs) => p.Space.Formulas.And(p.Patients.Certain(wanted, unsettledAs), new Given(p, unsettledAs).Of(decision, rule))) is SomePatient given)
        {
            return given;
        }

        Condition inScope = new All([decision.Scope, wanted], condition.Origin);
        return Find([inScope], decision, (p, unsettledAs) => p.Patients.Certain(inScope, unsettledAs)) is SomePatient found
            ? found
            : Find([wanted], decision, (p, unsettledAs) => p.Patients.Certain(wanted, unsettledAs));
    }

    /// <param name="conditions">All conditions that the formula is made of.</param>
    /// <param name="decision">The patient has a value for every fact that this decision reads.</param>
    /// <param name="who">The patients asked for; what is not settled counts as said.</param>
    private FoundPatient Find(IEnumerable<Condition> conditions, Decision decision, Func<PatientSpace, bool, Formula> who)
    {
        try
        {
            Condition[] all = [.. conditions];
            PatientSpace patients = new([_context], all, NewBudget());
            if (Report(patients, who(patients, false)) is { } report)
            {
                IEnumerable<Fact> named = all.Concat(decision.Rules.Select(r => r.Condition)).Concat(decision.Silences.Select(s => s.Condition)).Append(decision.Scope).SelectMany(FactReader.FactsOf);
                HashSet<Fact> shown = [.. named, .. _context.Guideline.Facts.Where(f => f.IsRequired)];
                return new SomePatient(new Patient([.. report.Witness.Only(shown).Values.Where(v => v.Value is not UnknownValue)]), report.Today);
            }

            return Report(patients, who(patients, true)) is null
                ? new NoPatient()
                : new UndecidedPatient(all.Select(patients.Patients.ReasonNotAnalysed).OfType<string>().FirstOrDefault() ?? "a condition is beyond the analysis");
        }
        catch (BudgetExceededException)
        {
            return new UndecidedPatient("the search was stopped within its budget");
        }
    }

    private static RegionReport? Report(PatientSpace patients, Formula who) =>
        patients.Report([.. patients.Patients.Impossible, .. patients.NotHolding(who)], 1);

    private Budget NewBudget() => new(_options.StepsPerDecision, _options.TimePerDecision, _cancellation);
}

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The answer of a guideline for one patient in one small object: statuses and given rules, with all that their authors wrote about them. The rest is
/// found when it is asked for. Made by <see cref="IGuidelineEvaluator.Answer"/>.
/// </summary>
public class BriefResult
{
    /// <summary>A status takes four bits, so that a word of rules and an integer of statuses are enough for most guidelines.</summary>
    internal const int MostDecisions = 8;

    private readonly GuidelinePatient _patient;
    private readonly ulong _rules;
    private readonly int _today;
    private readonly int _statuses;

    internal BriefResult(GuidelinePatient patient, DateOnly today, ReadOnlySpan<DecisionStatus> statuses, ReadOnlySpan<ulong> rules)
    {
        _patient = patient;
        _today = today.DayNumber;
        _rules = rules.Length == 1 ? rules[0] : 0;
        for (int i = 0; i < statuses.Length && i < MostDecisions; i++)
        {
            _statuses |= (int)statuses[i] << (4 * i);
        }
    }

    /// <summary>The patient.</summary>
    public GuidelinePatient Patient => _patient;

    /// <summary>The day of the evaluation.</summary>
    public DateOnly Today => DateOnly.FromDayNumber(_today);

    /// <summary>What a decision answers, by three-valued truth; see <see cref="IGuidelineEvaluator.TryTell"/>.</summary>
    public virtual DecisionStatus Status(DecisionDescription decision) => (DecisionStatus)(_statuses >> (4 * decision.Index) & 0xf);

    /// <summary>Whether a rule is given.</summary>
    public virtual bool IsGiven(RuleDescription rule) => (_rules >> rule.Ordinal & 1) != 0;

    /// <summary>The rules that a decision gives, with advice, evidence and citations.</summary>
    public IEnumerable<RuleDescription> Rules(DecisionDescription decision) => decision.Rules.Where(IsGiven);

    /// <summary>
    /// The full result: options that remain for this patient, missing facts, and why. The patient is evaluated again, as it is now.
    /// </summary>
    /// <param name="evaluator">The evaluator that made this answer.</param>
    /// <param name="trace">Whether the result explains itself condition by condition.</param>
    public GuidelineResult Explain(IGuidelineEvaluator evaluator, bool trace = true) => evaluator.Evaluate(_patient, Today, trace);
}

/// <summary>The answer of a guideline with more rules or decisions than the small form has room for.</summary>
internal sealed class LargeBriefResult(GuidelinePatient patient, DateOnly today, DecisionStatus[] statuses, ulong[] rules)
    : BriefResult(patient, today, statuses, rules)
{
    public override DecisionStatus Status(DecisionDescription decision) => statuses[decision.Index];

    public override bool IsGiven(RuleDescription rule) => (rules[rule.Ordinal >> 6] >> (rule.Ordinal & 63) & 1) != 0;
}

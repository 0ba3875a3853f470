using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// What every generated evaluator shares. The generated class visits the conditions of its guideline; from their truth this class
/// makes status, advice and explanation. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GuidelineEvaluator : IGuidelineEvaluator
{
    private EvaluationState? _spare;
    private QuickForms? _quick;

    /// <summary>Called by the generated class with what its resources describe.</summary>
    protected GuidelineEvaluator(GuidelineDescription description) => Description = description;

    /// <inheritdoc/>
    public GuidelineDescription Description { get; }

    /// <inheritdoc/>
    public abstract GuidelinePatient NewPatient();

    /// <inheritdoc/>
    public PatientReading ReadPatient(ReadOnlySpan<byte> json, DateOnly today)
    {
        PatientReading reading = PatientReader.Read(json, Description, NewPatient());
        return reading.Patient is { } patient && Check(patient, today) is { Count: > 0 } faults
            ? new PatientReading(null, reading.PatientId, [.. faults])
            : reading;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PatientFault> Check(GuidelinePatient patient, DateOnly today)
    {
        EvaluationState state = Rent();
        List<PatientFault> faults = Load(patient, today, state);
        Return(state);
        return faults;
    }

    /// <inheritdoc/>
    public GuidelineResult Evaluate(GuidelinePatient patient, DateOnly today, bool trace = false)
    {
        EvaluationState state = Rent();
        try
        {
            List<PatientFault> faults = Load(patient, today, state);
            return faults.Count > 0 ? throw new PatientRejectedException(faults) : Answer(patient, today, trace, state);
        }
        finally
        {
            Return(state);
        }
    }

    /// <inheritdoc/>
    public virtual bool TryTell(GuidelinePatient patient, DateOnly today, Span<DecisionStatus> statuses, Span<ulong> rules) =>
        Quick.TryTell(patient, today, statuses, rules);

    /// <inheritdoc/>
    public PatientColumns NewColumns(int count) => Quick.NewColumns(count);

    /// <inheritdoc/>
    public ColumnAnswers NewAnswers(int count) => new(Description, count, ColumnKernel.RoomFor(count) / 64);

    /// <inheritdoc/>
    public void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers) => Quick.Tell(patients, today, answers);

    /// <inheritdoc/>
    public PatientBits Prepare(PatientColumns patients, DateOnly today) => Quick.Prepare(patients, today);

    /// <inheritdoc/>
    public void Tell(PatientBits patients, ColumnAnswers answers) => Quick.Tell(patients, answers);

    /// <summary>Visits definitions, classifications, scores and computed numbers, each after those that it reads.</summary>
    protected internal abstract void VisitDerived(EvaluationState state);

    /// <summary>Visits the constraints.</summary>
    protected internal abstract void VisitConstraints(EvaluationState state);

    /// <summary>Visits scope, rules, silences and guards of a decision.</summary>
    protected internal abstract void VisitDecision(int decision, EvaluationState state);

    /// <summary>Visits the conditions that only this form can answer, for the quick forms; none in most guidelines.</summary>
    protected internal virtual void VisitTests(EvaluationState state)
    {
    }

    /// <summary>The quick forms' way to conditions that only this form can answer: the memory in which they are visited.</summary>
    protected internal EvaluationState BeginTests(GuidelinePatient patient, DateOnly today)
    {
        EvaluationState state = Rent();
        PatientCoder.Load(patient, today, state);
        VisitAll(state);
        return state;
    }

    /// <summary>Gives the memory back.</summary>
    protected internal void EndTests(EvaluationState state) => Return(state);

    internal void VisitAll(EvaluationState state)
    {
        VisitDerived(state);
        DerivedValues.Settle(this, state);
        VisitTests(state);
    }

    private List<PatientFault> Load(GuidelinePatient patient, DateOnly today, EvaluationState state)
    {
        if (!PatientCoder.Load(patient, today, state))
        {
            return PatientCoder.Faults(patient, Description);
        }

        List<PatientFault> faults = [];
        VisitDerived(state);
        DerivedValues.Settle(this, state);
        VisitConstraints(state);
        foreach (ConstraintDescription constraint in Description.Constraints)
        {
            if (IsViolated(constraint, state))
            {
                faults.Add(new PatientFault(constraint.Id, ConstraintFault.Describe(constraint, patient, Description)));
            }
        }

        return faults;
    }

    /// <summary>Whether a patient violates a constraint for certain, however the unknown facts turn out.</summary>
    private bool IsViolated(ConstraintDescription constraint, EvaluationState state)
    {
        Truth truth = state.Holds(constraint.Root);
        return truth.IsFalse
            || (truth.IsUnknown
                && CompletionSearch.Common(this, state, new ConstraintQuestion(constraint)) == TruthQuestion.No);
    }

    private GuidelineResult Answer(GuidelinePatient patient, DateOnly today, bool trace, EvaluationState state)
    {
        foreach (DecisionDescription decision in Description.Decisions)
        {
            VisitDecision(decision.Index, state);
        }

        ImmutableArray<DecisionAnalysis> analyses =
            [.. Description.Decisions.Select(decision => DecisionAnalysis.Make(this, state, decision))];
        OptionFilter filter = new(this, state, analyses);
        ImmutableArray<DerivedResult> derived = DerivedValues.Read(this, state);
        return new GuidelineResult
        {
            Guideline = Description,
            Today = today,
            PatientId = patient.PatientId,
            PatientIdIsNumber = patient.PatientIdIsNumber,
            Derived = derived,
            Decisions = [.. analyses.Select(analysis => Result(analysis, filter, trace ? new TraceBuilder(state, patient, derived) : null))],
        };
    }

    private DecisionResult Result(DecisionAnalysis analysis, OptionFilter filter, TraceBuilder? trace)
    {
        DecisionDescription decision = analysis.Decision;
        ImmutableArray<RuleDescription> given = [.. decision.Rules.Where(rule => analysis.IsGiven(rule.Index))];
        return new DecisionResult
        {
            Decision = decision,
            Status = analysis.Status,
            Rules = given,
            PossibleRules = [.. decision.Rules.Where(rule => analysis.IsPossible(rule.Index))],
            Needs = [.. analysis.Needs.Select(fact => Description.Facts[fact])],
            Recommendations = [.. given.SelectMany(filter.Apply)],
            Silence = analysis.Silence,
            Trace = trace?.Build(decision, analysis),
        };
    }

    private QuickForms Quick => _quick ?? Interlocked.CompareExchange(ref _quick, QuickForms.Of(this), null) ?? _quick;

    private EvaluationState Rent() => Interlocked.Exchange(ref _spare, null) ?? new EvaluationState(Description);

    private void Return(EvaluationState state) => _spare = state;
}

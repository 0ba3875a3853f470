using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// What every generated evaluator shares. The generated class visits the conditions of its guideline; from their truth this class
/// makes status, advice and explanation. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class GuidelineEvaluator : IGuidelineEvaluator
{
    /// <summary>So many threads evaluate without getting into each other's way.</summary>
    private const int SpareStates = 16;

    /// <summary>Places as far apart as lines of the cache, so that a thread does not wait for what another writes.</summary>
    private const int SpareDistance = 8;

    private readonly bool _isSmall;
    private readonly EvaluationState?[] _spare = new EvaluationState?[SpareStates * SpareDistance];
    private QuickForms? _quick;
    private Type? _patientType;
    private PlainAnswers? _plain;
    private FastPatientReader? _reader;
    private ResultFragments? _fragments;

    /// <summary>Called by the generated class with what its resources describe.</summary>
    protected GuidelineEvaluator(GuidelineDescription description)
    {
        Description = description;
        _isSmall = description.RuleCount <= 64 && description.DecisionCount <= BriefResult.MostDecisions;
    }

    /// <inheritdoc/>
    public GuidelineDescription Description { get; }

    /// <inheritdoc/>
    public abstract GuidelinePatient NewPatient();

    /// <inheritdoc/>
    public PatientReading ReadPatient(ReadOnlySpan<byte> json, DateOnly today)
    {
        GuidelinePatient patient = NewPatient();
        bool isPlain = Reader.TryRead(json, patient, out ReadOnlySpan<byte> id);
        if (isPlain)
        {
            FastPatientReader.Identify(patient, id);
        }

        PatientReading reading = isPlain ? new PatientReading(patient, patient.PatientId, []) : PatientReader.Read(json, Description, NewPatient());
        return reading.Patient is { } read && !Description.Constraints.IsEmpty && Check(read, today) is { Count: > 0 } faults
            ? new PatientReading(null, reading.PatientId, [.. faults])
            : reading;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PatientFault> Check(GuidelinePatient patient, DateOnly today)
    {
        MustBeOwn(patient);
        EvaluationState state = Rent();
        IReadOnlyList<PatientFault> faults = Load(patient, today, state);
        Return(state);
        return faults;
    }

    /// <inheritdoc/>
    public GuidelineResult Evaluate(GuidelinePatient patient, DateOnly today, bool trace = false)
    {
        MustBeOwn(patient);
        if (!trace && TryPlain(patient, today) is { } plain)
        {
            return plain;
        }

        EvaluationState state = Rent();
        try
        {
            IReadOnlyList<PatientFault> faults = Load(patient, today, state);
            return faults.Count > 0 ? throw new PatientRejectedException(faults) : Answer(patient, today, trace, state);
        }
        finally
        {
            Return(state);
        }
    }

    /// <inheritdoc/>
    public virtual bool TryTell(GuidelinePatient patient, DateOnly today, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        MustBeOwn(patient);
        return Quick.TryTell(patient, today, statuses, rules);
    }

    /// <inheritdoc/>
    public BriefResult? Answer(GuidelinePatient patient, DateOnly today)
    {
        MustBeOwn(patient);
        if (_isSmall)
        {
            Span<DecisionStatus> few = stackalloc DecisionStatus[BriefResult.MostDecisions];
            few = few[..Description.DecisionCount];
            ulong word = 0;
            return TryTell(patient, today, few, new Span<ulong>(ref word)) ? new BriefResult(patient, today, few, new ReadOnlySpan<ulong>(ref word)) : null;
        }

        DecisionStatus[] statuses = new DecisionStatus[Description.DecisionCount];
        ulong[] rules = new ulong[(Description.RuleCount + 63) / 64];
        return TryTell(patient, today, statuses, rules) ? new LargeBriefResult(patient, today, statuses, rules) : null;
    }

    /// <inheritdoc/>
    public PatientColumns NewColumns(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Quick.NewColumns(count);
    }

    /// <inheritdoc/>
    public ColumnAnswers NewAnswers(int count) => new(Description, count, ColumnKernel.RoomFor(count) / 64);

    /// <inheritdoc/>
    public void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers) => Quick.Tell(patients, today, answers);

    /// <inheritdoc/>
    public PatientBits Prepare(PatientColumns patients, DateOnly today) => Quick.Prepare(patients, today);

    /// <inheritdoc/>
    public void Tell(PatientBits patients, ColumnAnswers answers) => Quick.Tell(patients, answers);

    /// <summary>
    /// Refuses a patient of another guideline, whose facts are other facts under the same numbers: without a look at it, it would be answered as if they were these.
    /// </summary>
    internal void MustBeOwn(GuidelinePatient patient)
    {
        if (patient is null || patient.GetType() != _patientType)
        {
            ArgumentNullException.ThrowIfNull(patient);
            _patientType ??= NewPatient().GetType();
            if (patient.GetType() != _patientType)
            {
                throw new ArgumentException(
                    $"The patient was made for another guideline, or for another copy of '{Description.Id}': take one from NewPatient or ReadPatient of this evaluator.", nameof(patient));
            }
        }
    }

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

    /// <summary>Whether <see cref="TryLook"/> can be asked.</summary>
    protected internal virtual bool CanLook => false;

    /// <summary>
    /// Looks up what certainly and what possibly holds, without visiting any condition: one bit each for the rules, then for the scopes of the decisions, then for
    /// their silences, then for the constraints. False for a patient who is refused.
    /// </summary>
    protected internal virtual bool TryLook(GuidelinePatient patient, DateOnly today, out ulong certain, out ulong possible) =>
        throw new InvalidOperationException("This guideline has no lookups of one word.");

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

    /// <summary>What visits some conditions of a decision, with all that they are made of but derived values; perhaps others as well.</summary>
    internal virtual Action<EvaluationState> VisitorOf(int decision, ImmutableArray<int> conditions) => state => VisitDecision(decision, state);

    internal void VisitAll(EvaluationState state)
    {
        VisitDerived(state);
        DerivedValues.Settle(this, state);
        VisitTests(state);
    }

    private IReadOnlyList<PatientFault> Load(GuidelinePatient patient, DateOnly today, EvaluationState state)
    {
        if (!PatientCoder.Load(patient, today, state))
        {
            return PatientCoder.Faults(patient, Description);
        }

        VisitDerived(state);
        DerivedValues.Settle(this, state);
        if (Description.Constraints.IsEmpty)
        {
            return [];
        }

        VisitConstraints(state);
        List<PatientFault>? faults = null;
        foreach (ConstraintDescription constraint in Description.Constraints)
        {
            if (IsViolated(constraint, state))
            {
                (faults ??= []).Add(new PatientFault(constraint.Id, ConstraintFault.Describe(constraint, patient, Description)));
            }
        }

        return faults ?? (IReadOnlyList<PatientFault>)[];
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
        VisitDecisions(state);
        DecisionResult[]? decisions = trace ? TryPlain(patient, state) : null;
        if (decisions is null)
        {
            ImmutableArray<DecisionAnalysis> analyses =
                [.. Description.Decisions.Select(decision => DecisionAnalysis.Make(this, state, decision))];
            OptionFilter filter = new(this, state, analyses);
            decisions = [.. analyses.Select(analysis => Result(analysis, filter))];
        }

        ImmutableArray<DerivedResult> derived = DerivedValues.Read(this, state);
        if (trace)
        {
            TraceSource source = new(state, patient, derived);
            for (int i = 0; i < decisions.Length; i++)
            {
                decisions[i] = decisions[i].With(source);
            }
        }

        return Result(patient, today, ImmutableCollectionsMarshal.AsImmutableArray(decisions), derived);
    }

    private GuidelineResult Result(GuidelinePatient patient, DateOnly today, ImmutableArray<DecisionResult> decisions, ImmutableArray<DerivedResult> derived) => new()
    {
        Guideline = Description,
        Today = today,
        PatientId = patient.PatientId,
        PatientIdIsNumber = patient.PatientIdIsNumber,
        Derived = derived,
        Decisions = decisions,
    };

    private void VisitDecisions(EvaluationState state)
    {
        foreach (DecisionDescription decision in Description.Decisions)
        {
            VisitDecision(decision.Index, state);
        }
    }

    private DecisionResult Result(DecisionAnalysis analysis, OptionFilter filter)
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
            Trace = null,
        };
    }

    internal FastPatientReader Reader => _reader ??= new FastPatientReader(Description);

    internal ResultFragments Fragments => _fragments ??= new ResultFragments(Description, Plain);

    private PlainAnswers Plain => _plain ??= new PlainAnswers(Description);

    private QuickForms Quick => _quick ?? Interlocked.CompareExchange(ref _quick, QuickForms.Of(this), null) ?? _quick;

    private EvaluationState Rent() => Interlocked.Exchange(ref Spare, null) ?? new EvaluationState(Description);

    private void Return(EvaluationState state) => Spare = state;

    /// <summary>The place for memory that this thread used last.</summary>
    private ref EvaluationState? Spare => ref _spare[Environment.CurrentManagedThreadId % SpareStates * SpareDistance];
}

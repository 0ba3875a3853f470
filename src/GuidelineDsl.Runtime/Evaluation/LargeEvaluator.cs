using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>The evaluator of a large guideline: its conditions are read from the assembly's data when they are first asked for. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LargeEvaluator : GuidelineEvaluator
{
    private readonly Lazy<ConditionData> _conditions;

    /// <summary>Called by the generated class with what its resources describe.</summary>
    protected LargeEvaluator(GuidelineDescription description)
        : base(description) =>
        _conditions = new Lazy<ConditionData>(() => ConditionFile.Read(GetType().Assembly, Description.Id));

    /// <inheritdoc/>
    protected internal sealed override void VisitConstraints(EvaluationState state) => _conditions.Value.Visit(state, _conditions.Value.Constraints);

    /// <inheritdoc/>
    protected internal sealed override void VisitDecision(int decision, EvaluationState state) => _conditions.Value.Visit(state, _conditions.Value.Decisions[decision]);

    /// <inheritdoc/>
    protected internal sealed override void VisitTests(EvaluationState state) => _conditions.Value.Visit(state, _conditions.Value.Asked);

    internal sealed override Action<EvaluationState> VisitorOf(int decision, ImmutableArray<int> conditions)
    {
        ConditionData data = _conditions.Value;
        int[] order = data.OrderOf(conditions);
        return state => data.Visit(state, order);
    }

    /// <summary>Visits one condition, with all that it is made of.</summary>
    protected Truth Visit(EvaluationState state, int condition)
    {
        _conditions.Value.Visit(state, condition, condition + 1);
        return state.Holds(condition);
    }
}

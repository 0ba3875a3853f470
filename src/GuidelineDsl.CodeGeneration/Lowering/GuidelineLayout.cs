using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>One step of visiting derived values: a definition, classification, score, or computed number.</summary>
internal abstract record DerivedStep;

internal sealed record DefinitionStep(Definition Definition, ConditionNode Root) : DerivedStep;

internal sealed record ClassificationStep(Classification Classification, ImmutableArray<ConditionNode> Branches) : DerivedStep;

internal sealed record ScoreStep(Score Score, int Slot, ImmutableArray<ConditionNode> Lines) : DerivedStep;

internal sealed record NumberStep(NumberSlot Slot) : DerivedStep;

/// <summary>The numbered conditions of one decision.</summary>
internal sealed record DecisionLayout(
    Decision Decision,
    ConditionNode Scope,
    ImmutableArray<ConditionNode> Rules,
    ImmutableArray<ConditionNode> Silences,
    ImmutableArray<ConditionNode> Guards);

/// <summary>
/// Where everything of one guideline lies in the evaluation's memory: facts, derived values, computed numbers and conditions as numbers,
/// and the order in which derived values are visited.
/// </summary>
internal sealed class GuidelineLayout
{
    private readonly Dictionary<Symbol, int> _derivedIndex = [];
    private readonly Dictionary<Symbol, DerivedStep> _stepOf = [];
    private readonly Dictionary<Score, int> _scores = [];
    private readonly HashSet<NumberSlot> _slotsDone = [];
    private readonly HashSet<Symbol> _open = [];
    private readonly List<DerivedStep> _steps = [];
    private readonly Dictionary<Fact, int> _facts = [];
    private readonly HashSet<Symbol> _askedFor = [];

    public GuidelineLayout(Guideline guideline)
    {
        Guideline = guideline;
        foreach (Fact fact in guideline.Facts)
        {
            _facts.Add(fact, _facts.Count);
        }

        Derived = DerivedInOrder(guideline);
        for (int i = 0; i < Derived.Length; i++)
        {
            _derivedIndex.Add(Derived[i], i);
        }

        foreach (Symbol symbol in Derived)
        {
            Visit(symbol);
        }

        Constraints = [.. guideline.Constraints.Select(constraint => (constraint, Root(constraint.Condition, NewVisit())))];
        Decisions = [.. guideline.Decisions.Select(Layout)];
    }

    public Guideline Guideline { get; }

    public ConditionTable Conditions { get; } = new();

    public NumberSlots Numbers { get; } = new();

    /// <summary>Definitions, classifications, scores and computed values in order of declaration.</summary>
    public ImmutableArray<Symbol> Derived { get; }

    /// <summary>The steps in an order in which each comes after what it reads.</summary>
    public IReadOnlyList<DerivedStep> Steps => _steps;

    public ImmutableArray<(Constraint Constraint, ConditionNode Root)> Constraints { get; }

    public ImmutableArray<DecisionLayout> Decisions { get; }

    public int ScoreCount => _scores.Count;

    public int IndexOf(Fact fact) => _facts[fact];

    public int IndexOf(Symbol derived) => _derivedIndex[derived];

    public int SlotOf(Score score) => _scores[score];

    public DerivedStep StepOf(Symbol derived) => _stepOf[derived];

    /// <summary>Whether some condition asks if this derived value is determined.</summary>
    public bool IsAskedFor(Symbol derived) => _askedFor.Contains(derived);

    private static Dictionary<Condition, ConditionNode> NewVisit() => new(ReferenceEqualityComparer.Instance);

    private static ImmutableArray<Symbol> DerivedInOrder(Guideline guideline)
    {
        LocalDeclarations visible = guideline.Visible;
        return
        [
            .. visible.Definitions.Concat<Symbol>(visible.Classifications).Concat(visible.Scores).Concat(visible.ComputedValues)
                .OrderBy(symbol => guideline.Sources.IndexOf(symbol.Location.Source))
                .ThenBy(symbol => symbol.Location.Span.Start),
        ];
    }

    private DecisionLayout Layout(Decision decision)
    {
        Dictionary<Condition, ConditionNode> visit = NewVisit();
        return new DecisionLayout(
            decision,
            Root(decision.Scope, visit),
            [.. decision.Rules.Select(rule => Root(rule.Condition, visit))],
            [.. decision.Silences.Select(silence => Root(silence.Condition, visit))],
            [
                .. decision.Rules.SelectMany(rule => rule.Advice).SelectMany(advice => advice.Plan.Steps)
                    .SelectMany(step => step.Options).Select(option => option.Guard).OfType<Condition>()
                    .Distinct<Condition>(ReferenceEqualityComparer.Instance).Select(guard => Root(guard, visit)),
            ]);
    }

    /// <summary>Numbers a condition after everything that it reads.</summary>
    private ConditionNode Root(Condition condition, Dictionary<Condition, ConditionNode> visit)
    {
        VisitReads(condition);
        return Conditions.Add(condition, visit);
    }

    private void Visit(Symbol symbol)
    {
        if (_stepOf.ContainsKey(symbol) || !_open.Add(symbol))
        {
            return;
        }

        Dictionary<Condition, ConditionNode> visit = NewVisit();
        switch (symbol)
        {
            case Definition definition:
                Add(symbol, new DefinitionStep(definition, Root(definition.Condition, visit)));
                break;
            case Classification classification:
                Add(symbol, new ClassificationStep(classification, [.. classification.Branches.Select(branch => Root(branch.Condition, visit))]));
                break;
            case Score score:
                ImmutableArray<ConditionNode> lines = [.. score.Lines.Select(line => Root(line.Condition, visit))];
                _scores.Add(score, _scores.Count);
                Add(symbol, new ScoreStep(score, _scores[score], lines));
                break;
            case ComputedValue computed:
                NumberSlot slot = Numbers.Of(computed);
                Visit(slot);
                _stepOf.Add(symbol, new NumberStep(slot));
                break;
            default:
                throw new InvalidOperationException($"No such derived value: {symbol.GetType().Name}.");
        }
    }

    private void Add(Symbol symbol, DerivedStep step)
    {
        _stepOf.Add(symbol, step);
        _steps.Add(step);
    }

    private void Visit(NumberSlot slot)
    {
        if (_slotsDone.Add(slot))
        {
            VisitReads(slot.Expression, slot);
            _steps.Add(new NumberStep(slot));
        }
    }

    private void VisitReads(Condition condition)
    {
        switch (condition)
        {
            case All all:
                VisitReads(all.Parts);
                break;
            case Any any:
                VisitReads(any.Parts);
                break;
            case Not not:
                VisitReads(not.Part);
                break;
            case Counting counting:
                VisitReads(counting.Parts);
                break;
            case DefinitionTest test:
                Visit(test.Definition);
                break;
            case ClassificationTest test:
                Visit(test.Classification);
                break;
            case NumberTest { Subject: FactValue }:
                break;
            case NumberTest { Subject: ScoreValue score }:
                Visit(score.Score);
                break;
            case NumberTest { Subject: ComputedReference reference }:
                Visit(reference.Computed);
                break;
            case NumberTest test:
                Visit(Numbers.Of(test.Subject));
                break;
            case KnownTest { Subject: Fact }:
                break;
            case KnownTest test:
                _askedFor.Add(test.Subject);
                Visit(test.Subject);
                break;
            case Constant or YesNoTest or ValueTest or SetTest:
                break;
            default:
                throw new InvalidOperationException($"No such condition: {condition.GetType().Name}.");
        }
    }

    private void VisitReads(ImmutableArray<Condition> conditions)
    {
        foreach (Condition condition in conditions)
        {
            VisitReads(condition);
        }
    }

    private void VisitReads(NumericExpression expression, NumberSlot slot)
    {
        switch (expression)
        {
            case ScoreValue score:
                Visit(score.Score);
                break;
            case ComputedReference reference:
                Visit(reference.Computed);
                break;
            case ConditionalNumber conditional:
                foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
                {
                    VisitReads(value, slot);
                    if (condition is not null)
                    {
                        slot.Conditions.Add(condition, Root(condition, NewVisit()));
                    }
                }

                break;
            default:
                foreach (NumericExpression part in Expressions.PartsOf(expression))
                {
                    VisitReads(part, slot);
                }

                break;
        }
    }
}

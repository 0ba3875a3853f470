using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Builds guideline models by hand. Every declared thing has a place of its own in a text that names it.</summary>
internal sealed class ModelBuilder
{
    private readonly List<Fact> _facts = [];
    private readonly List<ClinicalAction> _actions = [];
    private readonly List<Constraint> _constraints = [];
    private readonly List<Definition> _definitions = [];
    private readonly List<Classification> _classifications = [];
    private readonly List<Score> _scores = [];
    private readonly List<List<Decision>> _decisions = [[]];
    private readonly List<Incompatibility> _incompatibilities = [];
    private readonly List<Rule> _rules = [];
    private readonly List<Silence> _silences = [];

    public IReadOnlyList<Fact> Facts => _facts;

    public IReadOnlyList<Constraint> Constraints => _constraints;

    public Fact YesNo(string id, string? label = null, bool required = false) => Fact(id, label, new YesNo(), required);

    public Fact OneOf(string id, params string[] values) => Fact(id, null, new Enumeration(Named(values), false), false);

    public Fact SetOf(string id, params string[] values) => Fact(id, null, new SetOf(Named(values)), false);

    public Fact Number(string id, decimal? minimum, decimal? maximum, string? unit = null, decimal? resolution = null) =>
        Fact(id, null, new Number(minimum, maximum, unit, resolution), false);

    public Fact Fact(string id, string? label, Semantics.Model.ValueType type, bool required)
    {
        Fact fact = new(id, label ?? id, type, required, false, _facts.Count, At(id));
        _facts.Add(fact);
        return fact;
    }

    public ClinicalAction Action(string id)
    {
        ClinicalAction action = new(id, id, ActionKind.Drug, [], null, _actions.Count, At(id));
        _actions.Add(action);
        return action;
    }

    public void Constraint(string id, Condition condition) => _constraints.Add(new Constraint(id, id, condition, At(id)));

    public Definition Define(string id, Condition condition)
    {
        Definition definition = new(id, id, condition, At(id));
        _definitions.Add(definition);
        return definition;
    }

    public Classification Classify(string id, bool chooseFirst, int values, params (int Value, Condition Condition, bool Otherwise)[] branches)
    {
        Enumeration type = new(Named([.. Enumerable.Range(0, values).Select(i => $"{id}{i}")]), false);
        Classification classification = new(
            id, id, type, chooseFirst, [.. branches.Select(b => new Branch(b.Value, b.Condition, b.Otherwise, At(id)))], [], [], At(id));
        _classifications.Add(classification);
        return classification;
    }

    public Score Score(string id, params (decimal Points, Condition Condition)[] lines)
    {
        Score score = new(id, id, [.. lines.Select(l => new PointLine(l.Points, l.Condition, At(id)))], [], [], At(id));
        _scores.Add(score);
        return score;
    }

    public Rule Rule(string id, Condition condition, ClinicalAction action, params int[] overrides) =>
        Rule(id, condition, [Recommend(action)], overrides);

    public void Incompatible(ClinicalAction a, ClinicalAction b) => _incompatibilities.Add(new Incompatibility([[a], [b]], "they interact", [], At(a.Id)));

    /// <summary>The decisions that follow belong to another guideline.</summary>
    public void NextGuideline() => _decisions.Add([]);

    public Rule Rule(string id, Condition condition, ImmutableArray<Advice> advice, int[] overrides, Evidence? evidence = null)
    {
        Rule rule = new(id, id, _rules.Count, condition, false, advice, evidence, [], null, [.. overrides], [], [], At(id));
        _rules.Add(rule);
        return rule;
    }

    public Rule Otherwise(string id, ClinicalAction action)
    {
        Condition condition = new Not(new Any([.. _rules.Select(r => r.Condition)], At(id)), At(id));
        Rule rule = new(id, id, _rules.Count, condition, true, [Recommend(action)], null, [], null, [], [], [], At(id));
        _rules.Add(rule);
        return rule;
    }

    public void Silent(Condition condition) => _silences.Add(new Silence(condition, "the source is silent", [], condition.Origin));

    public Decision Decision(string id, Condition? scope = null, ChoicePolicy policy = ChoicePolicy.One, string? partial = null)
    {
        Decision decision = new(id, id, scope ?? Everyone, policy, [.. _rules], [.. _silences], partial, [], [], At(id));
        _decisions[^1].Add(decision);
        _rules.Clear();
        _silences.Clear();
        return decision;
    }

    public GuidelineModel Build()
    {
        LocalDeclarations declarations = new([], [.. _definitions], [.. _classifications], [.. _scores], [], []);
        ImmutableArray<Guideline> guidelines =
        [
            .. _decisions.Select((decisions, i) => new Guideline(
                new Metadata($"g{i}", $"Guideline {i}", null, null, null, null, null, null, null, null, [], [], [], At($"g{i}")),
                [.. _facts], [.. _constraints], declarations, declarations, [.. decisions], [], [])),
        ];
        return new GuidelineModel([.. _facts], [.. _actions], [], [], [], [.. _constraints], [.. _incompatibilities], [], guidelines);
    }

    public static Location At(string text) => new(new SourceText("test.gdl", text), new TextSpan(0, text.Length));

    public static Advice Recommend(ClinicalAction action) => new(
        AdviceVerb.Recommend, new Plan([new PlanStep(null, [new PlanOption([new PlanPart(action, false)], null)])]), Qualifiers.None, At(action.Id));

    public static Condition Everyone => new Constant(true, At("everyone"));

    public static Condition Is(Fact fact) => new YesNoTest(fact, At(fact.Id));

    public static Condition Is(Fact fact, params int[] values) => new ValueTest(fact, ValueSet.Of(values), At($"{fact.Id} in {{{string.Join(",", values)}}}"));

    public static Condition In(Fact fact, Interval interval) => new NumberTest(new FactValue(fact), new IntervalSet([interval]), At($"{fact.Id} in {interval}"));

    public static Condition Below(Fact fact, decimal value) => In(fact, new Interval(null, false, value, false));

    public static Condition AtMost(Fact fact, decimal value) => In(fact, new Interval(null, false, value, true));

    public static Condition Above(Fact fact, decimal value) => In(fact, new Interval(value, false, null, false));

    public static Condition AtLeast(Fact fact, decimal value) => In(fact, new Interval(value, true, null, false));

    public static Condition And(params Condition[] parts) => new All([.. parts], Join(parts, "and"));

    public static Condition Or(params Condition[] parts) => new Any([.. parts], Join(parts, "or"));

    public static Condition Not(Condition part) => new Not(part, At($"not ({part.Origin.Text})"));

    public static Condition Between(int minimum, int maximum, params Condition[] parts) =>
        new Counting(minimum, maximum, [.. parts], At($"{minimum} to {maximum} of {{{string.Join(", ", parts.Select(p => p.Origin.Text))}}}"));

    public static Condition Members(Fact fact, SetTestKind kind, params int[] values) =>
        new SetTest(fact, kind, ValueSet.Of(values), At($"{fact.Id} {kind} {{{string.Join(",", values)}}}"));

    public static Condition Has(Classification classification, params int[] values) =>
        new ClassificationTest(classification, ValueSet.Of(values), At($"{classification.Id} in {{{string.Join(",", values)}}}"));

    public static Condition Scores(Score score, Interval interval) =>
        new NumberTest(new ScoreValue(score), new IntervalSet([interval]), At($"{score.Id} in {interval}"));

    public static Condition Known(Symbol subject) => new KnownTest(subject, At($"{subject.Id} is known"));

    private static Location Join(Condition[] parts, string word) => At("(" + string.Join($" {word} ", parts.Select(p => p.Origin.Text)) + ")");

    private static ImmutableArray<NamedValue> Named(string[] values) => [.. values.Select((v, i) => new NamedValue(v, v, i))];
}

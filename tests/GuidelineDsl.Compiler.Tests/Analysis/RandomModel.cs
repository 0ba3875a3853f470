using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;
using static GuidelineDsl.Compiler.Tests.Analysis.ModelBuilder;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// A random guideline of one decision over a few small facts, with representative values of every fact. Limits are drawn from a fixed
/// list, so that the representatives (the limits, points between them, the ends) stand for all values.
/// </summary>
internal sealed class RandomModel
{
    private static readonly decimal[] Limits = [2, 5, 7];

    private readonly Random _random;
    private readonly ModelBuilder _builder = new();
    private readonly List<Symbol> _derived = [];
    private readonly ClinicalAction[] _actions;
    private readonly bool _asksForUnknowns;

    public RandomModel(int seed)
    {
        _random = new Random(seed);
        _asksForUnknowns = Chance(3);
        int facts = 2 + _random.Next(_asksForUnknowns ? 2 : 3);
        for (int i = 0; i < facts; i++)
        {
            AddFact($"f{i}");
        }

        _actions = [.. Enumerable.Range(0, 3).Select(i => _builder.Action($"a{i}"))];
        for (int i = 0; Chance(3) && i < 2; i++)
        {
            _builder.Constraint($"k{i}", Or(Condition(1), Condition(1)));
        }

        AddDerived();
        AddDecision("d0");
        if (Chance(3))
        {
            if (Chance(2))
            {
                _builder.NextGuideline();
            }

            AddDecision("d1");
        }

        if (Chance(3))
        {
            _builder.Incompatible(_actions[0], _actions[1]);
        }

        Model = _builder.Build();
    }

    public GuidelineModel Model { get; }

    public Dictionary<Fact, PatientValue[]> Representatives { get; } = [];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void AddFact(string id)
    {
        switch (_random.Next(7))
        {
            case 0 or 1:
                Add(_builder.YesNo(id, required: Chance(6)), [new YesNoValue(false), new YesNoValue(true)]);
                break;
            case 2:
                Fact one = _builder.OneOf(id, "u", "v", "w");
                Add(one, [.. ((Enumeration)one.Type).Values.Select(v => new EnumerationValue(v))]);
                break;
            case 3:
                Add(_builder.Number(id, 0, 10), Numbers(0, 1, 2, 4, 5, 6, 7, 8, 10));
                break;
            case 4:
                bool whole = Chance(2);
                Add(_builder.Number(id, whole ? 0 : 1, whole ? 8 : 7.5m, "cm", whole ? 1 : 1.5m),
                    whole ? Numbers(0, 1, 2, 3, 4, 5, 6, 7, 8) : Numbers(1.5m, 3, 4.5m, 6, 7.5m));
                break;
            case 5:
                Add(_builder.Fact(id, null, new Date(false, 1, 8), false), Numbers(1, 2, 3, 4, 5, 6, 7, 8));
                break;
            default:
                Fact set = _builder.SetOf(id, "x", "y", "z");
                NamedValue[] members = [.. ((SetOf)set.Type).Values];
                Add(set, [.. Enumerable.Range(0, 8).Select(bits => new SetValue([.. members.Where(m => (bits >> m.Ordinal & 1) == 1)]))]);
                break;
        }
    }

    private void Add(Fact fact, PatientValue[] representatives) => Representatives.Add(fact, representatives);

    private static PatientValue[] Numbers(params decimal[] values) => [.. values.Select(v => new NumericValue(v))];

    private void AddDerived()
    {
        if (Chance(2))
        {
            _derived.Add(_builder.Define("d0", Condition(2)));
        }

        if (Chance(2))
        {
            bool first = Chance(2);
            Condition a = Condition(1);
            Condition b = first || Chance(3) ? Condition(1) : And(Condition(1), Not(a));
            bool otherwise = Chance(2);
            Condition rest = otherwise ? Not(Or(a, b)) : Condition(1);
            _derived.Add(_builder.Classify("c0", first, 3, (0, a, false), (1, b, false), (Chance(4) ? 0 : 2, rest, otherwise)));
        }

        if (Chance(2))
        {
            _derived.Add(_builder.Score("s0", (1, Condition(1)), (2, Condition(1)), (Chance(2) ? -1 : 1.5m, Condition(0))));
        }
    }

    private void AddDecision(string id)
    {
        int rules = 1 + _random.Next(4);
        for (int i = 0; i < rules; i++)
        {
            Condition condition = Chance(4) ? And(Condition(2), Not(Condition(1))) : Condition(2);
            int[] overrides = i > 0 && Chance(4) ? [_random.Next(i)] : [];
            if (i > 0 && i == rules - 1 && Chance(6))
            {
                _builder.Otherwise($"{id}r{i}", _actions[_random.Next(_actions.Length)]);
            }
            else
            {
                _builder.Rule(
                    $"{id}r{i}", condition, [.. Enumerable.Range(0, Chance(5) ? 2 : 1).Select(_ => Advice())], overrides,
                    Chance(2) ? new Evidence("esmo", [Chance(2) ? "I" : "II", "A"]) : null);
            }
        }

        for (int i = 0; i < 2 && Chance(3); i++)
        {
            _builder.Silent(Condition(1));
        }

        _builder.Decision(
            id, Chance(2) ? Condition(1) : null, (ChoicePolicy)_random.Next(3), Chance(12) ? "partial" : null);
    }

    /// <summary>Whether the generator gave two rules the same advice; options, parts and advice are compared without order.</summary>
    public static bool SameAdvice(Rule a, Rule b)
    {
        string Part(PlanPart p) => $"{p.Action}{p.IsOptional}";
        string Option(PlanOption o) => string.Join('+', o.Parts.Select(Part).Distinct().Order(StringComparer.Ordinal)) + o.Guard?.Origin.Text;
        string Step(PlanStep s) => string.Join('|', s.Options.Select(Option).Distinct().Order(StringComparer.Ordinal));
        string One(Advice v) => $"{v.Verb} {string.Join('>', v.Plan.Steps.Select(Step))} {v.Qualifiers.Dose?.Low} {v.Qualifiers.Line}";
        return a.Advice.Select(One).ToHashSet().SetEquals(b.Advice.Select(One));
    }

    private Advice Advice()
    {
        AdviceVerb verb = Chance(2) ? AdviceVerb.Recommend : (AdviceVerb)_random.Next(4);
        Qualifiers qualifiers = Qualifiers.None;
        if (Chance(4))
        {
            qualifiers = qualifiers with { Dose = new Amount(1 + _random.Next(2), null, false, "mg") };
        }

        if (Chance(6))
        {
            qualifiers = qualifiers with { Line = 1 + _random.Next(2) };
        }

        Plan plan = new([.. Enumerable.Range(0, Chance(8) ? 2 : 1).Select(_ => new PlanStep(null, [.. Enumerable.Range(0, Chance(3) ? 2 : 1).Select(_ => Option())]))]);
        return new Advice(verb, plan, qualifiers, At("advice"));
    }

    private PlanOption Option()
    {
        ClinicalAction[] actions = [.. _actions.OrderBy(_ => _random.Next()).Take(Chance(4) ? 2 : 1)];
        return new PlanOption(
            [.. actions.Select((a, i) => new PlanPart(a, i > 0 && Chance(2)))],
            Chance(5) ? Condition(1) : null);
    }

    private Condition Condition(int depth)
    {
        if (depth == 0 || Chance(4))
        {
            return Leaf();
        }

        switch (_random.Next(8))
        {
            case 0:
                return Not(Condition(depth - 1));
            case 1:
                int minimum = _random.Next(3);
                return Between(minimum, Math.Min(3, minimum + _random.Next(3)), Condition(depth - 1), Condition(depth - 1), Condition(depth - 1));
            case < 5:
                return And(Condition(depth - 1), Condition(depth - 1));
            default:
                return Or(Condition(depth - 1), Condition(depth - 1));
        }
    }

    private Condition Leaf()
    {
        if (_derived.Count > 0 && Chance(3))
        {
            return DerivedLeaf(_derived[_random.Next(_derived.Count)]);
        }

        Fact fact = _builder.Facts[_random.Next(_builder.Facts.Count)];
        if (_asksForUnknowns && Chance(5))
        {
            return Chance(2) ? Known(fact) : Not(Known(fact));
        }

        return fact.Type switch
        {
            YesNo => Is(fact),
            Enumeration => Is(fact, [.. Subset(3)]),
            SetOf => Members(fact, (SetTestKind)_random.Next(4), [.. Subset(3)]),
            _ => NumberLeaf(fact),
        };
    }

    private Condition NumberLeaf(Fact fact)
    {
        decimal limit = Limits[_random.Next(Limits.Length)];
        return _random.Next(6) switch
        {
            0 => Below(fact, limit),
            1 => AtMost(fact, limit),
            2 => Above(fact, limit),
            3 => AtLeast(fact, limit),
            4 => In(fact, new Interval(Limits[0], Chance(2), Limits[2], Chance(2))),
            _ => new NumberTest(new FactValue(fact), IntervalSet.Points([limit]), At($"{fact.Id} is {limit}")),
        };
    }

    private Condition DerivedLeaf(Symbol derived)
    {
        if (_asksForUnknowns && Chance(6) && derived is not Semantics.Model.Score)
        {
            return Known(derived);
        }

        return derived switch
        {
            Definition definition => new DefinitionTest(definition, At(definition.Id)),
            Classification classification => Has(classification, [.. Subset(3)]),
            Semantics.Model.Score score => Chance(2)
                ? Scores(score, new Interval(_random.Next(3), Chance(2), null, false))
                : Scores(score, new Interval(null, false, _random.Next(3), Chance(2))),
            _ => throw new ArgumentOutOfRangeException(nameof(derived), derived, null),
        };
    }

    private IEnumerable<int> Subset(int count)
    {
        int bits = 1 + _random.Next((1 << count) - 1);
        return Enumerable.Range(0, count).Where(i => (bits >> i & 1) == 1);
    }
}

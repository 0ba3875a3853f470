using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using Enumeration = GuidelineDsl.Semantics.Model.Enumeration;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>
/// The conditions of a guideline as a network over bins, for the quick forms of the evaluator. It computes with the same three truth values as the
/// readable methods, condition by condition, so the two cannot differ.
/// </summary>
internal sealed class CircuitBuilder
{
    /// <summary>With more rules a range is two planes, one per end: ends are shared between rules, ranges seldom.</summary>
    private const int ManyRules = 256;

    private readonly GuidelineLayout _layout;
    private readonly CircuitAxes _axes;
    private readonly bool _splitsRanges;
    private readonly Dictionary<string, int> _planeNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Axis, BinRange Range, Truth WhenUnknown), int> _simplePlanes = [];
    private readonly List<Plane> _planes = [];
    private readonly List<Gate> _gates = [];
    private readonly Dictionary<int, int> _nodes = [];

    private CircuitBuilder(GuidelineLayout layout, FactCodes codes)
    {
        _layout = layout;
        _axes = new CircuitAxes(layout, codes);
        _splitsRanges = layout.Decisions.Sum(decision => decision.Rules.Length) > ManyRules;
    }

    /// <summary>The network, and the conditions that its axes of kind <see cref="AxisKind.Condition"/> stand for.</summary>
    public static (Circuit Circuit, ImmutableArray<ConditionNode> Tests) Build(GuidelineLayout layout, FactCodes codes)
    {
        CircuitBuilder builder = new(layout, codes);
        ImmutableArray<int> rules = [.. layout.Decisions.SelectMany(decision => decision.Rules).Select(builder.Node)];
        ImmutableArray<DecisionNodes> decisions =
        [
            .. layout.Decisions.Select(decision => new DecisionNodes(builder.Node(decision.Scope), [.. decision.Silences.Select(builder.Node)])),
        ];
        ImmutableArray<int> constraints = [.. layout.Constraints.Select(constraint => builder.Node(constraint.Root))];
        int planes = builder._planes.Count;
        Circuit circuit = new(
            builder._axes.All,
            [.. builder._planes],
            [.. builder._gates.Select(gate => gate with { Inputs = [.. gate.Inputs.Select(Final)] })],
            [.. rules.Select(Final)],
            [.. decisions.Select(decision => new DecisionNodes(Final(decision.Scope), [.. decision.Silences.Select(Final)]))],
            [.. constraints.Select(Final)]);
        return (circuit, builder._axes.Tests);

        // While building, gates are numbered from -1 downwards.
        int Final(int node) => node >= 0 ? node : planes - node - 1;
    }

    private int Node(ConditionNode node)
    {
        if (!_nodes.TryGetValue(node.Index, out int number))
        {
            number = node.Condition switch
            {
                All => Join(GateKind.And, node.Parts.Select(Node)),
                Any => Join(GateKind.Or, node.Parts.Select(Node)),
                Not => Negated(Node(node.Parts[0])),
                Counting counting => Within([.. node.Parts.Select(part => (Node(part), 1L))], counting.Minimum, counting.Maximum),
                _ => Leaf(node),
            };
            _nodes.Add(node.Index, number);
        }

        return number;
    }

    private int Leaf(ConditionNode node)
    {
        switch (node.Condition)
        {
            case Constant constant:
                return Join(constant.Value ? GateKind.And : GateKind.Or, []);
            case DefinitionTest test:
                return Node(((DefinitionStep)_layout.StepOf(test.Definition)).Root);
            case ClassificationTest test:
                return Leaf(test);
            case YesNoTest test:
                return Values(_axes.OfFact(test.Fact), [1]);
            case ValueTest test:
                return Values(_axes.OfFact(test.Fact), test.Values.Ordinals);
            case SetTest test:
                return Leaf(test);
            case NumberTest { Subject: FactValue subject }:
                return Ranges(_axes.OfFact(subject.Fact), _axes.BinsOf(node));
            case NumberTest { Subject: ScoreValue subject } test:
                ImmutableArray<(int, long)> lines = Lines(subject.Score);
                Rational scale = ScorePoints.ScaleOf(subject.Score);
                return Join(
                    GateKind.Or,
                    test.Values.Intervals.Select(interval => ScorePoints.Codes(interval, scale)).OfType<(long Low, long High)>()
                        .Select(range => Within(lines, range.Low, range.High)));
            case KnownTest { Subject: Fact fact }:
                int known = _axes.OfFact(fact);
                return Plane(new Plane(known, [new BinRange(1, _axes.BinCount(known) - 1)], Truth.False));
            case NumberTest or KnownTest:
                return Plane(new Plane(_axes.OfCondition(node), [new BinRange(Axis.TrueBin, Axis.TrueBin)], Truth.Unknown));
            default:
                throw new InvalidOperationException($"No such condition: {node.Condition.GetType().Name}.");
        }
    }

    private int Leaf(ClassificationTest test)
    {
        ImmutableArray<ConditionNode> branches = ((ClassificationStep)_layout.StepOf(test.Classification)).Branches;
        List<int> ways = [];
        for (int i = 0; i < branches.Length; i++)
        {
            if (test.Values.Contains(test.Classification.Branches[i].Value))
            {
                IEnumerable<int> before = test.Classification.ChooseFirst ? branches.Take(i).Select(branch => Negated(Node(branch))) : [];
                ways.Add(Join(GateKind.And, [.. before, Node(branches[i])]));
            }
        }

        return Join(GateKind.Or, ways);
    }

    private int Leaf(SetTest test)
    {
        int count = ((SetOf)test.Fact.Type).Values.Length;
        return test.Kind switch
        {
            SetTestKind.IncludesAny => Includes(test.Fact, AxisKind.AnyMember, test.Values),
            SetTestKind.IncludesAll => Includes(test.Fact, AxisKind.AllMembers, test.Values),
            SetTestKind.IncludesOnly => Join(
                GateKind.And,
                [Includes(test.Fact, AxisKind.AnyMember, test.Values), Negated(Includes(test.Fact, AxisKind.AnyMember, test.Values.Complement(count)))]),
            SetTestKind.IsEmpty => Negated(Includes(test.Fact, AxisKind.AnyMember, ValueSet.Of(Enumerable.Range(0, count)))),
            _ => throw new InvalidOperationException($"No such test: {test.Kind}."),
        };
    }

    private int Includes(Fact fact, AxisKind kind, ValueSet members) => members.Ordinals.IsEmpty
        ? Join(kind == AxisKind.AllMembers ? GateKind.And : GateKind.Or, [])
        : Plane(new Plane(_axes.OfMembers(fact, kind, members), [new BinRange(Axis.TrueBin, Axis.TrueBin)], Truth.Unknown));

    private int Values(int axis, ImmutableArray<int> ordinals) =>
        Plane(new Plane(axis, Merged([.. ordinals.Select(ordinal => new BinRange(ordinal + 1, ordinal + 1))]), Truth.Unknown));

    private int Ranges(int axis, ImmutableArray<BinRange> ranges)
    {
        int last = _axes.BinCount(axis) - 1;
        return _splitsRanges && ranges is [{ First: > 1 } range] && range.Last < last
            ? Join(
                GateKind.And,
                [
                    Plane(new Plane(axis, [new BinRange(range.First, last)], Truth.Unknown)),
                    Plane(new Plane(axis, [new BinRange(1, range.Last)], Truth.Unknown)),
                ])
            : Plane(new Plane(axis, Merged(ranges), Truth.Unknown));
    }

    private ImmutableArray<(int Node, long Weight)> Lines(Score score)
    {
        Rational scale = ScorePoints.ScaleOf(score);
        ImmutableArray<ConditionNode> lines = ((ScoreStep)_layout.StepOf(score)).Lines;
        return [.. lines.Select((line, i) => (Node(line), ScorePoints.Whole(score.Lines[i].Points, scale)))];
    }

    /// <summary>A sum of weights lies in a range. Points that are taken away are points for what does not hold.</summary>
    private int Within(ImmutableArray<(int Node, long Weight)> parts, long low, long high)
    {
        long shift = parts.Sum(part => Math.Min(part.Weight, 0));
        ImmutableArray<(int Node, long Weight)> inputs =
        [
            .. parts.Where(part => part.Weight != 0).Select(part => part.Weight > 0 ? part : (Negated(part.Node), -part.Weight)),
        ];
        long most = inputs.Sum(input => input.Weight);
        List<int> ends = [];
        if (low > shift)
        {
            ends.Add(low > most + shift ? Join(GateKind.Or, []) : AtLeast(low - shift));
        }

        if (high < most + shift)
        {
            ends.Add(high < shift ? Join(GateKind.Or, []) : Negated(AtLeast(high - shift + 1)));
        }

        return Join(GateKind.And, ends);

        int AtLeast(long minimum) => Add(new Gate(
            GateKind.AtLeast, [.. inputs.Select(input => input.Node)], [.. inputs.Select(input => input.Weight)], minimum));
    }

    private int Negated(int node)
    {
        if (node >= 0)
        {
            Plane plane = _planes[node];
            return Plane(plane.Negated(_axes.BinCount(plane.Axis)));
        }

        Gate gate = _gates[-node - 1];
        return gate.Kind == GateKind.Not ? gate.Inputs[0]
            : gate.Inputs.IsEmpty ? Join(gate.Kind == GateKind.And ? GateKind.Or : GateKind.And, [])
            : Add(new Gate(GateKind.Not, [node], [], 0));
    }

    private int Join(GateKind kind, IEnumerable<int> inputs)
    {
        int[] all = [.. inputs];
        ImmutableArray<int> distinct = AreDistinct(all) ? ImmutableCollectionsMarshal.AsImmutableArray(all) : [.. all.Distinct()];
        return distinct.Length == 1 ? distinct[0] : Add(new Gate(kind, distinct, [], 0));
    }

    /// <summary>Whether the few inputs of a rule, as nearly always, are different ones.</summary>
    private static bool AreDistinct(ReadOnlySpan<int> inputs)
    {
        const int Few = 16;
        for (int i = 1; i < inputs.Length; i++)
        {
            if (i == Few || inputs[..i].Contains(inputs[i]))
            {
                return false;
            }
        }

        return true;
    }

    private int Add(Gate gate)
    {
        _gates.Add(gate);
        return -_gates.Count;
    }

    private int Plane(Plane plane)
    {
        if (plane.Bins is [BinRange only])
        {
            return Number(_simplePlanes, (plane.Axis, only, plane.WhenUnknown), plane);
        }

        return Number(_planeNumbers, $"{plane.Axis}:{string.Join(',', plane.Bins.Select(range => $"{range.First}-{range.Last}"))}:{plane.WhenUnknown}", plane);
    }

    private int Number<TKey>(Dictionary<TKey, int> numbers, TKey key, Plane plane)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out int number))
        {
            number = _planes.Count;
            _planes.Add(plane);
            numbers.Add(key, number);
        }

        return number;
    }

    private static ImmutableArray<BinRange> Merged(ImmutableArray<BinRange> ranges)
    {
        if (ranges.Length <= 1)
        {
            return ranges;
        }

        List<BinRange> merged = [];
        foreach (BinRange range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = new BinRange(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}

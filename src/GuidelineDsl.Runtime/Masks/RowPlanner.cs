using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Lays out a network as lookups. A conjunction is spread over the tables of its axes. What joins axes by "or" or counts them goes into
/// a table of two axes together where that is small, otherwise its parts get lanes of their own and a gate joins them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowPlanner
{
    private const int MostJointCells = 512;
    private const int MostJointTables = 8;

    private readonly Circuit _circuit;
    private readonly Dictionary<int, int> _laneOf = [];
    private readonly HashSet<int> _done = [];
    private readonly SortedDictionary<int, RowTable> _single = [];
    private readonly Dictionary<(int, int), RowTable> _joint = [];
    private readonly List<RowTable> _joints = [];
    private readonly List<LaneGate> _gates = [];
    private readonly Dictionary<int, int[]?> _support = [];
    private int _lanes;

    private RowPlanner(Circuit circuit) => _circuit = circuit;

    /// <summary>The lookups of a network.</summary>
    public static RowPlan Plan(Circuit circuit)
    {
        RowPlanner planner = new(circuit);
        int[] mains =
        [
            .. circuit.Rules, .. circuit.Decisions.Select(decision => decision.Scope), .. circuit.Decisions.SelectMany(decision => decision.Silences),
            .. circuit.Constraints,
        ];
        planner._lanes = mains.Length;
        for (int lane = 0; lane < mains.Length; lane++)
        {
            planner._laneOf.TryAdd(mains[lane], lane);
        }

        for (int lane = 0; lane < mains.Length; lane++)
        {
            planner.Finish(lane, mains[lane]);
        }

        int next = circuit.Rules.Length + circuit.Decisions.Length;
        return new RowPlan(
            circuit,
            planner._lanes,
            [.. planner._single.Values, .. planner._joints],
            [.. planner._gates],
            [
                .. circuit.Decisions.Select((decision, index) =>
                    new DecisionNodes(circuit.Rules.Length + index, [.. decision.Silences.Select(_ => next++)])),
            ],
            [.. circuit.Constraints.Select(_ => next++)]);
    }

    private void Finish(int lane, int node)
    {
        if (_done.Add(lane))
        {
            Spread(lane, node, isNegated: false);
        }
    }

    /// <summary>ANDs a condition into a lane.</summary>
    private void Spread(int lane, int node, bool isNegated)
    {
        if (_circuit.GateOf(node) is not { } gate)
        {
            Plane plane = _circuit.Planes[node];
            Table(plane.Axis).Add(lane, isNegated ? plane.Negated(_circuit.Axes[plane.Axis].Bins) : plane);
            return;
        }

        if (gate.Kind == GateKind.Not)
        {
            Spread(lane, gate.Inputs[0], !isNegated);
        }
        else if (gate.Kind == (isNegated ? GateKind.Or : GateKind.And))
        {
            SpreadAll(lane, gate, isNegated);
        }
        else if (SupportOf(node) is { } axes)
        {
            RowTable table = axes.Length == 2 ? Table(axes[0], axes[1]) : Table(axes.Length == 1 ? axes[0] : 0);
            table.Add(lane, TruthsOf(node, isNegated, table));
        }
        else
        {
            // Not all hold: one of them does not. Not enough hold: those that do not are enough.
            long all = gate.Kind == GateKind.AtLeast ? gate.Weights.Sum() : gate.Inputs.Length;
            long minimum = gate.Kind == GateKind.AtLeast ? gate.Minimum : gate.Kind == GateKind.And ? all : 1;
            ImmutableArray<LaneInput> inputs =
            [
                .. gate.Inputs.Select((input, i) => Input(input, isNegated, gate.Kind == GateKind.AtLeast ? gate.Weights[i] : 1)),
            ];
            _gates.Add(new LaneGate(lane, isNegated ? all - minimum + 1 : minimum, inputs));
        }
    }

    /// <summary>All inputs hold. Those that are conditions of other lanes are read there: "otherwise" is what no rule's lane covers.</summary>
    private void SpreadAll(int lane, Gate gate, bool isNegated)
    {
        List<LaneInput> lanes = [];
        foreach (int input in gate.Inputs)
        {
            (int inner, bool negated) = Bare(input, isNegated);
            if (_circuit.GateOf(inner) is not null && _laneOf.TryGetValue(inner, out int known) && known != lane
                && (negated || !IsTabular(inner, negated)))
            {
                Finish(known, inner);
                lanes.Add(new LaneInput(known, negated, 1));
            }
            else
            {
                Spread(lane, inner, negated);
            }
        }

        if (lanes.Count > 0)
        {
            _gates.Add(new LaneGate(lane, lanes.Count, [.. lanes]));
        }
    }

    /// <summary>Whether tables alone can hold a condition.</summary>
    private bool IsTabular(int node, bool isNegated) =>
        _circuit.GateOf(node) is not { } gate
        || (gate.Kind == GateKind.Not ? IsTabular(gate.Inputs[0], !isNegated)
            : gate.Kind == (isNegated ? GateKind.Or : GateKind.And) ? gate.Inputs.All(input => IsTabular(input, isNegated))
            : SupportOf(node) is not null);

    private LaneInput Input(int node, bool isNegated, long weight)
    {
        (int inner, bool negated) = Bare(node, isNegated);
        if (!_laneOf.TryGetValue(inner, out int lane))
        {
            lane = _lanes++;
            _laneOf.Add(inner, lane);
        }

        Finish(lane, inner);
        return new LaneInput(lane, negated, weight);
    }

    private (int Node, bool IsNegated) Bare(int node, bool isNegated)
    {
        while (_circuit.GateOf(node) is { Kind: GateKind.Not } not)
        {
            node = not.Inputs[0];
            isNegated = !isNegated;
        }

        return (node, isNegated);
    }

    private RowTable Table(int axis)
    {
        if (!_single.TryGetValue(axis, out RowTable? table))
        {
            table = new RowTable([axis], _circuit.Axes[axis].Bins);
            _single.Add(axis, table);
        }

        return table;
    }

    private RowTable Table(int first, int second)
    {
        if (!_joint.TryGetValue((first, second), out RowTable? table))
        {
            table = new RowTable([first, second], _circuit.Axes[first].Bins * _circuit.Axes[second].Bins);
            _joint.Add((first, second), table);
            _joints.Add(table);
        }

        return table;
    }

    private ImmutableArray<Truth> TruthsOf(int node, bool isNegated, RowTable table)
    {
        int fast = table.Axes.Length == 2 ? _circuit.Axes[table.Axes[1]].Bins : 1;
        ImmutableArray<Truth>.Builder truths = ImmutableArray.CreateBuilder<Truth>(table.Cells);
        for (int cell = 0; cell < table.Cells; cell++)
        {
            Truth truth = _circuit.Evaluate(node, axis => axis == table.Axes[0] ? cell / fast : cell % fast);
            truths.Add(isNegated ? !truth : truth);
        }

        return truths.MoveToImmutable();
    }

    /// <summary>The axes of a condition that one table can hold; otherwise null.</summary>
    private int[]? SupportOf(int node)
    {
        if (!_support.TryGetValue(node, out int[]? support))
        {
            SortedSet<int> axes = [];
            support = Collect(node, axes) && Fits([.. axes]) ? [.. axes] : null;
            _support.Add(node, support);
        }

        return support;
    }

    private bool Collect(int node, SortedSet<int> axes)
    {
        if (_circuit.GateOf(node) is { } gate)
        {
            return gate.Inputs.All(input => Collect(input, axes));
        }

        axes.Add(_circuit.Planes[node].Axis);
        return axes.Count <= 2;
    }

    private bool Fits(int[] axes) =>
        axes.Length < 2
            ? axes.Length == 1 || _circuit.Axes.Length > 0
            : _joint.ContainsKey((axes[0], axes[1]))
                || (_joint.Count < MostJointTables && _circuit.Axes[axes[0]].Bins * _circuit.Axes[axes[1]].Bins <= MostJointCells);
}

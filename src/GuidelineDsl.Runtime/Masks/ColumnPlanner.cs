using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Turns the network of a guideline into operations on the digits of bins. With the bin "unknown" among the digits, "certainly" and "possibly" are two plain
/// questions about the same digits.
/// </summary>
internal sealed class ColumnPlanner
{
    private readonly Circuit _circuit;
    private readonly GuidelineDescription _guideline;
    private readonly ColumnSlices _slices;
    private readonly BitNetwork _bits = new();
    private readonly Dictionary<(int Node, bool IsPossible), int> _nodes = [];

    private ColumnPlanner(Circuit circuit, GuidelineDescription guideline, ColumnSlices slices)
    {
        _circuit = circuit;
        _guideline = guideline;
        _slices = slices;
    }

    public static ColumnForm Plan(Circuit circuit, GuidelineDescription guideline, ColumnSlices slices) => new ColumnPlanner(circuit, guideline, slices).Plan();

    private ColumnForm Plan()
    {
        ImmutableArray<ColumnStep> whenKnown = Steps(isKnown: true);
        ImmutableArray<ColumnStep> otherwise = Steps(isKnown: false);
        HashSet<ColumnStep> always = [.. otherwise.Intersect(whenKnown)];
        return new ColumnForm(
            _slices,
            _bits,
            _bits.AndAll(Enumerable.Range(0, _circuit.Axes.Length).Select(axis => _bits.OrAll(DigitsOf(axis).Select(_bits.Slice)))),
            [.. otherwise.Where(always.Contains)],
            [.. whenKnown.Where(step => !always.Contains(step))],
            [.. otherwise.Where(step => !always.Contains(step))]);
    }

    private ImmutableArray<ColumnStep> Steps(bool isKnown)
    {
        ImmutableArray<ColumnStep>.Builder steps = ImmutableArray.CreateBuilder<ColumnStep>();
        int refused = _bits.OrAll(_circuit.Constraints.Select(constraint => _bits.Not(Node(constraint, isPossible: true)))
            .Prepend(_slices.Refused < 0 ? BitNetwork.None : _bits.Slice(_slices.Refused)));
        if (refused != BitNetwork.None)
        {
            steps.Add(new ColumnStep(refused, ColumnSlices.RefusedColumn(_guideline.RuleCount, _guideline.DecisionCount)));
        }

        foreach (DecisionDescription decision in _guideline.Decisions)
        {
            AddDecision(decision, isKnown, refused, steps);
        }

        return steps.ToImmutable();
    }

    private void AddDecision(DecisionDescription decision, bool isKnown, int refused, ImmutableArray<ColumnStep>.Builder steps)
    {
        DecisionNodes nodes = _circuit.Decisions[decision.Index];
        int inScope = Node(nodes.Scope, isPossible: false);
        int mayBeIn = Node(nodes.Scope, isPossible: !isKnown);
        int isGivenTo = _bits.And(inScope, _bits.Not(refused));
        int live = BitNetwork.None;
        int given = BitNetwork.None;
        List<ColumnStep> later = [];
        foreach (RuleDescription rule in decision.Rules)
        {
            int overridden = _bits.OrAll(decision.OverriddenBy[rule.Index].Select(winner => Node(_circuit.Rules[decision.Rules[winner].Ordinal], isPossible: false)));
            int holds = _bits.And(Node(_circuit.Rules[rule.Ordinal], isPossible: false), _bits.Not(overridden));
            int mayHold = _bits.And(Node(_circuit.Rules[rule.Ordinal], isPossible: !isKnown), _bits.Not(overridden));
            if (decision.Policy == ChoicePolicy.First)
            {
                holds = _bits.And(holds, _bits.Not(live));
            }

            given = _bits.Or(given, holds);
            live = _bits.Or(live, mayHold);
            steps.Add(new ColumnStep(_bits.And(holds, isGivenTo), rule.Ordinal));
            steps.Add(new ColumnStep(given, -1));

            // What might be given is only asked for the status, unless the first rule that might hold is: it waits until the rules are through.
            later.Add(new ColumnStep(live, -1));
        }

        int silent = _bits.OrAll(nodes.Silences.Select(silence => Node(silence, isPossible: false)));
        int maySilent = _bits.OrAll(nodes.Silences.Select(silence => Node(silence, isPossible: !isKnown)));
        int decided = _bits.And(inScope, given);
        int rest = _bits.And(inScope, _bits.And(_bits.Not(given), _bits.Not(live)));
        int silentNow = _bits.And(rest, silent);
        int needs = _bits.OrAll(
        [
            _bits.And(mayBeIn, _bits.Not(inScope)),
            _bits.And(inScope, _bits.And(live, _bits.Not(given))),
            _bits.And(rest, _bits.And(maySilent, _bits.Not(silent))),
        ]);
        int column = ColumnSlices.StatusColumn(_guideline.RuleCount, decision.Index);
        steps.AddRange(later);
        steps.Add(new ColumnStep(_bits.Or(needs, silentNow), column));
        steps.Add(new ColumnStep(_bits.Or(decided, silentNow), column + 1));
        steps.Add(new ColumnStep(_bits.And(rest, _bits.Not(maySilent)), column + 2));
    }

    private int Node(int node, bool isPossible)
    {
        if (!_nodes.TryGetValue((node, isPossible), out int bits))
        {
            bits = _circuit.GateOf(node) is { } gate ? Gate(gate, isPossible) : Plane(_circuit.Planes[node], isPossible);
            _nodes.Add((node, isPossible), bits);
        }

        return bits;
    }

    private int Gate(Gate gate, bool isPossible) => gate.Kind switch
    {
        // In the order of the axes: rules that begin alike share their beginnings.
        GateKind.And => _bits.AndAll(gate.Inputs.OrderBy(AxisOf).Select(input => Node(input, isPossible))),
        GateKind.Or => _bits.OrAll(gate.Inputs.OrderBy(AxisOf).Select(input => Node(input, isPossible))),
        GateKind.Not => _bits.Not(Node(gate.Inputs[0], !isPossible)),
        GateKind.AtLeast => AtLeast(gate, isPossible),
        _ => throw new InvalidOperationException($"No such gate: {gate.Kind}."),
    };

    private int AxisOf(int node) => node < _circuit.Planes.Length ? _circuit.Planes[node].Axis : int.MaxValue;

    private int Plane(Plane plane, bool isPossible)
    {
        int[] digits = DigitsOf(plane.Axis);
        bool?[] wanted = new bool?[1 << digits.Length];
        for (int bin = 0; bin < _circuit.Axes[plane.Axis].Bins; bin++)
        {
            Truth truth = plane.In(bin);
            wanted[bin] = isPossible ? truth.IsPossible : truth.IsTrue;
        }

        return _bits.OneOf(digits, wanted);
    }

    /// <summary>Adds up weights as binary numbers, one for each patient, and compares the sums.</summary>
    private int AtLeast(Gate gate, bool isPossible)
    {
        int[] sum = new int[64 - (int)ulong.LeadingZeroCount((ulong)gate.Weights.Sum())];
        if (gate.Minimum >> sum.Length != 0)
        {
            return BitNetwork.None;
        }

        for (int i = 0; i < gate.Inputs.Length; i++)
        {
            int input = Node(gate.Inputs[i], isPossible);
            for (int digit = 0; digit < sum.Length; digit++)
            {
                int carry = (gate.Weights[i] >> digit & 1) != 0 ? input : BitNetwork.None;
                for (int k = digit; carry != BitNetwork.None && k < sum.Length; k++)
                {
                    (sum[k], carry) = (_bits.Xor(sum[k], carry), _bits.And(sum[k], carry));
                }
            }
        }

        int greater = BitNetwork.None;
        int equal = BitNetwork.All;
        for (int digit = sum.Length - 1; digit >= 0; digit--)
        {
            bool isSet = (gate.Minimum >> digit & 1) != 0;
            greater = isSet ? greater : _bits.Or(greater, _bits.And(equal, sum[digit]));
            equal = _bits.And(equal, isSet ? sum[digit] : _bits.Not(sum[digit]));
        }

        return _bits.Or(greater, equal);
    }

    private int[] DigitsOf(int axis) => [.. Enumerable.Range(_slices.First[axis], _slices.Digits[axis])];
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// What is computed for a block of patients, in order. Gates that several others read get a slot of memory; the conjunction that
/// only one rule is, is computed where the rule is answered.
/// </summary>
internal sealed class ColumnSteps
{
    private readonly Circuit _circuit;
    private readonly Dictionary<int, int> _slots = [];
    private readonly List<GateStep> _gates = [];

    public ColumnSteps(Circuit circuit, GuidelineDescription guideline)
    {
        _circuit = circuit;
        int[] uses = Uses();
        Decisions = [.. guideline.Decisions.Select(decision => new DecisionStep(
            decision,
            InputOf(circuit.Decisions[decision.Index].Scope),
            [.. decision.Rules.Select(rule => InputsOf(circuit.Rules[rule.Ordinal], uses))],
            [.. circuit.Decisions[decision.Index].Silences.Select(InputOf)],
            decision.OverriddenBy.All(winners => winners.IsEmpty) ? [] : [.. decision.Rules.Select(rule => InputOf(circuit.Rules[rule.Ordinal]))]))];
        Constraints = [.. circuit.Constraints.Select(InputOf)];
    }

    /// <summary>How many gates are kept.</summary>
    public int Slots => _gates.Count;

    public IReadOnlyList<GateStep> Gates => _gates;

    public ImmutableArray<DecisionStep> Decisions { get; }

    public ImmutableArray<ColumnInput> Constraints { get; }

    private int[] Uses()
    {
        int[] uses = new int[_circuit.Planes.Length + _circuit.Gates.Length];
        foreach (int node in _circuit.Gates.SelectMany(gate => gate.Inputs)
            .Concat(_circuit.Rules).Concat(_circuit.Decisions.SelectMany(decision => decision.Silences.Append(decision.Scope))).Concat(_circuit.Constraints))
        {
            uses[node]++;
        }

        return uses;
    }

    /// <summary>What a rule is the conjunction of.</summary>
    private ColumnInput[] InputsOf(int node, int[] uses) =>
        _circuit.GateOf(node) is { Kind: GateKind.And, Inputs.IsEmpty: false } gate && uses[node] == 1
            ? [.. gate.Inputs.Select(InputOf)]
            : [InputOf(node)];

    private ColumnInput InputOf(int node)
    {
        if (_circuit.GateOf(node) is not { } gate)
        {
            Plane plane = _circuit.Planes[node];
            return new ColumnInput(IsGate: false, node, plane.WhenUnknown.IsUnknown ? _circuit.Planes.Length + plane.Axis : node);
        }

        if (!_slots.TryGetValue(node, out int slot))
        {
            ColumnInput[] inputs = [.. gate.Inputs.Select(InputOf)];
            slot = _gates.Count;
            _slots.Add(node, slot);
            _gates.Add(new GateStep(gate, inputs, slot));
        }

        return new ColumnInput(IsGate: true, slot, slot);
    }
}

/// <summary>One gate over a block.</summary>
internal sealed class GateStep(Gate gate, ColumnInput[] inputs, int slot)
{
    private readonly int _digits = gate.Kind == GateKind.AtLeast ? 64 - (int)ulong.LeadingZeroCount((ulong)gate.Weights.Sum()) : 0;

    /// <param name="block">The block.</param>
    /// <param name="isPossible">Whether it is asked what possibly holds, or what certainly does.</param>
    public void Run<T>(scoped in ColumnBlock block, bool isPossible)
        where T : unmanaged, IColumnVector<T>
    {
        for (nuint at = 0; at < (nuint)block.SlotWords; at += (nuint)T.Words)
        {
            T result = gate.Kind switch
            {
                GateKind.And => And<T>(in block, isPossible, at),
                GateKind.Or => Or<T>(in block, isPossible, at),
                GateKind.Not => ~Read<T>(in block, inputs[0], !isPossible, at),
                GateKind.AtLeast => AtLeast<T>(in block, isPossible, at),
                _ => throw new InvalidOperationException($"No such gate: {gate.Kind}."),
            };
            block.Keep(slot, result, isPossible, at);
        }
    }

    private T And<T>(scoped in ColumnBlock block, bool isPossible, nuint at)
        where T : unmanaged, IColumnVector<T>
    {
        T result = T.All;
        foreach (ColumnInput input in inputs)
        {
            result &= Read<T>(in block, input, isPossible, at);
        }

        return result;
    }

    private T Or<T>(scoped in ColumnBlock block, bool isPossible, nuint at)
        where T : unmanaged, IColumnVector<T>
    {
        T result = T.None;
        foreach (ColumnInput input in inputs)
        {
            result |= Read<T>(in block, input, isPossible, at);
        }

        return result;
    }

    /// <summary>Adds up weights as binary numbers whose digits are vectors, one column per patient, and compares the sums.</summary>
    private T AtLeast<T>(scoped in ColumnBlock block, bool isPossible, nuint at)
        where T : unmanaged, IColumnVector<T>
    {
        T greater = T.None;
        T equal = T.All;
        if (gate.Minimum >> _digits != 0)
        {
            return greater;
        }

        Span<T> sum = stackalloc T[64];
        sum = sum[.._digits];
        sum.Clear();
        for (int i = 0; i < inputs.Length; i++)
        {
            T input = Read<T>(in block, inputs[i], isPossible, at);
            for (int digit = 0; digit < sum.Length; digit++)
            {
                if ((gate.Weights[i] >> digit & 1) != 0)
                {
                    T carry = input;
                    for (int k = digit; k < sum.Length; k++)
                    {
                        (sum[k], carry) = (sum[k] ^ carry, sum[k] & carry);
                    }
                }
            }
        }

        for (int digit = sum.Length - 1; digit >= 0; digit--)
        {
            bool isSet = (gate.Minimum >> digit & 1) != 0;
            greater |= isSet ? T.None : equal & sum[digit];
            equal &= isSet ? sum[digit] : ~sum[digit];
        }

        return greater | equal;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Read<T>(scoped in ColumnBlock block, ColumnInput input, bool isPossible, nuint at)
        where T : unmanaged, IColumnVector<T> =>
        isPossible ? block.Possible<T>(input, at) : block.Certain<T>(input, at);
}

/// <summary>Status and given rules of one decision over a block.</summary>
internal sealed class DecisionStep(DecisionDescription decision, ColumnInput scope, ColumnInput[][] rules, ColumnInput[] silences, ColumnInput[] own)
{
    private readonly int[] _ordinals = [.. decision.Rules.Select(rule => rule.Ordinal)];
    private readonly int[][] _winners = own.Length == 0 ? [] : [.. decision.OverriddenBy.Select(winners => winners.ToArray())];
    private readonly bool _isFirst = decision.Policy == ChoicePolicy.First;

    /// <param name="block">The block.</param>
    /// <param name="isKnown">Whether nothing in it is unknown, so that what is possible is certain.</param>
    /// <param name="first">The first word of the block among the answers.</param>
    /// <param name="answers">Receives the answers.</param>
    public void Run<T>(scoped in ColumnBlock block, bool isKnown, int first, ColumnAnswers answers)
        where T : unmanaged, IColumnVector<T>
    {
        for (nuint at = 0; at < (nuint)block.SlotWords; at += (nuint)T.Words)
        {
            T inScope = block.Certain<T>(scope, at);
            T live = T.None;
            T decided = T.None;
            for (int rule = 0; rule < rules.Length; rule++)
            {
                T holds = T.All;
                foreach (ColumnInput input in rules[rule])
                {
                    holds &= block.Certain<T>(input, at);
                }

                T mayHold = holds;
                if (!isKnown)
                {
                    mayHold = T.All;
                    foreach (ColumnInput input in rules[rule])
                    {
                        mayHold &= block.Possible<T>(input, at);
                    }
                }

                if (_winners.Length > 0)
                {
                    T overridden = Overridden<T>(in block, rule, at);
                    holds &= ~overridden;
                    mayHold &= ~overridden;
                }

                holds &= _isFirst ? inScope & ~live : inScope;
                holds.Store(ref MemoryMarshal.GetReference(answers.GivenWords(_ordinals[rule])[first..]), at);
                live |= mayHold;
                decided |= holds;
            }

            T silent = T.None;
            T maySilent = T.None;
            foreach (ColumnInput silence in silences)
            {
                silent |= block.Certain<T>(silence, at);
                maySilent |= isKnown ? block.Certain<T>(silence, at) : block.Possible<T>(silence, at);
            }

            T mayBeIn = isKnown ? inScope : block.Possible<T>(scope, at);
            T rest = inScope & ~decided & ~live;
            T needs = (mayBeIn & ~inScope) | (inScope & ~decided & live) | (rest & maySilent & ~silent);
            T silentNow = rest & silent;
            Store(answers, 0, first, at, needs | silentNow);
            Store(answers, 1, first, at, decided | silentNow);
            Store(answers, 2, first, at, rest & ~maySilent);
        }
    }

    private void Store<T>(ColumnAnswers answers, int bit, int first, nuint at, T words)
        where T : unmanaged, IColumnVector<T> =>
        words.Store(ref MemoryMarshal.GetReference(answers.StatusBit(decision.Index, bit)[first..]), at);

    private T Overridden<T>(scoped in ColumnBlock block, int rule, nuint at)
        where T : unmanaged, IColumnVector<T>
    {
        T overridden = T.None;
        foreach (int winner in _winners[rule])
        {
            overridden |= block.Certain<T>(own[winner], at);
        }

        return overridden;
    }
}

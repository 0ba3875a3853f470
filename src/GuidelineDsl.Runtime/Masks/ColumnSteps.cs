using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// What is computed for a block of patients, in order. Planes and gates that several others read get a slot of memory; the conjunction that
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
        Slots = circuit.Planes.Length;
        int[] uses = Uses();
        Decisions = [.. guideline.Decisions.Select(decision => new DecisionStep(
            decision,
            SlotOf(circuit.Decisions[decision.Index].Scope),
            [.. decision.Rules.Select(rule => InputsOf(circuit.Rules[rule.Ordinal], uses))],
            [.. circuit.Decisions[decision.Index].Silences.Select(SlotOf)],
            decision.OverriddenBy.All(winners => winners.IsEmpty) ? [] : [.. decision.Rules.Select(rule => SlotOf(circuit.Rules[rule.Ordinal]))]))];
        Constraints = [.. circuit.Constraints.Select(SlotOf)];
    }

    public int Slots { get; private set; }

    public IReadOnlyList<GateStep> Gates => _gates;

    public ImmutableArray<DecisionStep> Decisions { get; }

    public ImmutableArray<int> Constraints { get; }

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
    private int[] InputsOf(int node, int[] uses) =>
        _circuit.GateOf(node) is { Kind: GateKind.And, Inputs.IsEmpty: false } gate && uses[node] == 1
            ? [.. gate.Inputs.Select(SlotOf)]
            : [SlotOf(node)];

    private int SlotOf(int node)
    {
        if (_circuit.GateOf(node) is not { } gate)
        {
            return node;
        }

        if (!_slots.TryGetValue(node, out int slot))
        {
            int[] inputs = [.. gate.Inputs.Select(SlotOf)];
            slot = Slots++;
            _slots.Add(node, slot);
            _gates.Add(new GateStep(gate, inputs, slot));
        }

        return slot;
    }
}

/// <summary>One gate over a block.</summary>
internal sealed class GateStep(Gate gate, int[] inputs, int slot)
{
    private const int VectorWords = 8;
    private const int MostBits = 64;

    /// <param name="own">The words that are computed: "certainly", or "possibly".</param>
    /// <param name="other">The words of the other of the two.</param>
    /// <param name="blockWords">The words of one slot.</param>
    public void Run(Span<ulong> own, Span<ulong> other, int blockWords)
    {
        ref ulong words = ref MemoryMarshal.GetReference(own);
        ref ulong contrary = ref MemoryMarshal.GetReference(other);
        nuint into = (nuint)(slot * blockWords);
        Span<Vector512<ulong>> sum = gate.Kind == GateKind.AtLeast ? stackalloc Vector512<ulong>[MostBits] : [];
        for (nuint i = 0; i < (nuint)blockWords; i += VectorWords)
        {
            Vector512<ulong> result = gate.Kind switch
            {
                GateKind.And => Columns.And(ref words, inputs, blockWords, i),
                GateKind.Or => Columns.Or(ref words, inputs, blockWords, i),
                GateKind.Not => ~Vector512.LoadUnsafe(ref contrary, (nuint)(inputs[0] * blockWords) + i),
                GateKind.AtLeast => AtLeast(ref words, blockWords, i, sum),
                _ => throw new InvalidOperationException($"No such gate: {gate.Kind}."),
            };
            result.StoreUnsafe(ref words, into + i);
        }
    }

    /// <summary>Adds up weights as binary numbers whose digits are vectors, one column per patient, and compares the sums.</summary>
    private Vector512<ulong> AtLeast(ref ulong words, int blockWords, nuint at, Span<Vector512<ulong>> sum)
    {
        int bits = 64 - (int)ulong.LeadingZeroCount((ulong)gate.Weights.Sum());
        sum[..bits].Clear();
        for (int i = 0; i < inputs.Length; i++)
        {
            Vector512<ulong> input = Vector512.LoadUnsafe(ref words, (nuint)(inputs[i] * blockWords) + at);
            for (int bit = 0; bit < bits; bit++)
            {
                if ((gate.Weights[i] >> bit & 1) != 0)
                {
                    Vector512<ulong> carry = input;
                    for (int k = bit; k < bits; k++)
                    {
                        (sum[k], carry) = (sum[k] ^ carry, sum[k] & carry);
                    }
                }
            }
        }

        Vector512<ulong> greater = Vector512<ulong>.Zero;
        Vector512<ulong> equal = Vector512<ulong>.AllBitsSet;
        if (gate.Minimum >> bits != 0)
        {
            return greater;
        }

        for (int bit = bits - 1; bit >= 0; bit--)
        {
            bool isSet = (gate.Minimum >> bit & 1) != 0;
            greater |= isSet ? Vector512<ulong>.Zero : equal & sum[bit];
            equal &= isSet ? sum[bit] : ~sum[bit];
        }

        return greater | equal;
    }
}

/// <summary>Status and given rules of one decision over a block.</summary>
internal sealed class DecisionStep(DecisionDescription decision, int scope, int[][] rules, int[] silences, int[] ownSlots)
{
    private const int VectorWords = 8;

    public void Run(Span<ulong> certain, Span<ulong> possible, bool isKnown, int blockWords, int at, ColumnAnswers answers)
    {
        ref ulong sure = ref MemoryMarshal.GetReference(certain);
        ref ulong might = ref MemoryMarshal.GetReference(possible);
        bool first = decision.Policy == ChoicePolicy.First;
        nuint scopeAt = (nuint)(scope * blockWords);
        Span<ulong> state = stackalloc ulong[2 * blockWords];
        state.Clear();
        ref ulong any = ref MemoryMarshal.GetReference(state);
        ref ulong live = ref Unsafe.Add(ref any, blockWords);
        for (int rule = 0; rule < rules.Length; rule++)
        {
            int[] inputs = rules[rule];
            ref ulong given = ref MemoryMarshal.GetReference(answers.GivenWords(decision.Rules[rule].Ordinal).Slice(at, blockWords));
            for (nuint i = 0; i < (nuint)blockWords; i += VectorWords)
            {
                Vector512<ulong> holds = Columns.And(ref sure, inputs, blockWords, i);
                Vector512<ulong> mayHold = isKnown ? holds : Columns.And(ref might, inputs, blockWords, i);
                if (ownSlots.Length > 0)
                {
                    Vector512<ulong> overridden = Overridden(rule, ref sure, blockWords, i);
                    holds &= ~overridden;
                    mayHold &= ~overridden;
                }

                Vector512<ulong> before = Vector512.LoadUnsafe(ref live, i);
                holds &= Vector512.LoadUnsafe(ref sure, scopeAt + i);
                holds = first ? holds & ~before : holds;
                holds.StoreUnsafe(ref given, i);
                (before | mayHold).StoreUnsafe(ref live, i);
                (Vector512.LoadUnsafe(ref any, i) | holds).StoreUnsafe(ref any, i);
            }
        }

        for (nuint i = 0; i < (nuint)blockWords; i += VectorWords)
        {
            Vector512<ulong> inScope = Vector512.LoadUnsafe(ref sure, scopeAt + i);
            Vector512<ulong> decided = Vector512.LoadUnsafe(ref any, i);
            Vector512<ulong> open = Vector512.LoadUnsafe(ref live, i);
            Vector512<ulong> silent = Columns.Or(ref sure, silences, blockWords, i);
            Vector512<ulong> maySilent = Columns.Or(ref might, silences, blockWords, i);
            Vector512<ulong> rest = inScope & ~decided & ~open;
            Vector512<ulong> needs = (Vector512.LoadUnsafe(ref might, scopeAt + i) & ~inScope) | (inScope & ~decided & open) | (rest & maySilent & ~silent);
            Vector512<ulong> silentNow = rest & silent;
            Store(answers, 0, at, i, needs | silentNow);
            Store(answers, 1, at, i, decided | silentNow);
            Store(answers, 2, at, i, rest & ~maySilent);
        }
    }

    private void Store(ColumnAnswers answers, int bit, int at, nuint i, Vector512<ulong> words) =>
        words.StoreUnsafe(ref MemoryMarshal.GetReference(answers.StatusBit(decision.Index, bit)[at..]), i);

    private Vector512<ulong> Overridden(int rule, ref ulong sure, int blockWords, nuint i)
    {
        Vector512<ulong> overridden = Vector512<ulong>.Zero;
        foreach (int winner in decision.OverriddenBy[rule])
        {
            overridden |= Vector512.LoadUnsafe(ref sure, (nuint)(ownSlots[winner] * blockWords) + i);
        }

        return overridden;
    }
}

/// <summary>Conjunction and disjunction of slots, one vector of them.</summary>
internal static class Columns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> And(ref ulong words, ReadOnlySpan<int> inputs, int blockWords, nuint at)
    {
        Vector512<ulong> result = Vector512<ulong>.AllBitsSet;
        foreach (int input in inputs)
        {
            result &= Vector512.LoadUnsafe(ref words, (nuint)(input * blockWords) + at);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Or(ref ulong words, ReadOnlySpan<int> inputs, int blockWords, nuint at)
    {
        Vector512<ulong> result = Vector512<ulong>.Zero;
        foreach (int input in inputs)
        {
            result |= Vector512.LoadUnsafe(ref words, (nuint)(input * blockWords) + at);
        }

        return result;
    }
}

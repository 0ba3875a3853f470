using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Answers one patient by lookups, for guidelines of any size: the rows are ANDed a vector at a time.</summary>
internal sealed class RowKernel
{
    private const int MostOnStack = 128;

    private readonly RowData _data;
    private readonly int _words;
    private readonly NumberBins?[] _numbers;
    private readonly bool _overrides;

    public RowKernel(RowData data)
    {
        _data = data;
        _words = data.Words;
        _numbers = [.. data.Axes.Select(axis => axis.Kind == AxisKind.Number ? new NumberBins(axis.Limits) : null)];
        _overrides = data.Decisions.Any(decision => !decision.Overrides.IsEmpty);
    }

    public bool HasConditions => _data.HasConditions;

    /// <param name="patient">The patient, who is sound.</param>
    /// <param name="tests">The memory in which the conditions were visited that no table answers; null where there are none.</param>
    /// <param name="statuses">Receives the status of each decision.</param>
    /// <param name="rules">Receives the given rules.</param>
    /// <returns>False when a constraint is violated for certain.</returns>
    public bool Tell(GuidelinePatient patient, EvaluationState? tests, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        int axes = _data.Axes.Length;
        int[]? rentedBins = axes <= MostOnStack ? null : ArrayPool<int>.Shared.Rent(axes);
        ulong[]? rented = 3 * _words <= MostOnStack ? null : ArrayPool<ulong>.Shared.Rent(3 * _words);
        Span<int> bins = rentedBins ?? stackalloc int[axes];
        FindBins(patient, tests, bins);
        bool told = Tell(bins, rented ?? stackalloc ulong[3 * _words], statuses, rules);
        if (rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }

        if (rentedBins is not null)
        {
            ArrayPool<int>.Shared.Return(rentedBins);
        }

        return told;
    }

    private void FindBins(GuidelinePatient patient, EvaluationState? tests, Span<int> bins)
    {
        ReadOnlySpan<Axis> axes = _data.Axes.AsSpan();
        for (int i = 0; i < axes.Length; i++)
        {
            Axis axis = axes[i];
            bins[i] = axis.Kind == AxisKind.Condition ? Axis.BinOf(tests!.Holds(axis.Subject))
                : patient.CodeOf(axis.Subject) is var code && code == EvaluationState.UnknownCode ? 0
                : _numbers[i] is { } number ? number.BinOf(code)
                : axis.Kind == AxisKind.Value ? axis.BinOf(code)
                : axis.BinOf(patient.MembersOf(axis.Subject));
        }
    }

    private bool Tell(ReadOnlySpan<int> bins, Span<ulong> scratch, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        Span<ulong> possible = scratch[.._words];
        Span<ulong> certain = scratch.Slice(_words, _words);
        LookUp(bins, certain, possible);
        foreach (LaneGate gate in _data.Gates)
        {
            Finish(gate, certain, possible);
        }

        foreach (int constraint in _data.Constraints)
        {
            if (!Has(possible, constraint))
            {
                return false;
            }
        }

        rules.Clear();
        Span<ulong> live = possible;
        if (_overrides)
        {
            live = scratch.Slice(2 * _words, _words);
            possible.CopyTo(live);
            TakeOverridden(certain, live);
        }

        for (int i = 0; i < _data.Decisions.Length; i++)
        {
            statuses[i] = Answer(_data.Decisions[i], certain, possible, live, rules);
        }

        return true;
    }

    /// <summary>Takes away the rules over which another wins for certain.</summary>
    private void TakeOverridden(ReadOnlySpan<ulong> certain, Span<ulong> live)
    {
        foreach (RowDecision decision in _data.Decisions)
        {
            foreach ((int loser, ImmutableArray<int> winners) in decision.Overrides)
            {
                foreach (int winner in winners)
                {
                    if (Has(certain, winner))
                    {
                        live[loser >> 6] &= ~(1UL << (loser & 63));
                    }
                }
            }
        }
    }

    private static bool Has(ReadOnlySpan<ulong> lanes, int lane) => (lanes[lane >> 6] >> (lane & 63) & 1) != 0;

    /// <summary>
    /// ANDs the rows that the bins choose. What certainly holds also possibly does, so that "certainly" is "possibly" and the rows of what is unknown.
    /// </summary>
    private void LookUp(ReadOnlySpan<int> bins, Span<ulong> certain, Span<ulong> possible)
    {
        RowCells[] tables = _data.Tables;
        Span<int> places = tables.Length <= MostOnStack ? stackalloc int[2 * tables.Length] : new int[2 * tables.Length];
        Span<int> unknown = places[tables.Length..];
        int unknowns = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            ref readonly RowCells table = ref tables[i];
            int bin = bins[table.First];
            if (table.Second >= 0)
            {
                int cell = ((bin * table.Fast) + bins[table.Second]) * _words;
                places[i] = table.Possible + cell;
                unknown[unknowns++] = table.Certain + cell;
            }
            else if (bin == 0)
            {
                places[i] = table.Possible;
                unknown[unknowns++] = table.Certain;
            }
            else
            {
                places[i] = table.Certain + (bin * _words);
            }

            ArgumentOutOfRangeException.ThrowIfGreaterThan(places[i], _data.Rows.Length - _words);
        }

        And(places[..tables.Length], default, possible);
        if (unknowns == 0)
        {
            possible.CopyTo(certain);
        }
        else
        {
            And(unknown[..unknowns], possible, certain);
        }
    }

    /// <param name="places">Where the rows begin.</param>
    /// <param name="with">What they are ANDed with, too; may be empty.</param>
    /// <param name="into">Receives the result.</param>
    private void And(ReadOnlySpan<int> places, ReadOnlySpan<ulong> with, Span<ulong> into)
    {
        ref ulong rows = ref MemoryMarshal.GetArrayDataReference(_data.Rows);
        ref ulong others = ref MemoryMarshal.GetReference(with);
        ref ulong target = ref MemoryMarshal.GetReference(into);
        for (nuint i = 0; i < (nuint)into.Length; i += RowData.VectorWords)
        {
            Vector512<ulong> all = with.IsEmpty ? Vector512<ulong>.AllBitsSet : Vector512.LoadUnsafe(ref others, i);
            foreach (int place in places)
            {
                all &= Vector512.LoadUnsafe(ref rows, (nuint)place + i);
            }

            all.StoreUnsafe(ref target, i);
        }
    }

    private static void Finish(LaneGate gate, Span<ulong> certain, Span<ulong> possible)
    {
        long sure = 0;
        long most = 0;
        foreach (LaneInput input in gate.Inputs)
        {
            bool isCertain = Has(certain, input.Lane);
            bool isPossible = Has(possible, input.Lane);
            sure += (input.IsNegated ? !isPossible : isCertain) ? input.Weight : 0;
            most += (input.IsNegated ? !isCertain : isPossible) ? input.Weight : 0;
        }

        ulong lane = 1UL << (gate.Target & 63);
        certain[gate.Target >> 6] &= sure >= gate.Minimum ? ulong.MaxValue : ~lane;
        possible[gate.Target >> 6] &= most >= gate.Minimum ? ulong.MaxValue : ~lane;
    }

    private static DecisionStatus Answer(
        RowDecision decision, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> possible, ReadOnlySpan<ulong> live, Span<ulong> given)
    {
        if (!Has(certain, decision.Scope))
        {
            return Has(possible, decision.Scope) ? DecisionStatus.NeedsData : DecisionStatus.OutOfScope;
        }

        (bool any, bool open) = decision.EndOfRules <= decision.FirstRule ? (false, false)
            : decision.ChoosesFirst ? First(decision, certain, live, given)
            : All(decision, certain, live, given);
        return any ? DecisionStatus.Decided : open ? DecisionStatus.NeedsData : Silence(decision.Silences, certain, possible);
    }

    /// <summary>Gives the first rule that might hold, if it holds for certain.</summary>
    private static (bool Any, bool IsOpen) First(RowDecision decision, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> live, Span<ulong> given)
    {
        (int from, int to) = (decision.FirstRule, decision.EndOfRules);
        for (int word = from >> 6; word <= (to - 1) >> 6; word++)
        {
            ulong could = live[word] & Between(word, from, to);
            if (could != 0)
            {
                ulong sure = certain[word] & could & (0 - could);
                given[word] |= sure;
                return (sure != 0, sure == 0);
            }
        }

        return (false, false);
    }

    /// <summary>Gives every rule that certainly holds. Which words have one follows no pattern: nothing branches on it.</summary>
    private static (bool Any, bool IsOpen) All(RowDecision decision, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> live, Span<ulong> given)
    {
        (int from, int to) = (decision.FirstRule, decision.EndOfRules);
        (int first, int last) = (from >> 6, (to - 1) >> 6);
        ulong any = 0;
        ulong open = 0;
        Vector512<ulong> anyOfMany = Vector512<ulong>.Zero;
        Vector512<ulong> openOfMany = Vector512<ulong>.Zero;
        for (int word = first; word <= last;)
        {
            if (word > first && word + RowData.VectorWords <= last)
            {
                Vector512<ulong> mostly = Vector512.Create(live[word..]);
                Vector512<ulong> surely = Vector512.Create(certain[word..]) & mostly;
                surely.CopyTo(given[word..]);
                anyOfMany |= surely;
                openOfMany |= mostly ^ surely;
                word += RowData.VectorWords;
                continue;
            }

            ulong could = live[word] & Between(word, from, to);
            ulong sure = certain[word] & could;
            given[word] |= sure;
            any |= sure;
            open |= could ^ sure;
            word++;
        }

        return (any != 0 || anyOfMany != Vector512<ulong>.Zero, open != 0 || openOfMany != Vector512<ulong>.Zero);
    }

    private static DecisionStatus Silence(ImmutableArray<int> silences, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> possible)
    {
        bool open = false;
        foreach (int lane in silences)
        {
            if (Has(certain, lane))
            {
                return DecisionStatus.Silent;
            }

            open |= Has(possible, lane);
        }

        return open ? DecisionStatus.NeedsData : DecisionStatus.NoRecommendation;
    }

    /// <summary>The bits of a word that lie between two lanes, the second not included.</summary>
    private static ulong Between(int word, int from, int to)
    {
        ulong bits = ulong.MaxValue;
        if (from > word << 6)
        {
            bits &= ulong.MaxValue << (from & 63);
        }

        return to - (word << 6) < 64 ? bits & ((1UL << (to & 63)) - 1) : bits;
    }
}

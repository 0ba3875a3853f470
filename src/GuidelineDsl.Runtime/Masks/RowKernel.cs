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

    public RowKernel(RowData data)
    {
        _data = data;
        _words = data.Words;
    }

    public ImmutableArray<Axis> Axes => _data.Axes;

    public bool HasConditions => _data.HasConditions;

    /// <summary>How many words of scratch memory one patient takes.</summary>
    public int ScratchWords => 3 * _words;

    /// <returns>False when a constraint is violated for certain.</returns>
    public bool Tell(ReadOnlySpan<int> bins, Span<ulong> scratch, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        Span<ulong> possible = scratch[.._words];
        Span<ulong> certain = scratch.Slice(_words, _words);
        Span<ulong> live = scratch.Slice(2 * _words, _words);
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
        possible.CopyTo(live);
        for (int i = 0; i < _data.Decisions.Length; i++)
        {
            RowDecision decision = _data.Decisions[i];
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

            statuses[i] = Answer(decision, certain, possible, live, rules);
        }

        return true;
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

        bool any = false;
        bool open = false;
        (int from, int to) = (decision.FirstRule, decision.EndOfRules);
        if (to > from)
        {
            for (int word = from >> 6; word <= (to - 1) >> 6; word++)
            {
                ulong own = Between(word, from, to);
                ulong could = live[word] & own;
                if (could == 0)
                {
                    continue;
                }

                ulong sure = certain[word] & could;
                if (decision.ChoosesFirst)
                {
                    sure &= could & (0 - could);
                    given[word] |= sure;
                    any = sure != 0;
                    open = !any;
                    break;
                }

                given[word] |= sure;
                any |= sure != 0;
                open |= could != sure;
            }
        }

        return any ? DecisionStatus.Decided : open ? DecisionStatus.NeedsData : Silence(decision.Silences, certain, possible);
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

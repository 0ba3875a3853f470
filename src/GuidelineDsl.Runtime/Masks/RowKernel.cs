using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Answers one patient by lookups, for guidelines of any size: the rows are ANDed a vector at a time.</summary>
internal sealed class RowKernel
{
    private readonly RowPlan _plan;
    private readonly int _words;
    private readonly Rows[] _tables;
    private readonly ImmutableArray<DecisionDescription> _decisions;
    private readonly (int Loser, int[] Winners)[][] _overrides;

    public RowKernel(RowPlan plan, GuidelineDescription guideline)
    {
        _plan = plan;
        _decisions = guideline.Decisions;

        // Whole vectors: what is beyond the last lane stays all ones and is never read.
        _words = (plan.Words + 7) & ~7;
        _tables = [.. plan.Tables.Select(table => new Rows(table, plan.Circuit, _words))];
        _overrides =
        [
            .. _decisions.Select(decision => decision.Rules
                .Where(rule => !decision.OverriddenBy[rule.Index].IsEmpty)
                .Select(rule => (rule.Ordinal, decision.OverriddenBy[rule.Index].Select(winner => decision.Rules[winner].Ordinal).ToArray()))
                .ToArray()),
        ];
    }

    /// <summary>How many words of scratch memory one patient takes.</summary>
    public int ScratchWords => 3 * _words;

    /// <returns>False when a constraint is violated for certain.</returns>
    public bool Tell(ReadOnlySpan<int> bins, Span<ulong> scratch, Span<DecisionStatus> statuses, Span<ulong> rules)
    {
        Span<ulong> possible = scratch[.._words];
        Span<ulong> certain = scratch.Slice(_words, _words);
        Span<ulong> live = scratch.Slice(2 * _words, _words);
        LookUp(bins, certain, possible);
        foreach (LaneGate gate in _plan.Gates)
        {
            Finish(gate, certain, possible);
        }

        foreach (int constraint in _plan.Constraints)
        {
            if (!Has(possible, constraint))
            {
                return false;
            }
        }

        rules.Clear();
        possible.CopyTo(live);
        for (int i = 0; i < _decisions.Length; i++)
        {
            foreach ((int loser, int[] winners) in _overrides[i])
            {
                foreach (int winner in winners)
                {
                    if (Has(certain, winner))
                    {
                        live[loser >> 6] &= ~(1UL << (loser & 63));
                    }
                }
            }

            statuses[i] = Answer(i, certain, possible, live, rules);
        }

        return true;
    }

    private static bool Has(ReadOnlySpan<ulong> lanes, int lane) => (lanes[lane >> 6] >> (lane & 63) & 1) != 0;

    private void LookUp(ReadOnlySpan<int> bins, Span<ulong> certain, Span<ulong> possible)
    {
        if (_tables.Length == 0)
        {
            certain.Fill(ulong.MaxValue);
            possible.Fill(ulong.MaxValue);
            return;
        }

        bool differ = false;
        for (int i = 0; i < _tables.Length; i++)
        {
            ref Rows table = ref _tables[i];
            int cell = table.CellOf(bins);
            ReadOnlySpan<ulong> row = table.Possible(cell, _words);
            differ |= table.Differs(cell);
            if (i == 0)
            {
                row.CopyTo(possible);
            }
            else
            {
                And(possible, row);
            }
        }

        if (!differ)
        {
            possible.CopyTo(certain);
            return;
        }

        for (int i = 0; i < _tables.Length; i++)
        {
            ref Rows table = ref _tables[i];
            ReadOnlySpan<ulong> row = table.Certain(table.CellOf(bins), _words);
            if (i == 0)
            {
                row.CopyTo(certain);
            }
            else
            {
                And(certain, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void And(Span<ulong> into, ReadOnlySpan<ulong> row)
    {
        ref ulong target = ref MemoryMarshal.GetReference(into);
        ref ulong source = ref MemoryMarshal.GetReference(row);
        for (nuint i = 0; i < (nuint)Math.Min(into.Length, row.Length); i += 8)
        {
            (Vector512.LoadUnsafe(ref target, i) & Vector512.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
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

    private DecisionStatus Answer(int index, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> possible, ReadOnlySpan<ulong> live, Span<ulong> given)
    {
        DecisionDescription decision = _decisions[index];
        DecisionNodes lanes = _plan.Decisions[index];
        if (!Has(certain, lanes.Scope))
        {
            return Has(possible, lanes.Scope) ? DecisionStatus.NeedsData : DecisionStatus.OutOfScope;
        }

        bool any = false;
        bool open = false;
        if (decision.Rules.Length > 0)
        {
            int from = decision.Rules[0].Ordinal;
            int to = from + decision.Rules.Length;
            for (int word = from >> 6; word <= (to - 1) >> 6; word++)
            {
                ulong own = Between(word, from, to);
                ulong could = live[word] & own;
                if (could == 0)
                {
                    continue;
                }

                ulong sure = certain[word] & could;
                if (decision.Policy == ChoicePolicy.First)
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

        return any ? DecisionStatus.Decided : open ? DecisionStatus.NeedsData : Silence(lanes.Silences, certain, possible);
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

    /// <summary>The rows of one table. On one axis "certainly" and "possibly" differ in bin 0 only, so that all other rows are kept once.</summary>
    private readonly struct Rows
    {
        private readonly int _first;
        private readonly int _second;
        private readonly int _fast;
        private readonly ulong[] _certain;
        private readonly ulong[] _possible;

        public Rows(RowTable table, Circuit circuit, int words)
        {
            _first = table.Axes[0];
            _second = table.Axes.Length > 1 ? table.Axes[1] : -1;
            _fast = _second < 0 ? 1 : circuit.Axes[_second].Bins;
            _certain = table.Rows(words, certain: true);
            _possible = _second < 0 ? table.UnknownRow(words, certain: false) : table.Rows(words, certain: false);
        }

        public int CellOf(ReadOnlySpan<int> bins) => _second < 0 ? bins[_first] : (bins[_first] * _fast) + bins[_second];

        /// <summary>Whether "certainly" and "possibly" may differ in a cell.</summary>
        public bool Differs(int cell) => _second >= 0 || cell == 0;

        public ReadOnlySpan<ulong> Certain(int cell, int words) => _certain.AsSpan(cell * words, words);

        public ReadOnlySpan<ulong> Possible(int cell, int words) =>
            (_second < 0 && cell > 0 ? _certain : _possible).AsSpan(cell * words, words);
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What a <see cref="ConditionTest"/> asks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TestKind : byte
{
    /// <summary>Nothing: it holds when <see cref="ConditionTest.Low"/> is 1.</summary>
    Constant,

    /// <summary>Another condition, visited before, holds.</summary>
    Holds,

    /// <summary>The code of a fact lies from <see cref="ConditionTest.Low"/> to <see cref="ConditionTest.High"/>.</summary>
    Within,

    /// <summary>An enumeration has one of the values in some words of bits.</summary>
    IsIn,

    /// <summary>A set has a member out of some words of bits.</summary>
    IncludesAny,

    /// <summary>A set has all members in some words of bits.</summary>
    IncludesAll,

    /// <summary>A score lies from <see cref="ConditionTest.Low"/> to <see cref="ConditionTest.High"/>.</summary>
    Score,

    /// <summary>A computed number lies within the bounds whose place is <see cref="ConditionTest.Low"/>.</summary>
    Number,

    /// <summary>A fact is known.</summary>
    Known,

    /// <summary>A derived value is determined.</summary>
    Determined,
}

/// <summary>One question of a condition. Words of bits are named by their first place and their number.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="IsNegated">Whether the opposite counts.</param>
/// <param name="Subject">What it asks about, by index: a fact, the first word of a set, another condition, a score, a number, a derived value.</param>
/// <param name="Low">See <see cref="TestKind"/>; of words of bits the first.</param>
/// <param name="High">See <see cref="TestKind"/>; of words of bits how many.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConditionTest(TestKind Kind, bool IsNegated, int Subject, long Low, long High);

/// <summary>How a condition joins its tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TestJoin : byte
{
    /// <summary>All hold.</summary>
    All,

    /// <summary>One holds.</summary>
    Any,

    /// <summary>At least <see cref="ConditionEntry.Minimum"/> and at most <see cref="ConditionEntry.Maximum"/> hold.</summary>
    Count,

    /// <summary>The first that holds is one of those whose <see cref="ConditionTest.Low"/> is 1.</summary>
    First,
}

/// <summary>One condition.</summary>
/// <param name="Join">How its tests are joined.</param>
/// <param name="FirstTest">Its first test; they end where those of the next condition begin.</param>
/// <param name="End">The first condition after those that it is made of.</param>
/// <param name="Minimum">See <see cref="TestJoin.Count"/>.</param>
/// <param name="Maximum">See <see cref="TestJoin.Count"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConditionEntry(TestJoin Join, int FirstTest, int End, int Minimum, int Maximum);

/// <summary>Some conditions, one after another, each with all that it is made of.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The first after them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConditionRange(int First, int End);

/// <summary>
/// The conditions of a large guideline as data. What generated methods are for a small one, this is for a guideline of thousands of rules: compiling and loading
/// cost nothing for what is never asked.
/// </summary>
/// <param name="Entries">The conditions by number, wholes before their parts.</param>
/// <param name="Tests">Their tests.</param>
/// <param name="Words">Bits of values and members.</param>
/// <param name="Bounds">Bounds of computed numbers.</param>
/// <param name="Constraints">The constraints.</param>
/// <param name="Decisions">Of each decision scope, rules, silences and guards.</param>
/// <param name="Asked">What the quick forms leave to this one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ConditionData(
    ImmutableArray<ConditionEntry> Entries,
    ImmutableArray<ConditionTest> Tests,
    ImmutableArray<ulong> Words,
    ImmutableArray<NumberBounds> Bounds,
    ImmutableArray<ConditionRange> Constraints,
    ImmutableArray<ImmutableArray<ConditionRange>> Decisions,
    ImmutableArray<ConditionRange> Asked)
{
    internal void Visit(EvaluationState state, ImmutableArray<ConditionRange> ranges)
    {
        foreach (ConditionRange range in ranges)
        {
            Visit(state, range.First, range.End);
        }
    }

    /// <summary>Finds the truth of some conditions: of each the parts before the whole, for parts are numbered after it.</summary>
    internal void Visit(EvaluationState state, int first, int end)
    {
        for (int root = first; root < end; root = Entries[root].End)
        {
            for (int condition = Entries[root].End - 1; condition >= root; condition--)
            {
                state.Note(condition, TruthOf(condition, state));
            }
        }
    }

    /// <summary>Finds the truth of some conditions, in this order.</summary>
    internal void Visit(EvaluationState state, int[] conditions)
    {
        foreach (int condition in conditions)
        {
            state.Note(condition, TruthOf(condition, state));
        }
    }

    /// <summary>Some conditions and all that they are made of, the parts before the wholes, wherever they were first written.</summary>
    internal int[] OrderOf(ImmutableArray<int> roots)
    {
        List<int> order = [];
        HashSet<int> seen = [];
        foreach (int root in roots)
        {
            Add(root);
        }

        return [.. order];

        void Add(int condition)
        {
            if (!seen.Add(condition))
            {
                return;
            }

            foreach (ConditionTest test in TestsOf(condition))
            {
                if (test.Kind == TestKind.Holds)
                {
                    Add(test.Subject);
                }
            }

            order.Add(condition);
        }
    }

    private ReadOnlySpan<ConditionTest> TestsOf(int condition)
    {
        int end = condition + 1 < Entries.Length ? Entries[condition + 1].FirstTest : Tests.Length;
        return Tests.AsSpan()[Entries[condition].FirstTest..end];
    }

    private Truth TruthOf(int condition, EvaluationState state)
    {
        ConditionEntry entry = Entries[condition];
        ReadOnlySpan<ConditionTest> tests = TestsOf(condition);
        switch (entry.Join)
        {
            case TestJoin.All:
                Truth all = true;
                foreach (ref readonly ConditionTest test in tests)
                {
                    all &= TruthOf(in test, state);
                }

                return all;
            case TestJoin.Any:
                Truth any = false;
                foreach (ref readonly ConditionTest test in tests)
                {
                    any |= TruthOf(in test, state);
                }

                return any;
            case TestJoin.Count:
                return Count(tests, entry, state);
            case TestJoin.First:
                return First(tests, state);
            default:
                throw new InvalidOperationException($"No such join: {entry.Join}.");
        }
    }

    private Truth Count(ReadOnlySpan<ConditionTest> tests, ConditionEntry entry, EvaluationState state)
    {
        int certain = 0;
        int possible = 0;
        foreach (ref readonly ConditionTest test in tests)
        {
            Truth truth = TruthOf(in test, state);
            certain += truth.IsTrue ? 1 : 0;
            possible += truth.IsPossible ? 1 : 0;
        }

        return Truth.OfCount(certain, possible, entry.Minimum, entry.Maximum);
    }

    private Truth First(ReadOnlySpan<ConditionTest> tests, EvaluationState state)
    {
        Truth holds = false;
        Truth open = true;
        foreach (ref readonly ConditionTest test in tests)
        {
            Truth truth = TruthOf(in test, state);
            if (test.Low != 0)
            {
                holds |= open & truth;
            }

            open &= !truth;
        }

        return holds;
    }

    private Truth TruthOf(in ConditionTest test, EvaluationState state)
    {
        Truth truth = test.Kind switch
        {
            TestKind.Constant => test.Low != 0,
            TestKind.Holds => state.Holds(test.Subject),
            TestKind.Within => state.Within(test.Subject, test.Low, test.High),
            TestKind.IsIn => state.IsIn(test.Subject, WordsOf(in test)),
            TestKind.IncludesAny => state.IncludesAny(test.Subject, WordsOf(in test)),
            TestKind.IncludesAll => state.IncludesAll(test.Subject, WordsOf(in test)),
            TestKind.Score => state.ScoreWithin(test.Subject, test.Low, test.High),
            TestKind.Number => state.NumberWithin(test.Subject, Bounds[(int)test.Low]),
            TestKind.Known => state.IsKnown(test.Subject),
            TestKind.Determined => state.IsDetermined(test.Subject),
            _ => throw new InvalidOperationException($"No such test: {test.Kind}."),
        };
        return test.IsNegated ? !truth : truth;
    }

    private ReadOnlySpan<ulong> WordsOf(in ConditionTest test) => Words.AsSpan().Slice((int)test.Low, (int)test.High);
}

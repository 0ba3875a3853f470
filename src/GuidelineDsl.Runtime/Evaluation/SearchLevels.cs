using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>One thing that a search decides: the value of a fact, whether a fact is known, one member of a set, or a computed number.</summary>
internal abstract class SearchLevel(ImmutableArray<int> facts)
{
    private const int NumberGroup = 1 << 30;

    /// <summary>The unknown facts that this decides.</summary>
    public ImmutableArray<int> Facts => facts;

    /// <summary>How many choices there are.</summary>
    public abstract int Count { get; }

    public abstract void Choose(EvaluationState state, int choice);

    public abstract void Undo(EvaluationState state);

    /// <summary>The facts on which the outcome depends, in order. The levels of one fact count together; a computed number stands for itself.</summary>
    public static ImmutableArray<int> NeededFacts(OutcomeDiagram diagram, ImmutableArray<SearchLevel> levels)
    {
        List<int> groups = [.. levels.Select((level, i) => level is NumberLevel ? NumberGroup + i : level.Facts[0])];
        return
        [
            .. diagram.EssentialGroups(groups)
                .SelectMany(group => group >= NumberGroup ? levels[group - NumberGroup].Facts : [group])
                .Distinct()
                .Order(),
        ];
    }
}

/// <summary>The value of a fact that is no set. The last choice may be to leave it unknown.</summary>
internal sealed class ValueLevel(FactDescription fact, ImmutableArray<Rational> values, bool mayStayUnknown, Truth knownBefore, bool thaws)
    : SearchLevel([fact.Index])
{
    public override int Count => values.Length + (mayStayUnknown ? 1 : 0);

    public override void Choose(EvaluationState state, int choice)
    {
        if (choice == values.Length)
        {
            state.Codes[fact.Index] = EvaluationState.UnknownCode;
            state.Known[fact.Index] = Truth.False;
            return;
        }

        state.Codes[fact.Index] = fact.Coding.CodeOf(values[choice])!.Value;
        state.Exact[fact.Index] = values[choice];
        state.Known[fact.Index] = thaws ? Truth.True : knownBefore;
    }

    public override void Undo(EvaluationState state)
    {
        state.Codes[fact.Index] = EvaluationState.UnknownCode;
        state.Known[fact.Index] = thaws ? Truth.Unknown : knownBefore;
    }
}

/// <summary>Whether a set is known at all, where conditions ask for that.</summary>
internal sealed class SetKnownLevel(int fact) : SearchLevel([fact])
{
    public override int Count => 2;

    public override void Choose(EvaluationState state, int choice) => state.Known[fact] = choice == 0;

    public override void Undo(EvaluationState state) => state.Known[fact] = Truth.Unknown;
}

/// <summary>Whether a set has one of its possible members.</summary>
internal sealed class MemberLevel(int fact, int word, int member) : SearchLevel([fact])
{
    private readonly int _word = word + (member >> 6);
    private readonly ulong _bit = 1UL << (member & 63);

    public int Fact => fact;

    public int Member => member;

    public override int Count => 2;

    public override void Choose(EvaluationState state, int choice)
    {
        Undo(state);
        (choice == 0 ? state.Absent : state.Present)[_word] |= _bit;
    }

    public override void Undo(EvaluationState state)
    {
        state.Absent[_word] &= ~_bit;
        state.Present[_word] &= ~_bit;
    }
}

/// <summary>A computed number of which several facts are unknown, as a value of its own.</summary>
internal sealed class NumberLevel(int slot, ImmutableArray<NumberRange> values, ImmutableArray<int> facts) : SearchLevel(facts)
{
    public int Slot => slot;

    public override int Count => values.Length;

    public override void Choose(EvaluationState state, int choice) => state.Assumed[slot] = values[choice];

    public override void Undo(EvaluationState state) => state.Assumed[slot] = null;
}

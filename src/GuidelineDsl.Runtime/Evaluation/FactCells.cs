using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// How the values of a fact become codes. A yes/no fact is 0 or 1 and an enumeration its ordinal. A number on a grid is its count of
/// steps, a date its whole number. Any other number is its place among the thresholds that the guideline compares it with:
/// <c>2i + 1</c> on the threshold with index <c>i</c>, <c>2i</c> just below it.
/// </summary>
/// <param name="Step">The grid's step; null for places among thresholds.</param>
/// <param name="Thresholds">Sorted; empty for a grid.</param>
public sealed record FactCoding(Rational? Step, ImmutableArray<Rational> Thresholds)
{
    /// <summary>The code of a number or ordinal; null when it is off the grid or too large for it.</summary>
    public long? CodeOf(Rational value)
    {
        if (Step is not { } step)
        {
            int place = Thresholds.BinarySearch(value);
            return place >= 0 ? (2L * place) + 1 : 2L * ~place;
        }

        Rational count = value / step;
        return count.IsInteger && count.Numerator.GetBitLength() < 63 ? (long)count.Numerator : null;
    }
}

/// <summary>
/// The values of one fact that a decision tells apart: one representative for each group of values that all its conditions treat
/// alike. Sets are told apart member by member instead.
/// </summary>
/// <param name="Fact">The fact, by index.</param>
/// <param name="Representatives">One value per group, as numbers or ordinals.</param>
/// <param name="Members">For a set: the members that conditions name, and one that stands for all others.</param>
/// <param name="MayStayUnknown">Whether conditions ask if the fact is known, so that leaving it unknown is an outcome of its own.</param>
public sealed record FactCells(int Fact, ImmutableArray<Rational> Representatives, ImmutableArray<int> Members, bool MayStayUnknown);

/// <summary>
/// A computed number that several facts enter, and the values of it that a decision tells apart. While more of its facts are unknown than
/// can be tried out a search treats it as a value of its own.
/// </summary>
/// <param name="Slot">Its place among the guideline's computed numbers.</param>
/// <param name="Thresholds">The numbers that it is compared with, sorted.</param>
/// <param name="Step">Its values are whole multiples of this; null for any number.</param>
/// <param name="Facts">The facts that enter it, by index.</param>
/// <param name="Measured">Those of them that it is calculated from; the others only decide, by conditions, what is calculated.</param>
/// <param name="IsMonotone">Whether it only rises or only falls with each of its facts.</param>
public sealed record NumberCells(
    int Slot, ImmutableArray<Rational> Thresholds, Rational? Step, ImmutableArray<int> Facts, ImmutableArray<int> Measured, bool IsMonotone);

/// <summary>What a search over the values of unknown facts branches on, for one question.</summary>
/// <param name="Facts">The facts that conditions compare by themselves.</param>
/// <param name="Numbers">The computed numbers.</param>
/// <param name="Derived">The derived values that the question reads, directly or not, by index.</param>
public sealed record SearchSpace(ImmutableArray<FactCells> Facts, ImmutableArray<NumberCells> Numbers, ImmutableArray<int> Derived)
{
    /// <summary>All facts that enter the question, by index.</summary>
    public IEnumerable<int> AllFacts => Facts.Select(cells => cells.Fact).Concat(Numbers.SelectMany(number => number.Facts)).Distinct().Order();

    /// <summary>Whether conditions ask for the being known of a fact that is unknown, so that learning it changes more than its value.</summary>
    internal bool MayThaw(EvaluationState state)
    {
        foreach (FactCells cells in Facts)
        {
            if (cells.MayStayUnknown && !state.Known[cells.Fact].IsTrue)
            {
                return true;
            }
        }

        return false;
    }
}

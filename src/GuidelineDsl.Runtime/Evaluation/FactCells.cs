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
/// <param name="Units">The units in which a number may be supplied.</param>
internal sealed record FactCoding(Rational? Step, ImmutableArray<Rational> Thresholds, ImmutableArray<AcceptedUnit> Units)
{
    public static readonly FactCoding None = new(null, [], []);
}

/// <summary>
/// The values of one fact that a decision tells apart: one representative for each group of values that all its conditions treat
/// alike. Sets are told apart member by member instead.
/// </summary>
/// <param name="Fact">The fact, by index.</param>
/// <param name="Representatives">One value per group, as numbers or ordinals.</param>
/// <param name="Members">For a set: the members that conditions name, and one that stands for all others.</param>
/// <param name="MayStayUnknown">Whether conditions ask if the fact is known, so that leaving it unknown is an outcome of its own.</param>
internal sealed record FactCells(int Fact, ImmutableArray<Rational> Representatives, ImmutableArray<int> Members, bool MayStayUnknown);

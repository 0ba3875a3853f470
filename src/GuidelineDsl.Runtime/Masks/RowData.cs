using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>What <see cref="RowKernel"/> answers one patient with: the lookups of a <see cref="RowPlan"/>, their rows written out.</summary>
/// <param name="Axes">What a patient's bins are found on.</param>
/// <param name="Words">How many words a row has: whole vectors. What is beyond the last lane is all ones and never read.</param>
/// <param name="Tables">What is looked up.</param>
/// <param name="Rows">The rows of all tables.</param>
/// <param name="Gates">What is left to do, in order.</param>
/// <param name="Decisions">The lanes of each decision.</param>
/// <param name="Constraints">The lanes of the constraints.</param>
internal sealed record RowData(
    ImmutableArray<Axis> Axes,
    int Words,
    RowCells[] Tables,
    ulong[] Rows,
    ImmutableArray<LaneGate> Gates,
    RowDecision[] Decisions,
    ImmutableArray<int> Constraints)
{
    /// <summary>Rows are read a vector of this many words at a time.</summary>
    public const int VectorWords = 8;

    /// <summary>Whether some axis needs the readable form of the evaluator.</summary>
    public bool HasConditions { get; } = Axes.Any(axis => axis.Kind == AxisKind.Condition);
}

/// <summary>Where the rows of one table lie. On one axis "certainly" and "possibly" differ in bin 0 only, so that all other rows are kept once.</summary>
/// <param name="First">The axis whose bin chooses the row.</param>
/// <param name="Second">A second axis, whose bin counts fastest; -1 for none.</param>
/// <param name="Fast">How many bins the second axis has; 1 without one.</param>
/// <param name="Certain">The place of the first row for "certainly".</param>
/// <param name="Possible">The place of the first row for "possibly"; with one axis there is only that of bin 0.</param>
internal readonly record struct RowCells(int First, int Second, int Fast, int Certain, int Possible);

/// <summary>The lanes of one decision.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Silences">The silences.</param>
/// <param name="FirstRule">The first rule.</param>
/// <param name="EndOfRules">The lane after the last rule.</param>
/// <param name="ChoosesFirst">Whether only the first rule that holds is given.</param>
/// <param name="Overrides">The rules that others win over, with those.</param>
internal sealed record RowDecision(
    int Scope, ImmutableArray<int> Silences, int FirstRule, int EndOfRules, bool ChoosesFirst, ImmutableArray<(int Loser, ImmutableArray<int> Winners)> Overrides);

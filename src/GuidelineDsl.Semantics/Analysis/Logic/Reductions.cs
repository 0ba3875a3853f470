using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>A sum of quantities lies in the set.</summary>
internal sealed record LinearTest(LinearForm Form, IntervalSet Values, Location Origin) : Condition(Origin);

/// <summary>The weights of the lines that hold add up to a number in the set.</summary>
internal sealed record PointsTest(ImmutableArray<(Rational Weight, Condition Part)> Lines, IntervalSet Values, Location Origin)
    : Condition(Origin);

/// <summary>
/// A test whose truth the analysis does not know: beyond it (with the reason), or without a value by its meaning, such as a
/// division by zero (reason null).
/// </summary>
internal sealed record UnsettledTest(string? Reason, Location Origin) : Condition(Origin);

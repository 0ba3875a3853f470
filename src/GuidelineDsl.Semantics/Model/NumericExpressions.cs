using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Model;

/// <summary>
/// An exact number. Dates are whole numbers (see <see cref="Date"/>). The binder has converted units: operands of a sum are in one unit,
/// conversion factors are <see cref="Product"/>s with a literal. Unknown as soon as a needed operand is unknown.
/// </summary>
public abstract record NumericExpression;

public sealed record NumberLiteral(Rational Value) : NumericExpression;

/// <summary>The value of a number or date fact, in its declared unit.</summary>
public sealed record FactValue(Fact Fact) : NumericExpression;

/// <summary>The day (or, with <paramref name="HasTime"/>, the first second of the day) of the evaluation: an input, always known.</summary>
public sealed record Today(bool HasTime) : NumericExpression;

/// <summary>The points of a score; bounds when lines are unknown.</summary>
public sealed record ScoreValue(Score Score) : NumericExpression;

public sealed record ComputedReference(ComputedValue Computed) : NumericExpression;

public sealed record Sum(ImmutableArray<NumericExpression> Terms) : NumericExpression;

public sealed record Product(ImmutableArray<NumericExpression> Factors) : NumericExpression;

/// <summary>Unknown where the divisor is zero.</summary>
public sealed record Quotient(NumericExpression Dividend, NumericExpression Divisor) : NumericExpression;

public enum NumericFunction
{
    Minimum,
    Maximum,
    Absolute,
    Round,
    Floor,
    SquareRoot,
    NaturalLogarithm,
    Exponential,
    Power,
}

public sealed record FunctionCall(NumericFunction Function, ImmutableArray<NumericExpression> Arguments) : NumericExpression;

public enum CalendarUnit
{
    Months,
    Years,
}

/// <summary>A date moved by whole calendar units, kept inside the month. Days and weeks are plain sums.</summary>
public sealed record CalendarShift(NumericExpression Date, bool HasTime, int Amount, CalendarUnit Unit) : NumericExpression;

/// <summary>The completed months or years from <paramref name="From"/> to <paramref name="To"/>; negative when it runs backwards.</summary>
public sealed record CalendarDifference(NumericExpression To, NumericExpression From, bool HasTime, CalendarUnit Unit) : NumericExpression;

/// <summary>The value of the first arm that holds; the last arm may have no condition.</summary>
public sealed record ConditionalNumber(ImmutableArray<(NumericExpression Value, Condition? Condition)> Arms) : NumericExpression;

using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

internal enum OperandKind
{
    Number,
    Date,
    DateTime,
}

/// <summary>
/// One side of a comparison or one operand of a calculation. A null unit is no unit; on a <see cref="Literal"/> it is one that the other side may lend.
/// </summary>
internal sealed record Operand(NumericExpression Value, OperandKind Kind, Unit? Unit, Location Place)
{
    /// <summary>The number itself, when it is one.</summary>
    public Rational? Literal { get; init; }

    /// <summary>The two dates of a difference, so that it can be counted in completed months or years.</summary>
    public (NumericExpression To, NumericExpression From, bool HasTime)? Dates { get; init; }

    /// <summary>The difference of two points on a scale with a zero of its own: 1 Cel beside it is an amount, not a temperature.</summary>
    public bool IsDifference { get; init; }

    /// <summary>A quotient whose units cancelled: a plain number that may still be compared with a percentage.</summary>
    public bool IsRatio { get; init; }

    public bool IsNumber => Kind == OperandKind.Number;

    /// <summary>An amount of months or years, which only dates can be moved by.</summary>
    public bool IsCalendarPeriod => IsNumber && Unit is { } unit && unit.Dimension.Is("calendar");

    /// <summary>A value on a scale with a zero of its own.</summary>
    public bool IsPoint => Unit is { HasOwnZero: true };

    /// <summary>How messages name it.</summary>
    public string Words => Value switch
    {
        FactValue { Fact.Label: var label } => label,
        ScoreValue { Score.Label: var label } => label,
        ComputedReference { Computed.Label: var label } => label,
        _ => $"`{Place.Text}`",
    };

    /// <summary>What it measures, in words.</summary>
    public string KindWords => (Unit ?? Unit.One).Kind;
}

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

    /// <summary>A whole number of months or years, which only dates can be moved by.</summary>
    public bool IsCalendarPeriod => Unit is { } unit && Kind == OperandKind.Number && unit.Dimension.Equals(Dimension.Of("calendar"));

    /// <summary>How messages name it.</summary>
    public string Words(string text) => Value is FactValue fact ? fact.Fact.Label : $"`{text}`";
}

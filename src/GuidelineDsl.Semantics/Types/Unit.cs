using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Types;

/// <summary>
/// A unit: a value in it, times <paramref name="Factor"/>, plus <paramref name="Offset"/>, is the value in base units (metre, gram, second,
/// month, mole, kelvin). Only degrees Celsius and Fahrenheit have an offset.
/// </summary>
public sealed record Unit(string Code, Dimension Dimension, Rational Factor, Rational Offset)
{
    public static Unit One { get; } = new("1", Dimension.None, Rational.One, Rational.Zero);

    /// <summary>Converts exactly; the units are of one dimension.</summary>
    public Rational Convert(Rational value, Unit target) => ((value * Factor) + Offset - target.Offset) / target.Factor;

    public Unit Multiply(Unit other) => new($"{Code}.{other.Code}", Dimension.Multiply(other.Dimension), Factor * other.Factor, Rational.Zero);

    public Unit Divide(Unit other) => new($"{Code}/{other.Code}", Dimension.Divide(other.Dimension), Factor / other.Factor, Rational.Zero);

    public Unit Power(int exponent) => new($"{Code}{exponent}", Dimension.Power(exponent), Factor.Pow(exponent), Rational.Zero);
}

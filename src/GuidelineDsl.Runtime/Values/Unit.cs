
namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// A unit: a value in it, times <paramref name="Factor"/>, plus <paramref name="Offset"/>, is the value in base units (metre, gram, second,
/// month, mole, kelvin). Only degrees Celsius and Fahrenheit have an offset.
/// </summary>
/// <param name="Code">The unit as written.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Factor">What a value is multiplied with to come to base units.</param>
/// <param name="Offset">What is added then.</param>
public sealed record Unit(string Code, Dimension Dimension, Rational Factor, Rational Offset)
{
    /// <summary>The unit of plain numbers.</summary>
    public static Unit One { get; } = new("1", Dimension.None, Rational.One, Rational.Zero);

    /// <summary>Converts exactly; the units are of one dimension.</summary>
    public Rational Convert(Rational value, Unit target) => ((value * Factor) + Offset - target.Offset) / target.Factor;

    /// <summary>The product of two units.</summary>
    public Unit Multiply(Unit other) => new($"{Code}.{other.Code}", Dimension.Multiply(other.Dimension), Factor * other.Factor, Rational.Zero);

    /// <summary>The quotient of two units.</summary>
    public Unit Divide(Unit other) => new($"{Code}/{other.Code}", Dimension.Divide(other.Dimension), Factor / other.Factor, Rational.Zero);

    /// <summary>A power of the unit.</summary>
    public Unit Power(int exponent) => new($"{Code}{exponent}", Dimension.Power(exponent), Factor.Pow(exponent), Rational.Zero);
}


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

    /// <summary>A scale with a zero of its own (Celsius, Fahrenheit): its values are points, not amounts.</summary>
    public bool HasOwnZero => Offset.Sign != 0;

    /// <summary>Whether numbers in it are plain numbers, as with {cells}; a percentage is not, it says a hundredth.</summary>
    public bool IsPlain => Dimension.IsNone && Factor == Rational.One;

    /// <summary>What it measures, in words with an article.</summary>
    public string Kind => !Dimension.IsNone ? Dimension.ToString() : IsPlain ? "a plain number" : Factor == new Rational(1, 100) ? "a percentage" : "a ratio";

    /// <summary>The unit of differences between values.</summary>
    public Unit Difference => HasOwnZero ? this with { Offset = Rational.Zero } : this;

    /// <summary>The product of two units.</summary>
    public Unit Multiply(Unit other) => new(
        other.IsOne ? Code : IsOne ? other.Code : $"{Code}.{Operand(other.Code)}", Dimension.Multiply(other.Dimension), Factor * other.Factor, Rational.Zero);

    /// <summary>The quotient of two units.</summary>
    public Unit Divide(Unit other) => new(
        other.IsOne ? Code : IsOne ? $"/{Operand(other.Code)}" : $"{Code}/{Operand(other.Code)}", Dimension.Divide(other.Dimension), Factor / other.Factor, Rational.Zero);

    /// <summary>A power of the unit.</summary>
    public Unit Power(int exponent) => new(
        Code.All(char.IsAsciiLetter) ? $"{Code}{exponent}" : string.Join('.', Enumerable.Repeat(Operand(Code), Math.Abs(exponent))),
        Dimension.Power(exponent),
        Factor.Pow(exponent),
        Rational.Zero);

    private bool IsOne => Code == "1";

    /// <summary>A term with signs of its own needs parentheses behind another sign.</summary>
    private static string Operand(string code) => code.AsSpan().IndexOfAny('.', '/') >= 0 ? $"({code})" : code;
}

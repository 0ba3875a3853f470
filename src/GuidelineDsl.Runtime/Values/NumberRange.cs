using System.Numerics;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// What is known of a computed number: the closed range in which it lies. A missing end is unbounded. A number that can be
/// undefined (a divisor of zero) decides nothing.
/// </summary>
public readonly struct NumberRange : IEquatable<NumberRange>
{
    private readonly bool _isBounded;

    private NumberRange(Rational? low, Rational? high, bool canBeUndefined)
    {
        Low = low;
        High = high;
        CanBeUndefined = canBeUndefined;
        _isBounded = true;
    }

    /// <summary>The lower end; null when there is none.</summary>
    public Rational? Low { get; }

    /// <summary>The upper end; null when there is none.</summary>
    public Rational? High { get; }

    /// <summary>Whether the number might not exist at all.</summary>
    public bool CanBeUndefined { get; }

    /// <summary>Whether it is one number.</summary>
    public bool IsDetermined => _isBounded && !CanBeUndefined && Low is { } low && High == low;

    /// <summary>Any number.</summary>
    public static NumberRange Any => new(null, null, false);

    /// <summary>A number that does not exist, or might not.</summary>
    public static NumberRange Undefined => new(null, null, true);

    /// <summary>One number.</summary>
    public static implicit operator NumberRange(Rational value) => new(value, value, false);

    /// <summary>A range.</summary>
    public static NumberRange Between(Rational? low, Rational? high) => new(low, high, false);

    /// <summary>Adds.</summary>
    public static NumberRange operator +(NumberRange a, NumberRange b) =>
        new(a.Low + b.Low, a.High + b.High, a.CanBeUndefined || b.CanBeUndefined);

    /// <summary>Negates.</summary>
    public static NumberRange operator -(NumberRange a) => new(-a.High, -a.Low, a.CanBeUndefined);

    /// <summary>Multiplies.</summary>
    public static NumberRange operator *(NumberRange a, NumberRange b)
    {
        bool undefined = a.CanBeUndefined || b.CanBeUndefined;
        if (a.IsZero || b.IsZero)
        {
            return new NumberRange(Rational.Zero, Rational.Zero, undefined);
        }

        // Ends as (value, infinity): an unbounded end behaves as an infinity with its sign.
        Span<(Rational Value, int Infinity)> products =
        [
            Multiply(a.Low, -1, b.Low, -1), Multiply(a.Low, -1, b.High, 1), Multiply(a.High, 1, b.Low, -1), Multiply(a.High, 1, b.High, 1),
        ];
        (Rational Value, int Infinity) low = products[0];
        (Rational Value, int Infinity) high = products[0];
        foreach ((Rational Value, int Infinity) product in products[1..])
        {
            low = Compare(product, low) < 0 ? product : low;
            high = Compare(product, high) > 0 ? product : high;
        }

        return new NumberRange(low.Infinity == 0 ? low.Value : null, high.Infinity == 0 ? high.Value : null, undefined);
    }

    /// <summary>Divides. Where the divisor might be zero nothing is known of the quotient.</summary>
    public static NumberRange operator /(NumberRange a, NumberRange b)
    {
        if (b.Contains(Rational.Zero))
        {
            return Undefined;
        }

        Rational? inverseLow = b.High is { } high ? 1 / high : b.Low is null ? null : Rational.Zero;
        Rational? inverseHigh = b.Low is { } low ? 1 / low : Rational.Zero;
        return a * new NumberRange(inverseLow ?? Rational.Zero, inverseHigh, b.CanBeUndefined);
    }

    /// <summary>The smaller of two numbers.</summary>
    public static NumberRange Minimum(NumberRange a, NumberRange b) => new(
        a.Low is { } x && b.Low is { } y ? Smaller(x, y) : null,
        a.High is { } p ? (b.High is { } q ? Smaller(p, q) : p) : b.High,
        a.CanBeUndefined || b.CanBeUndefined);

    /// <summary>The larger of two numbers.</summary>
    public static NumberRange Maximum(NumberRange a, NumberRange b) => -Minimum(-a, -b);

    /// <summary>The absolute value.</summary>
    public static NumberRange Absolute(NumberRange a) =>
        a.Low is { Sign: >= 0 } ? a
        : a.High is { Sign: <= 0 } ? -a
        : new NumberRange(Rational.Zero, a.Low is { } low && a.High is { } high ? -Smaller(low, -high) : null, a.CanBeUndefined);

    /// <summary>The nearest whole number; halves go away from zero.</summary>
    public static NumberRange Round(NumberRange a) => Monotone(a, RoundHalfAway);

    /// <summary>The largest whole number that is not above.</summary>
    public static NumberRange Floor(NumberRange a) => Monotone(a, static value => value.Floor());

    /// <summary>The square root; undefined below zero.</summary>
    public static NumberRange SquareRoot(NumberRange a) =>
        a.Low is { Sign: >= 0 } ? Monotone(a, IrrationalNumbers.SquareRoot) : Undefined;

    /// <summary>The natural logarithm; undefined at and below zero.</summary>
    public static NumberRange NaturalLogarithm(NumberRange a) =>
        a.Low is { Sign: > 0 } ? Monotone(a, IrrationalNumbers.NaturalLogarithm) : Undefined;

    /// <summary>The exponential function.</summary>
    public static NumberRange Exponential(NumberRange a)
    {
        if (a.High is { } high && high > IrrationalNumbers.LargestExponent)
        {
            return Undefined;
        }

        return new NumberRange(
            a.Low is { } low ? IrrationalNumbers.Exponential(low) : Rational.Zero,
            a.High is { } top ? IrrationalNumbers.Exponential(top) : null,
            a.CanBeUndefined);
    }

    /// <summary>A number raised to a power: exact for a whole exponent, otherwise through the logarithm.</summary>
    public static NumberRange Power(NumberRange a, NumberRange exponent)
    {
        if (!exponent.IsDetermined || !exponent.Low!.Value.IsInteger || exponent.Low.Value.Abs() > 1000)
        {
            return Exponential(exponent * NaturalLogarithm(a));
        }

        int power = (int)exponent.Low.Value.Numerator;
        if (power < 0)
        {
            return (NumberRange)Rational.One / Power(a, (Rational)(-power));
        }

        NumberRange result = power % 2 == 0 ? Absolute(a) : a;
        return power == 0 ? Rational.One : Monotone(result, value => value.Pow(power));
    }

    /// <summary>A point of time moved by whole months.</summary>
    public static NumberRange AddMonths(NumberRange date, bool hasTime, int months) =>
        Monotone(date, value => CalendarArithmetic.AddMonths(Whole(value), hasTime, months));

    /// <summary>The months or years completed between two points of time.</summary>
    public static NumberRange Completed(NumberRange to, NumberRange from, bool hasTime, bool years)
    {
        return new NumberRange(Difference(to.Low, from.High), Difference(to.High, from.Low), to.CanBeUndefined || from.CanBeUndefined);

        Rational? Difference(Rational? end, Rational? start) =>
            end is not { } e || start is not { } s ? null
            : years ? CalendarArithmetic.CompletedYears(Whole(s), Whole(e), hasTime)
            : CalendarArithmetic.CompletedMonths(Whole(s), Whole(e), hasTime);
    }

    /// <summary>One or the other.</summary>
    public static NumberRange Union(NumberRange a, NumberRange b) => new(
        a.Low is { } x && b.Low is { } y ? Smaller(x, y) : null,
        a.High is { } p && b.High is { } q ? (p > q ? p : q) : null,
        a.CanBeUndefined || b.CanBeUndefined);

    /// <summary>The arm whose condition holds, or what it can be while conditions are undecided.</summary>
    /// <param name="condition">Whether this arm counts.</param>
    /// <param name="value">Its value.</param>
    /// <param name="otherwise">The value of the arms after it.</param>
    public static NumberRange Choose(Truth condition, NumberRange value, NumberRange otherwise) =>
        condition.IsTrue ? value : condition.IsFalse ? otherwise : Union(value, otherwise);

    /// <summary>Whether the number can be this one.</summary>
    public bool Contains(Rational value) => (Low is not { } low || low <= value) && (High is not { } high || value <= high);

    /// <summary>Whether the number lies between two bounds; null is no bound.</summary>
    public Truth IsBetween(Rational? from, bool fromInclusive, Rational? to, bool toInclusive)
    {
        if (CanBeUndefined || !_isBounded)
        {
            return Truth.Unknown;
        }

        Truth above = from is not { } f ? Truth.True : IsAbove(this, f, fromInclusive);
        Truth below = to is not { } t ? Truth.True : IsAbove(-this, -t, toInclusive);
        return above & below;
    }

    /// <inheritdoc/>
    public bool Equals(NumberRange other) => Low == other.Low && High == other.High && CanBeUndefined == other.CanBeUndefined;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NumberRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High, CanBeUndefined);

    /// <summary>The number, or the range in words.</summary>
    public override string ToString() =>
        IsDetermined ? Low!.Value.ToString() : CanBeUndefined || (Low is null && High is null) ? "unknown" : $"{Low?.ToString() ?? "any"} to {High?.ToString() ?? "any"}";

    private bool IsZero => Low is { Sign: 0 } && High is { Sign: 0 };

    private static Truth IsAbove(NumberRange range, Rational bound, bool inclusive)
    {
        if (range.Low is { } low && (inclusive ? low >= bound : low > bound))
        {
            return Truth.True;
        }

        return range.High is { } high && (inclusive ? high < bound : high <= bound) ? Truth.False : Truth.Unknown;
    }

    private static NumberRange Monotone(NumberRange a, Func<Rational, Rational> function)
    {
        Rational? low = a.Low is { } x ? function(x) : null;
        return new NumberRange(low, a.High == a.Low ? low : a.High is { } y ? function(y) : null, a.CanBeUndefined);
    }

    private static long Whole(Rational value) => (long)BigInteger.Min(BigInteger.Max(value.Floor(), 0), CalendarArithmetic.LatestSecond);

    private static Rational RoundHalfAway(Rational value) =>
        value.Sign < 0 ? -(-value + new Rational(1, 2)).Floor() : (value + new Rational(1, 2)).Floor();

    private static Rational Smaller(Rational a, Rational b) => a < b ? a : b;

    private static (Rational Value, int Infinity) Multiply(Rational? a, int aSide, Rational? b, int bSide)
    {
        int aSign = a is { } x ? x.Sign : aSide;
        int bSign = b is { } y ? y.Sign : bSide;
        return a is { } p && b is { } q ? (p * q, 0) : (Rational.Zero, aSign * bSign);
    }

    private static int Compare((Rational Value, int Infinity) a, (Rational Value, int Infinity) b) =>
        a.Infinity != b.Infinity ? a.Infinity.CompareTo(b.Infinity) : a.Value.CompareTo(b.Value);
}

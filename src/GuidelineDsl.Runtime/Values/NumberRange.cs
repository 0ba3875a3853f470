using System.Collections.Immutable;
using System.Numerics;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// What is known of a computed number: the range in which it lies. A missing end is unbounded, an open one is not reached. A number that can be
/// undefined (a divisor of zero) decides nothing.
/// </summary>
public readonly struct NumberRange : IEquatable<NumberRange>
{
    // The farthest point of time that is told from others, in seconds: some two thousand million years.
    private const long Farthest = 1L << 56;

    private readonly Marks _marks;

    private NumberRange(Rational? low, Rational? high, Marks marks)
    {
        Low = low;
        High = high;
        _marks = marks | Marks.IsMade;
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        IsMade = 1,
        CanBeUndefined = 2,
        IsUndefined = 4,
        OpensLow = 8,
        OpensHigh = 16,
    }

    /// <summary>The lower end; null when there is none.</summary>
    public Rational? Low { get; }

    /// <summary>The upper end; null when there is none.</summary>
    public Rational? High { get; }

    /// <summary>Whether the number might not exist at all.</summary>
    public bool CanBeUndefined => Has(Marks.CanBeUndefined);

    /// <summary>Whether the number does not exist, whatever is still to be learnt.</summary>
    public bool IsUndefined => Has(Marks.IsUndefined);

    /// <summary>Whether it is one number.</summary>
    public bool IsDetermined => Has(Marks.IsMade) && !CanBeUndefined && Low is { } low && High == low;

    /// <summary>Any number.</summary>
    public static NumberRange Any => new(null, null, Marks.None);

    /// <summary>A number that does not exist.</summary>
    public static NumberRange Undefined => new(null, null, Marks.CanBeUndefined | Marks.IsUndefined);

    /// <summary>A number that might not exist, and of which nothing else is known.</summary>
    private static NumberRange Uncertain => new(null, null, Marks.CanBeUndefined);

    /// <summary>One number.</summary>
    public static implicit operator NumberRange(Rational value) => new(value, value, Marks.None);

    /// <summary>A range.</summary>
    public static NumberRange Between(Rational? low, Rational? high) => new(low, high, Marks.None);

    /// <summary>A range that does not reach its ends.</summary>
    internal static NumberRange Inside(Rational? low, Rational? high) => new(low, high, Marks.OpensLow | Marks.OpensHigh);

    /// <summary>Adds.</summary>
    public static NumberRange operator +(NumberRange a, NumberRange b) => new(a.Low + b.Low, a.High + b.High, a._marks | b._marks);

    /// <summary>Negates.</summary>
    public static NumberRange operator -(NumberRange a) => new(-a.High, -a.Low, Turned(a._marks));

    /// <summary>Multiplies.</summary>
    public static NumberRange operator *(NumberRange a, NumberRange b)
    {
        Marks existence = Existence(a, b);
        if (a.IsZero || b.IsZero)
        {
            return new NumberRange(Rational.Zero, Rational.Zero, existence);
        }

        if (a.Low is { Sign: > 0 } && b.Low is { Sign: > 0 })
        {
            return new NumberRange(a.Low * b.Low, a.High * b.High, a._marks | b._marks);
        }

        if (a.IsPoint || b.IsPoint)
        {
            (NumberRange factor, NumberRange range) = a.IsPoint ? (a, b) : (b, a);
            return factor.Low!.Value.Sign > 0
                ? new NumberRange(factor.Low * range.Low, factor.Low * range.High, existence | range._marks)
                : new NumberRange(factor.Low * range.High, factor.Low * range.Low, existence | Turned(range._marks));
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

        return new NumberRange(low.Infinity == 0 ? low.Value : null, high.Infinity == 0 ? high.Value : null, existence);
    }

    /// <summary>Divides. Where the divisor might be zero nothing is known of the quotient; where it is zero there is none.</summary>
    public static NumberRange operator /(NumberRange a, NumberRange b)
    {
        if (a.IsUndefined || b.IsUndefined || b.IsZero)
        {
            return Undefined;
        }

        return b.Contains(Rational.Zero) && b.IsInside(Rational.Zero) ? Uncertain : a * Inverse(b);
    }

    /// <summary>The smaller of two numbers.</summary>
    public static NumberRange Minimum(NumberRange a, NumberRange b)
    {
        // The smallest of all is reached when one of them reaches it; the smaller of the tops when all that have this top reach it.
        bool reachesLow = (a.Low <= b.Low && !a.Has(Marks.OpensLow)) || (b.Low <= a.Low && !b.Has(Marks.OpensLow));
        bool isTopOfA = b.High is null || a.High <= b.High;
        bool isTopOfB = a.High is null || b.High <= a.High;
        bool opensHigh = (isTopOfA && a.Has(Marks.OpensHigh)) || (isTopOfB && b.Has(Marks.OpensHigh));
        return new NumberRange(
            a.Low is { } x && b.Low is { } y ? Smaller(x, y) : null,
            a.High is { } p ? (b.High is { } q ? Smaller(p, q) : p) : b.High,
            Existence(a, b) | (reachesLow ? Marks.None : Marks.OpensLow) | (opensHigh ? Marks.OpensHigh : Marks.None));
    }

    /// <summary>The larger of two numbers.</summary>
    public static NumberRange Maximum(NumberRange a, NumberRange b) => -Minimum(-a, -b);

    /// <summary>The absolute value.</summary>
    public static NumberRange Absolute(NumberRange a) =>
        a.Low is { Sign: >= 0 } ? a
        : a.High is { Sign: <= 0 } ? -a
        : new NumberRange(Rational.Zero, a.Low is { } low && a.High is { } high ? -Smaller(low, -high) : null, Existence(a, a));

    /// <summary>The nearest whole number; halves go away from zero.</summary>
    public static NumberRange Round(NumberRange a) => Monotone(a, RoundHalfAway, isStrict: false);

    /// <summary>The largest whole number that is not above.</summary>
    public static NumberRange Floor(NumberRange a) => Monotone(a, static value => value.Floor(), isStrict: false);

    /// <summary>The square root; undefined below zero.</summary>
    public static NumberRange SquareRoot(NumberRange a) =>
        a.Low is { Sign: >= 0 } ? Monotone(a, IrrationalNumbers.SquareRoot, isStrict: false)
        : a.IsUndefined || a.High is { Sign: < 0 } ? Undefined
        : Uncertain;

    /// <summary>The natural logarithm; undefined at and below zero.</summary>
    public static NumberRange NaturalLogarithm(NumberRange a) =>
        a.Low is { Sign: > 0 } ? Monotone(a, IrrationalNumbers.NaturalLogarithm, isStrict: false)
        : a.IsUndefined || a.High is { Sign: <= 0 } ? Undefined
        : Uncertain;

    /// <summary>The exponential function.</summary>
    public static NumberRange Exponential(NumberRange a)
    {
        if (a.IsUndefined || a.Low > IrrationalNumbers.LargestExponent)
        {
            return Undefined;
        }

        if (a.High is not { } high || high > IrrationalNumbers.LargestExponent)
        {
            return Uncertain;
        }

        return new NumberRange(
            a.Low is { } low ? IrrationalNumbers.Exponential(low) : Rational.Zero, IrrationalNumbers.Exponential(high), Existence(a, a));
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
        Monotone(date, value => CalendarArithmetic.AddMonths(Whole(value), hasTime, months), isStrict: false);

    /// <summary>The months or years completed between two points of time.</summary>
    public static NumberRange Completed(NumberRange to, NumberRange from, bool hasTime, bool years)
    {
        return new NumberRange(Difference(to.Low, from.High), Difference(to.High, from.Low), Existence(to, from));

        Rational? Difference(Rational? end, Rational? start) =>
            end is not { } e || start is not { } s ? null
            : years ? CalendarArithmetic.CompletedYears(Whole(s), Whole(e), hasTime)
            : CalendarArithmetic.CompletedMonths(Whole(s), Whole(e), hasTime);
    }

    /// <summary>One or the other.</summary>
    public static NumberRange Union(NumberRange a, NumberRange b)
    {
        if (a.IsUndefined || b.IsUndefined)
        {
            NumberRange other = a.IsUndefined ? b : a;
            return new NumberRange(other.Low, other.High, other._marks | Marks.CanBeUndefined);
        }

        return new NumberRange(
            a.Low is { } x && b.Low is { } y ? Smaller(x, y) : null,
            a.High is { } p && b.High is { } q ? (p > q ? p : q) : null,
            Existence(a, b));
    }

    /// <summary>The arm whose condition holds, or what it can be while conditions are undecided.</summary>
    /// <param name="condition">Whether this arm counts.</param>
    /// <param name="value">Its value.</param>
    /// <param name="otherwise">The value of the arms after it.</param>
    public static NumberRange Choose(Truth condition, NumberRange value, NumberRange otherwise) =>
        condition.IsTrue ? value : condition.IsFalse ? otherwise : Union(value, otherwise);

    /// <summary>Where the number lies between some thresholds: twice the index of the next one, and one more on it. Null when that is not settled.</summary>
    internal int? PlaceAmong(ImmutableArray<Rational> thresholds)
    {
        for (int i = 0; i < thresholds.Length; i++)
        {
            Truth above = IsAbove(this, thresholds[i], inclusive: false);
            if (above.IsTrue)
            {
                continue;
            }

            return IsDetermined && Low == thresholds[i] ? (2 * i) + 1
                : above.IsFalse && IsAbove(this, thresholds[i], inclusive: true).IsFalse ? 2 * i
                : null;
        }

        return 2 * thresholds.Length;
    }

    /// <summary>Whether the number can be this one.</summary>
    public bool Contains(Rational value) => (Low is not { } low || low <= value) && (High is not { } high || value <= high);

    /// <summary>Whether the number lies between two bounds; null is no bound.</summary>
    public Truth IsBetween(Rational? from, bool fromInclusive, Rational? to, bool toInclusive)
    {
        if (CanBeUndefined || !Has(Marks.IsMade))
        {
            return Truth.Unknown;
        }

        Truth above = from is not { } f ? Truth.True : IsAbove(this, f, fromInclusive);
        Truth below = to is not { } t ? Truth.True : IsAbove(-this, -t, toInclusive);
        return above & below;
    }

    /// <inheritdoc/>
    public bool Equals(NumberRange other) => Low == other.Low && High == other.High && _marks == other._marks;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NumberRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High, _marks);

    /// <summary>The number, or the range in words.</summary>
    public override string ToString() =>
        IsDetermined ? Low!.Value.ToString() : CanBeUndefined || (Low is null && High is null) ? "unknown" : $"{Low?.ToString() ?? "any"} to {High?.ToString() ?? "any"}";

    private bool IsPoint => Low is { } low && High == low;

    private bool IsZero => Low is { Sign: 0 } && High is { Sign: 0 };

    private bool Has(Marks mark) => (_marks & mark) != 0;

    /// <summary>Whether a number that the closed range has is no open end of it.</summary>
    private bool IsInside(Rational value) => !(Low == value && Has(Marks.OpensLow)) && !(High == value && Has(Marks.OpensHigh));

    /// <summary>One over a range on one side of zero; an end that is an open zero leads beyond all bounds.</summary>
    private static NumberRange Inverse(NumberRange b) => new(
        b.High is { } high ? (high.Sign == 0 ? null : 1 / high) : Rational.Zero,
        b.Low is { } low ? (low.Sign == 0 ? null : 1 / low) : Rational.Zero,
        Turned(b._marks));

    private static Marks Existence(NumberRange a, NumberRange b) => (a._marks | b._marks) & (Marks.CanBeUndefined | Marks.IsUndefined);

    private static Marks Turned(Marks marks) =>
        (marks & ~(Marks.OpensLow | Marks.OpensHigh))
        | ((marks & Marks.OpensLow) != 0 ? Marks.OpensHigh : Marks.None)
        | ((marks & Marks.OpensHigh) != 0 ? Marks.OpensLow : Marks.None);

    private static Truth IsAbove(NumberRange range, Rational bound, bool inclusive)
    {
        if (range.Low is { } low && (low > bound || (low == bound && (inclusive || range.Has(Marks.OpensLow)))))
        {
            return Truth.True;
        }

        return range.High is { } high && (high < bound || (high == bound && (!inclusive || range.Has(Marks.OpensHigh)))) ? Truth.False : Truth.Unknown;
    }

    private static NumberRange Monotone(NumberRange a, Func<Rational, Rational> function, bool isStrict = true)
    {
        Rational? low = a.Low is { } x ? function(x) : null;
        return new NumberRange(low, a.High == a.Low ? low : a.High is { } y ? function(y) : null, isStrict ? a._marks : Existence(a, a));
    }

    private static long Whole(Rational value) => (long)BigInteger.Max(BigInteger.Min(value.Floor(), Farthest), -Farthest);

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

using System.Globalization;
using System.Numerics;
using System.Text;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// An exact fraction in lowest terms with a positive denominator. Every threshold, range end and computed number is one,
/// so that no boundary is ever decided by rounding. The default value is zero.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominatorMinusOne;

    /// <summary>Makes the fraction <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        Numerator = numerator / divisor;
        _denominatorMinusOne = (denominator / divisor) - 1;
    }

    private Rational(BigInteger integer)
    {
        Numerator = integer;
        _denominatorMinusOne = BigInteger.Zero;
    }

    /// <summary>The numerator of the reduced fraction; it carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The positive denominator of the reduced fraction.</summary>
    public BigInteger Denominator => _denominatorMinusOne + 1;

    /// <summary>Zero.</summary>
    public static Rational Zero => default;

    /// <summary>One.</summary>
    public static Rational One => new(BigInteger.One);

    /// <summary>Whether the denominator is one.</summary>
    public bool IsInteger => _denominatorMinusOne.IsZero;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    private Rational(int numerator, int denominatorMinusOne, ReducedTag _)
    {
        Numerator = numerator;
        _denominatorMinusOne = denominatorMinusOne;
    }

    /// <summary>An integer as a fraction.</summary>
    public static implicit operator Rational(long value) => new(new BigInteger(value));

    /// <summary>An integer as a fraction.</summary>
    public static implicit operator Rational(BigInteger value) => new(value);

    /// <summary>A decimal, exactly.</summary>
    public static implicit operator Rational(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger mantissa = (new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0];
        int scale = (bits[3] >> 16) & 0xff;
        if ((bits[1] | bits[2]) == 0 && bits[0] >= 0 && scale <= 9)
        {
            return Small(bits[3] < 0 ? -bits[0] : bits[0], PowersOfTen[scale]);
        }

        return new Rational(bits[3] < 0 ? -mantissa : mantissa, BigInteger.Pow(10, scale));
    }

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>Adds exactly.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        a.IsInteger && b.IsInteger
            ? new Rational(a.Numerator + b.Numerator)
            : new Rational((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Subtracts exactly.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Negates.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Multiplies exactly.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Divides exactly.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is zero.</exception>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Compares exactly.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Compares exactly.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Compares exactly.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Compares exactly.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>The largest integer that is not above the value.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer that is not below the value.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>Whether the value is a whole multiple of <paramref name="step"/>, counted from zero.</summary>
    public bool IsMultipleOf(Rational step) => (this / step).IsInteger;

    /// <summary>The absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The value raised to a whole power.</summary>
    public Rational Pow(int exponent) => exponent >= 0
        ? new Rational(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
        : new Rational(BigInteger.Pow(Denominator, -exponent), BigInteger.Pow(Numerator, -exponent));

    /// <summary>The fraction with the smallest denominator from one number to another.</summary>
    internal static Rational Simplest(Rational low, Rational high)
    {
        if (high.Sign < 0)
        {
            return -Simplest(-high, -low);
        }

        if (low.Sign <= 0 || low.IsInteger)
        {
            return low.Sign <= 0 ? Zero : low;
        }

        BigInteger whole = low.Floor();
        return high >= whole + 1 ? whole + 1 : whole + (1 / Simplest(1 / (high - whole), 1 / (low - whole)));
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => IsInteger && other.IsInteger
        ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorMinusOne);

    /// <summary>Whether the value can be written with finitely many decimals.</summary>
    public bool HasFiniteDecimals()
    {
        BigInteger rest = Denominator;
        foreach (int factor in (ReadOnlySpan<int>)[2, 5])
        {
            while (BigInteger.Remainder(rest, factor).IsZero)
            {
                rest /= factor;
            }
        }

        return rest.IsOne;
    }

    /// <summary>
    /// The value as a plain decimal without exponent or trailing zeros: exact where that is finite, otherwise rounded
    /// (half to even) to 12 significant digits.
    /// </summary>
    public override string ToString()
    {
        if (IsInteger)
        {
            return Numerator.ToString(CultureInfo.InvariantCulture);
        }

        int decimals = HasFiniteDecimals() ? FiniteDecimals() : DecimalsFor(12);
        BigInteger scaled = RoundHalfEven(this * new Rational(BigInteger.Pow(10, Math.Max(decimals, 0)), 1));
        string digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        StringBuilder text = new();
        if (scaled.Sign < 0)
        {
            text.Append('-');
        }

        text.Append(digits, 0, digits.Length - decimals);
        string fraction = digits[(digits.Length - decimals)..].TrimEnd('0');
        if (fraction.Length > 0)
        {
            text.Append('.').Append(fraction);
        }

        return text.ToString();
    }

    /// <summary>Reads a plain decimal: an optional sign, digits, optionally a point and digits, optionally an exponent of at most four digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        int i = 0;
        bool negative = text.Length > 0 && text[0] is '-' or '+' && text[i++] == '-';
        int start = i;
        BigInteger mantissa = BigInteger.Zero;
        int decimals = 0;
        bool point = false;
        StringBuilder digits = new();
        for (; i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && !point)); i++)
        {
            if (text[i] == '.')
            {
                point = true;
                continue;
            }

            digits.Append(text[i]);
            decimals += point ? 1 : 0;
        }

        if (digits.Length == 0 || i == start || text[i - 1] == '.' || text[start] == '.')
        {
            return false;
        }

        int exponent = 0;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            ReadOnlySpan<char> rest = text[(i + 1)..];
            if (rest.Length is 0 or > 5 || !int.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            i = text.Length;
        }

        if (i != text.Length)
        {
            return false;
        }

        mantissa = BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture);
        int power = exponent - decimals;
        value = power >= 0
            ? new Rational(mantissa * BigInteger.Pow(10, power))
            : new Rational(mantissa, BigInteger.Pow(10, -power));
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Reads a plain decimal.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out Rational value) ? value : throw new FormatException($"'{text}' is not a number.");

    /// <summary>Reduces in machine words: what patients bring is nearly always small, and then nothing is allocated.</summary>
    private static Rational Small(int numerator, int denominator)
    {
        int a = Math.Abs(numerator);
        int b = denominator;
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new Rational(numerator / a, (denominator / a) - 1, default);
    }

    private static BigInteger RoundHalfEven(Rational value)
    {
        BigInteger floor = value.Floor();
        Rational rest = value - floor;
        int side = rest.CompareTo(new Rational(1, 2));
        return side > 0 || (side == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    private int FiniteDecimals()
    {
        BigInteger power = BigInteger.One;
        int decimals = 0;
        while (!BigInteger.Remainder(power, Denominator).IsZero)
        {
            power *= 10;
            decimals++;
        }

        return decimals;
    }

    private int DecimalsFor(int significant)
    {
        BigInteger whole = BigInteger.Abs(Numerator) / Denominator;
        if (!whole.IsZero)
        {
            return Math.Max(0, significant - whole.ToString(CultureInfo.InvariantCulture).Length);
        }

        int leadingZeros = 0;
        Rational scaled = Abs() * 10;
        while (scaled < One)
        {
            scaled *= 10;
            leadingZeros++;
        }

        return significant + leadingZeros;
    }

    /// <summary>Marks the constructor that takes its parts as they are.</summary>
    private readonly struct ReducedTag;
}

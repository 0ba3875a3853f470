using System.Numerics;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// Roots, logarithms and exponentials to 60 decimals by whole-number arithmetic: the same digits on every machine. A perfect square has
/// its exact root. An irrational number differs from every threshold that a person writes down long before the last digit.
/// </summary>
internal static class IrrationalNumbers
{
    private const int Decimals = 60;
    private const int Guard = 20;

    /// <summary>Above this the exponential is treated as undefined.</summary>
    public static readonly Rational LargestExponent = 1000;

    private static readonly BigInteger Scale = BigInteger.Pow(10, Decimals + Guard);

    public static Rational SquareRoot(Rational value)
    {
        BigInteger numerator = Root(value.Numerator);
        BigInteger denominator = Root(value.Denominator);
        if (numerator * numerator == value.Numerator && denominator * denominator == value.Denominator)
        {
            return new Rational(numerator, denominator);
        }

        return Rounded(Root(value.Numerator * Scale * Scale / value.Denominator));
    }

    public static Rational Exponential(Rational value)
    {
        if (value < -LargestExponent)
        {
            return Rational.Zero;
        }

        // e^x = (e^(x / 2^k))^(2^k), with the small power from its series.
        int halvings = 0;
        BigInteger x = value.Numerator * Scale / value.Denominator;
        while (BigInteger.Abs(x) > Scale / 2)
        {
            x /= 2;
            halvings++;
        }

        Rational precise = value / BigInteger.Pow(2, halvings);
        BigInteger wide = Scale * Scale;
        x = precise.Numerator * wide / precise.Denominator;
        BigInteger sum = wide;
        BigInteger term = wide;
        for (int i = 1; !term.IsZero; i++)
        {
            term = term * x / wide / i;
            sum += term;
        }

        for (int i = 0; i < halvings; i++)
        {
            sum = sum * sum / wide;
        }

        return Rounded(sum / Scale);
    }

    public static Rational NaturalLogarithm(Rational value)
    {
        if (value == Rational.One)
        {
            return Rational.Zero;
        }

        // ln(m * 2^k) = ln m + k ln 2 with m near 1, each from the series of 2 artanh((m - 1) / (m + 1)).
        int twos = 0;
        Rational mantissa = value;
        while (mantissa > new Rational(3, 2))
        {
            mantissa /= 2;
            twos++;
        }

        while (mantissa < new Rational(3, 4))
        {
            mantissa *= 2;
            twos--;
        }

        return Rounded(Series(mantissa) + (twos * Series(2)));
    }

    private static BigInteger Series(Rational value)
    {
        Rational ratio = (value - 1) / (value + 1);
        BigInteger y = ratio.Numerator * Scale / ratio.Denominator;
        BigInteger square = y * y / Scale;
        BigInteger sum = BigInteger.Zero;
        BigInteger power = y;
        for (int i = 1; !power.IsZero; i += 2)
        {
            sum += power / i;
            power = power * square / Scale;
        }

        return 2 * sum;
    }

    private static BigInteger Root(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static Rational Rounded(BigInteger scaled)
    {
        BigInteger guard = BigInteger.Pow(10, Guard);
        BigInteger half = guard / 2;
        return new Rational((scaled + (scaled.Sign < 0 ? -half : half)) / guard, BigInteger.Pow(10, Decimals));
    }
}

using System.Numerics;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The way of a number on a grid of decimals from its digits to its code and back, in whole numbers of the machine. What does not fit them, or is
/// off the grid or out of the range, is left to the exact way, which finds the words for it.
/// </summary>
internal sealed class NumberGrid
{
    private const int MostDecimals = 18;
    private const ulong FewDigits = 1_000_000_000;

    private readonly ulong _stepNumerator;
    private readonly ulong _stepDenominator;
    private readonly decimal _step;
    private readonly long _least;
    private readonly long _most;

    /// <summary>A step of one tenth, one hundredth and so on, as the number of its decimals; otherwise -1.</summary>
    private readonly int _decimals;

    private NumberGrid(Rational step, long least, long most)
    {
        _stepNumerator = (ulong)step.Numerator;
        _stepDenominator = (ulong)step.Denominator;
        _step = (decimal)step.Numerator / (decimal)step.Denominator;
        _least = least;
        _most = most;
        _decimals = step.Numerator.IsOne ? PowersOfTen.IndexOf(_stepDenominator) : -1;
    }

    /// <summary>The smallest and the largest code of the fact's range.</summary>
    public (long Least, long Most) Range => (_least, _most);

    /// <summary>The grid of a fact; null where it is not one of decimals.</summary>
    public static NumberGrid? Of(FactDescription fact)
    {
        if (fact.Kind != FactValueKind.Number || fact.Coding.Step is not { } step || !step.HasFiniteDecimals()
            || step.Numerator.GetBitLength() > 62 || step.Denominator >= 1_000_000_000)
        {
            return null;
        }

        BigInteger least = fact.Minimum is { } low ? (low / step).Ceiling() : -long.MaxValue;
        BigInteger most = fact.Maximum is { } high ? (high / step).Floor() : long.MaxValue;
        return new NumberGrid(step, (long)BigInteger.Max(least, -long.MaxValue), (long)BigInteger.Min(most, long.MaxValue));
    }

    /// <summary>The number of a code.</summary>
    public decimal DecimalOf(long code) => code * _step;

    /// <summary>The code of a decimal.</summary>
    public bool TryCode(decimal value, out long code)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        code = 0;
        return bits[2] == 0 && TryCode(((ulong)(uint)bits[1] << 32) | (uint)bits[0], (bits[3] >> 16) & 0xff, bits[3] < 0, out code);
    }

    /// <summary>The code of <c>digits / 10^decimals</c>.</summary>
    public bool TryCode(ulong digits, int decimals, bool isNegative, out long code)
    {
        if (decimals <= _decimals && digits < FewDigits)
        {
            code = (long)(digits * PowersOfTen[_decimals - decimals]);
            code = isNegative ? -code : code;
            return code >= _least && code <= _most;
        }

        code = 0;
        if (decimals > MostDecimals
            || Math.BigMul(digits, _stepDenominator, out ulong dividend) != 0
            || Math.BigMul(PowersOfTen[decimals], _stepNumerator, out ulong divisor) != 0)
        {
            return false;
        }

        (ulong quotient, ulong rest) = divisor == 1 ? (dividend, 0) : dividend == divisor ? (1, 0) : Math.DivRem(dividend, divisor);
        if (rest != 0 || quotient > long.MaxValue)
        {
            return false;
        }

        code = isNegative ? -(long)quotient : (long)quotient;
        return code >= _least && code <= _most;
    }

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];
}

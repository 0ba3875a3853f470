namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// Three-valued (Kleene) truth. It is kept as the two answers to "may it be true?" and "is it certainly true?", so that <c>and</c> and <c>or</c> are one
/// operation on bits. A third bit is always set: the default value is none of the three and never appears.
/// </summary>
public readonly struct Truth : IEquatable<Truth>
{
    private const byte MayHold = 1;
    private const byte CertainlyHolds = 2;
    private const byte IsTruth = 4;

    /// <summary>In the four bits at four times the bits of a truth: the bits of its negation.</summary>
    private const uint Negations =
        ((uint)IsTruth << (4 * (IsTruth | CertainlyHolds | MayHold))) | ((uint)(IsTruth | MayHold) << (4 * (IsTruth | MayHold))) | ((uint)(IsTruth | CertainlyHolds | MayHold) << (4 * IsTruth));

    private readonly byte _bits;

    private Truth(int bits) => _bits = (byte)bits;

    /// <summary>It holds.</summary>
    public static Truth True => new(IsTruth | CertainlyHolds | MayHold);

    /// <summary>It does not hold.</summary>
    public static Truth False => new(IsTruth);

    /// <summary>What is known does not decide it.</summary>
    public static Truth Unknown => new(IsTruth | MayHold);

    /// <summary>Whether it holds.</summary>
    public bool IsTrue => _bits == (IsTruth | CertainlyHolds | MayHold);

    /// <summary>Whether it certainly does not hold.</summary>
    public bool IsFalse => _bits == IsTruth;

    /// <summary>Whether it is undecided.</summary>
    public bool IsUnknown => _bits == (IsTruth | MayHold);

    /// <summary>Whether it holds or might hold.</summary>
    public bool IsPossible => (_bits & MayHold) != 0;

    /// <summary>A decided truth.</summary>
    public static implicit operator Truth(bool value) => new(value ? IsTruth | CertainlyHolds | MayHold : IsTruth);

    /// <summary>Both hold.</summary>
    public static Truth operator &(Truth a, Truth b) => new(a._bits & b._bits);

    /// <summary>At least one holds.</summary>
    public static Truth operator |(Truth a, Truth b) => new(a._bits | b._bits);

    /// <summary>It does not hold.</summary>
    public static Truth operator !(Truth a) => new((int)(Negations >> (4 * a._bits)) & (IsTruth | CertainlyHolds | MayHold));

    /// <summary>Whether the two are the same of the three.</summary>
    public static bool operator ==(Truth a, Truth b) => a._bits == b._bits;

    /// <summary>Whether the two are different ones of the three.</summary>
    public static bool operator !=(Truth a, Truth b) => a._bits != b._bits;

    /// <summary>At least <paramref name="minimum"/> and at most <paramref name="maximum"/> of the parts hold.</summary>
    public static Truth Count(int minimum, int maximum, params ReadOnlySpan<Truth> parts)
    {
        int certain = 0;
        int possible = 0;
        foreach (Truth part in parts)
        {
            certain += part.IsTrue ? 1 : 0;
            possible += part.IsPossible ? 1 : 0;
        }

        return OfCount(certain, possible, minimum, maximum);
    }

    /// <summary>Whether a number between two others lies within bounds.</summary>
    internal static Truth OfCount(int certain, int possible, int minimum, int maximum) =>
        possible < minimum || certain > maximum ? False
        : certain >= minimum && possible <= maximum ? True
        : Unknown;

    /// <inheritdoc/>
    public bool Equals(Truth other) => _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Truth other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits;

    /// <summary><c>true</c>, <c>false</c> or <c>unknown</c>.</summary>
    public override string ToString() => IsTrue ? "true" : IsFalse ? "false" : "unknown";
}

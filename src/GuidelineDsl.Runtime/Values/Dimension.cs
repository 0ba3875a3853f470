using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// What a unit measures, as powers of base kinds. Calendar time (months, years) is a kind of its own beside seconds, and so is every
/// arbitrary unit: an international unit of one substance says nothing about its mass.
/// </summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [""] = "a plain number",
        ["length"] = "a length",
        ["length^2"] = "an area",
        ["length^3"] = "a volume",
        ["mass"] = "a mass",
        ["time"] = "a time",
        ["calendar"] = "calendar months or years",
        ["amount"] = "an amount of substance",
        ["temperature"] = "a temperature",
        ["length^-3·mass"] = "a mass concentration",
        ["amount·length^-3"] = "a substance concentration",
        ["length^-3"] = "a count per volume",
        ["length^-2"] = "a count per area",
        ["length^-2·mass"] = "a mass per body surface",
        ["mass·time^-1"] = "a mass per time",
        ["length^3·time^-1"] = "a volume per time",
        ["time^-1"] = "a rate",
        ["length^2·time^-2"] = "an absorbed dose",
        ["length^-1·mass·time^-2"] = "a pressure",
        ["international unit"] = "international units",
    };

    private readonly ImmutableSortedDictionary<string, int> _powers;

    private Dimension(ImmutableSortedDictionary<string, int> powers) => _powers = powers;

    /// <summary>A plain number.</summary>
    public static Dimension None { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>Whether it is a plain number.</summary>
    public bool IsNone => _powers.IsEmpty;

    /// <summary>A base kind, or a power of it.</summary>
    public static Dimension Of(string kind, int power = 1) => new(None._powers.Add(kind, power));

    /// <summary>What a product of the two measures.</summary>
    public Dimension Multiply(Dimension other) => Combine(other, 1);

    /// <summary>What a quotient of the two measures.</summary>
    public Dimension Divide(Dimension other) => Combine(other, -1);

    /// <summary>What a power measures.</summary>
    public Dimension Power(int exponent) => exponent == 0
        ? None
        : new(_powers.ToImmutableSortedDictionary(p => p.Key, p => p.Value * exponent, StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool Equals(Dimension? other) => other is not null && _powers.SequenceEqual(other._powers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The kind in words where there is one ("a length"); otherwise its powers.</summary>
    public override string ToString()
    {
        string key = string.Join('·', _powers.Select(p => p.Value == 1 ? p.Key : $"{p.Key}^{p.Value}"));
        return Words.GetValueOrDefault(key, key);
    }

    private Dimension Combine(Dimension other, int sign)
    {
        ImmutableSortedDictionary<string, int> powers = _powers;
        foreach ((string kind, int power) in other._powers)
        {
            int sum = powers.GetValueOrDefault(kind) + (sign * power);
            powers = sum == 0 ? powers.Remove(kind) : powers.SetItem(kind, sum);
        }

        return new Dimension(powers);
    }
}

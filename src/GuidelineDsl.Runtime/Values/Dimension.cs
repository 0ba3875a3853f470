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
        ["calendar"] = "a time in calendar months or years",
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
        ["length^2·mass·time^-2"] = "an energy",
        ["length·time^-1"] = "a speed",
        ["length·mass·time^-2"] = "a force",
        ["amount·time^-1"] = "a catalytic activity",
        ["amount·length^-3·time^-1"] = "a catalytic concentration",
        ["international unit"] = "an amount in international units",
        ["international unit·length^-3"] = "a concentration in international units",
        ["equivalents"] = "an amount in equivalents",
        ["equivalents·length^-3"] = "a concentration in equivalents",
        ["microscope field^-1"] = "a count per microscope field",
        ["low-power field^-1"] = "a count per low-power field",
        ["microscope field"] = "a number of microscope fields",
        ["length^3·mass^-1·time^-1"] = "a volume per mass and time",
        ["calendar^-1"] = "a rate per month or year",
    };

    private readonly ImmutableArray<BasePower> _powers;

    private Dimension(IEnumerable<BasePower> powers) => _powers = [.. powers.OrderBy(p => p.Kind, StringComparer.Ordinal)];

    /// <summary>A plain number.</summary>
    public static Dimension None { get; } = new([]);

    /// <summary>Whether it is a plain number.</summary>
    public bool IsNone => _powers.IsEmpty;

    /// <summary>A base kind, or a power of it.</summary>
    public static Dimension Of(string kind, int power = 1) => new([new BasePower(kind, power)]);

    /// <summary>What a product of the two measures.</summary>
    public Dimension Multiply(Dimension other) => Combine(other, 1);

    /// <summary>What a quotient of the two measures.</summary>
    public Dimension Divide(Dimension other) => Combine(other, -1);

    /// <summary>What a power measures.</summary>
    public Dimension Power(int exponent) => exponent == 0
        ? None
        : new(_powers.Select(p => p with { Exponent = p.Exponent * exponent }));

    /// <inheritdoc/>
    public bool Equals(Dimension? other) => other is not null && _powers.SequenceEqual(other._powers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The kind in words: one of its own where there is one ("a length"), otherwise "mass per amount".</summary>
    public override string ToString()
    {
        string key = string.Join('·', _powers.Select(p => p.Exponent == 1 ? p.Kind : $"{p.Kind}^{p.Exponent}"));
        return Words.TryGetValue(key, out string? words) ? words : InParts();
    }

    /// <summary>Whether it is the first power of one base kind.</summary>
    public bool Is(string kind) => _powers is [{ Exponent: 1 } only] && only.Kind == kind;

    /// <summary>What squares of it measure this; null when that is nothing.</summary>
    public Dimension? SquareRoot() => _powers.All(p => p.Exponent % 2 == 0)
        ? new(_powers.Select(p => p with { Exponent = p.Exponent / 2 }))
        : null;

    private string InParts()
    {
        string above = Side(1);
        string below = Side(-1);
        return below.Length == 0 ? above : above.Length == 0 ? $"a number per {below}" : $"{above} per {below}";
    }

    private string Side(int sign) => string.Join(
        sign > 0 ? " times " : " and ", _powers.Where(p => p.Exponent * sign > 0).Select(p => p.Exponent * sign == 1 ? p.Kind : $"{p.Kind} to the power of {p.Exponent * sign}"));

    private Dimension Combine(Dimension other, int sign) => new(
        _powers.Concat(other._powers.Select(p => p with { Exponent = sign * p.Exponent }))
            .GroupBy(p => p.Kind, StringComparer.Ordinal)
            .Select(g => new BasePower(g.Key, g.Sum(p => p.Exponent)))
            .Where(p => p.Exponent != 0));

    private sealed record BasePower(string Kind, int Exponent);
}

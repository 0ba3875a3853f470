using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What a <see cref="FactValue"/> holds.</summary>
public enum FactValueKind
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One value of an enumeration, by ordinal.</summary>
    Enumeration,

    /// <summary>A set of values, by ordinals.</summary>
    Set,

    /// <summary>A number in the fact's unit.</summary>
    Number,

    /// <summary>A day, as days since 0001-01-01.</summary>
    Date,

    /// <summary>A date and time, as seconds since 0001-01-01T00:00.</summary>
    DateTime,
}

/// <summary>The value of a fact for one patient, whatever the fact's type. The default value is unknown.</summary>
public readonly struct FactValue : IEquatable<FactValue>
{
    private readonly Rational _number;
    private readonly ImmutableArray<int> _members;

    private FactValue(FactValueKind kind, Rational number, ImmutableArray<int> members)
    {
        Kind = kind;
        _number = number;
        _members = members;
    }

    /// <summary>What the value is.</summary>
    public FactValueKind Kind { get; }

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => Kind != FactValueKind.Unknown;

    /// <summary>The ordinal of an enumeration's value; 1 for yes and 0 for no.</summary>
    public int Ordinal => Kind is FactValueKind.YesNo or FactValueKind.Enumeration ? (int)_number.Numerator : throw Mismatch("a named value");

    /// <summary>Whether a yes/no value is yes.</summary>
    public bool IsYes => Kind == FactValueKind.YesNo ? !_number.Numerator.IsZero : throw Mismatch("yes or no");

    /// <summary>The number, or the whole number of a date.</summary>
    public Rational Number =>
        Kind is FactValueKind.Number or FactValueKind.Date or FactValueKind.DateTime ? _number : throw Mismatch("a number");

    /// <summary>The ordinals of a set's members, sorted.</summary>
    public ImmutableArray<int> Members => Kind == FactValueKind.Set ? _members : throw Mismatch("a set");

    /// <summary>Nothing is known.</summary>
    public static FactValue Unknown => default;

    /// <summary>Yes or no.</summary>
    public static FactValue OfYesNo(bool value) => new(FactValueKind.YesNo, value ? 1 : 0, []);

    /// <summary>A value of an enumeration.</summary>
    public static FactValue OfEnumeration(int ordinal) => new(FactValueKind.Enumeration, ordinal, []);

    /// <summary>A set of values.</summary>
    public static FactValue OfSet(IEnumerable<int> ordinals) =>
        new(FactValueKind.Set, default, [.. ordinals.Distinct().Order()]);

    /// <summary>A number in the fact's unit.</summary>
    public static FactValue OfNumber(Rational value) => new(FactValueKind.Number, value, []);

    /// <summary>A day.</summary>
    public static FactValue OfDate(DateOnly value) => new(FactValueKind.Date, value.DayNumber, []);

    /// <summary>A date and time, to the second.</summary>
    public static FactValue OfDateTime(DateTime value) => new(FactValueKind.DateTime, CalendarArithmetic.FromTime(value), []);

    /// <summary>A number that is known or not.</summary>
    public static FactValue From(decimal? value) => value is { } number ? OfNumber(number) : default;

    /// <summary>A number that is known or not.</summary>
    public static FactValue From(Rational? value) => value is { } number ? OfNumber(number) : default;

    /// <summary>Yes, no, or not known.</summary>
    public static FactValue From(bool? value) => value is { } yes ? OfYesNo(yes) : default;

    /// <summary>A day that is known or not.</summary>
    public static FactValue From(DateOnly? value) => value is { } day ? OfDate(day) : default;

    /// <summary>A date and time that is known or not.</summary>
    public static FactValue From(DateTime? value) => value is { } time ? OfDateTime(time) : default;

    /// <summary>A value of an enumeration that is known or not.</summary>
    public static FactValue FromOrdinal(int? value) => value is { } ordinal ? OfEnumeration(ordinal) : default;

    /// <summary>A set that is known or not.</summary>
    public static FactValue FromMembers(IEnumerable<int>? values) => values is null ? default : OfSet(values);

    /// <summary>The number as a decimal; the fact's grid sees to it that it is exact.</summary>
    public decimal ToDecimal() => (decimal)Number.Numerator / (decimal)Number.Denominator;

    /// <summary>The day of a date.</summary>
    public DateOnly ToDay() => CalendarArithmetic.ToDay((long)Number.Numerator);

    /// <summary>The point of time of a date and time.</summary>
    public DateTime ToTime() => CalendarArithmetic.ToTime((long)Number.Numerator);

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(FactValue a, FactValue b) => a.Equals(b);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(FactValue a, FactValue b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(FactValue other) =>
        Kind == other.Kind && _number == other._number
        && (Kind != FactValueKind.Set || _members.AsSpan().SequenceEqual(other._members.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FactValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, Kind == FactValueKind.Set ? _members.Length : 0);

    /// <summary>The value in general terms; a <see cref="FactDescription"/> writes it in its own words.</summary>
    public override string ToString() => Kind switch
    {
        FactValueKind.Unknown => "unknown",
        FactValueKind.YesNo => IsYes ? "yes" : "no",
        FactValueKind.Enumeration => "#" + Ordinal.ToString(CultureInfo.InvariantCulture),
        FactValueKind.Set => "{ " + string.Join(", ", _members) + " }",
        FactValueKind.Number => _number.ToString(),
        FactValueKind.Date => CalendarArithmetic.ToDay((long)_number.Numerator).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FactValueKind.DateTime => CalendarArithmetic.ToTime((long)_number.Numerator).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No such kind of value: {Kind}."),
    };

    private InvalidOperationException Mismatch(string expected) => new($"The value is {Kind}, not {expected}.");
}

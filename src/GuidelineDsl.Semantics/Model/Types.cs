using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Semantics.Model;

/// <summary>The type of a fact, of a classification (an enumeration) or of a computed value.</summary>
public abstract record ValueType;

public sealed record YesNo : ValueType;

/// <summary>A value of an enumeration, of a set or of a classification; <paramref name="Ordinal"/> is its place in written order.</summary>
public sealed record NamedValue(string Id, string Label, int Ordinal);

public sealed record Enumeration(ImmutableArray<NamedValue> Values, bool IsOrdered) : ValueType;

public sealed record SetOf(ImmutableArray<NamedValue> Values) : ValueType;

/// <summary>
/// A number in <paramref name="Unit"/> (the text as declared, null for none). The range is closed; a missing end is null.
/// Values are whole multiples of <paramref name="Resolution"/>, or continuous when it is null.
/// </summary>
public sealed record Number(Rational? Minimum, Rational? Maximum, string? Unit, Rational? Resolution) : ValueType;

/// <summary>
/// A point of time as a whole number: days since 0001-01-01 (<see cref="DateOnly.DayNumber"/>), or with
/// <paramref name="HasTime"/> the seconds since 0001-01-01T00:00. The range is closed; a missing end is null.
/// </summary>
public sealed record Date(bool HasTime, long? Minimum, long? Maximum) : ValueType;

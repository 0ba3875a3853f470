using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Values and ranges of facts in words, for messages.</summary>
internal static class ValueWords
{
    public static string Of(Fact fact, Rational value) => fact.Type switch
    {
        Date date => DateText.Write(date, (long)value.Floor()),
        Number { Unit: { } unit } => $"{value} {TypeDiagnostics.Written(unit)}",
        _ => value.ToString(),
    };

    public static string Range(Fact fact) => fact.Type switch
    {
        Number n => Range(fact, n.Minimum, n.Maximum),
        Date d => Range(fact, d.Minimum, d.Maximum),
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };

    private static string Range(Fact fact, Rational? minimum, Rational? maximum) => (minimum, maximum) switch
    {
        ({ } low, { } high) => $"{Of(fact, low)} to {Of(fact, high)}",
        ({ } low, null) => $"{Of(fact, low)} and above",
        (null, { } high) => $"{Of(fact, high)} and below",
        _ => "unlimited",
    };
}

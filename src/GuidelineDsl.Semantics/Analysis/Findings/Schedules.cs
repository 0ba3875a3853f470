using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Whether two pieces of advice about one action leave no common dose, interval, duration or line. What a rule does not say conflicts with nothing;
/// amounts of different dimensions do not either.
/// </summary>
internal static class Schedules
{
    /// <summary>What differs, in words; null when both can be followed.</summary>
    public static string? Conflict(Qualifiers a, Qualifiers b, bool sameParts, bool sameDecision)
    {
        bool differentLines = a.Line is { } x && b.Line is { } y && x != y;
        if (differentLines)
        {
            // Given one after the other, the rest may well differ.
            return sameParts && sameDecision ? $"line {a.Line} and line {b.Line}" : null;
        }

        return (sameParts ? Differs("dose", a.Dose, b.Dose) ?? Differs("fraction", a.Fraction, b.Fraction) : null)
            ?? Differs("interval", a.Every, b.Every)
            ?? Differs("duration", a.For, b.For)
            ?? (a.IsLifelong && b.For is { High: not null } or { AtLeast: false } ? $"lifelong and {Words(b.For)}" : null)
            ?? (b.IsLifelong && a.For is { High: not null } or { AtLeast: false } ? $"{Words(a.For)} and lifelong" : null);
    }

    public static string Words(Amount amount)
    {
        string unit = amount.Unit is null ? "" : " " + amount.Unit;
        return amount.AtLeast ? $"at least {amount.Low}{unit}"
            : amount.High is { } high && high != amount.Low ? $"{amount.Low} to {high}{unit}"
            : $"{amount.Low}{unit}";
    }

    private static string? Differs(string what, Amount? a, Amount? b) =>
        a is not null && b is not null && !HaveCommonValue(a, b) ? $"{what} {Words(a)} and {Words(b)}" : null;

    private static bool HaveCommonValue(Amount a, Amount b)
    {
        if (Unit(a.Unit) is not { } unitA || Unit(b.Unit) is not { } unitB)
        {
            return a.Unit != b.Unit || Overlap(a, b, value => value);
        }

        return !unitA.Dimension.Equals(unitB.Dimension) || Overlap(a, b, value => unitB.Convert(value, unitA));
    }

    private static bool Overlap(Amount a, Amount b, Func<Rational, Rational> convert)
    {
        Rational lowB = convert(b.Low);
        Rational? highA = a.AtLeast ? null : a.High ?? a.Low;
        Rational? highB = b.AtLeast ? null : convert(b.High ?? b.Low);
        return (highA is not { } endA || lowB <= endA) && (highB is not { } endB || a.Low <= endB);
    }

    private static Unit? Unit(string? unit) =>
        unit is null ? Runtime.Values.Unit.One : UnitParser.TryParse(unit, out Unit parsed) ? parsed : null;
}

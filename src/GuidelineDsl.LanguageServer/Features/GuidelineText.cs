using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Regions and patients of findings, written in the guideline language.</summary>
internal static class GuidelineText
{
    /// <summary>A condition that holds for exactly the patients of the region.</summary>
    public static string Condition(IReadOnlyList<Box> region)
    {
        List<string> boxes = [.. region.Select(Condition)];
        return boxes.Count switch
        {
            0 => "everyone",
            1 => boxes[0],
            _ => string.Join(" or ", boxes.Select(b => b.Contains(" and ", StringComparison.Ordinal) ? $"({b})" : b)),
        };
    }

    public static string Condition(Box box) =>
        box.Parts.IsDefaultOrEmpty ? "everyone" : string.Join(" and ", box.Parts.Select(p => Part(p.Fact, p.Part)));

    public static string Patient(Patient patient) =>
        string.Join(", ", patient.Values.Where(v => v.Value is not UnknownValue).Select(v => $"{v.Fact.Id} = {Value(v.Fact, v.Value)}"));

    private static string Part(Fact fact, FactPart part)
    {
        (string text, bool unknown) = part switch
        {
            ValuesPart values => (Values(fact, values), values.IncludesUnknown),
            IntervalPart interval => (Interval(fact, interval.Interval), interval.IncludesUnknown),
            SetPart set => (Set(fact, set), set.IncludesUnknown),
            _ => throw new InvalidOperationException($"{part.GetType().Name} is no known part of a region."),
        };
        return (text, unknown) switch
        {
            ("", true) => $"{fact.Id} is unknown",
            ("", false) => $"{fact.Id} is known",
            (_, true) => $"({text} or {fact.Id} is unknown)",
            _ => text,
        };
    }

    private static string Values(Fact fact, ValuesPart part)
    {
        if (fact.Type is YesNo)
        {
            return part.Values.Ordinals.Length != 1 ? "" : part.Values.Contains(1) ? fact.Id : $"not {fact.Id}";
        }

        string[] names = [.. Names(fact, part.Values)];
        return names.Length switch
        {
            0 => "",
            1 => $"{fact.Id} is {names[0]}",
            _ => $"{fact.Id} in {{ {string.Join(", ", names)} }}",
        };
    }

    private static string Interval(Fact fact, Interval interval)
    {
        if (interval.From is { } from && interval.To is { } to)
        {
            return from == to
                ? $"{fact.Id} is {Amount(fact, from)}"
                : interval is { FromInclusive: true, ToInclusive: true }
                    ? $"{fact.Id} between {Amount(fact, from)} and {Amount(fact, to)}"
                    : $"{Amount(fact, from)} {(interval.FromInclusive ? "<=" : "<")} {fact.Id} {(interval.ToInclusive ? "<=" : "<")} {Amount(fact, to)}";
        }

        return interval.From is { } low ? $"{fact.Id} {(interval.FromInclusive ? ">=" : ">")} {Amount(fact, low)}"
            : interval.To is { } high ? $"{fact.Id} {(interval.ToInclusive ? "<=" : "<")} {Amount(fact, high)}"
            : "";
    }

    private static string Set(Fact fact, SetPart part)
    {
        string[] included = [.. Names(fact, part.Includes)];
        string[] excluded = [.. Names(fact, part.Excludes)];
        if (included.Length == 0 && fact.Type is SetOf set && excluded.Length == set.Values.Length)
        {
            return $"{fact.Id} is empty";
        }

        List<string> parts = [];
        if (included.Length > 0)
        {
            parts.Add(included.Length == 1 ? $"{fact.Id} includes {included[0]}" : $"{fact.Id} includes all of {{ {string.Join(", ", included)} }}");
        }

        if (excluded.Length > 0)
        {
            parts.Add(excluded.Length == 1
                ? $"not {fact.Id} includes {excluded[0]}"
                : $"not {fact.Id} includes any of {{ {string.Join(", ", excluded)} }}");
        }

        return string.Join(" and ", parts);
    }

    private static string Value(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue yes => yes.Value ? "yes" : "no",
        EnumerationValue enumeration => enumeration.Value.Id,
        SetValue set => set.Members.Length == 0 ? "{ }" : $"{{ {string.Join(", ", set.Members.Select(m => m.Id))} }}",
        NumericValue number => Amount(fact, number.Value),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no known value."),
    };

    private static IEnumerable<string> Names(Fact fact, ValueSet values) => fact.Type switch
    {
        Enumeration enumeration => values.Ordinals.Select(o => enumeration.Values[o].Id),
        SetOf set => values.Ordinals.Select(o => set.Values[o].Id),
        _ => [],
    };

    private static string Amount(Fact fact, Rational value) => fact.Type switch
    {
        Date { HasTime: true } => new DateTime((long)value.Numerator * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified)
            .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        Date => DateOnly.FromDayNumber((int)value.Numerator).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Number { Unit: { } unit } => $"{value} {Unit(unit)}",
        _ => value.ToString(),
    };

    public static string Unit(string unit) =>
        unit == "%" || UnitWords.IsUnit(unit) ? unit : $"'{unit.Replace("'", "''", StringComparison.Ordinal)}'";
}

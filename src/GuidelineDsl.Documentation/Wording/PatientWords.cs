using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>Patients, regions, types and expectations in words.</summary>
internal static class PatientWords
{
    public static string Value(PatientValue value, Semantics.Model.ValueType type) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue yesNo => yesNo.Value ? "yes" : "no",
        EnumerationValue one => one.Value.Label,
        SetValue { Members.IsEmpty: true } => "none",
        SetValue set => string.Join(", ", set.Members.Select(m => m.Label)),
        NumericValue number => NumberWords.Value(number.Value, type),
        _ => throw new InvalidOperationException($"No words for {value.GetType().Name}."),
    };

    /// <summary>One part of a region: <c>Ki-67 index: 10 % to 100 %</c>.</summary>
    public static string Part(Fact fact, FactPart part)
    {
        IReadOnlyList<NamedValue> values = ConditionWords.Values(fact.Type);
        return part switch
        {
            ValuesPart some => WithUnknown(string.Join(" or ", some.Values.Ordinals.Select(o => values.Count == 0 ? YesOrNo(o) : values[o].Label)), some.IncludesUnknown),
            IntervalPart interval => WithUnknown(NumberWords.Range(interval.Interval, fact.Type), interval.IncludesUnknown),
            SetPart set => WithUnknown(SetText(set, values), set.IncludesUnknown),
            _ => throw new InvalidOperationException($"No words for {part.GetType().Name}."),
        };
    }

    /// <summary>What may be entered for a fact.</summary>
    public static string Type(Semantics.Model.ValueType type) => type switch
    {
        YesNo => "yes or no",
        Enumeration { IsOrdered: true } => "one of, in this order",
        Enumeration => "one of",
        SetOf => "any of",
        Number number => NumberType(number),
        Date date => (date.HasTime ? "date and time" : "date")
            + Range(date.Minimum is { } low ? NumberWords.DateText(low, date.HasTime) : null, date.Maximum is { } high ? NumberWords.DateText(high, date.HasTime) : null),
        _ => throw new InvalidOperationException($"No words for {type.GetType().Name}."),
    };

    public static string Expectation(Expectation expectation) => expectation switch
    {
        GivesRules { Rules.IsEmpty: true } => "gives no rule",
        GivesRules gives => $"gives exactly: {string.Join("; ", gives.Rules.Select(r => r.Label))}",
        GivesAdvice advice => $"{(advice.Negated ? "does not " : "")}{Verb(advice.Verb, advice.Negated)} {string.Join(", ", advice.Actions.Select(a => a.Label))}",
        NeedsFacts { Facts.IsEmpty: true } => "needs no further fact",
        NeedsFacts needs => $"needs exactly: {string.Join(", ", needs.Facts.Select(f => f.Label))}",
        HasStatus status => status.Status switch
        {
            ExpectedStatus.Silent => "is silent",
            ExpectedStatus.OutOfScope => "is out of scope",
            ExpectedStatus.Gap => "has a gap: no recommendation",
            _ => throw new InvalidOperationException($"No words for {status.Status}."),
        },
        HasValue value => $"is {Value(value.Value, DerivedType(value.Derived))}",
        _ => throw new InvalidOperationException($"No words for {expectation.GetType().Name}."),
    };

    /// <summary>What an expectation is about: a decision, or a derived value.</summary>
    public static Symbol Subject(Expectation expectation) => expectation switch
    {
        GivesRules gives => gives.Decision,
        GivesAdvice advice => advice.Decision,
        NeedsFacts needs => needs.Decision,
        HasStatus status => status.Decision,
        HasValue value => value.Derived,
        _ => throw new InvalidOperationException($"No words for {expectation.GetType().Name}."),
    };

    private static Semantics.Model.ValueType DerivedType(Symbol symbol) => symbol switch
    {
        Classification classification => classification.Type,
        ComputedValue computed => computed.Type,
        Score => new Number(null, null, null, null),
        _ => new YesNo(),
    };

    private static string Verb(AdviceVerb verb, bool negated)
    {
        string word = verb switch
        {
            AdviceVerb.Recommend => "recommend",
            AdviceVerb.Consider => "consider",
            AdviceVerb.Avoid => "avoid",
            _ => "contraindicate",
        };
        return negated ? word : word + "s";
    }

    private static string NumberType(Number number)
    {
        string unit = number.Unit is null ? "" : $" {UnitNotation.ForPeople(number.Unit)}";
        string range = Range(number.Minimum?.ToString(), number.Maximum?.ToString());
        string steps = number.Resolution is { } step ? $", in steps of {step}" : "";
        return (range.Length, unit.Length) switch
        {
            (0, 0) => $"number{steps}",
            (0, _) => $"number in{unit}{steps}",
            _ => $"number{range}{unit}{steps}",
        };
    }

    private static string Range(string? low, string? high) => (low, high) switch
    {
        (null, null) => "",
        (null, _) => $" up to {high}",
        (_, null) => $" from {low}",
        _ => $" from {low} to {high}",
    };

    private static string SetText(SetPart set, IReadOnlyList<NamedValue> values)
    {
        string includes = string.Join(", ", set.Includes.Ordinals.Select(o => values[o].Label));
        string excludes = string.Join(", ", set.Excludes.Ordinals.Select(o => values[o].Label));
        return (includes.Length, excludes.Length) switch
        {
            (0, 0) => "anything",
            (_, 0) => $"with {includes}",
            (0, _) => set.Excludes.Ordinals.Length == values.Count ? "none" : $"without {excludes}",
            _ => $"with {includes}, without {excludes}",
        };
    }

    private static string WithUnknown(string text, bool unknown) => (text.Length, unknown) switch
    {
        (0, true) => "unknown",
        (_, true) => $"{text} or unknown",
        _ => text,
    };

    private static string YesOrNo(int ordinal) => ordinal == 1 ? "yes" : "no";
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Model;

/// <summary>Advice, and what tests give and expect, as text.</summary>
public static class AdvicePrinter
{
    public static string Print(Advice advice) =>
        string.Join(' ', new[] { advice.Verb.ToString().ToLowerInvariant(), Print(advice.Plan) }.Concat(Parts(advice.Qualifiers)));

    public static string Print(Plan plan) => string.Join(" then ", plan.Steps.Select(s => (s.Name is null ? "" : $"{s.Name}: ") + Print(s.Options)));

    public static string Print(PatientValue value, Date? date) => value switch
    {
        UnknownValue => "unknown",
        YesNoValue v => v.Value ? "yes" : "no",
        EnumerationValue v => v.Value.Id,
        SetValue v => $"{{ {string.Join(", ", v.Members.Select(m => m.Id))} }}",
        NumericValue v => ConditionPrinter.Print(v.Value, date),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name),
    };

    public static string Print(Expectation expectation) => expectation switch
    {
        GivesRules e => $"expect {e.Decision} gives {string.Join(", ", e.Rules.AsEnumerable())}",
        GivesAdvice e => $"expect {e.Decision} {(e.Negated ? "does not " : "")}{e.Verb.ToString().ToLowerInvariant()} {string.Join(", ", e.Actions.AsEnumerable())}",
        NeedsFacts e => $"expect {e.Decision} needs {string.Join(", ", e.Facts.AsEnumerable())}",
        HasStatus e => $"expect {e.Decision} is {e.Status}",
        HasValue e => $"expect {e.Derived} is {Print(e.Value, (e.Derived as ComputedValue)?.Type as Date)}",
        _ => throw new ArgumentOutOfRangeException(nameof(expectation), expectation.GetType().Name),
    };

    private static string Print(ImmutableArray<PlanOption> options) => string.Join(" | ", options.Select(Print));

    private static string Print(PlanOption option) =>
        string.Join(" + ", option.Parts.Select(p => (p.IsOptional ? "optional " : "") + p.Action.Id)) + (option.Guard is null ? "" : $" when {ConditionPrinter.Print(option.Guard)}");

    private static IEnumerable<string> Parts(Qualifiers q)
    {
        Item[] items =
        [
            new(q.IsPreferred switch { true => "preferred", false => "alternative", null => "" }, q.IsPreferred is null ? null : ""),
            new("in selected patients", q.InSelectedPatients ? Quoted(q.SelectedPatients) : null),
            new("line", q.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("dose", Print(q.Dose)),
            new("fraction", Print(q.Fraction)),
            new("route", Quoted(q.Route)),
            new("every", Print(q.Every)),
            new("for", Print(q.For)),
            new("from", Print(q.From)),
            new("until", Print(q.UntilTime)),
            new("until", Quoted(q.Until)),
            new("lifelong", q.IsLifelong ? "" : null),
            new("wording", Quoted(q.Wording)),
            new("note", Quoted(q.Note)),
        ];
        return items.Where(i => i.Value is not null && (i.Value.Length > 0 || i.Key is "preferred" or "alternative" or "lifelong" or "in selected patients"))
            .Select(i => i.Value!.Length == 0 ? i.Key : $"{i.Key} {i.Value}");
    }

    private static string? Quoted(string? text) => text is null ? "" : $"\"{text}\"";

    private static string? Print(Amount? amount) => amount is null
        ? null
        : $"{(amount.AtLeast ? "at least " : "")}{amount.Low}{(amount.High is { } high ? $" to {high}" : "")}{(amount.Unit is null ? "" : $" {amount.Unit}")}";

    private static string? Print(TimeAnchor? anchor) =>
        anchor is null ? null : $"{anchor.Offset} {anchor.Unit} {(anchor.Before ? "before" : "after")} {anchor.Anchor.Id}";

    /// <summary>A word and what follows it; null where nothing is said.</summary>
    private sealed record Item(string Key, string? Value);
}

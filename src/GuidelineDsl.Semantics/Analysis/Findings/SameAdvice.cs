using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Whether rules advise the same: verb, plan and the qualifiers that change what is done; not evidence, citation, wording or note.
/// The order of advice, of options and of parts has no meaning.
/// </summary>
internal static class SameAdvice
{
    public static bool Holds(Rule a, Rule b) => Key(a) == Key(b);

    /// <summary>A text that is equal for rules that advise the same.</summary>
    public static string Key(Rule rule) => string.Join(" ;; ", rule.Advice.Select(Key).Distinct().Order(StringComparer.Ordinal));

    public static string Key(Advice advice)
    {
        Qualifiers q = advice.Qualifiers;
        string[] qualifiers =
        [
            $"{q.IsPreferred}", $"{q.InSelectedPatients} {q.SelectedPatients}", $"{q.Line}", Key(q.Dose), Key(q.Fraction), $"{q.Route}",
            Key(q.Every), Key(q.For), Key(q.From), Key(q.UntilTime), $"{q.Until}", $"{q.IsLifelong}",
        ];
        return $"{advice.Verb} {string.Join(" then ", advice.Plan.Steps.Select(Key))} | {string.Join(" | ", qualifiers)}";
    }

    private static string Key(PlanStep step) =>
        $"{step.Name}: {string.Join(" or ", step.Options.Select(Key).Distinct().Order(StringComparer.Ordinal))}";

    private static string Key(PlanOption option)
    {
        IEnumerable<string> parts = option.Parts.Select(p => (p.IsOptional ? "optional " : "") + p.Action.Id).Distinct().Order(StringComparer.Ordinal);
        return string.Join(" + ", parts) + (option.Guard is { } guard ? " when " + guard.Origin.Text : "");
    }

    private static string Key(Amount? amount) =>
        amount is null ? "" : $"{amount.AtLeast} {Key(amount.Low, amount.Unit)} to {((amount.High ?? (amount.AtLeast ? null : amount.Low)) is { } high ? Key(high, amount.Unit) : "")}";

    private static string Key(TimeAnchor? anchor) => anchor is null ? "" : $"{Key(anchor.Offset, anchor.Unit)} {anchor.Before} {anchor.Anchor.Id}";

    // 10 mg and 0.01 g are the same dose; what braces count (tablets, drops) stays what is counted.
    private static string Key(Rational value, string? code) =>
        code is not null && !code.Contains('{', StringComparison.Ordinal) && UnitParser.TryParse(code, out Unit unit)
            ? $"{(value * unit.Factor) + unit.Offset} {unit.Dimension}"
            : $"{value} {code}";
}

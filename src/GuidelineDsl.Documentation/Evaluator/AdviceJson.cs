using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Documentation.Evaluator.JsonText;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>What rules advise, with the members that results carry along unchanged (see the contract of <c>gdl-result/1</c>).</summary>
internal sealed class AdviceJson(ConditionJson conditions)
{
    public string Rule(Rule rule) => JsonText.Object(
        ("id", Quote(rule.Id)),
        ("label", Quote(rule.Label)),
        ("c", conditions.Condition(rule.Condition)),
        ("overrides", Array(rule.Overrides.Select(i => i.ToString(CultureInfo.InvariantCulture)))),
        ("advice", Array(rule.Advice.Select(Advice))),
        ("evidence", rule.Evidence is { } evidence
            ? JsonText.Object(("scale", Quote(evidence.Scale)), ("grade", Array(evidence.Grades.Select(Quote))))
            : "null"),
        ("citations", Citations(rule.Citations)),
        ("because", Quote(rule.Because)),
        ("file", Quote(rule.Location.Source.Path)),
        ("line", Line(rule.Location)));

    public string Silence(Silence silence) => JsonText.Object(
        ("c", conditions.Condition(silence.Condition)),
        ("because", Quote(silence.Because)),
        ("citations", Citations(silence.Citations)),
        ("file", Quote(silence.Location.Source.Path)),
        ("line", Line(silence.Location)));

    private static string Citations(ImmutableArray<Citation> citations) => Array(citations.Select(c => JsonText.Object(
        ("source", Quote(c.Source.Id)), ("at", Quote(c.Where)), ("quote", c.Quote is null ? null : Quote(c.Quote)))));

    private static string Line(Location location) => location.Start.Line.ToString(CultureInfo.InvariantCulture);

    private string Advice(Advice advice) => JsonText.Object(
        ("verb", Quote(advice.Verb switch
        {
            AdviceVerb.Recommend => "recommend",
            AdviceVerb.Consider => "consider",
            AdviceVerb.Avoid => "avoid",
            AdviceVerb.Contraindicate => "contraindicate",
            _ => throw new InvalidOperationException($"No such verb: {advice.Verb}."),
        })),
        ("steps", Array(advice.Plan.Steps.Select(step => JsonText.Object(
            ("name", Quote(step.Name)), ("options", Array(step.Options.Select(Option))))))),
        ("qualifiers", Qualifiers(advice.Qualifiers)),
        ("words", Array(PlanWords.Qualifiers(advice.Qualifiers).Select(Quote))));

    private string Option(PlanOption option) => JsonText.Object(
        ("actions", Array(option.Parts.Select(p => Quote(p.Action.Id)))),
        ("optional", Array(option.Parts.Where(p => p.IsOptional).Select(p => Quote(p.Action.Id)))),
        ("guard", option.Guard is null ? null : conditions.Condition(option.Guard)));

    private static string Qualifiers(Qualifiers q) => JsonText.Object(
        ("preference", q.IsPreferred is { } preferred ? Quote(preferred ? "preferred" : "alternative") : null),
        ("inSelectedPatients", q.InSelectedPatients ? "true" : null),
        ("selectedPatients", Optional(q.SelectedPatients)),
        ("line", q.Line?.ToString(CultureInfo.InvariantCulture)),
        ("dose", Amount(q.Dose)),
        ("fraction", Amount(q.Fraction)),
        ("route", Optional(q.Route)),
        ("every", Amount(q.Every)),
        ("for", Amount(q.For)),
        ("from", Anchor(q.From)),
        ("until", q.UntilTime is null ? Optional(q.Until) : Anchor(q.UntilTime)),
        ("untilText", q.UntilTime is null ? null : Optional(q.Until)),
        ("lifelong", q.IsLifelong ? "true" : null),
        ("wording", Optional(q.Wording)),
        ("note", Optional(q.Note)));

    private static string? Optional(string? text) => text is null ? null : Quote(text);

    private static string? Amount(Amount? amount) => amount is null ? null : JsonText.Object(
        (amount.High is null && !amount.AtLeast ? "value" : "from", amount.Low.ToString()),
        ("to", amount.High?.ToString()),
        ("unit", Optional(amount.Unit)));

    private static string? Anchor(TimeAnchor? anchor) => anchor is null ? null : JsonText.Object(
        ("value", anchor.Offset.ToString()), ("unit", Quote(anchor.Unit)), (anchor.Before ? "before" : "after", Quote(anchor.Anchor.Id)));
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>An answer as a clinician reads it: what is advised, how strongly, on which source, what is missing, and on request why.</summary>
public static class HumanResult
{
    public static string Render(GuidelineResult result, bool trace, bool useColor)
    {
        Palette palette = new(useColor);
        StringBuilder text = new();
        string patient = result.PatientId is null ? "" : $"patient {result.PatientId}, ";
        string day = result.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        text.Append(palette.Bold($"{result.Guideline.Title} ({result.Guideline})")).Append('\n').Append($"{patient}{day}\n");
        foreach (DecisionResult decision in result.Decisions)
        {
            Decision(text, palette, decision, trace);
        }

        return text.Append('\n').ToString();
    }

    private static void Decision(StringBuilder text, Palette palette, DecisionResult decision, bool trace)
    {
        if (decision.Status == DecisionStatus.OutOfScope && !trace)
        {
            return;
        }

        text.Append('\n').Append(palette.Bold(decision.Decision.Label)).Append($" ({decision.Decision.Id}): ");
        text.Append(Status(palette, decision)).Append('\n');
        foreach (Recommendation recommendation in decision.Recommendations)
        {
            Recommend(text, palette, recommendation);
        }

        if (decision.Silence is { } silence)
        {
            text.Append($"  because {silence.Because}\n");
            Citations(text, palette, silence.Citations);
        }

        if (decision.Needs.Length > 0)
        {
            text.Append($"  ask for: {string.Join(", ", decision.Needs.Select(f => $"{f.Label} ({f.Id})"))}\n");
        }

        if (decision.PossibleRules.Length > 0)
        {
            text.Append($"  still possible: {string.Join(", ", decision.PossibleRules.Select(r => r.Label + Winning(r, decision)))}\n");
        }

        if (trace)
        {
            foreach (string reason in ResultWords.Reasons(decision))
            {
                text.Append(palette.Dim($"  why: {reason}")).Append('\n');
            }
        }
    }

    private static string Status(Palette palette, DecisionResult decision) => decision.Status switch
    {
        DecisionStatus.OutOfScope => palette.Dim("not in scope"),
        DecisionStatus.NeedsData => palette.Bold("more data needed"),
        DecisionStatus.Decided => palette.Good("decided"),
        DecisionStatus.Silent => "the source is silent",
        DecisionStatus.NoRecommendation => palette.Bad("no recommendation: a gap of the guideline"),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private static void Recommend(StringBuilder text, Palette palette, Recommendation recommendation)
    {
        string qualifiers = Qualifiers(recommendation.Advice.Qualifiers);
        text.Append($"  {palette.Bold(recommendation.Verb.ToString().ToLowerInvariant())} {Steps(recommendation)}{qualifiers}\n");
        RuleDescription rule = recommendation.Rule;
        string evidence = rule.Evidence is null ? "" : $"; evidence {string.Join(' ', [rule.Evidence.Scale, .. rule.Evidence.Grades])}";
        text.Append($"    {rule.Label} ({rule.Id}, {rule.Place}){evidence}\n");
        foreach (StepResult step in recommendation.Steps)
        {
            Remarks(text, "not", step.Removed);
            Remarks(text, "not confirmed:", step.Unconfirmed);
            Remarks(text, "advised against:", step.AdvisedAgainst);
        }

        Citations(text, palette, rule.Citations);
        if (rule.Because is not null)
        {
            text.Append($"    because {rule.Because}\n");
        }
    }

    /// <summary>A possible rule that overrides a given one takes it away when it comes to hold: that is told beside what is advised so far.</summary>
    private static string Winning(RuleDescription rule, DecisionResult decision)
    {
        string[] losers = [.. decision.Rules.Where(given => rule.Overrides.Contains(given.Index)).Select(given => given.Label)];
        return losers.Length == 0 ? "" : $" (would win over {string.Join(", ", losers)})";
    }

    private static string Steps(Recommendation recommendation)
    {
        string joint = recommendation.Advice.IsFor ? " or " : " and ";
        IEnumerable<string> steps = recommendation.Steps.Select(s =>
        {
            string options = s.Options.Length == 0 ? "(no option is left)" : string.Join(joint, s.Options.Select(o => Option(o, s.OptionalActions)));
            return s.Name is null ? options : $"{s.Name}: {options}";
        });
        return string.Join(", then ", steps);
    }

    private static string Option(ImmutableArray<ActionDescription> option, ImmutableArray<ActionDescription> optional) =>
        string.Join(" + ", option.Select(a => optional.Contains(a) ? $"({a.Label})" : a.Label));

    private static void Remarks(StringBuilder text, string word, ImmutableArray<OptionRemark> remarks)
    {
        foreach (OptionRemark remark in remarks)
        {
            string needs = remark.Needs.IsEmpty ? "" : $"; ask for {string.Join(", ", remark.Needs.Select(f => f.Label))}";
            text.Append($"    {word} {Option(remark.Option, [])}: {remark.By.Label} ({remark.By.QualifiedId}){needs}\n");
        }
    }

    private static void Citations(StringBuilder text, Palette palette, ImmutableArray<CitationDescription> citations)
    {
        foreach (CitationDescription citation in citations)
        {
            string at = citation.At is null ? "" : $", {citation.At}";
            text.Append(palette.Dim($"    source: {citation.Source.Title}{at}")).Append('\n');
        }
    }

    private static string Qualifiers(QualifiersDescription q)
    {
        List<string> words = [];
        void Add(bool when, string word)
        {
            if (when)
            {
                words.Add(word);
            }
        }

        Add(q.IsPreferred == true, "preferred");
        Add(q.IsPreferred == false, "alternative");
        Add(q.InSelectedPatients, q.SelectedPatients is null ? "in selected patients" : $"in selected patients: {q.SelectedPatients}");
        Add(q.Line is not null, $"line {q.Line}");
        Add(q.Dose is not null, $"dose {Amount(q.Dose)}");
        Add(q.Fraction is not null, $"in fractions of {Amount(q.Fraction)}");
        Add(q.Route is not null, q.Route ?? "");
        Add(q.Every is not null, $"every {Amount(q.Every)}");
        Add(q.For is not null, $"for {Amount(q.For)}");
        Add(q.From is not null, $"from {Anchor(q.From)}");
        Add(q.UntilTime is not null, $"until {Anchor(q.UntilTime)}");
        Add(q.Until is not null, $"until {q.Until}");
        Add(q.IsLifelong, "lifelong");
        Add(q.Wording is not null, $"\"{q.Wording}\"");
        Add(q.Note is not null, q.Note ?? "");
        return words.Count == 0 ? "" : " – " + string.Join("; ", words);
    }

    private static string Amount(AmountDescription? amount)
    {
        if (amount is null)
        {
            return "";
        }

        string range = amount.High is { } high ? $"{amount.Low} to {high}" : amount.Low.ToString();
        return $"{(amount.AtLeast ? "at least " : "")}{range}{(amount.Unit is null ? "" : " " + amount.Unit)}";
    }

    private static string Anchor(TimeAnchorDescription? anchor) =>
        anchor is null ? "" : $"{anchor.Offset} {anchor.Unit} {(anchor.Before ? "before" : "after")} {anchor.Anchor.Label}";
}

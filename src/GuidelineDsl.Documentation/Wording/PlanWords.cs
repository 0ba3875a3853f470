using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>Options that belong together: one, or all members of a class.</summary>
internal sealed record OptionGroup(ActionClass? Class, ImmutableArray<PlanOption> Options);

/// <summary>What is advised, and how, in words.</summary>
internal static class PlanWords
{
    public static string Verb(AdviceVerb verb) => verb switch
    {
        AdviceVerb.Recommend => "Recommend",
        AdviceVerb.Consider => "Consider",
        AdviceVerb.Avoid => "Avoid",
        AdviceVerb.Contraindicate => "Contraindicated",
        _ => throw new InvalidOperationException($"No words for {verb}."),
    };

    public static string Strength(AdviceVerb verb) => verb switch
    {
        AdviceVerb.Recommend => "strong, for",
        AdviceVerb.Consider => "weak, for",
        AdviceVerb.Avoid => "weak, against",
        AdviceVerb.Contraindicate => "strong, against",
        _ => throw new InvalidOperationException($"No words for {verb}."),
    };

    public static bool IsFor(AdviceVerb verb) => verb is AdviceVerb.Recommend or AdviceVerb.Consider;

    /// <summary>The class whose members the options of a step are, when they are all of them and nothing else.</summary>
    public static ActionClass? ClassOf(PlanStep step, ImmutableArray<ActionClass> classes)
    {
        if (step.Options.Any(o => o.Guard is not null || o.Parts is not [{ IsOptional: false }]))
        {
            return null;
        }

        ClinicalAction[] actions = [.. step.Options.Select(o => o.Parts[0].Action)];
        return classes.FirstOrDefault(c => c.Members.Length == actions.Length && actions.All(c.Members.Contains));
    }

    /// <summary>The options as their author may have written them: members of one class that stand together under one condition are one group.</summary>
    public static IEnumerable<OptionGroup> Groups(PlanStep step, ImmutableArray<ActionClass> classes)
    {
        for (int i = 0; i < step.Options.Length;)
        {
            ActionClass? largest = classes
                .Where(c => c.Members.Length > 1 && IsAt(step.Options, i, c))
                .MaxBy(c => c.Members.Length);
            int length = largest?.Members.Length ?? 1;
            yield return new OptionGroup(largest, step.Options.Slice(i, length));
            i += length;
        }
    }

    private static bool IsAt(ImmutableArray<PlanOption> options, int start, ActionClass actionClass)
    {
        if (start + actionClass.Members.Length > options.Length)
        {
            return false;
        }

        ImmutableArray<PlanOption> run = options.Slice(start, actionClass.Members.Length);
        return run.All(o => o.Parts is [{ IsOptional: false } part] && actionClass.Members.Contains(part.Action) && Guard(o) == Guard(run[0]))
            && run.Select(o => o.Parts[0].Action).Distinct().Count() == run.Length;
    }

    private static string Guard(PlanOption option) => option.Guard is null ? "" : ConditionWords.Phrase(option.Guard);

    private static string Group(OptionGroup group) => group.Class is null
        ? Option(group.Options[0])
        : group.Class.Label + (group.Options[0].Guard is { } guard ? $", when {ConditionWords.Phrase(guard)}" : "");

    public static string Option(PlanOption option) =>
        string.Join(" + ", option.Parts.Select(p => p.IsOptional ? $"{p.Action.Label} (optional)" : p.Action.Label))
        + (option.Guard is null ? "" : $", when {ConditionWords.Phrase(option.Guard)}");

    public static string Step(PlanStep step, AdviceVerb verb, ImmutableArray<ActionClass> classes)
    {
        string word = IsFor(verb) ? " or " : ", ";
        string text = ClassOf(step, classes) is { } actionClass && step.Options.Length != 1
            ? actionClass.Label
            : string.Join(word, Groups(step, classes).Select(Group));
        return step.Name is null ? text : $"{Name(step.Name)}: {text}";
    }

    public static string Plan(Advice advice, ImmutableArray<ActionClass> classes) =>
        string.Join(" → ", advice.Plan.Steps.Select(s => Step(s, advice.Verb, classes)));

    /// <summary>A step's name as a word: <c>re_staging</c> is "re staging".</summary>
    public static string Name(string id) => id.Replace('_', ' ');

    /// <summary>The qualifiers as short phrases, in the order of the reference; wording and note are not among them.</summary>
    public static IEnumerable<string> Qualifiers(Qualifiers qualifiers)
    {
        if (qualifiers.IsPreferred is { } preferred)
        {
            yield return preferred ? "preferred" : "alternative";
        }

        if (qualifiers.InSelectedPatients)
        {
            yield return qualifiers.SelectedPatients is { } who ? $"in selected patients: {who}" : "in selected patients";
        }

        if (qualifiers.Line is { } line)
        {
            yield return $"line {line}";
        }

        if (qualifiers.Dose is { } dose)
        {
            yield return $"dose {NumberWords.Amount(dose)}";
        }

        if (qualifiers.Fraction is { } fraction)
        {
            yield return $"{NumberWords.Amount(fraction)} per fraction";
        }

        if (qualifiers.Route is { } route)
        {
            yield return route;
        }

        if (qualifiers.Every is { } every)
        {
            yield return $"every {NumberWords.Amount(every)}";
        }

        if (qualifiers.For is { } duration)
        {
            yield return $"for {NumberWords.Amount(duration)}";
        }

        if (qualifiers.From is { } from)
        {
            yield return $"from {Anchor(from)}{(qualifiers.UntilTime is { } time ? $" until {Anchor(time)}" : "")}";
        }
        else if (qualifiers.UntilTime is { } time)
        {
            yield return $"until {Anchor(time)}";
        }

        if (qualifiers.Until is { } until)
        {
            yield return $"until {until}";
        }

        if (qualifiers.IsLifelong)
        {
            yield return "lifelong";
        }
    }

    public static string Evidence(Evidence evidence) => evidence.Grades.Length == 0
        ? "ungraded by the source"
        : $"{Scale(evidence.Scale)} {string.Join(", ", evidence.Grades.Select(g => g.Replace('_', ' ')))}";

    private static string Scale(string scale) => scale.Length <= 5 ? scale.ToUpperInvariant() : scale;

    private static string Anchor(TimeAnchor anchor) => anchor.Offset.Sign == 0
        ? anchor.Anchor.Label
        : $"{NumberWords.WithUnit(anchor.Offset.ToString(), anchor.Unit)} {(anchor.Before ? "before" : "after")} {anchor.Anchor.Label}";
}

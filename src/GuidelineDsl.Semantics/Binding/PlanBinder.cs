using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using PlanOption = GuidelineDsl.Semantics.Model.PlanOption;
using PlanPart = GuidelineDsl.Semantics.Model.PlanPart;
using PlanStep = GuidelineDsl.Semantics.Model.PlanStep;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Advice: choices inside combinations are multiplied out, classes and regimens looked through.</summary>
internal sealed class PlanBinder(FileScope scope)
{
    private readonly ConditionBinder _conditions = new(scope);
    private readonly QualifierBinder _qualifiers = new(scope);

    public IEnumerable<Advice> Bind(AdviceSyntax syntax)
    {
        Qualifiers qualifiers = _qualifiers.Bind(syntax.Qualifiers);
        List<Advice> advice = [];
        foreach (PlanSyntax plan in syntax.Plans)
        {
            bool isClear = syntax.Verb is AdviceVerb.Recommend or AdviceVerb.Consider || IsClearAgainst(syntax.Verb, plan);
            if (isClear && BindSteps(plan) is { } steps)
            {
                advice.Add(new Advice(syntax.Verb, new Plan(steps), qualifiers, scope.Locate(syntax)));
            }
        }

        return advice;
    }

    /// <summary>Advice against is against everything it names: a choice, a sequence or something optional would leave open what is meant.</summary>
    private bool IsClearAgainst(AdviceVerb verb, PlanSyntax plan)
    {
        string word = verb == AdviceVerb.Avoid ? "avoid" : "contraindicate";
        (SyntaxNode? node, string message, string help) = plan switch
        {
            ChoicePlan choice => (choice, $"`{word} one of` leaves open which one.", $"name all of them, with commas: `{word} a, b`."),
            SequencePlan sequence => (sequence, $"`{word}` is followed by several steps, so that it is not clear which one is meant.", $"name the actions with commas: `{word} a, b`."),
            CombinationPlan { Parts: var parts } when parts.FirstOrDefault(p => p.IsOptional) is { } optional =>
                (optional, $"Something optional stands behind `{word}`.", $"name it, or leave it out: `{word} a + b` speaks of both together."),
            CombinationPlan { Parts: var parts } when parts.FirstOrDefault(p => p.Plan is ChoicePlan) is { } open =>
                (open, $"`one of` behind `{word}` leaves open which one.", $"write each combination: `{word} a + b, a + c`."),
            _ => ((SyntaxNode?)null, "", ""),
        };
        if (node is not null)
        {
            scope.Report(TypeDiagnostics.Plan(message, scope.Locate(node), help));
        }

        return node is null;
    }

    private ImmutableArray<PlanStep>? BindSteps(PlanSyntax plan)
    {
        if (plan is not SequencePlan sequence)
        {
            return BindOptions(plan) is { } only ? [new PlanStep(null, Distinct(only))] : null;
        }

        List<PlanStep> steps = [];
        Dictionary<string, Identifier> names = new(StringComparer.Ordinal);
        bool broken = false;
        foreach (Syntax.Nodes.PlanStep step in sequence.Steps)
        {
            if (step.Name is { } name && !names.TryAdd(name.Name, name))
            {
                scope.Report(NameDiagnostics.Repeated($"step `{name.Name}`", scope.Locate(name), scope.Locate(names[name.Name])));
            }

            if (BindOptions(step.Plan) is { } options)
            {
                steps.Add(new PlanStep(step.Name?.Name, Distinct(options)));
            }
            else
            {
                broken = true;
            }
        }

        return broken ? null : [.. steps];
    }

    private List<PlanOption>? BindOptions(PlanSyntax plan)
    {
        switch (plan)
        {
            case NamedPlan named:
                return BindName(named.Name);
            case CombinationPlan combination:
                return Combine(combination);
            case ChoicePlan choice:
                return Choose(choice);
            case SequencePlan:
                scope.Report(TypeDiagnostics.Plan(
                    "Steps with `then` cannot stand inside a combination or a choice.", scope.Locate(plan), "write the steps as a plan of their own, in a rule or an advice of their own."));
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(plan), plan.GetType().Name);
        }
    }

    private List<PlanOption>? BindName(Identifier name) =>
        scope.Find(name, "an action, a class or a regimen", SymbolKind.Action, SymbolKind.Class, SymbolKind.Regimen) switch
        {
            ClinicalAction action => [new PlanOption([new PlanPart(action, false)], null)],
            ActionClass members => [.. members.Members.Select(m => new PlanOption([new PlanPart(m, false)], null))],
            Regimen regimen => [new PlanOption([.. regimen.Parts.Select(p => new PlanPart(p, false))], null)],
            _ => null,
        };

    private List<PlanOption>? Combine(CombinationPlan combination)
    {
        if (combination.Parts.All(p => p.IsOptional))
        {
            scope.Report(TypeDiagnostics.Plan("Everything in the plan is optional, so that nothing is advised.", scope.Locate(combination), "write what is needed without `optional`; what is only possible stands behind `consider`."));
            return null;
        }

        List<PlanOption> product = [new PlanOption([], null)];
        Dictionary<string, Identifier> named = new(StringComparer.Ordinal);
        foreach (Syntax.Nodes.PlanPart part in combination.Parts)
        {
            if (part.Plan is NamedPlan { Name: var name } && !named.TryAdd(name.Name, name))
            {
                scope.Report(NameDiagnostics.Repeated($"`{name.Name}`", scope.Locate(name), scope.Locate(named[name.Name])));
                return null;
            }

            if (BindOptions(part.Plan) is not { } options)
            {
                return null;
            }

            options = part.IsOptional ? AsOptional(options) : options;
            if ((long)product.Count * options.Count > Limits.PlanOptions)
            {
                scope.Report(TypeDiagnostics.Plan(
                    $"The plan has more than {Limits.PlanOptions:N0} options when it is multiplied out.", scope.Locate(combination), "split it into several pieces of advice."));
                return null;
            }

            product = [.. product.SelectMany(_ => options, (a, b) => new PlanOption(Join(a.Parts, b.Parts), Both(a.Guard, b.Guard)))];
        }

        return product;
    }

    /// <summary>A single optional action may be left out; of several that belong together (a regimen), all or none are given.</summary>
    private static List<PlanOption> AsOptional(List<PlanOption> options)
    {
        List<PlanOption> result = [.. options.Select(o => o.Parts is [var only] ? o with { Parts = [only with { IsOptional = true }] } : o)];
        if (options.Any(o => o.Parts.Length > 1))
        {
            result.Add(new PlanOption([], null));
        }

        return result;
    }

    /// <summary>An action named twice, by itself and in a class or regimen, is given once, and is needed if one of the two is.</summary>
    private static ImmutableArray<PlanPart> Join(ImmutableArray<PlanPart> a, ImmutableArray<PlanPart> b)
    {
        List<PlanPart> parts = [.. a];
        foreach (PlanPart part in b)
        {
            int known = parts.FindIndex(p => p.Action == part.Action);
            if (known < 0)
            {
                parts.Add(part);
            }
            else if (!part.IsOptional)
            {
                parts[known] = part;
            }
        }

        return [.. parts];
    }

    private static Condition? Both(Condition? a, Condition? b) => a is null ? b : b is null ? a : new All([a, b], a.Origin);

    private List<PlanOption>? Choose(ChoicePlan choice)
    {
        List<PlanOption> options = [];
        bool broken = false;
        foreach (Syntax.Nodes.PlanOption option in choice.Options)
        {
            List<PlanOption>? bound = BindOptions(option.Plan);
            Condition? guard = option.Guard is null ? null : _conditions.Bind(option.Guard);
            if (bound is null || (option.Guard is not null && guard is null))
            {
                broken = true;
                continue;
            }

            options.AddRange(bound.Select(o => o with { Guard = Both(o.Guard, guard) }));
        }

        if (options.Count == 0 && !broken)
        {
            scope.Report(TypeDiagnostics.Plan("The choice is empty.", scope.Locate(choice), "name at least one option."));
            broken = true;
        }

        return broken ? null : options;
    }

    private static ImmutableArray<PlanOption> Distinct(List<PlanOption> options)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return
        [
            .. options.Where(o => !o.Parts.IsEmpty
                && (o.Guard is not null || seen.Add(string.Join('+', o.Parts.Select(p => (p.IsOptional ? "?" : "") + p.Action.Id).Order(StringComparer.Ordinal))))),
        ];
    }
}

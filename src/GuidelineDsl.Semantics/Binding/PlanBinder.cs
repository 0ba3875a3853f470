using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;
using PlanOption = GuidelineDsl.Semantics.Model.PlanOption;
using PlanPart = GuidelineDsl.Semantics.Model.PlanPart;
using PlanStep = GuidelineDsl.Semantics.Model.PlanStep;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Advice: choices inside combinations are multiplied out, classes and regimens looked through.</summary>
internal sealed class PlanBinder(FileScope scope)
{
    private const int MostOptions = 10_000;

    private readonly ConditionBinder _conditions = new(scope);
    private readonly QualifierBinder _qualifiers = new(scope);

    public IEnumerable<Advice> Bind(AdviceSyntax syntax)
    {
        Qualifiers qualifiers = _qualifiers.Bind(syntax.Qualifiers);
        foreach (PlanSyntax plan in syntax.Plans)
        {
            if (BindSteps(plan) is { } steps)
            {
                yield return new Advice(syntax.Verb, new Plan(steps), qualifiers, scope.Locate(syntax));
            }
        }
    }

    private ImmutableArray<PlanStep>? BindSteps(PlanSyntax plan)
    {
        IEnumerable<(string? Name, PlanSyntax Plan)> parts = plan is SequencePlan sequence
            ? sequence.Steps.Select(s => (s.Name?.Name, s.Plan))
            : [(null, plan)];
        List<PlanStep> steps = [];
        bool broken = false;
        foreach ((string? name, PlanSyntax part) in parts)
        {
            if (BindOptions(part, isOptional: false) is { } options)
            {
                steps.Add(new PlanStep(name, Distinct(options)));
            }
            else
            {
                broken = true;
            }
        }

        return broken ? null : [.. steps];
    }

    private List<PlanOption>? BindOptions(PlanSyntax plan, bool isOptional)
    {
        switch (plan)
        {
            case NamedPlan named:
                return BindName(named.Name, isOptional);
            case CombinationPlan combination:
                return Combine(combination, isOptional);
            case ChoicePlan choice:
                return Choose(choice, isOptional);
            case SequencePlan:
                scope.Report(TypeDiagnostics.Plan(
                    "Steps with `then` cannot stand inside a combination or a choice.", scope.Locate(plan), "write the steps as a plan of their own, in a rule or an advice of their own."));
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(plan), plan.GetType().Name);
        }
    }

    private List<PlanOption>? BindName(Identifier name, bool isOptional)
    {
        switch (scope.Find(name, "an action, a class or a regimen", SymbolKind.Action, SymbolKind.Class, SymbolKind.Regimen))
        {
            case ClinicalAction action:
                return [new PlanOption([new PlanPart(action, isOptional)], null)];
            case ActionClass members:
                return [.. members.Members.Select(m => new PlanOption([new PlanPart(m, isOptional)], null))];
            case Regimen regimen:
                return [new PlanOption([.. regimen.Parts.Select(p => new PlanPart(p, isOptional))], null)];
            default:
                return null;
        }
    }

    private List<PlanOption>? Combine(CombinationPlan combination, bool isOptional)
    {
        List<PlanOption> product = [new PlanOption([], null)];
        foreach (Syntax.Nodes.PlanPart part in combination.Parts)
        {
            if (BindOptions(part.Plan, isOptional || part.IsOptional) is not { } options)
            {
                return null;
            }

            if ((long)product.Count * options.Count > MostOptions)
            {
                scope.Report(TypeDiagnostics.Plan(
                    $"The plan has more than {MostOptions} options when it is multiplied out.", scope.Locate(combination), "split it into several pieces of advice."));
                return null;
            }

            product = [.. product.SelectMany(_ => options, (a, b) => new PlanOption(Join(a.Parts, b.Parts), Both(a.Guard, b.Guard)))];
        }

        return product;
    }

    /// <summary>An action named twice is needed if one of the two is.</summary>
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

    private List<PlanOption>? Choose(ChoicePlan choice, bool isOptional)
    {
        List<PlanOption> options = [];
        bool broken = false;
        foreach (Syntax.Nodes.PlanOption option in choice.Options)
        {
            List<PlanOption>? bound = BindOptions(option.Plan, isOptional);
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
            .. options.Where(o => o.Guard is not null || seen.Add(string.Join('+', o.Parts.Select(p => (p.IsOptional ? "?" : "") + p.Action.Id).Order(StringComparer.Ordinal)))),
        ];
    }
}

/// <summary>Qualifiers, each at most once.</summary>
internal sealed class QualifierBinder(FileScope scope)
{
    public Qualifiers Bind(ImmutableArray<QualifierSyntax> syntaxes)
    {
        Qualifiers qualifiers = Qualifiers.None;
        Dictionary<string, QualifierSyntax> seen = new(StringComparer.Ordinal);
        foreach (QualifierSyntax syntax in syntaxes)
        {
            string name = NameOf(syntax);
            if (!seen.TryAdd(name, syntax))
            {
                scope.Report(NameDiagnostics.Repeated($"`{name}`", scope.Locate(syntax), scope.Locate(seen[name])));
                continue;
            }

            qualifiers = Add(qualifiers, syntax);
        }

        return qualifiers;
    }

    private static string NameOf(QualifierSyntax syntax) => syntax switch
    {
        PreferenceQualifier => "preferred or alternative",
        SelectedPatientsQualifier => "in selected patients",
        LineQualifier => "line",
        QuantityQualifier q => q.Kind.ToString().ToLowerInvariant(),
        TimingQualifier { From: not null } => "from",
        TimingQualifier => "until (a time)",
        LifelongQualifier => "lifelong",
        TextQualifier q => q.Kind.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    private Qualifiers Add(Qualifiers q, QualifierSyntax syntax) => syntax switch
    {
        PreferenceQualifier s => q with { IsPreferred = s.IsPreferred },
        SelectedPatientsQualifier s => q with { InSelectedPatients = true, SelectedPatients = s.Who?.Value },
        LineQualifier s => q with { Line = LineOf(s) },
        QuantityQualifier { Kind: QuantityQualifierKind.Dose } s => q with { Dose = AmountOf(s.Amount) },
        QuantityQualifier { Kind: QuantityQualifierKind.Fraction } s => q with { Fraction = AmountOf(s.Amount) },
        QuantityQualifier { Kind: QuantityQualifierKind.Every } s => q with { Every = Period(s) },
        QuantityQualifier { Kind: QuantityQualifierKind.For } s => q with { For = Period(s) },
        TimingQualifier s => q with { From = s.From is null ? q.From : Anchor(s.From), UntilTime = s.Until is null ? q.UntilTime : Anchor(s.Until) },
        LifelongQualifier => q with { IsLifelong = true },
        TextQualifier { Kind: TextQualifierKind.Route } s => q with { Route = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Until } s => q with { Until = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Wording } s => q with { Wording = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Note } s => q with { Note = s.Text.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    private int? LineOf(LineQualifier syntax)
    {
        if (syntax.Line.Unit is null && int.TryParse(syntax.Line.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line >= 1)
        {
            return line;
        }

        scope.Report(TypeDiagnostics.Qualifier("The line of therapy is a whole number from 1.", scope.Locate(syntax.Line), "write `line 1`."));
        return null;
    }

    private Amount? Period(QuantityQualifier syntax)
    {
        Amount? amount = AmountOf(syntax.Amount);
        if (amount is null)
        {
            return null;
        }

        if (amount.Unit is not null && UnitParser.TryParse(amount.Unit, out Unit unit)
            && (unit.Dimension.Equals(Dimension.Of("time")) || unit.Dimension.Equals(Dimension.Of("calendar"))))
        {
            return amount;
        }

        scope.Report(TypeDiagnostics.Qualifier(
            $"`{syntax.Kind.ToString().ToLowerInvariant()}` takes a time.", scope.Locate(syntax.Amount), "write a number and days, weeks, months or years."));
        return null;
    }

    private Amount? AmountOf(QuantityRange range)
    {
        UnitSyntax? written = range.High?.Unit ?? range.Low.Unit;
        Unit? unit = written is null ? null : scope.Unit(written);
        if (written is not null && unit is null)
        {
            return null;
        }

        Rational low = Rational.Parse(range.Low.Digits);
        Rational? high = range.High is null ? null : Rational.Parse(range.High.Digits);
        if (range.High is not null && range.Low.Unit is { } own && unit is not null)
        {
            if (scope.Unit(own) is not { } lowUnit)
            {
                return null;
            }

            if (!lowUnit.Dimension.Equals(unit.Dimension))
            {
                scope.Report(TypeDiagnostics.Dimensions($"`{own.Text}`", lowUnit.Dimension.ToString(), $"`{written!.Text}`", unit.Dimension.ToString(), scope.Locate(range)));
                return null;
            }

            low = lowUnit.Convert(low, unit);
        }

        if (high < low)
        {
            scope.Report(TypeDiagnostics.Qualifier("The range runs backwards.", scope.Locate(range), "write the smaller amount first."));
            return null;
        }

        return new Amount(low, high, range.AtLeast, written?.Text);
    }

    private TimeAnchor? Anchor(TimePoint point)
    {
        Symbol? anchor = scope.Find(point.Anchor, "an action", SymbolKind.Action);
        if (point.Offset.Unit is null || scope.Unit(point.Offset.Unit) is not { } unit
            || !(unit.Dimension.Equals(Dimension.Of("time")) || unit.Dimension.Equals(Dimension.Of("calendar"))))
        {
            scope.Report(TypeDiagnostics.Qualifier("The point of time needs a number and a time.", scope.Locate(point), "write `12 hours before surgery`."));
            return null;
        }

        return anchor is ClinicalAction action ? new TimeAnchor(Rational.Parse(point.Offset.Digits), point.Offset.Unit.Text, point.Before, action) : null;
    }
}

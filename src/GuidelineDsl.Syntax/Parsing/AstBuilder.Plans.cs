using System.Collections.Immutable;
using Antlr4.Runtime;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Plans and their qualifiers.</summary>
internal sealed partial class AstBuilder
{
    private PlanSyntax? Plan(PlanContext? context)
    {
        if (context is null)
        {
            return null;
        }

        ImmutableArray<PlanStep> steps = Each(context.step(), Step);
        return steps switch
        {
            [] => null,
            [{ Name: null } only] => only.Plan,
            _ => new SequencePlan(steps, TextSpan.FromBounds(steps[0].Span.Start, steps[^1].Span.End)),
        };
    }

    private PlanStep? Step(StepContext context)
    {
        ImmutableArray<PlanPart> parts = Each(context.planPart(), Part);
        PlanSyntax? plan = parts switch
        {
            [] => null,
            [{ IsOptional: false } only] => only.Plan,
            _ => new CombinationPlan(parts, TextSpan.FromBounds(parts[0].Span.Start, parts[^1].Span.End)),
        };
        return plan is null ? null : new PlanStep(Name(context.name), plan, Span(context));
    }

    private PlanPart? Part(PlanPartContext context) =>
        Operand(context.planOperand()) is { } plan ? new PlanPart(context.OPTIONAL() is not null, plan, Span(context)) : null;

    private PlanSyntax? Operand(PlanOperandContext? context)
    {
        switch (context)
        {
            case NamedPlanContext named:
                return Name(named.identifier()) is { } name ? new NamedPlan(name) : null;
            case ChoicePlanContext choice when choice.LBRACE() is not null:
                CheckCommas(choice);
                return new ChoicePlan(Each(choice.planOption(), Option), true, Span(choice));
            case ChoicePlanContext choice when Name(choice.identifier()) is { } only:
                return new ChoicePlan([new PlanOption(new NamedPlan(only), null, only.Span)], false, Span(choice));
            default:
                return null;
        }
    }

    private PlanOption? Option(PlanOptionContext context)
    {
        ConditionSyntax? guard = context.WHEN() is null ? null : Condition(context.condition(), context);
        return Plan(context.plan()) is { } plan ? new PlanOption(plan, guard, Span(context)) : null;
    }

    /// <summary>A <c>from</c> directly before an <c>until</c> with a time is one qualifier with it.</summary>
    private ImmutableArray<QualifierSyntax> Qualifiers(QualifierContext[] contexts)
    {
        ImmutableArray<QualifierSyntax>.Builder qualifiers = ImmutableArray.CreateBuilder<QualifierSyntax>(contexts.Length);
        foreach (QualifierContext context in contexts)
        {
            QualifierSyntax? qualifier = Qualifier(context);
            if (qualifier is TimingQualifier { From: null, Until: not null } end
                && qualifiers.Count > 0
                && qualifiers[^1] is TimingQualifier { From: not null, Until: null } start)
            {
                qualifiers[^1] = new TimingQualifier(start.From, end.Until, start.Span.Union(end.Span));
            }
            else if (qualifier is not null)
            {
                qualifiers.Add(qualifier);
            }
        }

        return qualifiers.ToImmutable();
    }

    private QualifierSyntax? Qualifier(QualifierContext context)
    {
        TextSpan span = Span(context);
        switch (context)
        {
            case PreferredQualifierContext:
                return new PreferenceQualifier(true, span);
            case AlternativeQualifierContext:
                return new PreferenceQualifier(false, span);
            case SelectedPatientsQualifierContext item:
                return new SelectedPatientsQualifier(Text(item.text()), span);
            case LineQualifierContext item:
                return Number(item.numberLiteral()) is { } line ? new LineQualifier(line, span) : null;
            case QuantityQualifierContext item:
                return Kind(item.key) is { } kind && Range(item.quantityRange()) is { } amount ? new QuantityQualifier(kind, amount, span) : null;
            case FromQualifierContext item:
                return Time(item.timePoint()) is { } from ? new TimingQualifier(from, null, span) : null;
            case UntilQualifierContext item when Text(item.text()) is { } text:
                return new TextQualifier(TextQualifierKind.Until, text, span);
            case UntilQualifierContext item:
                return Time(item.timePoint()) is { } until ? new TimingQualifier(null, until, span) : null;
            case LifelongQualifierContext:
                return new LifelongQualifier(span);
            case TextQualifierContext item:
                return TextKind(item.key) is { } about && Text(item.text()) is { } words ? new TextQualifier(about, words, span) : null;
            default:
                return null;
        }
    }

    private QuantityRange? Range(QuantityRangeContext? context) =>
        Number(context?.low) is { } low ? new QuantityRange(context!.AT() is not null, low, Number(context.high), Span(context)) : null;

    private TimePoint? Time(TimePointContext? context) =>
        context?.direction is not null && Number(context.numberLiteral()) is { } offset && Name(context.identifier()) is { } anchor
            ? new TimePoint(offset, context.direction.Type == BEFORE, anchor, Span(context))
            : null;

    private static QuantityQualifierKind? Kind(IToken? key) => key?.Type switch
    {
        DOSE => QuantityQualifierKind.Dose,
        FRACTION => QuantityQualifierKind.Fraction,
        EVERY => QuantityQualifierKind.Every,
        FOR => QuantityQualifierKind.For,
        _ => null,
    };

    private static TextQualifierKind? TextKind(IToken? key) => key?.Type switch
    {
        ROUTE => TextQualifierKind.Route,
        WORDING => TextQualifierKind.Wording,
        NOTE => TextQualifierKind.Note,
        _ => null,
    };
}

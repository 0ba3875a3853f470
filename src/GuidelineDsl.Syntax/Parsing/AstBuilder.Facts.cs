using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Facts, their types, and what is derived from them.</summary>
internal sealed partial class AstBuilder
{
    private FactDeclaration? Fact(FactDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("fact", id, context.text());
        FactFlagContext[] flags = context.factFlag();
        return new FactDeclaration(
            id,
            label,
            Type(context.type()),
            flags.Any(f => f.REQUIRED() is not null),
            flags.Any(f => f.JUDGEMENT() is not null),
            Span(context));
    }

    private TypeSyntax? Type(TypeContext? context)
    {
        switch (context)
        {
            case YesNoTypeContext t:
                return new YesNoType(Span(t));
            case EnumerationTypeContext t:
                CheckCommas(t);
                EnumerationKind kind = t.SET() is not null ? EnumerationKind.SetOf
                    : t.ORDERED() is not null ? EnumerationKind.OrderedOneOf
                    : EnumerationKind.OneOf;
                return new EnumerationType(kind, Values(t.valueDeclaration()), Span(t));
            case NumberTypeContext t:
                return NumberType(t);
            case DateTypeContext t:
                return new DateType(t.TIME() is not null, Date(t.dateRange()?.low), Date(t.dateRange()?.high), Span(t));
            default:
                return null;
        }
    }

    /// <summary>The unit after the last end of the range is the type's: <c>0 to 100 %</c> is a range of percentages.</summary>
    private NumberType NumberType(NumberTypeContext context)
    {
        ExpressionSyntax? minimum = Signed(context.numberRange()?.low);
        ExpressionSyntax? maximum = Signed(context.numberRange()?.high);
        UnitSyntax? unit = Unit(context.unit());
        if (unit is null && maximum is not null)
        {
            (maximum, unit) = SplitUnit(maximum);
        }
        else if (unit is null && minimum is not null)
        {
            (minimum, unit) = SplitUnit(minimum);
        }

        return new NumberType(minimum, maximum, unit, Number(context.increment), Span(context));
    }

    private (ExpressionSyntax Number, UnitSyntax? Unit) SplitUnit(ExpressionSyntax end)
    {
        switch (end)
        {
            case NumberLiteral { Unit: { } unit } number:
                int length = source.Content.AsSpan(number.Span.Start, unit.Span.Start - number.Span.Start).TrimEnd().Length;
                return (number with { Unit = null, Span = new TextSpan(number.Span.Start, length) }, unit);
            case NegationExpression { Operand: NumberLiteral { Unit: { } unit } } negation:
                (ExpressionSyntax operand, _) = SplitUnit(negation.Operand);
                return (new NegationExpression(operand, TextSpan.FromBounds(negation.Span.Start, operand.Span.End)), unit);
            default:
                return (end, null);
        }
    }

    private ImmutableArray<ValueDeclaration> Values(ValueDeclarationContext[] contexts)
    {
        ImmutableArray<ValueDeclaration>.Builder values = ImmutableArray.CreateBuilder<ValueDeclaration>(contexts.Length);
        foreach (ValueDeclarationContext context in contexts)
        {
            if (Name(context.identifier()) is { } id)
            {
                values.Add(new ValueDeclaration(id, Text(context.text()), Span(context)));
            }
        }

        return values.ToImmutable();
    }

    private ConstraintDeclaration? Constraint(ConstraintDeclarationContext context) =>
        Name(context.identifier()) is { } id
            ? new ConstraintDeclaration(id, Label("constraint", id, context.text()), Condition(context.condition(), context), Span(context))
            : null;

    private DefinitionDeclaration? Definition(DefinitionDeclarationContext context) =>
        Name(context.identifier()) is { } id
            ? new DefinitionDeclaration(id, Label("definition", id, context.text()), Condition(context.condition(), context), Span(context))
            : null;

    private GroupDeclaration? Group(GroupDeclarationContext context)
    {
        if (Name(context.name) is not { } id || Name(context.fact) is not { } fact)
        {
            return null;
        }

        TextLiteral? label = Label("group", id, context.text());
        return new GroupDeclaration(id, label, fact, Names(context.members), Names(context.except), Span(context));
    }

    private ClassificationDeclaration? Classification(ClassificationDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("classification", id, context.text());
        CheckCommas(context, typeof(ValueDeclarationContext));
        ImmutableArray<ClassificationBranch>.Builder branches = ImmutableArray.CreateBuilder<ClassificationBranch>();
        ImmutableArray<CitationSyntax>.Builder citations = ImmutableArray.CreateBuilder<CitationSyntax>();
        ImmutableArray<AllowSyntax>.Builder allows = ImmutableArray.CreateBuilder<AllowSyntax>();
        bool chooseFirst = false;
        foreach (ClassificationItemContext item in context.classificationItem())
        {
            switch (item)
            {
                case ClassificationBranchContext branch when Name(branch.identifier()) is { } value:
                    ConditionSyntax? condition = branch.OTHERWISE() is null ? Condition(branch.condition(), branch) : null;
                    branches.Add(new ClassificationBranch(value, condition, SpanWithoutComma(branch)));
                    break;
                case ClassificationPolicyContext { ChildCount: > 1 } policy:
                    if (policy.Stop.Text == "first")
                    {
                        chooseFirst = true;
                    }
                    else
                    {
                        Report(policy, SyntaxDiagnostics.WrongPolicy(At(policy.Stop), policy.Stop.Text, ["first"]));
                    }

                    break;
                case ClassificationCitationContext citation when Citation(citation.citation()) is { } cited:
                    citations.Add(cited);
                    break;
                case ClassificationAllowanceContext allowance when Allow(allowance.allowance()) is { } allowed:
                    allows.Add(allowed);
                    break;
            }
        }

        return new ClassificationDeclaration(
            id,
            label,
            context.ORDERED() is not null,
            Values(context.valueDeclaration()),
            chooseFirst,
            branches.ToImmutable(),
            citations.ToImmutable(),
            allows.ToImmutable(),
            Span(context));
    }

    private ScoreDeclaration? Score(ScoreDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("score", id, context.text());
        ImmutableArray<ScoreLine>.Builder lines = ImmutableArray.CreateBuilder<ScoreLine>();
        ImmutableArray<CitationSyntax>.Builder citations = ImmutableArray.CreateBuilder<CitationSyntax>();
        ImmutableArray<AllowSyntax>.Builder allows = ImmutableArray.CreateBuilder<AllowSyntax>();
        foreach (ScoreItemContext item in context.scoreItem())
        {
            switch (item)
            {
                case ScoreLineContext line when Signed(line.signedNumber()) is { } points:
                    lines.Add(new ScoreLine(points, Condition(line.condition(), line), SpanWithoutComma(line)));
                    break;
                case ScoreCitationContext citation when Citation(citation.citation()) is { } cited:
                    citations.Add(cited);
                    break;
                case ScoreAllowanceContext allowance when Allow(allowance.allowance()) is { } allowed:
                    allows.Add(allowed);
                    break;
            }
        }

        return new ScoreDeclaration(id, label, lines.ToImmutable(), citations.ToImmutable(), allows.ToImmutable(), Span(context));
    }

    private ComputeDeclaration? Compute(ComputeDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("computed number", id, context.text());
        if (context.COLON() is null)
        {
            Report(context, SyntaxDiagnostics.NoComputedType(Locate(id), id.Name));
        }

        return new ComputeDeclaration(id, label, Type(context.type()), Arms(context), Span(context));
    }

    private ExpressionSyntax Arms(ComputeDeclarationContext context)
    {
        ArmContext[] arms = context.arm();
        if (arms.Length == 0)
        {
            return new MissingExpression(EndOf(context));
        }

        if (arms.Length == 1 && arms[0].WHEN() is null && arms[0].OTHERWISE() is null)
        {
            return Value(arms[0].value, arms[0]);
        }

        ImmutableArray<ConditionalArm>.Builder built = ImmutableArray.CreateBuilder<ConditionalArm>(arms.Length);
        foreach (ArmContext arm in arms)
        {
            if (arm.WHEN() is null && arm.OTHERWISE() is null)
            {
                Report(arm, SyntaxDiagnostics.ArmWithoutCondition(new Location(source, Span(arm))));
            }

            ConditionSyntax? condition = arm.WHEN() is null ? null : Condition(arm.guard, arm);
            built.Add(new ConditionalArm(Value(arm.value, arm), condition, Span(arm)));
        }

        return new ConditionalExpression(built.ToImmutable(), TextSpan.FromBounds(built[0].Span.Start, built[^1].Span.End));
    }
}

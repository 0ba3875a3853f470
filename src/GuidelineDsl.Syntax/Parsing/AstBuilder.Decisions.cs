using System.Collections.Immutable;
using Antlr4.Runtime;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Decisions and rules.</summary>
internal sealed partial class AstBuilder
{
    private DecisionDeclaration? Decision(DecisionDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("decision", id, context.text());
        ImmutableArray<DecisionItem> items = Each(context.decisionItem(), DecisionItem);
        return new DecisionDeclaration(id, label, items, Span(context));
    }

    private DecisionItem? DecisionItem(DecisionItemContext context)
    {
        switch (context)
        {
            case ScopeItemContext item:
                return new ScopeItem(Condition(item.condition(), item), Span(item));
            case PolicyItemContext item:
                return Policy(item);
            case RuleItemOfDecisionContext item:
                return item.ruleDeclaration() is { } declaration ? Rule(declaration) : null;
            case SilentItemContext item:
                return new SilentItem(Condition(item.condition(), item), Text(item.text()), Citations(item.citation()), Span(item));
            case PartialItemContext item:
                return new PartialItem(Text(item.text()), Span(item));
            case DecisionRemarkContext item:
                return item.remarkDeclaration() is { } remark && Remark(remark) is { } built ? new DecisionRemarkItem(built) : null;
            case DecisionAllowanceContext item:
                return Allow(item.allowance()) is { } allow ? new DecisionAllowItem(allow) : null;
            default:
                return null;
        }
    }

    private PolicyItem? Policy(PolicyItemContext context)
    {
        if (context.ONE() is not null)
        {
            return new PolicyItem(ChoicePolicy.One, Span(context));
        }

        if (context.ALL() is not null)
        {
            return new PolicyItem(ChoicePolicy.All, Span(context));
        }

        if (Name(context.identifier()) is not { } word)
        {
            return null;
        }

        if (word.Name != "first")
        {
            Report(context, SyntaxDiagnostics.WrongPolicy(Locate(word), word.Name, ["one", "all", "first"]));
            return null;
        }

        return new PolicyItem(ChoicePolicy.First, Span(context));
    }

    private RuleSyntax? Rule(RuleDeclarationContext context)
    {
        if (Name(context.identifier()) is not { } id)
        {
            return null;
        }

        TextLiteral? label = Label("rule", id, context.text());
        RuleItemContext[] contexts = context.ruleItem();
        ImmutableArray<RuleItem>.Builder items = ImmutableArray.CreateBuilder<RuleItem>(contexts.Length);
        foreach (RuleItemContext item in contexts)
        {
            if (RuleItem(item) is { } built)
            {
                Add(items, built);
            }
        }

        return new RuleSyntax(id, label, items.ToImmutable(), Span(context));
    }

    /// <summary>A citation directly after a remark is the remark's.</summary>
    private static void Add(ImmutableArray<RuleItem>.Builder items, RuleItem item)
    {
        if (item is CiteItem cite && items.Count > 0 && items[^1] is RuleRemarkItem { Remark: { } remark })
        {
            TextSpan span = remark.Span.Union(cite.Span);
            items[^1] = new RuleRemarkItem(remark with { Citations = remark.Citations.Add(cite.Citation), Span = span }) { Span = span };
            return;
        }

        items.Add(item);
    }

    private RuleItem? RuleItem(RuleItemContext context)
    {
        switch (context)
        {
            case WhenItemContext item:
                ConditionSyntax? unless = item.UNLESS() is null ? null : Condition(item.unless, item);
                return new WhenItem(Condition(item.when, item), unless, Span(item));
            case OtherwiseItemContext item:
                return new WhenItem(null, null, Span(item));
            case AdviceItemContext item:
                return Advice(item) is { } advice ? new AdviceItem(advice) : null;
            case EvidenceItemContext item:
                return Name(item.scale) is { } scale ? new EvidenceItem(scale, Grades(item.grade()), Span(item)) : null;
            case CiteItemContext item:
                return Citation(item.citation()) is { } citation ? new CiteItem(citation) : null;
            case BecauseItemContext item:
                return Text(item.text()) is { } text ? new BecauseItem(text, Span(item)) : null;
            case OverridesItemContext item:
                return new OverridesItem(Names(item.identifier()), Span(item));
            case RuleRemarkContext item:
                return Text(item.text()) is { } remark ? new RuleRemarkItem(new RemarkDeclaration(remark, [], Span(item))) : null;
            case RuleAllowanceContext item:
                return Allow(item.allowance()) is { } allow ? new RuleAllowItem(allow) : null;
            default:
                return null;
        }
    }

    /// <summary>Grades are words; <c>2A</c> is a number and a letter without a space, and one grade.</summary>
    private ImmutableArray<Identifier> Grades(GradeContext[] contexts)
    {
        List<Identifier> grades = [];
        foreach (GradeContext context in contexts)
        {
            if (context.Start is not SourceToken { IsInserted: false } token || context.Stop is null)
            {
                continue;
            }

            Identifier grade = Name(token);
            if (grades.Count > 0 && grades[^1].Span.End == grade.Span.Start)
            {
                Identifier before = grades[^1];
                grades[^1] = new Identifier(before.Name + grade.Name, before.Span.Union(grade.Span));
            }
            else
            {
                grades.Add(grade);
            }
        }

        return [.. grades];
    }

    private AdviceSyntax? Advice(AdviceItemContext context)
    {
        ImmutableArray<PlanSyntax> plans = Each(context.plan(), Plan);
        return Verb(context.verb) is { } verb && !plans.IsEmpty ? new AdviceSyntax(verb, plans, Qualifiers(context.qualifier()), Span(context)) : null;
    }

    private static AdviceVerb? Verb(IToken? token) => token?.Type switch
    {
        RECOMMEND or RECOMMENDS => AdviceVerb.Recommend,
        CONSIDER or CONSIDERS => AdviceVerb.Consider,
        AVOID or AVOIDS => AdviceVerb.Avoid,
        CONTRAINDICATE or CONTRAINDICATES => AdviceVerb.Contraindicate,
        _ => null,
    };
}

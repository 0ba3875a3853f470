using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Patients and tests.</summary>
internal sealed partial class AstBuilder
{
    private PatientDeclaration? Patient(PatientDeclarationContext context)
    {
        if (Name(context.name) is not { } id)
        {
            return null;
        }

        Identifier? basis = Name(context.@base);
        ImmutableArray<AssignmentSyntax> assignments = Assignments(context.assignments());
        int start = basis?.Span.Start ?? context.assignments()?.Start.StartIndex ?? Span(context).End;
        return new PatientDeclaration(id, new PatientSyntax(basis, assignments, TextSpan.FromBounds(start, Span(context).End)), Span(context));
    }

    private TestDeclaration? Test(TestDeclarationContext context)
    {
        if (Text(context.text()) is not { } name)
        {
            return null;
        }

        PatientSyntax? patient = null;
        DateLiteral? today = null;
        ImmutableArray<ExpectationSyntax>.Builder expectations = ImmutableArray.CreateBuilder<ExpectationSyntax>();
        foreach (TestItemContext item in context.testItem())
        {
            switch (item)
            {
                case PatientItemContext found:
                    if (patient is not null)
                    {
                        Report(found, SyntaxDiagnostics.Repeated(At(found.Start), "patient", "a test", Locate(patient)));
                        break;
                    }

                    patient = new PatientSyntax(Name(found.identifier()), Assignments(found.assignments()), SpanAfter(found));
                    break;
                case TodayItemContext found:
                    if (today is not null)
                    {
                        Report(found, SyntaxDiagnostics.Repeated(At(found.Start), "today", "a test", Locate(today)));
                        break;
                    }

                    today = Date(found.dateValue());
                    break;
                case ExpectItemContext found when Expectation(found) is { } expectation:
                    expectations.Add(expectation);
                    break;
            }
        }

        return new TestDeclaration(name, patient, today, expectations.ToImmutable(), Span(context));
    }

    /// <summary>The span of what follows the keyword of an item.</summary>
    private static TextSpan SpanAfter(PatientItemContext item)
    {
        int start = (item.identifier()?.Start ?? item.assignments()?.Start ?? item.Start).StartIndex;
        return TextSpan.FromBounds(start, Span(item).End);
    }

    private ImmutableArray<AssignmentSyntax> Assignments(AssignmentsContext? context)
    {
        if (context is null)
        {
            return [];
        }

        CheckCommas(context);
        return Each(context.assignment(), Assignment);
    }

    private AssignmentSyntax? Assignment(AssignmentContext context)
    {
        if (Name(context.identifier()) is not { } fact || context.EQUAL() is null)
        {
            return null;
        }

        ExpressionSyntax value = context.nameSet() is { } set ? new SetExpression(Names(set), Span(set)) : Value(context.condition(), context);
        return new AssignmentSyntax(fact, value, Span(context));
    }

    private ExpectationSyntax? Expectation(ExpectItemContext context)
    {
        if (Name(context.identifier()) is not { } subject)
        {
            return null;
        }

        TextSpan span = Span(context);
        switch (context.outcome())
        {
            case GivesOutcomeContext outcome:
                return new GivesExpectation(subject, Names(outcome.names()), span);
            case AdviceOutcomeContext outcome when Verb(outcome.verb) is { } verb:
                return new AdviceExpectation(subject, false, verb, Names(outcome.names()), span);
            case NegatedAdviceOutcomeContext outcome when Verb(outcome.verb) is { } verb:
                return new AdviceExpectation(subject, true, verb, Names(outcome.names()), span);
            case NeedsOutcomeContext outcome:
                return new NeedsExpectation(subject, Names(outcome.names()), span);
            case GapOutcomeContext outcome:
                if (Name(outcome.identifier()) is { Name: not "a" } article && !diagnostics.ParserComplainedAt(article.Span))
                {
                    Report(outcome, SyntaxDiagnostics.Expected(Locate(article), "`a gap`", $"`{article.Name} gap`", "Write: has a gap."));
                }

                return new StatusExpectation(subject, ExpectedStatus.Gap, span);
            case IsOutcomeContext outcome when outcome.OUT() is not null:
                return new StatusExpectation(subject, ExpectedStatus.OutOfScope, span);
            case IsOutcomeContext outcome:
                ExpressionSyntax value = Value(outcome.condition(), outcome);
                return value is NameExpression { Name.Name: "silent" }
                    ? new StatusExpectation(subject, ExpectedStatus.Silent, span)
                    : new ValueExpectation(subject, value, span);
            default:
                return null;
        }
    }
}

using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>Walks one document and says what each name in it means. Names that mean nothing are left out.</summary>
internal sealed class Occurrences
{
    private static readonly NameKind[] s_advised = [NameKind.Action, NameKind.Class, NameKind.Regimen];
    private static readonly NameKind[] s_numeric = [NameKind.Fact, NameKind.Definition, NameKind.Classification, NameKind.Score, NameKind.Computed];

    private readonly Document _document;
    private readonly Scope _scope;
    private readonly List<Occurrence> _found = [];
    private readonly HashSet<TextSpan> _taken = [];
    private Declared? _within;

    private Occurrences(Document document, Scope scope)
    {
        _document = document;
        _scope = scope;
    }

    public static ImmutableArray<Occurrence> In(Project project, Document document)
    {
        Occurrences walk = new(document, project.ScopeOf(document));
        foreach (Declared declared in document.Outline.All)
        {
            walk.Add(declared.NameSpan, declared, isDeclaration: true);
        }

        foreach (DeclarationSyntax declaration in document.Tree.Root.Declarations)
        {
            walk._within = document.Outline.Of(declaration);
            walk.Visit(declaration);
        }

        return [.. walk._found.OrderBy(o => o.Span.Start)];
    }

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case SourceDeclaration source:
                foreach (PropertySyntax property in source.Properties.Where(p => p.Key is { Name: "superseded" }))
                {
                    Refer(property.Word, NameKind.Source);
                }

                return;
            case GroupDeclaration group:
                Declared? ofFact = Refer(group.Fact, NameKind.Fact);
                ReferToValues(ofFact, [.. group.Members, .. group.Except]);
                return;
            case ClassificationDeclaration classification:
                Declared? self = _document.Outline.Of(classification);
                foreach (ClassificationBranch branch in classification.Branches)
                {
                    ReferToValue(self, branch.Value);
                }

                break;
            case ClassDeclaration @class:
                ReferAll([.. @class.Members, .. @class.Except], s_advised);
                return;
            case RegimenDeclaration regimen:
                ReferAll(regimen.Parts, s_advised);
                return;
            case IncompatibleDeclaration incompatible:
                ReferAll(incompatible.Members, s_advised);
                break;
            case CitationSyntax citation:
                Refer(citation.Source, NameKind.Source);
                return;
            case RuleSyntax rule:
                Declared? outer = _within;
                _within = _document.Outline.Of(rule) ?? outer;
                VisitChildren(rule);
                _within = outer;
                return;
            case OverridesItem overrides:
                ReferToRules(_within?.Owner, overrides.Rules);
                return;
            case NamedPlan plan:
                Refer(plan.Name, s_advised);
                return;
            case TimePoint point:
                Refer(point.Anchor, s_advised);
                return;
            case PatientSyntax patient:
                Refer(patient.Base, NameKind.Patient);
                break;
            case AssignmentSyntax assignment:
                ReferToValueExpression(Refer(assignment.Fact, NameKind.Fact), assignment.Value);
                return;
            case ExpectationSyntax expectation:
                VisitExpectation(expectation);
                return;
            case ConditionSyntax condition:
                VisitCondition(condition);
                return;
            case NameExpression name:
                Refer(name.Name, s_numeric);
                return;
            case CallExpression call:
                foreach (ExpressionSyntax argument in call.Arguments)
                {
                    Visit(argument);
                }

                return;
        }

        VisitChildren(node);
    }

    private void VisitChildren(SyntaxNode node)
    {
        foreach (SyntaxNode child in node.Children)
        {
            if (child is not null)
            {
                Visit(child);
            }
        }
    }

    private void VisitExpectation(ExpectationSyntax expectation)
    {
        switch (expectation)
        {
            case GivesExpectation gives:
                ReferToRules(Refer(gives.Decision, NameKind.Decision), gives.Rules);
                break;
            case AdviceExpectation advice:
                Refer(advice.Decision, NameKind.Decision);
                ReferAll(advice.Actions, s_advised);
                break;
            case NeedsExpectation needs:
                Refer(needs.Decision, NameKind.Decision);
                ReferAll(needs.Facts, [NameKind.Fact]);
                break;
            case StatusExpectation status:
                Refer(status.Decision, NameKind.Decision);
                break;
            case ValueExpectation value:
                ReferToValueExpression(Refer(value.Derived, s_numeric), value.Value);
                break;
            default:
                throw new InvalidOperationException($"{expectation.GetType().Name} is no known expectation.");
        }
    }

    private void VisitCondition(ConditionSyntax condition)
    {
        switch (condition)
        {
            case NameCondition name:
                Refer(name.Name, s_numeric);
                break;
            case KnownCondition known:
                Refer(known.Subject, s_numeric);
                break;
            case EmptyCondition empty:
                Refer(empty.Subject, s_numeric);
                break;
            case IncludesCondition includes:
                ReferToValues(Refer(includes.Subject, NameKind.Fact), includes.Values);
                break;
            case IsCondition { Subject: { } subject } test:
                ReferToValueExpression(VisitSubject(subject), test.Value);
                break;
            case InCondition { Subject: { } subject } test:
                Declared? owner = VisitSubject(subject);
                foreach (ExpressionSyntax value in test.Values)
                {
                    ReferToValueExpression(owner, value);
                }

                break;
            case BetweenCondition { Subject: { } subject } between:
                Declared? measured = VisitSubject(subject);
                ReferToValueExpression(measured, between.Low);
                ReferToValueExpression(measured, between.High);
                break;
            case ComparisonCondition comparison:
                Declared? ordered = comparison.Operands.Select(EnumerationOf).FirstOrDefault(o => o is not null);
                foreach (ExpressionSyntax operand in comparison.Operands)
                {
                    ReferToValueExpression(ordered, operand);
                }

                break;
            default:
                VisitChildren(condition);
                break;
        }
    }

    private Declared? VisitSubject(ExpressionSyntax subject)
    {
        if (subject is NameExpression name)
        {
            return Refer(name.Name, s_numeric);
        }

        Visit(subject);
        return null;
    }

    private Declared? EnumerationOf(ExpressionSyntax? operand) =>
        operand is NameExpression { Name: { } name } && _scope.Find(name.Name, NameKind.Fact, NameKind.Classification) is { } found
            && found.Document.Outline.OwnedBy(found).Any()
            ? found
            : null;

    private void ReferToValueExpression(Declared? owner, ExpressionSyntax? value)
    {
        switch (value)
        {
            case null:
                break;
            case NameExpression name when _scope.Value(owner, name.Name.Name) is { } found:
                Add(name.Name.Span, found, isDeclaration: false);
                break;
            case NameExpression name:
                Refer(name.Name, [NameKind.Group, .. s_numeric]);
                break;
            case SetExpression set:
                ReferToValues(owner, set.Members);
                break;
            default:
                Visit(value);
                break;
        }
    }

    private void ReferToValues(Declared? owner, ImmutableArray<Identifier> names)
    {
        foreach (Identifier name in names)
        {
            if (!ReferToValue(owner, name))
            {
                Refer(name, NameKind.Group);
            }
        }
    }

    private bool ReferToValue(Declared? owner, Identifier? name)
    {
        if (name is null || _scope.Value(owner, name.Name) is not { } value)
        {
            return false;
        }

        Add(name.Span, value, isDeclaration: false);
        return true;
    }

    private void ReferToRules(Declared? decision, ImmutableArray<Identifier> names)
    {
        foreach (Identifier name in names)
        {
            if (_scope.Rule(decision, name.Name) is { } rule)
            {
                Add(name.Span, rule, isDeclaration: false);
            }
        }
    }

    private void ReferAll(ImmutableArray<Identifier> names, NameKind[] kinds)
    {
        foreach (Identifier name in names)
        {
            Refer(name, kinds);
        }
    }

    private Declared? Refer(Identifier? name, params ReadOnlySpan<NameKind> kinds)
    {
        if (name is not { Name.Length: > 0 } || _scope.Find(name.Name, kinds) is not { } found)
        {
            return null;
        }

        Add(name.Span, found, isDeclaration: false);
        return found;
    }

    private void Add(TextSpan span, Declared target, bool isDeclaration)
    {
        if (span.Length > 0 && _taken.Add(span))
        {
            _found.Add(new Occurrence(_document, span, target, isDeclaration, isDeclaration ? null : _within));
        }
    }
}

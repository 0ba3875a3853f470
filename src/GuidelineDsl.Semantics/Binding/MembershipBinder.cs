using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary><c>x is v</c> and <c>x in { a, b }</c>: the subject has one of the values. Their negation is the caller's.</summary>
internal sealed class MembershipBinder(FileScope scope)
{
    private readonly ComparisonBinder _comparisons = new(scope);
    private readonly ValueBinder _values = new(scope);

    public Condition? Bind(IsCondition condition)
    {
        if (condition.Value is NameExpression { Name: var value } && scope.Peek(value.Name) is { Kind: SymbolKind.Group } group
            && condition.Subject is NameExpression subject && !_values.HasValue(subject.Name, value.Name))
        {
            Location sign = scope.Locate(condition) with { Span = TextSpan.FromBounds(condition.Subject.Span.End, condition.Value.Span.Start) };
            scope.Report(NameDiagnostics.GroupWithIs(subject.Name.Name, value.Name, condition.Negated, scope.Locate(value), sign, group.Location));
            return null;
        }

        return Bind(condition.Subject, [condition.Value], scope.Locate(condition), isList: false);
    }

    public Condition? Bind(InCondition condition)
    {
        if (!condition.Values.IsEmpty)
        {
            return Bind(condition.Subject, condition.Values, scope.Locate(condition), isList: true);
        }

        scope.Wrong(condition, "The list of values is empty, so that the condition holds for nobody.", "write the values between the braces.");
        return null;
    }

    private Condition? Bind(ExpressionSyntax subject, ImmutableArray<ExpressionSyntax> values, Location origin, bool isList)
    {
        if (subject is not NameExpression { Name: var id } || id.Name == "today")
        {
            return BindNumbers(subject, values, origin);
        }

        switch (scope.Find(id, "a fact or a derived value", ConditionBinder.Subjects))
        {
            case null:
                return null;
            case Fact { Type: YesNo } fact:
                return BindYesNo(new YesNoTest(fact, origin), fact, values, origin);
            case Definition definition:
                return BindYesNo(new DefinitionTest(definition, origin), definition, values, origin);
            case Fact { Type: Enumeration type } fact:
                return _values.Set(fact, type.Values, values) is { } set ? new ValueTest(fact, set, origin) : null;
            case Classification classification:
                return _values.Set(classification, classification.Type.Values, values) is { } some
                    ? new ClassificationTest(classification, some, origin)
                    : null;
            case Fact { Type: SetOf } fact:
                scope.Wrong(origin, $"{fact.Label} can have several values at once.", isList || values is not [NameExpression { Name.Name: var one }]
                    ? $"write `{fact.Id} includes any of {{ … }}` or `{fact.Id} includes only {{ … }}`."
                    : $"write `{fact.Id} includes {one}` or `{fact.Id} includes only {{ {one} }}`.");
                return null;
            default:
                return BindNumbers(subject, values, origin);
        }
    }

    private Condition? BindYesNo(Condition test, Symbol subject, ImmutableArray<ExpressionSyntax> values, Location origin)
    {
        switch (values)
        {
            case [NameExpression { Name.Name: "yes" }]:
                return test;
            case [NameExpression { Name.Name: "no" }]:
                return new Not(test, origin);
            default:
                string help = values is [NameExpression { Name.Name: var value }] && scope.OwnersOfValue(value) is [Declared owner]
                    ? $"did you mean `{owner.Name} is {value}`? Of {subject.Label} write `{subject.Id}` or `not {subject.Id}`."
                    : $"write `{subject.Id}` or `not {subject.Id}`.";
                scope.Wrong(origin, $"{subject.Label} is yes or no.", help);
                return null;
        }
    }

    private Condition? BindNumbers(ExpressionSyntax subject, ImmutableArray<ExpressionSyntax> values, Location origin)
    {
        if (_comparisons.Bind([subject, .. values]) is not [var left, .. var right])
        {
            return null;
        }

        Condition?[] tests = [.. right.Select(r => _comparisons.Compare(left, ComparisonOperator.Equal, r, origin))];
        if (tests.Contains(null))
        {
            return null;
        }

        return tests switch
        {
            [var only] => only,
            [NumberTest first, ..] when tests.All(t => t is NumberTest test && test.Subject.Equals(first.Subject)) =>
                first with { Values = Intervals.Union(tests.Select(t => ((NumberTest)t!).Values)) },
            _ => new Any([.. tests.OfType<Condition>()], origin),
        };
    }
}

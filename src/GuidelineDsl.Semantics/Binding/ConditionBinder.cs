using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Conditions: one leaf of the model per atomic condition of the author. Null after a report, so that one mistake is one message.</summary>
internal sealed class ConditionBinder(FileScope scope)
{
    private static readonly SymbolKind[] Subjects =
        [SymbolKind.Fact, SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Score, SymbolKind.Computed];

    private readonly ComparisonBinder _comparisons = new(scope);
    private readonly ValueBinder _values = new(scope);

    public Condition? Bind(ConditionSyntax syntax)
    {
        Location origin = scope.Locate(syntax);
        switch (syntax)
        {
            case OrCondition or:
                return BindAll(or.Operands) is { } any ? new Any(any, origin) : null;
            case AndCondition and:
                return BindAll(and.Operands) is { } all ? new All(all, origin) : null;
            case NotCondition not:
                return Bind(not.Operand) is { } part ? new Not(part, origin) : null;
            case ParenthesizedCondition parenthesized:
                return Bind(parenthesized.Inner);
            case EveryoneCondition:
                return new Constant(true, origin);
            case CountCondition count:
                return BindCount(count, origin);
            case NameCondition name:
                return BindName(name, origin);
            case IsCondition condition:
                return Negate(BindMembership(condition.Subject, [condition.Value], origin), condition.Negated, origin);
            case InCondition condition:
                return Negate(BindMembership(condition.Subject, condition.Values, origin), condition.Negated, origin);
            case KnownCondition known:
                return scope.Find(known.Subject, "a fact or a derived value", Subjects) is { } subject
                    ? Negate(new KnownTest(subject, origin), !known.Known, origin)
                    : null;
            case ComparisonCondition comparison:
                return BindChain(comparison, origin);
            case BetweenCondition between:
                ComparisonCondition chain = new(
                    [between.Low, between.Subject, between.High], [ComparisonOperator.LessOrEqual, ComparisonOperator.LessOrEqual], between.Span);
                return Negate(BindChain(chain, origin), between.Negated, origin);
            case IncludesCondition includes:
                return Negate(BindIncludes(includes, origin), includes.Negated, origin);
            case EmptyCondition empty:
                return SetFact(empty.Subject) is { } fact
                    ? Negate(new SetTest(fact, SetTestKind.IsEmpty, ValueSet.Of([]), origin), empty.Negated, origin)
                    : null;
            case MissingCondition:
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name);
        }
    }

    private static Condition? Negate(Condition? condition, bool negated, Location origin) =>
        condition is null || !negated ? condition : new Not(condition, origin);

    private ImmutableArray<Condition>? BindAll(ImmutableArray<ConditionSyntax> operands)
    {
        Condition?[] parts = [.. operands.Select(Bind)];
        return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
    }

    private Condition? BindCount(CountCondition count, Location origin)
    {
        if (BindAll(count.Operands) is not { } parts)
        {
            return null;
        }

        switch (count.Kind)
        {
            case CountKind.AllOf:
                return new All(parts, origin);
            case CountKind.AnyOf:
                return new Any(parts, origin);
        }

        if (count.Count is null || !int.TryParse(count.Count.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || count.Count.Unit is not null)
        {
            scope.Report(TypeDiagnostics.Count("The number of conditions is a whole number.", scope.Locate((SyntaxNode?)count.Count ?? count), "write `at least 2 of { … }`."));
            return null;
        }

        if (number > parts.Length)
        {
            scope.Report(TypeDiagnostics.Count(
                $"{number} of {parts.Length} conditions can never hold.", scope.Locate(count.Count), $"write a number from 0 to {parts.Length}."));
            return null;
        }

        return count.Kind switch
        {
            CountKind.AtLeast => new Counting(number, parts.Length, parts, origin),
            CountKind.AtMost => new Counting(0, number, parts, origin),
            CountKind.Exactly => new Counting(number, number, parts, origin),
            _ => throw new ArgumentOutOfRangeException(nameof(count)),
        };
    }

    private Condition? BindName(NameCondition name, Location origin)
    {
        switch (scope.Find(name.Name, "a yes/no fact or a definition", Subjects))
        {
            case null:
                return null;
            case Definition definition:
                return new DefinitionTest(definition, origin);
            case Fact { Type: YesNo } fact:
                return new YesNoTest(fact, origin);
            case Symbol other:
                scope.Report(TypeDiagnostics.Mismatch(
                    $"{other.Label} is not a yes/no question.", origin, $"compare it: {Example(other)}."));
                return null;
        }
    }

    private static string Example(Symbol symbol) => symbol switch
    {
        Fact { Type: Enumeration { Values: [var first, ..] } } => $"`{symbol.Id} is {first.Id}`",
        Fact { Type: SetOf { Values: [var first, ..] } } => $"`{symbol.Id} includes {first.Id}`",
        Classification { Type.Values: [var first, ..] } => $"`{symbol.Id} is {first.Id}`",
        _ => $"`{symbol.Id} < …` or `{symbol.Id} >= …`",
    };

    /// <summary><c>subject is v</c> and <c>subject in { a, b }</c>: the subject has one of the values.</summary>
    private Condition? BindMembership(ExpressionSyntax subject, ImmutableArray<ExpressionSyntax> values, Location origin)
    {
        Declared? declared = subject is NameExpression name && name.Name.Name != "today" ? scope.Peek(name.Name.Name) : null;
        if (declared is null || declared.Kind is SymbolKind.Score or SymbolKind.Computed)
        {
            if (subject is NameExpression { Name: { } unknown } && unknown.Name != "today" && declared is null)
            {
                scope.Find(unknown, "a fact or a derived value", Subjects);
                return null;
            }

            return BindNumbers(subject, values, origin);
        }

        Identifier id = ((NameExpression)subject).Name;
        switch (scope.Find(id, "a fact or a derived value", Subjects))
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
                scope.Report(TypeDiagnostics.Mismatch(
                    $"{fact.Label} can have several values at once.", origin, $"write `{fact.Id} includes …` or `{fact.Id} includes any of {{ … }}`."));
                return null;
            default:
                return BindNumbers(subject, values, origin);
        }
    }

    private Condition? BindYesNo(Condition test, Symbol subject, ImmutableArray<ExpressionSyntax> values, Location origin)
    {
        if (values is [NameExpression { Name.Name: "yes" }])
        {
            return test;
        }

        if (values is [NameExpression { Name.Name: "no" }])
        {
            return new Not(test, origin);
        }

        scope.Report(TypeDiagnostics.Mismatch($"{subject.Label} is yes or no.", origin, $"write `{subject.Id}` or `not {subject.Id}`."));
        return null;
    }

    private Condition? BindNumbers(ExpressionSyntax subject, ImmutableArray<ExpressionSyntax> values, Location origin)
    {
        Operand? left = _comparisons.Bind(subject);
        Operand?[] right = [.. values.Select(_comparisons.Bind)];
        if (left is null || right.Contains(null))
        {
            return null;
        }

        Operand[] all = [.. right.OfType<Operand>()];
        Condition?[] tests = [.. all.Select(r => _comparisons.Compare(left, ComparisonOperator.Equal, ComparisonBinder.Lend(r, all), origin))];
        if (tests.Contains(null))
        {
            return null;
        }

        if (tests.All(t => t is NumberTest { Values.Intervals.Length: 1 }))
        {
            NumberTest first = (NumberTest)tests[0]!;
            if (tests.All(t => ((NumberTest)t!).Subject.Equals(first.Subject)))
            {
                return first with { Values = IntervalSet.Points(tests.Select(t => (Rational)((NumberTest)t!).Values.Intervals[0].From!)) };
            }
        }

        return tests.Length == 1 ? tests[0] : new Any([.. tests.OfType<Condition>()], origin);
    }

    /// <summary>A chain is the conjunction of its links; each link is an atomic condition with its own place.</summary>
    private Condition? BindChain(ComparisonCondition chain, Location origin)
    {
        if (_values.OrderedSubject(chain.Operands) is { } ordered)
        {
            return BindOrdered(chain, ordered, origin);
        }

        Operand?[] bound = [.. chain.Operands.Select(_comparisons.Bind)];
        if (bound.Contains(null))
        {
            return null;
        }

        Operand[] operands = [.. bound.OfType<Operand>()];
        operands = [.. operands.Select(o => ComparisonBinder.Lend(o, operands))];
        List<Condition> links = [];
        bool broken = false;
        for (int i = 0; i < chain.Operators.Length; i++)
        {
            Location place = origin with { Span = chain.Operands[i].Span.Union(chain.Operands[i + 1].Span) };
            Condition? link = _comparisons.Compare(operands[i], chain.Operators[i], operands[i + 1], place);
            broken |= link is null;
            if (link is not null)
            {
                links.Add(link);
            }
        }

        return broken ? null : links.Count == 1 ? links[0] : new All([.. links], origin);
    }

    private Condition? BindOrdered(ComparisonCondition chain, (Symbol Symbol, Enumeration Type) subject, Location origin)
    {
        if (!subject.Type.IsOrdered)
        {
            scope.Report(TypeDiagnostics.NotOrdered(subject.Symbol.Label, origin, subject.Symbol.Location));
            return null;
        }

        List<Condition> links = [];
        for (int i = 0; i < chain.Operators.Length; i++)
        {
            bool subjectFirst = _values.IsSubject(chain.Operands[i], subject.Symbol);
            ExpressionSyntax value = subjectFirst ? chain.Operands[i + 1] : chain.Operands[i];
            if (_values.Set(subject.Symbol, subject.Type.Values, [value]) is not { Ordinals: [int limit] })
            {
                return null;
            }

            ComparisonOperator comparison = subjectFirst ? chain.Operators[i] : ComparisonBinder.Mirror(chain.Operators[i]);
            ValueSet set = ValueSet.Of(Enumerable.Range(0, subject.Type.Values.Length).Where(v => comparison switch
            {
                ComparisonOperator.Less => v < limit,
                ComparisonOperator.LessOrEqual => v <= limit,
                ComparisonOperator.Equal => v == limit,
                ComparisonOperator.GreaterOrEqual => v >= limit,
                ComparisonOperator.Greater => v > limit,
                _ => throw new ArgumentOutOfRangeException(nameof(chain)),
            }));
            Location place = chain.Operators.Length == 1 ? origin : origin with { Span = chain.Operands[i].Span.Union(chain.Operands[i + 1].Span) };
            links.Add(subject.Symbol is Fact fact ? new ValueTest(fact, set, place) : new ClassificationTest((Classification)subject.Symbol, set, place));
        }

        return links.Count == 1 ? links[0] : new All([.. links], origin);
    }

    private Condition? BindIncludes(IncludesCondition includes, Location origin)
    {
        if (SetFact(includes.Subject) is not { } fact
            || _values.Set(fact, ((SetOf)fact.Type).Values, [.. includes.Values.Select(v => new NameExpression(v))]) is not { } values)
        {
            return null;
        }

        SetTestKind kind = includes.Kind switch
        {
            IncludesKind.One or IncludesKind.Any => SetTestKind.IncludesAny,
            IncludesKind.All => SetTestKind.IncludesAll,
            IncludesKind.Only => SetTestKind.IncludesOnly,
            _ => throw new ArgumentOutOfRangeException(nameof(includes)),
        };
        return new SetTest(fact, kind, values, origin);
    }

    private Fact? SetFact(Identifier id)
    {
        switch (scope.Find(id, "a fact that is a set", SymbolKind.Fact))
        {
            case null:
                return null;
            case Fact { Type: SetOf } fact:
                return fact;
            case Symbol other:
                scope.Report(TypeDiagnostics.Mismatch(
                    $"{other.Label} has one value, not a set of them.", scope.Locate(id), $"write `{other.Id} is …` or `{other.Id} in {{ … }}`."));
                return null;
        }
    }
}

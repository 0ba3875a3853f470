using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Conditions: one leaf of the model per atomic condition of the author. Null after a report, so that one mistake is one message.</summary>
internal sealed class ConditionBinder(FileScope scope)
{
    /// <summary>What a condition can ask about.</summary>
    public static readonly SymbolKind[] Subjects =
        [SymbolKind.Fact, SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Score, SymbolKind.Computed];

    private readonly MembershipBinder _memberships = new(scope);
    private readonly ChainBinder _chains = new(scope);
    private readonly SetTestBinder _sets = new(scope);

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
                return Negate(_memberships.Bind(condition), condition.Negated, origin);
            case InCondition condition:
                return Negate(_memberships.Bind(condition), condition.Negated, origin);
            case KnownCondition known:
                return scope.Find(known.Subject, "a fact or a derived value", Subjects) is { } subject
                    ? Negate(new KnownTest(subject, origin), !known.Known, origin)
                    : null;
            case ComparisonCondition { Operators: [ComparisonOperator.Equal], Operands: [NameExpression asked, NameExpression { Name.Name: "yes" or "no" } answer] }:
                return _memberships.Bind(new IsCondition(asked, false, answer, syntax.Span));
            case ComparisonCondition comparison:
                return _chains.Bind(comparison);
            case BetweenCondition between:
                return Negate(_chains.Bind(between), between.Negated, origin);
            case IncludesCondition includes:
                return Negate(_sets.Bind(includes), includes.Negated, origin);
            case EmptyCondition empty:
                return Negate(_sets.Bind(empty), empty.Negated, origin);
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
        if (count.Operands.IsEmpty)
        {
            scope.Report(TypeDiagnostics.Count("The list of conditions is empty.", origin, "write the conditions between the braces, with commas."));
            return null;
        }

        if (BindAll(count.Operands) is not { } parts)
        {
            return null;
        }

        return count.Kind switch
        {
            CountKind.AllOf => new All(parts, origin),
            CountKind.AnyOf => new Any(parts, origin),
            _ => NumberOf(count, parts.Length) is not { } number ? null : count.Kind switch
            {
                CountKind.AtLeast => new Counting(number, parts.Length, parts, origin),
                CountKind.AtMost => new Counting(0, number, parts, origin),
                CountKind.Exactly => new Counting(number, number, parts, origin),
                _ => throw new ArgumentOutOfRangeException(nameof(count)),
            },
        };
    }

    /// <summary>The number of a count, when it makes a difference: neither out of reach nor always reached.</summary>
    private int? NumberOf(CountCondition count, int length)
    {
        Location place = scope.Locate((SyntaxNode?)count.Count ?? count);
        if (count.Count is null || count.Count.Unit is not null
            || !int.TryParse(count.Count.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            scope.Report(TypeDiagnostics.Count("The number of conditions is a whole number.", place, "write `at least 2 of { … }`."));
            return null;
        }

        string? fault = count.Kind switch
        {
            _ when number > length && count.Kind != CountKind.AtMost => $"{number} of {length} conditions can never hold.",
            CountKind.AtLeast when number == 0 => "At least 0 conditions always hold.",
            CountKind.AtMost when number >= length => $"At most {number} of {length} conditions always hold.",
            _ => null,
        };
        if (fault is null)
        {
            return number;
        }

        scope.Report(TypeDiagnostics.Count(fault, place, count.Kind switch
        {
            CountKind.AtMost => length == 1 ? "write `not`, or name more conditions." : $"write a number from 0 to {length - 1}.",
            CountKind.AtLeast => $"write a number from 1 to {length}.",
            _ => $"write a number from 0 to {length}.",
        }));
        return null;
    }

    private Condition? BindName(NameCondition name, Location origin)
    {
        if (scope.Peek(name.Name.Name) is null && scope.OwnersOfValue(name.Name.Name) is [Declared owner, ..])
        {
            bool isSet = owner.Syntax is FactDeclaration { Type: EnumerationType { Kind: EnumerationKind.SetOf } };
            scope.Report(NameDiagnostics.ValueAlone(name.Name.Name, owner.Name, isSet, origin, owner.Location));
            return null;
        }

        switch (scope.Find(name.Name, "a yes/no fact or a definition", Subjects))
        {
            case null:
                return null;
            case Definition definition:
                return new DefinitionTest(definition, origin);
            case Fact { Type: YesNo } fact:
                return new YesNoTest(fact, origin);
            case Symbol other:
                scope.Wrong(origin, $"{other.Label} is not a yes/no question.", $"compare it: {Example(other)}.");
                return null;
        }
    }

    private static string Example(Symbol symbol) => symbol switch
    {
        Fact { Type: Enumeration { Values: [var first, ..] } } => $"`{symbol.Id} is {first.Id}`",
        Fact { Type: SetOf { Values: [var first, ..] } } => $"`{symbol.Id} includes {first.Id}`",
        Classification { Type.Values: [var first, ..] } => $"`{symbol.Id} is {first.Id}`",
        Fact { Type: Date } or ComputedValue { Type: Date } => $"`{symbol.Id} < today`",
        _ => $"`{symbol.Id} < …` or `{symbol.Id} >= …`",
    };
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The types of facts and of computed values. Null after a report.</summary>
internal sealed class TypeBinder(FileScope scope)
{
    /// <summary>Words that mean something of their own behind <c>is</c>.</summary>
    private static readonly string[] ReservedValues = ["yes", "no", "unknown", "known", "empty", "not", "today"];

    public ValueType? Bind(TypeSyntax? syntax) => syntax switch
    {
        null => null,
        YesNoType => new YesNo(),
        EnumerationType e => BindEnumeration(e),
        NumberType n => BindNumber(n),
        DateType d => BindDate(d),
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    public ImmutableArray<NamedValue> Values(ImmutableArray<ValueDeclaration> declarations)
    {
        Dictionary<string, ValueDeclaration> seen = new(StringComparer.Ordinal);
        List<NamedValue> values = [];
        foreach (ValueDeclaration declaration in declarations)
        {
            if (!seen.TryAdd(declaration.Id.Name, declaration))
            {
                scope.Report(NameDiagnostics.Duplicate(declaration.Id.Name, scope.Locate(seen[declaration.Id.Name].Id), scope.Locate(declaration.Id)));
                continue;
            }

            if (ReservedValues.Contains(declaration.Id.Name))
            {
                scope.Report(NameDiagnostics.Reserved(declaration.Id.Name, "a value", scope.Locate(declaration.Id)) with
                {
                    Help = declaration.Id.Name == "unknown" ? "leave it out: every fact may be unknown, unless it is `required`." : "choose another name for the value.",
                });
                continue;
            }

            values.Add(new NamedValue(declaration.Id.Name, FileScope.Label(declaration.Label, declaration.Id), values.Count));
        }

        return [.. values];
    }

    private ValueType? BindEnumeration(EnumerationType syntax)
    {
        ImmutableArray<NamedValue> values = Values(syntax.Values);
        if (syntax.Values.IsEmpty)
        {
            scope.Report(TypeDiagnostics.InvalidType("The list of values is empty.", scope.Locate(syntax), "name at least one value."));
        }

        return values.IsEmpty ? null
            : syntax.Kind == EnumerationKind.SetOf ? new SetOf(values)
            : new Enumeration(values, syntax.Kind == EnumerationKind.OrderedOneOf);
    }

    private Number? BindNumber(NumberType syntax)
    {
        Unit? unit = syntax.Unit is null ? Unit.One : scope.Unit(syntax.Unit);
        if (unit is null
            || !TryAmount(syntax.Minimum, unit, out Rational? minimum)
            || !TryAmount(syntax.Maximum, unit, out Rational? maximum)
            || !TryAmount(syntax.Resolution, unit.Difference, out Rational? resolution))
        {
            return null;
        }

        if (minimum > maximum)
        {
            return Invalid(syntax, $"The range runs from {minimum} down to {maximum}.", $"write {maximum} to {minimum}.");
        }

        if (resolution is { Sign: <= 0 })
        {
            return Invalid(syntax.Resolution!, "The resolution is not above zero.", "write the smallest step between two values.");
        }

        foreach ((ExpressionSyntax? end, Rational? value) in (ReadOnlySpan<(ExpressionSyntax?, Rational?)>)[(syntax.Minimum, minimum), (syntax.Maximum, maximum)])
        {
            if (value is { } v && resolution is { } step && !v.IsMultipleOf(step))
            {
                return Invalid(end!, $"The end {v} of the range is no multiple of the resolution {step}.", "steps count from zero, and the ends of the range lie on them.");
            }
        }

        return new Number(minimum, maximum, syntax.Unit?.Text, resolution);
    }

    private Number? Invalid(SyntaxNode node, string message, string help)
    {
        scope.Report(TypeDiagnostics.InvalidType(message, scope.Locate(node), help));
        return null;
    }

    /// <summary>An end of the range or the step, in the unit of the type; false after a report.</summary>
    private bool TryAmount(ExpressionSyntax? syntax, Unit unit, out Rational? amount)
    {
        amount = Plain(syntax);
        UnitSyntax? written = (syntax as NumberLiteral ?? (syntax as NegationExpression)?.Operand as NumberLiteral)?.Unit;
        if (written is null || amount is not { } value)
        {
            return true;
        }

        if (scope.Unit(written) is not { } own)
        {
            return false;
        }

        if (!own.Dimension.Equals(unit.Dimension) || own.IsPlain != unit.IsPlain)
        {
            scope.Report(TypeDiagnostics.Dimensions($"`{scope.Locate(syntax!).Text}`", own.Kind, TypeDiagnostics.InUnit(unit.Code), unit.Kind, scope.Locate(syntax!)));
            return false;
        }

        amount = (unit.HasOwnZero ? own : own.Difference).Convert(value, unit);
        return true;
    }

    private Date? BindDate(DateType syntax)
    {
        if (!TryDay(syntax.Minimum, syntax.HasTime, isEnd: false, out long? minimum) || !TryDay(syntax.Maximum, syntax.HasTime, isEnd: true, out long? maximum))
        {
            return null;
        }

        if (minimum > maximum)
        {
            scope.Report(TypeDiagnostics.InvalidType("The range of dates runs backwards.", scope.Locate(syntax), "write the earlier date first."));
            return null;
        }

        return new Date(syntax.HasTime, minimum, maximum);
    }

    /// <summary>An end of a range of dates; a day without a time ends with its last second. False after a report.</summary>
    private bool TryDay(DateLiteral? literal, bool hasTime, bool isEnd, out long? day)
    {
        day = null;
        if (literal is null)
        {
            return true;
        }

        if (!DateText.TryRead(literal.Text, out long number, out bool literalHasTime, out string reason))
        {
            scope.Report(TypeDiagnostics.InvalidDate(literal.Text, reason, scope.Locate(literal)));
            return false;
        }

        if (literalHasTime && !hasTime)
        {
            scope.Report(TypeDiagnostics.InvalidType("The range of a date has a time of day.", scope.Locate(literal), "leave the time out, or declare `date and time`."));
            return false;
        }

        day = hasTime && !literalHasTime ? (number * DateText.SecondsPerDay) + (isEnd ? DateText.SecondsPerDay - 1 : 0) : number;
        return true;
    }

    /// <summary>A plain number, perhaps negative; its unit is the one of the type.</summary>
    public static Rational? Plain(ExpressionSyntax? syntax) => syntax switch
    {
        NumberLiteral number => Rational.Parse(number.Digits),
        NegationExpression { Operand: NumberLiteral number } => -Rational.Parse(number.Digits),
        ParenthesizedExpression parenthesized => Plain(parenthesized.Inner),
        _ => null,
    };
}

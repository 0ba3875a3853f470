using System.Collections.Immutable;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The types of facts and of computed values.</summary>
internal sealed class TypeBinder(FileScope scope)
{
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
        List<NamedValue> values = [];
        foreach (ValueDeclaration declaration in declarations)
        {
            if (values.FindIndex(v => v.Id == declaration.Id.Name) is var first and >= 0)
            {
                scope.Report(NameDiagnostics.Duplicate(declaration.Id.Name, scope.Locate(declarations[first].Id), scope.Locate(declaration.Id)));
                continue;
            }

            if (declaration.Id.Name is "yes" or "no" or "unknown" or "known")
            {
                scope.Report(NameDiagnostics.Missing(
                    $"`{declaration.Id.Name}` has a meaning of its own and cannot be a value.", scope.Locate(declaration.Id), "choose another name for the value."));
                continue;
            }

            values.Add(new NamedValue(declaration.Id.Name, FileScope.Label(declaration.Label, declaration.Id), values.Count));
        }

        return [.. values];
    }

    private ValueType? BindEnumeration(EnumerationType syntax)
    {
        ImmutableArray<NamedValue> values = Values(syntax.Values);
        if (values.Length == 0)
        {
            scope.Report(TypeDiagnostics.InvalidType("The list of values is empty.", scope.Locate(syntax), "name at least one value."));
            return null;
        }

        return syntax.Kind == EnumerationKind.SetOf ? new SetOf(values) : new Enumeration(values, syntax.Kind == EnumerationKind.OrderedOneOf);
    }

    private Number? BindNumber(NumberType syntax)
    {
        string? unit = null;
        if (syntax.Unit is not null)
        {
            if (scope.Unit(syntax.Unit) is null)
            {
                return null;
            }

            unit = syntax.Unit.Text;
        }

        Rational? minimum = Plain(syntax.Minimum);
        Rational? maximum = Plain(syntax.Maximum);
        Rational? resolution = Plain(syntax.Resolution);
        if (minimum is { } low && maximum is { } high && low > high)
        {
            scope.Report(TypeDiagnostics.InvalidType(
                $"The range runs from {low} down to {high}.", scope.Locate(syntax), $"write {high} to {low}."));
            return null;
        }

        if (resolution is { } step)
        {
            if (step.Sign <= 0)
            {
                scope.Report(TypeDiagnostics.InvalidType("The resolution is not above zero.", scope.Locate(syntax), "write the smallest step between two values."));
                return null;
            }

            foreach (Rational end in new[] { minimum, maximum }.OfType<Rational>())
            {
                if (!end.IsMultipleOf(step))
                {
                    scope.Report(TypeDiagnostics.InvalidType(
                        $"The end {end} of the range is no multiple of the resolution {step}.", scope.Locate(syntax), "steps count from zero, and the ends of the range lie on them."));
                    return null;
                }
            }
        }

        return new Number(minimum, maximum, unit, resolution);
    }

    private Date? BindDate(DateType syntax)
    {
        long? minimum = Day(syntax.Minimum, syntax.HasTime);
        long? maximum = Day(syntax.Maximum, syntax.HasTime);
        if (minimum > maximum)
        {
            scope.Report(TypeDiagnostics.InvalidType("The range of dates runs backwards.", scope.Locate(syntax), "write the earlier date first."));
            return null;
        }

        return new Date(syntax.HasTime, minimum, maximum);
    }

    private long? Day(DateLiteral? literal, bool hasTime)
    {
        if (literal is null)
        {
            return null;
        }

        if (!DateText.TryRead(literal.Text, out long number, out bool literalHasTime, out string reason))
        {
            scope.Report(TypeDiagnostics.InvalidDate(literal.Text, reason, scope.Locate(literal)));
            return null;
        }

        return hasTime && !literalHasTime ? number * DateText.SecondsPerDay : number;
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

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Patients: later assignments win over those of the base. Null after a report.</summary>
internal sealed class PatientBinder(FileScope scope)
{
    private readonly ValueBinder _values = new(scope);
    private readonly NumberBinder _numbers = new(scope);
    private readonly LimitCheck _limits = new(scope);

    public Patient? Bind(PatientSyntax syntax)
    {
        Dictionary<Fact, PatientValue> values = [];
        bool broken = false;
        if (syntax.Base is { } name)
        {
            NamedPatient? known = scope.Find(name, "a patient", SymbolKind.Patient) as NamedPatient;
            broken = known is null;
            if (scope.Peek(name.Name) is { } declared)
            {
                declared.IsUsed = true;
            }

            foreach ((Fact fact, PatientValue value) in known?.Patient.Values ?? [])
            {
                values[fact] = value;
            }
        }

        Dictionary<string, AssignmentSyntax> seen = new(StringComparer.Ordinal);
        foreach (AssignmentSyntax assignment in syntax.Assignments)
        {
            if (!seen.TryAdd(assignment.Fact.Name, assignment))
            {
                scope.Report(NameDiagnostics.Repeated($"value of `{assignment.Fact.Name}`", scope.Locate(assignment), scope.Locate(seen[assignment.Fact.Name])));
            }
            else if (scope.Find(assignment.Fact, "a fact", SymbolKind.Fact) is Fact fact && Value(fact, assignment.Value) is { } value)
            {
                values[fact] = value;
            }
            else
            {
                broken = true;
            }
        }

        if (broken)
        {
            return null;
        }

        ImmutableArray<(Fact, PatientValue)>.Builder inOrder = ImmutableArray.CreateBuilder<(Fact, PatientValue)>(values.Count);
        foreach (Fact fact in values.Keys.OrderBy(f => f.Ordinal))
        {
            inOrder.Add((fact, values[fact]));
        }

        return new Patient(inOrder.MoveToImmutable());
    }

    /// <summary>The value of a fact or of a derived value.</summary>
    public PatientValue? Value(Symbol symbol, ExpressionSyntax syntax)
    {
        if (syntax is MissingExpression)
        {
            return null;
        }

        if (syntax is NameExpression { Name.Name: "unknown" })
        {
            return new UnknownValue();
        }

        switch (symbol)
        {
            case Definition or Fact { Type: YesNo }:
                return YesNoOf(symbol, syntax);
            case Classification c:
                return OneOf(c, c.Type.Values, syntax);
            case Fact { Type: Enumeration e }:
                return OneOf(symbol, e.Values, syntax);
            case Fact { Type: SetOf s } when syntax is SetExpression set:
                return _values.Set(symbol, s.Values, [.. set.Members.Select(m => new NameExpression(m))]) is { } members
                    ? new SetValue([.. members.Ordinals.Select(o => s.Values[o])])
                    : null;
            case Fact { Type: SetOf }:
                string content = syntax is NameExpression { Name.Name: var member } ? member : "…";
                return Wrong(syntax, $"{symbol.Label} is a set of values.", $"write `{symbol.Id} = {{ {content} }}`; an empty set is `{{ }}`.");
            case Fact { Type: var type }:
                return Number(symbol, type, syntax);
            case ComputedValue computed:
                return Number(symbol, computed.Type, syntax);
            case Score:
                return Number(symbol, null, syntax);
            default:
                throw new ArgumentOutOfRangeException(nameof(symbol), symbol.GetType().Name);
        }
    }

    private PatientValue? YesNoOf(Symbol symbol, ExpressionSyntax syntax) =>
        syntax is NameExpression { Name.Name: "yes" or "no" } name
            ? new YesNoValue(name.Name.Name == "yes")
            : Wrong(syntax, $"{symbol.Label} is yes or no.", "write yes, no or unknown.");

    private EnumerationValue? OneOf(Symbol symbol, ImmutableArray<NamedValue> values, ExpressionSyntax syntax) =>
        _values.Single(symbol, values, syntax) is { } ordinal ? new EnumerationValue(values[ordinal]) : null;

    private PatientValue? Number(Symbol symbol, ValueType? type, ExpressionSyntax syntax)
    {
        if (syntax is NameExpression name && name.Name.Name != "today")
        {
            return Wrong(syntax, $"{symbol.Label} is {(type is Date ? "a date" : "a number")}.", type is Date ? "write a date, or unknown." : "write a number, or unknown.");
        }

        if (_numbers.Bind(syntax) is not { } operand)
        {
            return null;
        }

        if (operand.Literal is not { } value)
        {
            return Wrong(syntax, $"{symbol.Label} needs a fixed value.", "write a number, a date, or unknown.");
        }

        if (type is Date != !operand.IsNumber)
        {
            return Wrong(syntax, $"{symbol.Label} is {(type is Date ? "a date" : "a number")}.", type is Date ? "write a date: 2025-10-10." : "write a number.");
        }

        if ((type is Date date ? PointOf(date, operand, value) : Converted(symbol, type as Number, operand, value)) is not { } converted)
        {
            return null;
        }

        return symbol is not Fact fact || _limits.Check(fact, converted, operand.Place, isValue: true) ? new NumericValue(converted) : null;
    }

    private Rational? PointOf(Date date, Operand operand, Rational value)
    {
        if (!date.HasTime && operand.Kind == OperandKind.DateTime)
        {
            scope.Wrong(operand.Place, "A day is needed, and a time of day stands behind it.", "leave the time out, or declare the fact as `date and time`.");
            return null;
        }

        return date.HasTime && operand.Kind == OperandKind.Date ? value * DateText.SecondsPerDay : value;
    }

    private Rational? Converted(Symbol symbol, Number? type, Operand operand, Rational value)
    {
        Unit? unit = type is null ? null : NumberBinder.UnitOf(type);
        if (unit is null && operand.Unit is null)
        {
            return value;
        }

        if (unit is null)
        {
            scope.Report(TypeDiagnostics.SurplusUnit(symbol.Label, operand.Unit!.Code, operand.Place));
            return null;
        }

        if (operand.Unit is null)
        {
            scope.Report(TypeDiagnostics.MissingUnit(value.ToString(), symbol.Label, type!.Unit!, operand.Place));
            return null;
        }

        if (operand.Unit.Dimension.Equals(unit.Dimension))
        {
            return operand.Unit.Convert(value, unit);
        }

        scope.Report(TypeDiagnostics.Dimensions(symbol.Label, unit.Kind, operand.Words, operand.KindWords, operand.Place));
        return null;
    }

    private PatientValue? Wrong(ExpressionSyntax syntax, string message, string help)
    {
        scope.Wrong(syntax, message, help);
        return null;
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using Literal = GuidelineDsl.Semantics.Model.NumberLiteral;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Values of numbers and dates: units are checked and converted, calendar periods become shifts. Null after a report.</summary>
internal sealed class NumberBinder(FileScope scope)
{
    private static readonly Dimension Time = Dimension.Of("time");

    private static readonly Dictionary<string, NumericFunction> Functions = new(StringComparer.Ordinal)
    {
        ["min"] = NumericFunction.Minimum,
        ["max"] = NumericFunction.Maximum,
        ["abs"] = NumericFunction.Absolute,
        ["round"] = NumericFunction.Round,
        ["floor"] = NumericFunction.Floor,
        ["sqrt"] = NumericFunction.SquareRoot,
        ["log"] = NumericFunction.NaturalLogarithm,
        ["exp"] = NumericFunction.Exponential,
    };

    public Operand? Bind(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case NumberLiteral number:
                return BindLiteral(number, negative: false);
            case NegationExpression { Operand: NumberLiteral number }:
                return BindLiteral(number, negative: true) is { } literal ? literal with { Place = scope.Locate(syntax) } : null;
            case NegationExpression negation:
                return Bind(negation.Operand) is { } operand ? Negate(operand, scope.Locate(syntax)) : null;
            case DateLiteral date:
                return BindDate(date);
            case NameExpression name:
                return BindName(name);
            case ParenthesizedExpression parenthesized:
                return Bind(parenthesized.Inner) is { } inner ? inner with { Place = scope.Locate(syntax) } : null;
            case ArithmeticExpression arithmetic:
                return BindArithmetic(arithmetic);
            case CallExpression call:
                return BindCall(call);
            case MissingExpression:
                return null;
            case SetExpression or ConditionalExpression:
                return Wrong(syntax, "A list or a choice cannot be calculated with.", "a number by cases is the whole of a `compute`.");
            default:
                throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name);
        }
    }

    /// <summary>The operand in a unit of the same kind; null after a report.</summary>
    public NumericExpression? Convert(Operand operand, Unit target)
    {
        Unit unit = operand.Unit ?? Unit.One;
        if (!unit.Dimension.Equals(target.Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions(
                operand.Words(operand.Place.Text), unit.Dimension.ToString(), $"`{target.Code}`", target.Dimension.ToString(), operand.Place));
            return null;
        }

        if (operand.Literal is { } value)
        {
            return new Literal(unit.Convert(value, target));
        }

        Rational factor = unit.Factor / target.Factor;
        Rational offset = (unit.Offset - target.Offset) / target.Factor;
        NumericExpression scaled = factor == Rational.One ? operand.Value : new Product([new Literal(factor), operand.Value]);
        return offset.Sign == 0 ? scaled : new Sum([scaled, new Literal(offset)]);
    }

    private Operand? BindLiteral(NumberLiteral number, bool negative)
    {
        Rational value = Rational.Parse(number.Digits);
        value = negative ? -value : value;
        Unit? unit = null;
        if (number.Unit is not null && (unit = scope.Unit(number.Unit)) is null)
        {
            return null;
        }

        return new Operand(new Literal(value), OperandKind.Number, unit, scope.Locate(number)) { Literal = value };
    }

    private Operand? BindDate(DateLiteral date)
    {
        if (!DateText.TryRead(date.Text, out long number, out bool hasTime, out string reason))
        {
            scope.Report(TypeDiagnostics.InvalidDate(date.Text, reason, scope.Locate(date)));
            return null;
        }

        return new Operand(new Literal(number), hasTime ? OperandKind.DateTime : OperandKind.Date, null, scope.Locate(date)) { Literal = number };
    }

    private Operand? BindName(NameExpression name)
    {
        Location place = scope.Locate(name);
        if (name.Name.Name == "today")
        {
            return new Operand(new Today(HasTime: false), OperandKind.Date, null, place);
        }

        Symbol? symbol = scope.Find(
            name.Name, "a number or a date", SymbolKind.Fact, SymbolKind.Score, SymbolKind.Computed, SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Group);
        switch (symbol)
        {
            case null:
                return null;
            case Fact { Type: Number type } fact:
                return new Operand(new FactValue(fact), OperandKind.Number, UnitOf(type), place);
            case Fact { Type: Date type } fact:
                return new Operand(new FactValue(fact), type.HasTime ? OperandKind.DateTime : OperandKind.Date, null, place);
            case Score score:
                return new Operand(new ScoreValue(score), OperandKind.Number, null, place);
            case ComputedValue { Type: Date type } computed:
                return new Operand(new ComputedReference(computed), type.HasTime ? OperandKind.DateTime : OperandKind.Date, null, place);
            case ComputedValue computed:
                return new Operand(new ComputedReference(computed), OperandKind.Number, UnitOf((Number)computed.Type), place);
            default:
                return Wrong(name, $"{symbol.Label} is no number and no date.", null);
        }
    }

    private static Unit? UnitOf(Number type) => type.Unit is null ? null : UnitParser.TryParse(type.Unit, out Unit unit) ? unit : null;

    private Operand? BindArithmetic(ArithmeticExpression arithmetic)
    {
        Operand? left = Bind(arithmetic.Left);
        Operand? right = Bind(arithmetic.Right);
        if (left is null || right is null)
        {
            return null;
        }

        Location place = scope.Locate(arithmetic);
        return arithmetic.Operator switch
        {
            ArithmeticOperator.Add => Add(left, right, place),
            ArithmeticOperator.Subtract => right.Kind == OperandKind.Number ? Subtract(left, right, place) : Difference(left, right, place),
            ArithmeticOperator.Multiply => Multiply(left, right, place),
            ArithmeticOperator.Divide => Divide(left, right, place),
            ArithmeticOperator.Power => Power(left, right, place),
            _ => throw new ArgumentOutOfRangeException(nameof(arithmetic)),
        };
    }

    private Operand? Subtract(Operand left, Operand right, Location place) =>
        left.Kind == OperandKind.Number ? Add(left, Negate(right, right.Place), place) : Shift(left, right, -1, place);

    private Operand? Add(Operand left, Operand right, Location place)
    {
        if (left.Kind != OperandKind.Number)
        {
            return right.Kind == OperandKind.Number ? Shift(left, right, 1, place) : Wrong(place, "Two dates cannot be added.", "subtract them for the time between them.");
        }

        if (right.Kind != OperandKind.Number)
        {
            return Shift(right, left, 1, place);
        }

        Unit? unit = left.Literal is null ? left.Unit ?? right.Unit : right.Unit ?? left.Unit;
        if (unit is null)
        {
            return new Operand(new Sum([left.Value, right.Value]), OperandKind.Number, null, place) { Literal = left.Literal + right.Literal };
        }

        if (LacksUnit(left, right, unit) || LacksUnit(right, left, unit))
        {
            return null;
        }

        return Convert(left, unit) is { } a && Convert(right, unit) is { } b
            ? new Operand(new Sum([a, b]), OperandKind.Number, unit, place) { Literal = a is Literal x && b is Literal y ? x.Value + y.Value : null }
            : null;
    }

    /// <summary>Reports a number without a unit beside a quantity with one, and the other way round.</summary>
    public bool LacksUnit(Operand operand, Operand other, Unit unit)
    {
        if (operand.Unit is not null)
        {
            return false;
        }

        string subject = other.Words(other.Place.Text);
        scope.Report(operand.Literal is { } value
            ? TypeDiagnostics.MissingUnit(value.ToString(), subject, unit.Code, operand.Place)
            : TypeDiagnostics.SurplusUnit(operand.Words(operand.Place.Text), unit.Code, other.Place));
        return true;
    }

    /// <summary>A date moved by days or weeks, or by whole months or years.</summary>
    private Operand? Shift(Operand date, Operand by, int sign, Location place)
    {
        bool hasTime = date.Kind == OperandKind.DateTime;
        if (by.IsCalendarPeriod)
        {
            if (by.Literal is not { IsInteger: true } amount || amount.Abs() > 120_000)
            {
                return Wrong(by.Place, "A date can only be moved by a whole number of months or years.", null);
            }

            Rational months = by.Unit!.Factor * amount * sign;
            return date with { Value = new CalendarShift(date.Value, hasTime, (int)months.Floor(), CalendarUnit.Months), Place = place, Literal = null };
        }

        if (by.Unit is null || !by.Unit.Dimension.Equals(Time))
        {
            return Wrong(by.Place, "A date can only be moved by a time, such as 2 weeks or 6 months.", "write the unit: days, weeks, months or years.");
        }

        UnitParser.TryParse(hasTime ? "s" : "d", out Unit step);
        if (Convert(by, step) is not { } moved)
        {
            return null;
        }

        NumericExpression signed = sign > 0 ? moved : new Product([new Literal(-1), moved]);
        return date with { Value = new Sum([date.Value, signed]), Place = place, Literal = null };
    }

    private Operand? Difference(Operand to, Operand from, Location place)
    {
        if (to.Kind == OperandKind.Number)
        {
            return Wrong(place, "A date cannot be subtracted from a number.", null);
        }

        bool hasTime = to.Kind == OperandKind.DateTime || from.Kind == OperandKind.DateTime;
        NumericExpression a = Align(to, hasTime);
        NumericExpression b = Align(from, hasTime);
        UnitParser.TryParse(hasTime ? "s" : "d", out Unit unit);
        return new Operand(new Sum([a, new Product([new Literal(-1), b])]), OperandKind.Number, unit, place) { Dates = (a, b, hasTime) };
    }

    /// <summary>A date in days, or in seconds when the other side has a time.</summary>
    public static NumericExpression Align(Operand date, bool hasTime)
    {
        if (!hasTime || date.Kind == OperandKind.DateTime)
        {
            return date.Value;
        }

        return date.Value switch
        {
            Literal literal => new Literal(literal.Value * DateText.SecondsPerDay),
            Today => new Today(HasTime: true),
            _ => new Product([new Literal(DateText.SecondsPerDay), date.Value]),
        };
    }

    private Operand Negate(Operand operand, Location place) =>
        operand with { Value = operand.Literal is { } value ? new Literal(-value) : new Product([new Literal(-1), operand.Value]), Literal = -operand.Literal, Place = place, Dates = null };

    private Operand? Multiply(Operand left, Operand right, Location place) => Both(left, right, place) is false
        ? null
        : new Operand(new Product([left.Value, right.Value]), OperandKind.Number, Combine(left.Unit, right.Unit, (a, b) => a.Multiply(b)), place)
        {
            Literal = left.Literal is { } a && right.Literal is { } b ? a * b : null,
        };

    private Operand? Divide(Operand left, Operand right, Location place)
    {
        if (!Both(left, right, place))
        {
            return null;
        }

        if (right.Literal is { Sign: 0 })
        {
            return Wrong(right.Place, "Nothing can be divided by zero.", null);
        }

        return new Operand(new Quotient(left.Value, right.Value), OperandKind.Number, Combine(left.Unit, right.Unit, (a, b) => a.Divide(b)), place)
        {
            Literal = left.Literal is { } a && right.Literal is { } b ? a / b : null,
        };
    }

    private Operand? Power(Operand left, Operand right, Location place)
    {
        if (!Both(left, right, place))
        {
            return null;
        }

        if (right.Literal is not { IsInteger: true } exponent || right.Unit is not null || exponent.Abs() > 10)
        {
            return Wrong(right.Place, "The exponent is a whole number from -10 to 10.", null);
        }

        int power = (int)exponent.Floor();
        return new Operand(
            new FunctionCall(NumericFunction.Power, [left.Value, new Literal(power)]), OperandKind.Number, left.Unit?.Power(power), place);
    }

    private bool Both(Operand left, Operand right, Location place)
    {
        if (left.Kind == OperandKind.Number && right.Kind == OperandKind.Number)
        {
            return true;
        }

        Wrong(place, "Dates can be moved and subtracted, not multiplied or divided.", null);
        return false;
    }

    private static Unit? Combine(Unit? a, Unit? b, Func<Unit, Unit, Unit> join) => a is null && b is null ? null : join(a ?? Unit.One, b ?? Unit.One);

    private Operand? BindCall(CallExpression call)
    {
        if (!Functions.TryGetValue(call.Function.Name, out NumericFunction function))
        {
            scope.Report(NameDiagnostics.UnknownWord(
                call.Function.Name, "function", Functions.Keys, Spelling.Closest(call.Function.Name, Functions.Keys), scope.Locate(call.Function)));
            return null;
        }

        List<Operand> arguments = [];
        foreach (ExpressionSyntax argument in call.Arguments)
        {
            if (Bind(argument) is not { } operand)
            {
                return null;
            }

            arguments.Add(operand);
        }

        bool many = function is NumericFunction.Minimum or NumericFunction.Maximum;
        if (many ? arguments.Count < 2 : arguments.Count != 1)
        {
            return Wrong(call, many ? $"`{call.Function.Name}` compares at least two numbers." : $"`{call.Function.Name}` takes one number.", null);
        }

        Unit? unit = arguments.Select(a => a.Unit).FirstOrDefault(u => u is not null);
        if (arguments.Any(a => a.Kind != OperandKind.Number))
        {
            return Wrong(call, "Functions take numbers.", null);
        }

        ImmutableArray<NumericExpression?> values = [.. arguments.Select(a => unit is null ? a.Value : a.Unit is null ? null : Convert(a, unit))];
        if (values.Contains(null))
        {
            return arguments.Any(a => a.Unit is null) ? Wrong(call, "The numbers have different units.", "give every number its unit.") : null;
        }

        return new Operand(new FunctionCall(function, [.. values.OfType<NumericExpression>()]), OperandKind.Number, unit, scope.Locate(call));
    }

    private Operand? Wrong(SyntaxNode node, string message, string? help) => Wrong(scope.Locate(node), message, help);

    private Operand? Wrong(Location place, string message, string? help)
    {
        scope.Report(TypeDiagnostics.Mismatch(message, place, help));
        return null;
    }
}

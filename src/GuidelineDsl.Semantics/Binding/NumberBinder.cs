using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using Literal = GuidelineDsl.Semantics.Model.NumberLiteral;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Values of numbers and dates: names and literals with their units, and what is calculated from them. Null after a report.</summary>
/// <param name="scope">The names of the file.</param>
/// <param name="isComputed">Whether functions and powers may be used, as in a <c>compute</c>.</param>
internal sealed class NumberBinder(FileScope scope, bool isComputed = false)
{
    private static readonly SymbolKind[] Readable =
        [SymbolKind.Fact, SymbolKind.Score, SymbolKind.Computed, SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Group];

    private readonly Arithmetic _arithmetic = new(scope);

    public Operand? Bind(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case NumberLiteral number:
                return BindLiteral(number, negative: false);
            case NegationExpression { Operand: NumberLiteral number }:
                return BindLiteral(number, negative: true) is { } literal ? literal with { Place = scope.Locate(syntax) } : null;
            case NegationExpression negation:
                return Bind(negation.Operand) is { } operand ? _arithmetic.Negate(operand, scope.Locate(syntax)) : null;
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
            case SetExpression:
                return scope.Wrong(syntax, "A list of values cannot be compared or calculated with.", "write the number alone.");
            case ConditionalExpression:
                return scope.Wrong(syntax, "A number by cases stands inside a calculation.", "make it a `compute` of its own, and use its name here.");
            default:
                throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name);
        }
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

        return new Operand(new Literal(value), OperandKind.Number, unit is { IsPlain: true } ? null : unit, scope.Locate(number)) { Literal = value };
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

        Symbol? symbol = scope.Find(name.Name, "a number or a date", Readable);
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
            case ComputedValue { Type: Number type } computed:
                return new Operand(new ComputedReference(computed), OperandKind.Number, UnitOf(type), place);
            default:
                (string what, string help) = Described(symbol);
                return scope.Wrong(name, $"{symbol.Label} is {what} and cannot be compared with a number or a date.", help);
        }
    }

    private static (string What, string Help) Described(Symbol symbol) => symbol switch
    {
        Definition or Fact { Type: YesNo } => ("yes or no", $"write `{symbol.Id}` or `not {symbol.Id}`."),
        Fact { Type: SetOf } => ("a set of values", $"write `{symbol.Id} includes …` or `{symbol.Id} is empty`."),
        ValueGroup group => ("a group of values", $"write `{group.Fact.Id} in {group.Id}`."),
        _ => ("one of several named values", $"write `{symbol.Id} is …`."),
    };

    /// <summary>The unit of a declared number; null for none and for one that only annotates.</summary>
    public static Unit? UnitOf(Number type) =>
        type.Unit is not null && UnitParser.TryParse(type.Unit, out Unit unit) && !unit.IsPlain ? unit : null;

    private Operand? BindArithmetic(ArithmeticExpression syntax)
    {
        Location place = scope.Locate(syntax);
        if (syntax.Operator == ArithmeticOperator.Power && !isComputed)
        {
            return OnlyComputed(syntax, "A power");
        }

        if (syntax.Operator == ArithmeticOperator.Divide && CompoundUnit(syntax) is (UnitSyntax first, string term))
        {
            scope.Report(TypeDiagnostics.BareCompound(term, scope.Locate(syntax) with { Span = TextSpan.FromBounds(first.Span.Start, syntax.Span.End) }));
            return null;
        }

        Operand? left = Bind(syntax.Left);
        Operand? right = Bind(syntax.Right);
        return left is null || right is null ? null : syntax.Operator switch
        {
            ArithmeticOperator.Add => _arithmetic.Add(left, right, place),
            ArithmeticOperator.Subtract => _arithmetic.Subtract(left, right, place),
            ArithmeticOperator.Multiply => _arithmetic.Multiply(left, right, place),
            ArithmeticOperator.Divide => _arithmetic.Divide(left, right, place),
            ArithmeticOperator.Power => _arithmetic.Power(left, right, place),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax)),
        };
    }

    /// <summary><c>3 mg/L</c>: a unit divided by what nothing declares, and both together are a unit.</summary>
    private (UnitSyntax First, string Term)? CompoundUnit(ExpressionSyntax syntax) => syntax switch
    {
        NumberLiteral { Unit: { IsQuoted: false } unit } => (unit, unit.Text),
        ArithmeticExpression { Operator: ArithmeticOperator.Divide, Right: NameExpression { Name.Name: var below } } quotient
            when scope.Peek(below) is null && CompoundUnit(quotient.Left) is var (first, above) && UnitParser.TryParse($"{above}/{below}", out _) => (first, $"{above}/{below}"),
        _ => null,
    };

    private Operand? BindCall(CallExpression call)
    {
        if (!Functions.Named.TryGetValue(call.Function.Name, out NumericFunction function))
        {
            scope.Report(NameDiagnostics.UnknownWord(
                call.Function.Name, "function", Functions.Named.Keys, Spelling.Closest(call.Function.Name, Functions.Named.Keys), scope.Locate(call.Function)));
            return null;
        }

        if (!isComputed)
        {
            return OnlyComputed(call, $"`{call.Function.Name}`");
        }

        Operand?[] arguments = [.. call.Arguments.Select(Bind)];
        return arguments.Contains(null) ? null : new Functions(scope, _arithmetic).Apply(function, call.Function.Name, [.. arguments.OfType<Operand>()], scope.Locate(call));
    }

    private Operand? OnlyComputed(ExpressionSyntax syntax, string what) => scope.Wrong(
        syntax, $"{what} stands in a condition.", "calculate it first: `compute name \"Label\" : number = …`, and compare that name.");
}

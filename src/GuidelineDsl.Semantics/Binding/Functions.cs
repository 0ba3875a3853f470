using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The functions of computed numbers, and what they do to units.</summary>
internal sealed class Functions(FileScope scope, Arithmetic arithmetic)
{
    public static readonly IReadOnlyDictionary<string, NumericFunction> Named = new SortedDictionary<string, NumericFunction>(StringComparer.Ordinal)
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

    public Operand? Apply(NumericFunction function, string name, ImmutableArray<Operand> arguments, Location place)
    {
        bool takesMany = function is NumericFunction.Minimum or NumericFunction.Maximum;
        if (takesMany ? arguments.Length < 2 : arguments.Length != 1)
        {
            return scope.Wrong(
                place,
                takesMany ? $"`{name}` compares at least two numbers." : $"`{name}` takes one number, not {arguments.Length}.",
                takesMany ? $"write `{name}(a, b)`." : $"write `{name}(a)`.");
        }

        if (arguments.FirstOrDefault(a => !a.IsNumber) is { } date)
        {
            return scope.Wrong(date.Place, $"`{name}` takes numbers, and {date.Words} is a date.", "subtract two dates for the time between them.");
        }

        return function switch
        {
            NumericFunction.Minimum or NumericFunction.Maximum => ApplyToMany(function, arguments, place),
            NumericFunction.Absolute or NumericFunction.Round or NumericFunction.Floor => arguments[0] with
            {
                Value = new FunctionCall(function, [arguments[0].Value]),
                Place = place,
                Literal = null,
                Dates = null,
            },
            NumericFunction.SquareRoot => SquareRoot(arguments[0], place),
            NumericFunction.NaturalLogarithm or NumericFunction.Exponential => OfPlainNumber(function, name, arguments[0], place),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
    }

    private Operand? ApplyToMany(NumericFunction function, ImmutableArray<Operand> arguments, Location place)
    {
        Operand measured = arguments.FirstOrDefault(a => a.Unit is not null && a.Literal is null) ?? arguments.FirstOrDefault(a => a.Unit is not null) ?? arguments[0];
        if (measured.Unit is not { } unit)
        {
            return new Operand(new FunctionCall(function, [.. arguments.Select(a => a.Value)]), OperandKind.Number, null, place);
        }

        List<NumericExpression> values = [];
        foreach (Operand argument in arguments)
        {
            if (arithmetic.LacksUnit(argument, measured, unit))
            {
                return null;
            }

            if (!(argument.Unit ?? Unit.One).Dimension.Equals(unit.Dimension))
            {
                scope.Report(TypeDiagnostics.Dimensions(measured.Words, measured.KindWords, argument.Words, argument.KindWords, place));
                return null;
            }

            NumericExpression value = arithmetic.Convert(argument, unit)!;

            values.Add(value);
        }

        return measured with { Value = new FunctionCall(function, [.. values]), Place = place, Literal = null, Dates = null };
    }

    /// <summary>The square root of an area is a length; it is taken in base units.</summary>
    private Operand? SquareRoot(Operand operand, Location place)
    {
        Unit unit = operand.Unit ?? Unit.One;
        if (unit.HasOwnZero || unit.Dimension.SquareRoot() is not { } dimension)
        {
            return scope.Wrong(operand.Place, $"{operand.Words} is {operand.KindWords}, which is no square of anything.", "take the square root of a plain number, or of an area.");
        }

        NumericExpression inBase = arithmetic.Convert(operand, new Unit("base", unit.Dimension, Rational.One, Rational.Zero))!;
        Unit? result = dimension.IsNone ? null : new Unit($"sqrt({unit.Code})", dimension, Rational.One, Rational.Zero);
        return new Operand(new FunctionCall(NumericFunction.SquareRoot, [inBase]), OperandKind.Number, result, place);
    }

    private Operand? OfPlainNumber(NumericFunction function, string name, Operand operand, Location place) =>
        (operand.Unit ?? Unit.One).Dimension.IsNone
            ? new Operand(new FunctionCall(function, [arithmetic.Convert(operand, Unit.One)!]), OperandKind.Number, null, place)
            : scope.Wrong(operand.Place, $"`{name}` takes a plain number, and {operand.Words} is {operand.KindWords}.", "divide it by a quantity of the same kind first.");
}

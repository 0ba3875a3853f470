using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.CodeGeneration.Lowering;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>Writes numeric expressions, and collects the exact constants that they need.</summary>
internal sealed class NumberWriter(GuidelineLayout layout, GuidelineNames names)
{
    private const string Values = "global::GuidelineDsl.Runtime.Values.";

    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly List<string> _declarations = [];

    /// <summary>The declarations of the constants, in the order of first use.</summary>
    public IReadOnlyList<string> Declarations => _declarations;

    public string Constant(Rational value)
    {
        string text = value.IsInteger
            ? Big(value.Numerator.ToString(CultureInfo.InvariantCulture))
            : $"{Values}Rational.Parse({CSharpText.Literal(value.Numerator.ToString(CultureInfo.InvariantCulture))}) / {Values}Rational.Parse({CSharpText.Literal(value.Denominator.ToString(CultureInfo.InvariantCulture))})";
        return Declared("N", $"{Values}Rational", text);

        static string Big(string digits) =>
            long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long small) && small > long.MinValue
                ? digits + "L"
                : $"{Values}Rational.Parse({CSharpText.Literal(digits)})";
    }

    public string Bounds(Interval interval)
    {
        string from = interval.From is { } low ? Constant(low) : "null";
        string to = interval.To is { } high ? Constant(high) : "null";
        return Declared(
            "B",
            "global::GuidelineDsl.Runtime.Evaluation.NumberBounds",
            $"new({from}, {Bool(interval.FromInclusive)}, {to}, {Bool(interval.ToInclusive)})");
    }

    public string Write(NumericExpression expression, NumberSlot slot) => expression switch
    {
        NumberLiteral literal => $"(({Values}NumberRange){Constant(literal.Value)})",
        FactValue fact => $"f.NumberOf(Fact.{names.Property(fact.Fact)})",
        Today today => $"f.TodayAs({Bool(today.HasTime)})",
        ScoreValue score => $"f.PointsOf({Text(layout.SlotOf(score.Score))}, {Constant(ScorePoints.ScaleOf(score.Score))})",
        ComputedReference reference => $"f.Computed({Text(layout.Numbers.Of(reference.Computed).Index)})",
        Sum sum => $"({string.Join(" + ", sum.Terms.Select(term => Write(term, slot)))})",
        Product product => $"({string.Join(" * ", product.Factors.Select(factor => Write(factor, slot)))})",
        Quotient quotient => $"({Write(quotient.Dividend, slot)} / {Write(quotient.Divisor, slot)})",
        FunctionCall call => Write(call, slot),
        CalendarShift shift =>
            $"{Values}NumberRange.AddMonths({Write(shift.Date, slot)}, {Bool(shift.HasTime)}, {Text(shift.Unit == CalendarUnit.Years ? shift.Amount * 12L : shift.Amount)})",
        CalendarDifference difference =>
            $"{Values}NumberRange.Completed({Write(difference.To, slot)}, {Write(difference.From, slot)}, {Bool(difference.HasTime)}, {Bool(difference.Unit == CalendarUnit.Years)})",
        ConditionalNumber conditional => Write(conditional.Arms, slot),
        _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
    };

    private string Write(FunctionCall call, NumberSlot slot)
    {
        string[] arguments = [.. call.Arguments.Select(argument => Write(argument, slot))];
        string name = call.Function switch
        {
            NumericFunction.Minimum => "Minimum",
            NumericFunction.Maximum => "Maximum",
            NumericFunction.Absolute => "Absolute",
            NumericFunction.Round => "Round",
            NumericFunction.Floor => "Floor",
            NumericFunction.SquareRoot => "SquareRoot",
            NumericFunction.NaturalLogarithm => "NaturalLogarithm",
            NumericFunction.Exponential => "Exponential",
            NumericFunction.Power => "Power",
            _ => throw new InvalidOperationException($"No such function: {call.Function}."),
        };

        // The smallest of several is the smaller of the first and the smallest of the rest.
        return call.Function is NumericFunction.Minimum or NumericFunction.Maximum
            ? arguments.Aggregate((a, b) => $"{Values}NumberRange.{name}({a}, {b})")
            : $"{Values}NumberRange.{name}({string.Join(", ", arguments)})";
    }

    private string Write(ImmutableArray<(NumericExpression Value, Condition? Condition)> arms, NumberSlot slot)
    {
        string text = $"{Values}NumberRange.Undefined";
        foreach ((NumericExpression value, Condition? condition) in arms.Reverse())
        {
            text = condition is null
                ? Write(value, slot)
                : $"{Values}NumberRange.Choose(f.Holds({Text(slot.Conditions[condition].Index)}), {Write(value, slot)}, {text})";
        }

        return text;
    }

    private string Declared(string prefix, string type, string text)
    {
        string key = type + text;
        if (!_constants.TryGetValue(key, out string? name))
        {
            name = prefix + Text(_constants.Count);
            _constants.Add(key, name);
            _declarations.Add($"public static readonly {type} {name} = {text};");
        }

        return "Number." + name;
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

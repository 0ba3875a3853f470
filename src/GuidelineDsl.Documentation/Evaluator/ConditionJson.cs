using System.Globalization;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>Conditions and numbers as nested JSON arrays, for the evaluator in the page. Facts and derived values are named by index.</summary>
internal sealed class ConditionJson(IReadOnlyDictionary<Fact, int> facts, IReadOnlyDictionary<Symbol, int> derived)
{
    public static string Fraction(Rational value) => value.IsInteger
        ? $"\"{Text(value.Numerator)}\""
        : $"\"{Text(value.Numerator)}/{Text(value.Denominator)}\"";

    public static string Fraction(Rational? value) => value is { } number ? Fraction(number) : "null";

    public string Condition(Condition condition) => condition switch
    {
        Constant constant => $"[\"c\",{Bool(constant.Value)}]",
        All all => Parts("and", all.Parts.Select(Condition)),
        Any any => Parts("or", any.Parts.Select(Condition)),
        Not not => Parts("not", [Condition(not.Part)]),
        Counting counting => Parts("n", [Text(counting.Minimum), Text(counting.Maximum), .. counting.Parts.Select(Condition)]),
        DefinitionTest test => $"[\"d\",{derived[test.Definition]}]",
        ClassificationTest test => $"[\"cl\",{derived[test.Classification]},{Ordinals(test.Values)}]",
        YesNoTest test => $"[\"y\",{facts[test.Fact]}]",
        ValueTest test => $"[\"v\",{facts[test.Fact]},{Ordinals(test.Values)}]",
        SetTest test => $"[\"s\",{facts[test.Fact]},\"{Kind(test.Kind)}\",{Ordinals(test.Values)}]",
        NumberTest test => $"[\"r\",{Number(test.Subject)},[{string.Join(",", test.Values.Intervals.Select(Interval))}]]",
        KnownTest { Subject: Fact fact } => $"[\"k\",\"f\",{facts[fact]}]",
        KnownTest test => $"[\"k\",\"d\",{derived[test.Subject]}]",
        _ => throw new InvalidOperationException($"No such condition: {condition.GetType().Name}."),
    };

    public string Number(NumericExpression expression) => expression switch
    {
        NumberLiteral literal => $"[\"l\",{Fraction(literal.Value)}]",
        FactValue value => $"[\"f\",{facts[value.Fact]}]",
        Today today => $"[\"t\",{Bool(today.HasTime)}]",
        ScoreValue value => $"[\"s\",{derived[value.Score]}]",
        ComputedReference reference => $"[\"c\",{derived[reference.Computed]}]",
        Sum sum => Parts("+", sum.Terms.Select(Number)),
        Product product => Parts("*", product.Factors.Select(Number)),
        Quotient quotient => Parts("/", [Number(quotient.Dividend), Number(quotient.Divisor)]),
        FunctionCall call => Parts("fn", [$"\"{Function(call.Function)}\"", .. call.Arguments.Select(Number)]),
        CalendarShift shift => Parts("sh", [Number(shift.Date), Bool(shift.HasTime), Text(shift.Unit == CalendarUnit.Years ? shift.Amount * 12 : shift.Amount)]),
        CalendarDifference difference => Parts(
            "df", [Number(difference.To), Number(difference.From), Bool(difference.HasTime), Bool(difference.Unit == CalendarUnit.Years)]),
        ConditionalNumber conditional => Parts(
            "if", conditional.Arms.Select(arm => $"[{Number(arm.Value)},{(arm.Condition is null ? "null" : Condition(arm.Condition))}]")),
        _ => throw new InvalidOperationException($"No such number: {expression.GetType().Name}."),
    };

    public static string Bool(bool value) => value ? "true" : "false";

    private static string Parts(string name, IEnumerable<string> parts) => $"[{string.Join(",", parts.Prepend($"\"{name}\""))}]";

    private static string Interval(Interval interval) =>
        $"[{Fraction(interval.From)},{Bool(interval.FromInclusive)},{Fraction(interval.To)},{Bool(interval.ToInclusive)}]";

    private static string Ordinals(ValueSet values) => $"[{string.Join(",", values.Ordinals)}]";

    private static string Kind(SetTestKind kind) => kind switch
    {
        SetTestKind.IncludesAny => "any",
        SetTestKind.IncludesAll => "all",
        SetTestKind.IncludesOnly => "only",
        SetTestKind.IsEmpty => "empty",
        _ => throw new InvalidOperationException($"No such test: {kind}."),
    };

    private static string Function(NumericFunction function) => function switch
    {
        NumericFunction.Minimum => "minimum",
        NumericFunction.Maximum => "maximum",
        NumericFunction.Absolute => "absolute",
        NumericFunction.Round => "round",
        NumericFunction.Floor => "floor",
        NumericFunction.SquareRoot => "squareroot",
        NumericFunction.NaturalLogarithm => "naturallogarithm",
        NumericFunction.Exponential => "exponential",
        NumericFunction.Power => "power",
        _ => throw new InvalidOperationException($"No such function: {function}."),
    };

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}

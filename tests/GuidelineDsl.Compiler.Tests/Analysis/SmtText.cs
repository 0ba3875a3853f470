using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Facts, conditions and boxes as SMT-LIB text, for patients of whom everything is known. Nothing here is shared with the engine.</summary>
internal static class SmtText
{
    public static string Declare(Fact fact) => fact.Type switch
    {
        YesNo => $"(declare-const {fact.Id} Bool)",
        Enumeration type => $"(declare-const {fact.Id} Int)(assert (<= 0 {fact.Id} {type.Values.Length - 1}))",
        Number { Resolution: { } step } number => $"(declare-const {fact.Id}.steps Int)(define-fun {fact.Id} () Real (* {Of(step)} (to_real {fact.Id}.steps))){Range(fact, number)}",
        Number number => $"(declare-const {fact.Id} Real){Range(fact, number)}",
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Type, null),
    };

    public static string Of(Condition condition) => condition switch
    {
        Constant c => c.Value ? "true" : "false",
        All all => And(all.Parts.Select(Of)),
        Any any => Or(any.Parts.Select(Of)),
        Not not => Not(Of(not.Part)),
        Counting c => And(
            $"(<= {c.Minimum} (+ 0 {string.Join(' ', c.Parts.Select(p => $"(ite {Of(p)} 1 0)"))}))",
            $"(>= {c.Maximum} (+ 0 {string.Join(' ', c.Parts.Select(p => $"(ite {Of(p)} 1 0)"))}))"),
        YesNoTest test => test.Fact.Id,
        ValueTest test => Or(test.Values.Ordinals.Select(o => $"(= {test.Fact.Id} {o})")),
        NumberTest test => Or(test.Values.Intervals.Select(i => Of(Of(test.Subject), i))),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    public static string Of(Box box) => And([.. box.Parts.Select(p => Of(p.Fact, p.Part)), .. box.Sums.Select(Of)]);

    public static string And(params IEnumerable<string> parts) => $"(and true {string.Join(' ', parts)})";

    public static string Or(params IEnumerable<string> parts) => $"(or false {string.Join(' ', parts)})";

    public static string Not(string part) => $"(not {part})";

    private static string Of(SumPart sum) => Of($"(+ {string.Join(' ', sum.Terms.Select(t => $"(* {Of(t.Coefficient)} {t.Fact!.Id})"))})", sum.Interval);

    private static string Of(Fact fact, FactPart part) => part switch
    {
        ValuesPart values when fact.Type is YesNo => Or(values.Values.Ordinals.Select(o => o == 1 ? fact.Id : Not(fact.Id))),
        ValuesPart values => Or(values.Values.Ordinals.Select(o => $"(= {fact.Id} {o})")),
        IntervalPart interval => Of(fact.Id, interval.Interval),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static string Of(string subject, Interval interval) => And(
        interval.From is { } from ? $"({(interval.FromInclusive ? ">=" : ">")} {subject} {Of(from)})" : "true",
        interval.To is { } to ? $"({(interval.ToInclusive ? "<=" : "<")} {subject} {Of(to)})" : "true");

    private static string Of(NumericExpression expression) => expression switch
    {
        NumberLiteral literal => Of(literal.Value),
        FactValue fact => fact.Fact.Id,
        Sum sum => $"(+ {string.Join(' ', sum.Terms.Select(Of))})",
        Product product => $"(* {string.Join(' ', product.Factors.Select(Of))})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
    };

    private static string Of(Rational value) => value.Sign < 0 ? $"(- {Of(-value)})" : $"(/ {value.Numerator}.0 {value.Denominator}.0)";

    private static string Range(Fact fact, Number number) => $"(assert {Of(fact.Id, new Interval(number.Minimum, true, number.Maximum, true))})";
}

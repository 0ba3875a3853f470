using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Conditions in words, with the author's labels: "well differentiated and Ki-67 index below 10 %".</summary>
internal static class ConditionWords
{
    public static string Of(Condition condition) => Of(condition, isPart: false);

    private static string Of(Condition condition, bool isPart) => condition switch
    {
        Constant constant => constant.Value ? "everyone" : "nobody",
        All { Parts.Length: 1 } all => Of(all.Parts[0], isPart),
        Any { Parts.Length: 1 } any => Of(any.Parts[0], isPart),
        All all => Enclose(string.Join(" and ", all.Parts.Select(p => Of(p, true))), isPart && all.Parts.Length > 1),
        Any any => Enclose(string.Join(" or ", any.Parts.Select(p => Of(p, true))), isPart),
        Not not => OfNot(not.Part),
        Counting counting => OfCounting(counting),
        DefinitionTest test => FactWords.LabelInSentence(test.Definition),
        ClassificationTest test => OfClassification(test, ""),
        YesNoTest test => FactWords.YesNo(test.Fact, true),
        ValueTest test => FactWords.Describe(test.Fact, new ValuesPart(test.Values, false)),
        SetTest test => OfSet(test, negated: false),
        NumberTest test => OfNumber(test, test.Values),
        KnownTest test => $"{FactWords.LabelInSentence(test.Subject)} known",
        _ => condition.Origin.Text,
    };

    private static string OfNot(Condition part)
    {
        switch (part)
        {
            case Not not:
                return Of(not.Part, isPart: true);
            case YesNoTest test:
                return FactWords.YesNo(test.Fact, false);
            case ValueTest test:
                Enumeration type = (Enumeration)test.Fact.Type;
                return FactWords.Describe(test.Fact, new ValuesPart(test.Values.Complement(type.Values.Length), false));
            case ClassificationTest test:
                return OfClassification(test, "not ");
            case SetTest test:
                return OfSet(test, negated: true);
            case NumberTest test:
                return OfNumber(test, IntervalArithmetic.Complement(test.Values));
            case KnownTest test:
                return $"{FactWords.LabelInSentence(test.Subject)} unknown";
            default:
                return $"not {Of(part, isPart: true)}";
        }
    }

    private static string OfClassification(ClassificationTest test, string not) =>
        $"{FactWords.LabelInSentence(test.Classification)} {not}{FactWords.List(test.Values.Ordinals.Select(o => FactWords.NameOf(test.Classification.Type.Values[o])), "or")}";

    private static string OfCounting(Counting counting)
    {
        string count = counting.Minimum == counting.Maximum ? $"exactly {Text(counting.Minimum)}"
            : counting.Minimum <= 0 ? $"at most {Text(counting.Maximum)}"
            : counting.Maximum >= counting.Parts.Length ? $"at least {Text(counting.Minimum)}"
            : $"{Text(counting.Minimum)} to {Text(counting.Maximum)}";
        return $"{count} of ({string.Join("; ", counting.Parts.Select(p => Of(p, isPart: false)))})";
    }

    private static string OfSet(SetTest test, bool negated)
    {
        ImmutableArray<NamedValue> all = ((SetOf)test.Fact.Type).Values;
        string label = FactWords.LabelInSentence(test.Fact);
        string Names(string conjunction) => FactWords.List(test.Values.Ordinals.Select(o => FactWords.NameOf(all[o])), conjunction);
        return (test.Kind, negated) switch
        {
            (SetTestKind.IsEmpty, false) => $"{label}: none",
            (SetTestKind.IsEmpty, true) => $"{label}: at least one",
            (SetTestKind.IncludesAny, false) => $"{label} including {Names("or")}",
            (SetTestKind.IncludesAny, true) => $"{label} without {Names("or")}",
            (SetTestKind.IncludesAll, false) => $"{label} including {Names("and")}",
            (SetTestKind.IncludesAll, true) => $"{label} not including all of {Names("and")}",
            (SetTestKind.IncludesOnly, false) => $"{label}: only {Names("or")}",
            (SetTestKind.IncludesOnly, true) => $"{label}: not only {Names("or")}",
            _ => throw new ArgumentOutOfRangeException(nameof(test), test.Kind, null),
        };
    }

    private static string OfNumber(NumberTest test, IntervalSet values)
    {
        (string? label, Model.ValueType type) = test.Subject switch
        {
            FactValue fact => (FactWords.LabelInSentence(fact.Fact), fact.Fact.Type),
            ScoreValue score => (FactWords.LabelInSentence(score.Score), new Number(null, null, null, null)),
            ComputedReference computed => (FactWords.LabelInSentence(computed.Computed), computed.Computed.Type),
            CalendarDifference { From: var from, To: var to, Unit: var unit } when Name(from) is { } start && Name(to) is { } end =>
                ($"completed {(unit == CalendarUnit.Years ? "years" : "months")} from {start} to {end}", new Number(null, null, null, null)),
            _ => (null, (Model.ValueType)new YesNo()),
        };
        return label is null ? OfSum(test, values) ?? (values.Equals(test.Values) ? test.Origin.Text : $"not {test.Origin.Text}")
            : values.Intervals.IsEmpty ? "nobody"
            : $"{label} {FactWords.List(values.Intervals.Select(i => FactWords.Limits(type, i)), "or")}";
    }

    private static string? Name(NumericExpression date) => date switch
    {
        FactValue fact => FactWords.LabelInSentence(fact.Fact),
        Today => "today",
        _ => null,
    };

    // Facts compared with one another; null for what is not a plain sum of facts.
    private static string? OfSum(NumberTest test, IntervalSet values) =>
        new NumericReduction(Budget.Unlimited).Reduce(test with { Values = values }) is LinearTest linear && linear.Form.Terms.All(t => t.Quantity.Expression is null)
            ? FactWords.List(
                linear.Values.Intervals.Select(i => SumWriter.InWords(new SumPart(SumWriter.TermsOf(linear.Form), i, false))), "or")
            : null;

    private static string Enclose(string text, bool needed) => needed ? $"({text})" : text;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Documentation.Wording;

/// <summary>
/// Conditions in the author's labels: <c>Extent of disease: distant metastasis</c>, <c>Ki-67 index &lt; 10 %</c>.
/// A negation is moved to where a reader expects it.
/// </summary>
internal static class ConditionWords
{
    /// <summary>The whole condition as one phrase; parts of a mixed one stand in parentheses.</summary>
    public static string Phrase(Condition condition) => Phrase(condition, negated: false, nested: false);

    public static string Phrase(Condition condition, bool negated, bool nested)
    {
        switch (condition)
        {
            case Constant constant:
                return constant.Value != negated ? "everyone" : "nobody";
            case Not not:
                return Phrase(not.Part, !negated, nested);
            case All all:
                return Joined(Chains.PartsOf(all), negated ? " or " : " and ", negated, nested);
            case Any any:
                return Joined(any.Parts, negated ? " and " : " or ", negated, nested);
            case Counting counting:
                return $"{(negated ? "not " : "")}{Count(counting)}: {string.Join("; ", counting.Parts.Select(p => Phrase(p, false, true)))}";
            case DefinitionTest test:
                return negated ? $"not: {test.Definition.Label}" : test.Definition.Label;
            case ClassificationTest test:
                return OneOf(test.Classification.Label, test.Classification.Type.Values, test.Values, test.Origin, negated);
            case YesNoTest test:
                return $"{test.Fact.Label}: {(negated ? "no" : "yes")}";
            case ValueTest test:
                return OneOf(test.Fact.Label, Values(test.Fact.Type), test.Values, test.Origin, negated);
            case SetTest test:
                return Set(test, negated);
            case NumberTest test:
                return NumberPhrase(test, negated);
            case KnownTest test:
                return $"{test.Subject.Label} is {(negated ? "unknown" : "known")}";
            default:
                throw new InvalidOperationException($"No words for {condition.GetType().Name}.");
        }
    }

    public static string Count(Counting counting) => counting switch
    {
        _ when counting.Minimum == counting.Maximum => $"exactly {counting.Minimum} of",
        _ when counting.Maximum >= counting.Parts.Length => $"at least {counting.Minimum} of",
        _ when counting.Minimum <= 0 => $"at most {counting.Maximum} of",
        _ => $"{counting.Minimum} to {counting.Maximum} of",
    };

    public static System.Collections.Immutable.ImmutableArray<NamedValue> Values(ValueType type) => type switch
    {
        Enumeration enumeration => enumeration.Values,
        SetOf set => set.Values,
        _ => [],
    };

    public static string Number(NumericExpression expression) => ExpressionWords.Phrase(expression);

    private static string Joined(IEnumerable<Condition> parts, string word, bool negated, bool nested)
    {
        Condition[] list = [.. parts];
        if (list.Length == 1)
        {
            return Phrase(list[0], negated, nested);
        }

        string joined = string.Join(word, list.Select(p => Phrase(p, negated, nested: true)));
        return nested ? $"({joined})" : joined;
    }

    /// <summary>The values that the author names: those that are meant, or, after "is not", those that are not.</summary>
    private static string OneOf(string subject, IReadOnlyList<NamedValue> values, ValueSet set, Location origin, bool negated)
    {
        ValueSet wanted = negated ? set.Complement(values.Count) : set;
        ValueSet others = wanted.Complement(values.Count);
        bool isExclusion = negated || origin.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains("not");
        bool byExclusion = isExclusion && values.Count > 2
            && others.Ordinals.Length > 0 && others.Ordinals.Length <= wanted.Ordinals.Length;
        return byExclusion
            ? $"{subject}: not {List(values, others, "or")}"
            : $"{subject}: {List(values, wanted, "or")}";
    }

    private static string Set(SetTest test, bool negated)
    {
        IReadOnlyList<NamedValue> values = Values(test.Fact.Type);
        string verb = negated ? "do not include" : "include";
        string quantifier = test.Values.Ordinals.Length == 1 ? "" : "any of ";
        return test.Kind switch
        {
            SetTestKind.IsEmpty => negated ? $"{test.Fact.Label}: at least one" : $"{test.Fact.Label}: none",
            SetTestKind.IncludesAny => $"{test.Fact.Label} {verb} {quantifier}{List(values, test.Values, "or")}",
            SetTestKind.IncludesAll => $"{test.Fact.Label} {verb} {(quantifier.Length > 0 && negated ? "all of " : "")}{List(values, test.Values, "and")}",
            SetTestKind.IncludesOnly => $"{test.Fact.Label} {verb} {(negated ? "only " : "nothing but ")}{List(values, test.Values, "and")}",
            _ => throw new InvalidOperationException($"No words for {test.Kind}."),
        };
    }

    private static string List(IReadOnlyList<NamedValue> values, ValueSet set, string word)
    {
        string[] labels = [.. set.Ordinals.Select(o => values[o].Label)];
        return labels.Length switch
        {
            0 => "none of its values",
            1 => labels[0],
            _ when labels.Any(l => l.Contains(',')) => $"{string.Join("; ", labels[..^1])}; {word} {labels[^1]}",
            _ => $"{string.Join(", ", labels[..^1])} {word} {labels[^1]}",
        };
    }

    private static string NumberPhrase(NumberTest test, bool negated)
    {
        IntervalSet set = negated ? Complement(test.Values) : test.Values;
        if (ExpressionWords.AsComparison(test.Subject, set) is { } comparison)
        {
            return comparison;
        }

        string subject = ExpressionWords.Phrase(test.Subject);
        ValueType type = ExpressionWords.TypeOf(test.Subject);
        if (negated && test.Values.Intervals is [{ From: { } from, To: { } to }] && from == to)
        {
            return $"{subject}\u00a0≠\u00a0{NumberWords.Value(from, type)}";
        }

        return set.Intervals.Length == 0
            ? $"{subject} has no value"
            : string.Join(" or ", set.Intervals.Select(i => NumberWords.Between(subject, i, type)));
    }

    private static IntervalSet Complement(IntervalSet set)
    {
        List<Interval> holes = [];
        Rational? from = null;
        bool fromInclusive = false;
        bool open = true;
        foreach (Interval interval in set.Intervals)
        {
            if (interval.From is { } start)
            {
                holes.Add(new Interval(from, fromInclusive, start, !interval.FromInclusive));
            }

            open = interval.To is not null;
            from = interval.To;
            fromInclusive = interval.To is not null && !interval.ToInclusive;
        }

        if (open)
        {
            holes.Add(new Interval(from, fromInclusive, null, false));
        }

        return new IntervalSet([.. holes]);
    }
}

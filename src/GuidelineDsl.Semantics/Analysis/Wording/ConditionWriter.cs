using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>
/// Conditions and boxes as .gdl text that binds to the same meaning. Comparisons of calculations are taken from the author's text.
/// </summary>
public static class ConditionWriter
{
    private enum Level
    {
        Or,
        And,
        Not,
    }

    public static string InGdl(Condition condition) => Write(condition, Level.Or);

    /// <summary>The condition that holds exactly for the patients of the box.</summary>
    public static string InGdl(Box box)
    {
        string[] parts = [.. box.Parts.Select(p => InGdl(p.Fact, p.Part)), .. box.Sums.Select(SumWriter.InGdl)];
        return parts.Length == 0 ? "everyone" : string.Join(" and ", parts);
    }

    /// <summary>The condition that holds exactly for the patients of the boxes.</summary>
    public static string InGdl(IReadOnlyList<Box> region) => AnyOf([.. region.Select(b => (InGdl(b), b.Parts.Length + b.Sums.Length))]);

    /// <summary>Conditions, each of so many parts, of which one holds.</summary>
    internal static string AnyOf(IReadOnlyList<(string Text, int Parts)> conditions) => conditions.Count == 1
        ? conditions[0].Text
        : string.Join(" or ", conditions.Select(c => Parenthesize(c.Text, c.Parts > 1)));

    /// <summary>Who is meant, in words.</summary>
    public static string InWords(Condition condition) => ConditionWords.Of(condition);

    public static string InGdl(Fact fact, FactPart part)
    {
        (string known, bool orUnknown) = part switch
        {
            UnknownPart => ($"{fact.Id} is unknown", false),
            ValuesPart values => (Values(fact, values.Values), values.IncludesUnknown),
            IntervalPart interval => (Numbers(fact.Id, fact.Type, new IntervalSet([WithinRange(fact, interval.Interval)]), fact), interval.IncludesUnknown),
            SetPart set => (Members(fact, set), set.IncludesUnknown),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        };
        return orUnknown ? $"({fact.Id} is unknown or {known})" : known;
    }

    private static string Write(Condition condition, Level level)
    {
        switch (condition)
        {
            case Constant constant:
                return constant.Value ? "everyone" : "not everyone";
            case All { Parts.Length: 0 }:
                return "everyone";
            case Any { Parts.Length: 0 }:
                return "not everyone";
            case All { Parts.Length: 1 } all:
                return Write(all.Parts[0], level);
            case Any { Parts.Length: 1 } any:
                return Write(any.Parts[0], level);
            case All all:
                return Parenthesize(string.Join(" and ", all.Parts.Select(p => Write(p, Level.And))), level > Level.And);
            case Any any:
                return Parenthesize(string.Join(" or ", any.Parts.Select(p => Write(p, Level.And))), level > Level.Or);
            case Not not:
                return WriteNot(not.Part, level);
            case Counting counting:
                return WriteCounting(counting, level);
            case DefinitionTest test:
                return test.Definition.Id;
            case ClassificationTest test:
                return OneOf(test.Classification.Id, test.Classification.Type.Values, test.Values, negated: false);
            case YesNoTest test:
                return test.Fact.Id;
            case ValueTest test:
                return OneOf(test.Fact.Id, ((Enumeration)test.Fact.Type).Values, test.Values, negated: false);
            case SetTest test:
                return WriteSet(test, negated: false);
            case NumberTest test:
                return Parenthesize(WriteNumber(test, test.Values), level > Level.Or && test.Values.Intervals.Length > 1);
            case KnownTest test:
                return $"{test.Subject.Id} is known";
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
        }
    }

    private static string WriteNot(Condition part, Level level) => part switch
    {
        Constant constant => constant.Value ? "not everyone" : "everyone",
        Not not => Write(not.Part, level),
        ClassificationTest test => OneOf(test.Classification.Id, test.Classification.Type.Values, test.Values, negated: true),
        ValueTest test => OneOf(test.Fact.Id, ((Enumeration)test.Fact.Type).Values, test.Values, negated: true),
        SetTest test => WriteSet(test, negated: true),
        NumberTest { Subject: FactValue or ScoreValue or ComputedReference, Values.Intervals.Length: 1 } test
            when test.Values.Intervals[0] is { From: null } or { To: null } => WriteNumber(test, IntervalArithmetic.Complement(test.Values)),
        KnownTest test => $"{test.Subject.Id} is unknown",
        _ => "not " + Write(part, Level.Not),
    };

    private static string WriteCounting(Counting counting, Level level)
    {
        string parts = "{ " + string.Join(", ", counting.Parts.Select(p => Write(p, Level.Or))) + " }";
        string Count(string words, int number) => string.Create(CultureInfo.InvariantCulture, $"{words} {number} of {parts}");
        return counting.Minimum == counting.Maximum ? Count("exactly", counting.Minimum)
            : counting.Minimum <= 0 ? Count("at most", counting.Maximum)
            : counting.Maximum >= counting.Parts.Length ? Count("at least", counting.Minimum)
            : Parenthesize($"{Count("at least", counting.Minimum)} and {Count("at most", counting.Maximum)}", level > Level.And);
    }

    private static string WriteSet(SetTest test, bool negated)
    {
        string not = negated ? "not " : "";
        string values = Names(((SetOf)test.Fact.Type).Values, test.Values);
        string single = test.Values.Ordinals.Length == 1 ? values : $"any of {{ {values} }}";
        return test.Kind switch
        {
            SetTestKind.IsEmpty => $"{test.Fact.Id} is {not}empty",
            SetTestKind.IncludesAny => $"{test.Fact.Id} {not}includes {single}",
            SetTestKind.IncludesAll => $"{test.Fact.Id} {not}includes {(test.Values.Ordinals.Length == 1 ? values : $"all of {{ {values} }}")}",
            SetTestKind.IncludesOnly => $"{test.Fact.Id} {not}includes only {{ {values} }}",
            _ => throw new ArgumentOutOfRangeException(nameof(test), test.Kind, null),
        };
    }

    private static string WriteNumber(NumberTest test, IntervalSet values) => test.Subject switch
    {
        FactValue fact => Numbers(fact.Fact.Id, fact.Fact.Type, values, fact.Fact),
        ScoreValue score => Numbers(score.Score.Id, Plain, values, null),
        ComputedReference computed => Numbers(computed.Computed.Id, computed.Computed.Type, values, null),
        _ => test.Origin.Text,
    };

    private static readonly Number Plain = new(null, null, null, null);

    // The comparison that says the same as the intervals: chains, one-sided comparisons, "is", joined by "or".
    private static string Numbers(string subject, Model.ValueType type, IntervalSet values, Fact? fact)
    {
        if (values.Intervals is [{ From: null, To: { } hole, ToInclusive: false }, { To: null, From: { } other, FromInclusive: false }] && hole == other)
        {
            return $"{subject} is not {QuantityWriter.InGdl(type, hole)}";
        }

        IEnumerable<string> parts = values.Intervals.Select(i => (i.From, i.To) switch
        {
            (null, null) => fact is null ? "everyone" : $"{subject} is known",
            ({ } from, { } to) when from == to => $"{subject} is {QuantityWriter.InGdl(type, from)}",
            ({ } from, { } to) =>
                $"{QuantityWriter.InGdl(type, from)} {(i.FromInclusive ? "<=" : "<")} {subject} {(i.ToInclusive ? "<=" : "<")} {QuantityWriter.InGdl(type, to)}",
            ({ } from, null) => $"{subject} {(i.FromInclusive ? ">=" : ">")} {QuantityWriter.InGdl(type, from)}",
            (null, { } to) => $"{subject} {(i.ToInclusive ? "<=" : "<")} {QuantityWriter.InGdl(type, to)}",
        });
        return values.Intervals.IsEmpty ? "not everyone" : string.Join(" or ", parts);
    }

    // The ends of the declared range need not be said again.
    private static Interval WithinRange(Fact fact, Interval interval)
    {
        (Rational? minimum, Rational? maximum) = fact.Type switch
        {
            Number number => (number.Minimum, number.Maximum),
            Date date => ((Rational?)date.Minimum, (Rational?)date.Maximum),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Type, null),
        };
        bool isPoint = interval.From is not null && interval.From == interval.To;
        bool allFrom = interval.FromInclusive && interval.From == minimum;
        bool allTo = interval.ToInclusive && interval.To == maximum;
        return isPoint ? interval : new Interval(
            allFrom ? null : interval.From, !allFrom && interval.FromInclusive, allTo ? null : interval.To, !allTo && interval.ToInclusive);
    }

    private static string Values(Fact fact, ValueSet values)
    {
        if (fact.Type is YesNo)
        {
            return values.Ordinals.Length == 2 ? $"{fact.Id} is known" : values.Contains(1) ? fact.Id : "not " + fact.Id;
        }

        ImmutableArray<NamedValue> all = ((Enumeration)fact.Type).Values;
        return values.Ordinals.Length == all.Length ? $"{fact.Id} is known"
            : values.Ordinals.Length * 2 > all.Length ? OneOf(fact.Id, all, values.Complement(all.Length), negated: true)
            : OneOf(fact.Id, all, values, negated: false);
    }

    private static string Members(Fact fact, SetPart part)
    {
        ImmutableArray<NamedValue> all = ((SetOf)fact.Type).Values;
        List<string> parts = [];
        if (part.Includes.Ordinals.IsEmpty && part.Excludes.Ordinals.Length == all.Length)
        {
            return $"{fact.Id} is empty";
        }

        if (!part.Includes.Ordinals.IsEmpty)
        {
            string names = Names(all, part.Includes);
            parts.Add($"{fact.Id} includes {(part.Includes.Ordinals.Length == 1 ? names : $"all of {{ {names} }}")}");
        }

        if (!part.IncludesAnyOf.Ordinals.IsEmpty)
        {
            parts.Add($"{fact.Id} includes any of {{ {Names(all, part.IncludesAnyOf)} }}");
        }

        if (!part.Excludes.Ordinals.IsEmpty)
        {
            string names = Names(all, part.Excludes);
            parts.Add($"{fact.Id} not includes {(part.Excludes.Ordinals.Length == 1 ? names : $"any of {{ {names} }}")}");
        }

        return parts.Count == 0 ? $"{fact.Id} is known" : string.Join(" and ", parts);
    }

    private static string OneOf(string subject, ImmutableArray<NamedValue> all, ValueSet values, bool negated) => values.Ordinals.Length == 1
        ? $"{subject} is {(negated ? "not " : "")}{Names(all, values)}"
        : $"{subject} {(negated ? "not " : "")}in {{ {Names(all, values)} }}";

    private static string Names(ImmutableArray<NamedValue> all, ValueSet values) => string.Join(", ", values.Ordinals.Select(o => all[o].Id));

    private static string Parenthesize(string text, bool needed) => needed ? $"({text})" : text;
}

using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Facts and the parts of their values in the editor's own words.</summary>
public static class FactWords
{
    /// <summary>"well differentiated", "SSTR imaging positive", "Ki-67 index from 10 % to 100 %", "not resectable".</summary>
    public static string Describe(Fact fact, FactPart part)
    {
        string words = part switch
        {
            UnknownPart => $"{LabelInSentence(fact)} unknown",
            ValuesPart values when fact.Type is YesNo => DescribeYesNo(fact, values.Values),
            ValuesPart values => DescribeValues(fact, values.Values),
            IntervalPart interval => DescribeInterval(fact, interval.Interval),
            SetPart set => DescribeSet(fact, set),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        };
        bool orUnknown = part is ValuesPart { IncludesUnknown: true } or IntervalPart { IncludesUnknown: true } or SetPart { IncludesUnknown: true };
        return orUnknown ? words + ", or unknown" : words;
    }

    /// <summary>One value of one patient.</summary>
    public static string Describe(Fact fact, PatientValue value) => value switch
    {
        UnknownValue => $"{LabelInSentence(fact)} unknown",
        YesNoValue yesNo => YesNo(fact, yesNo.Value),
        EnumerationValue one => ValueWithFact(fact, one.Value),
        NumericValue number => $"{LabelInSentence(fact)} {QuantityWriter.InWords(fact.Type, number.Value)}",
        SetValue { Members.IsEmpty: true } => $"{LabelInSentence(fact)}: none",
        SetValue set => $"{LabelInSentence(fact)}: {List(set.Members.Select(NameOf), "and")}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>"resectable" and "not resectable" for "Tumour is resectable"; otherwise the label, or "no" and the label.</summary>
    public static string YesNo(Fact fact, bool value)
    {
        string label = LabelInSentence(fact);
        foreach (string verb in (string[])[" is ", " are ", " was ", " were "])
        {
            int at = label.IndexOf(verb, StringComparison.Ordinal);
            if (at > 0)
            {
                string rest = label[(at + verb.Length)..];
                return value ? rest : "not " + rest;
            }
        }

        return value ? label : "no " + label;
    }

    public static string NameOf(NamedValue value) =>
        value.Label != value.Id ? value.Label : value.Id.Replace('_', ' ');

    /// <summary>A value with its own words stands alone, a bare one needs its fact: "well differentiated", "SSTR imaging positive".</summary>
    public static string ValueWithFact(Fact fact, NamedValue value) =>
        value.Label != value.Id ? value.Label : $"{LabelInSentence(fact)} {NameOf(value)}";

    /// <summary>The label as it stands within a sentence: a first capital goes unless the word is an abbreviation or a name with digits.</summary>
    public static string LabelInSentence(Symbol symbol) => InSentence(symbol.Label == symbol.Id ? symbol.Id.Replace('_', ' ') : symbol.Label);

    public static string InSentence(string label)
    {
        if (label.Length < 2 || !char.IsUpper(label[0]))
        {
            return label;
        }

        string first = label.Split(' ', 2)[0];
        return first.Skip(1).All(c => char.IsLower(c)) ? char.ToLowerInvariant(label[0]) + label[1..] : label;
    }

    public static string List(IEnumerable<string> items, string conjunction)
    {
        string[] all = [.. items];
        return all.Length <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {conjunction} {all[^1]}";
    }

    /// <summary>"from 10 % to 100 %", "exactly 20 %", "below 3 %", "above 5 cm".</summary>
    public static string Interval(Model.ValueType type, Interval interval)
    {
        string Say(Rational value) => QuantityWriter.InWords(type, value);
        (Rational? minimum, Rational? maximum, bool isStepped) = type switch
        {
            Number number => (number.Minimum, number.Maximum, number.Resolution is not null),
            Date date => ((Rational?)date.Minimum, (Rational?)date.Maximum, true),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
        Rational? from = interval.From;
        Rational? to = interval.To;
        if (from is { } point && to == point)
        {
            return "exactly " + Say(point);
        }

        if ((from is null || (from == minimum && interval.FromInclusive)) && (to is null || (to == maximum && interval.ToInclusive)))
        {
            return "known";
        }

        if (isStepped && from is { } first && to is { } last && type is Number)
        {
            return $"from {Say(first)} to {Say(last)}";
        }

        return Limits(type, new Interval(
            from == minimum && interval.FromInclusive ? null : from, interval.FromInclusive, to == maximum && interval.ToInclusive ? null : to, interval.ToInclusive));
    }

    /// <summary>The limits as they are, without the declared range: "below 3 %", "above 5 cm and up to 10 cm".</summary>
    public static string Limits(Model.ValueType type, Interval interval)
    {
        string Say(Rational value) => QuantityWriter.InWords(type, value);
        return (interval.From, interval.To) switch
        {
            ({ } from, { } to) when from == to => $"exactly {Say(from)}",
            ({ } from, { } to) when interval is { FromInclusive: true, ToInclusive: true } => $"from {Say(from)} to {Say(to)}",
            ({ } from, { } to) => $"{From(from)} and {To(to)}",
            ({ } from, null) => From(from),
            (null, { } to) => To(to),
            _ => "known",
        };
        string From(Rational from) => interval.FromInclusive ? $"from {Say(from)}" : $"above {Say(from)}";
        string To(Rational to) => interval.ToInclusive ? $"up to {Say(to)}" : $"below {Say(to)}";
    }

    private static string DescribeYesNo(Fact fact, ValueSet values) => values.Ordinals.Length == 1
        ? YesNo(fact, values.Contains(1))
        : $"{LabelInSentence(fact)} known";

    private static string DescribeValues(Fact fact, ValueSet values)
    {
        Enumeration type = (Enumeration)fact.Type;
        if (values.Ordinals.Length == type.Values.Length)
        {
            return $"{LabelInSentence(fact)} known";
        }

        NamedValue[] chosen = [.. values.Ordinals.Select(o => type.Values[o])];
        if (chosen.Length > 2 && type.Values.Length - chosen.Length is > 0 and <= 2)
        {
            ValueSet others = values.Complement(type.Values.Length);
            return $"{LabelInSentence(fact)} not {List(others.Ordinals.Select(o => NameOf(type.Values[o])), "nor")}";
        }

        string list = List(chosen.Select(NameOf), "or");
        return Array.TrueForAll(chosen, v => v.Label != v.Id) ? list : $"{LabelInSentence(fact)} {list}";
    }

    private static string DescribeInterval(Fact fact, Interval interval) => $"{LabelInSentence(fact)} {Interval(fact.Type, interval)}";

    private static string DescribeSet(Fact fact, SetPart set)
    {
        SetOf type = (SetOf)fact.Type;
        string Names(ValueSet values, string conjunction) => List(values.Ordinals.Select(o => NameOf(type.Values[o])), conjunction);
        List<string> parts = [];
        if (set.Includes.Ordinals.IsEmpty && set.Excludes.Ordinals.Length == type.Values.Length)
        {
            return $"{LabelInSentence(fact)}: none";
        }

        if (!set.Includes.Ordinals.IsEmpty && set.Includes.Ordinals.Length + set.Excludes.Ordinals.Length == type.Values.Length)
        {
            return $"{LabelInSentence(fact)}: only {Names(set.Includes, "and")}";
        }

        if (!set.Includes.Ordinals.IsEmpty)
        {
            parts.Add("including " + Names(set.Includes, "and"));
        }

        if (!set.IncludesAnyOf.Ordinals.IsEmpty)
        {
            parts.Add("including " + Names(set.IncludesAnyOf, "or"));
        }

        if (!set.Excludes.Ordinals.IsEmpty)
        {
            parts.Add("without " + Names(set.Excludes, "or"));
        }

        return parts.Count == 0 ? $"{LabelInSentence(fact)} known" : $"{LabelInSentence(fact)} {string.Join(", ", parts)}";
    }
}

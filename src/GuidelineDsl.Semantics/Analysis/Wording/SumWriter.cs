using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Facts compared with one another, as .gdl text and in words: what is subtracted stands on the other side.</summary>
public static class SumWriter
{
    private const long SecondsPerDay = 86_400;

    /// <summary>The sum by itself, as <c>systolic - diastolic</c>.</summary>
    public static string Name(SumPart sum)
    {
        (string left, string right) = Sides(sum, t => t.Months == 0 ? Id(t) : $"({InGdl(t)})", " - ");
        return right.Length == 0 ? left : $"{left} - {right}";
    }

    /// <summary>What the ends of the interval are: numbers in the first fact's unit, days or seconds between dates, or dates.</summary>
    public static Model.ValueType TypeOf(SumPart sum) => TypeOf(sum.Terms[0].Fact) switch
    {
        Date date when sum.Terms.Length > 1 => new Number(null, null, date.HasTime ? "s" : "d", null),
        Model.ValueType type => type,
    };

    public static string InGdl(SumPart sum)
    {
        sum = BesideDays(sum);
        (string left, string right) = Sides(sum, InGdl);
        Rational? from = sum.Interval.From;
        Rational? to = sum.Interval.To;
        string known = (from, to) switch
        {
            (null, null) => string.Join(" and ", sum.Terms.Select(t => t.Fact).OfType<Fact>().Select(f => $"{f.Id} is known")),
            ({ } limit, { } same) when limit == same => $"{left} is {Add(sum, right, limit, gdl: true)}",
            ({ } low, null) => $"{left} {(sum.Interval.FromInclusive ? ">=" : ">")} {Add(sum, right, low, gdl: true)}",
            (null, { } high) => $"{left} {(sum.Interval.ToInclusive ? "<=" : "<")} {Add(sum, right, high, gdl: true)}",
            ({ } low, { } high) => $"{Add(sum, right, low, gdl: true)} {(sum.Interval.FromInclusive ? "<=" : "<")} {left} "
                + $"{(sum.Interval.ToInclusive ? "<=" : "<")} {Add(sum, right, high, gdl: true)}",
        };
        return sum.IncludesUnknown ? $"({string.Join(" or ", sum.Terms.Select(t => t.Fact).OfType<Fact>().Select(f => $"{f.Id} is unknown"))} or {known})" : known;
    }

    public static string InWords(SumPart sum)
    {
        (string left, string right) = Sides(sum, InWords);
        sum = BesideDays(sum);
        Rational? from = sum.Interval.From;
        Rational? to = sum.Interval.To;
        string[] compared = TypeOf(sum.Terms[0].Fact) is Date ? ["on or after", "after", "on or before", "before"] : ["at least", "above", "at most", "below"];
        string low = from is { } f ? $"{compared[sum.Interval.FromInclusive ? 0 : 1]} {Add(sum, right, f, gdl: false)}" : "";
        string high = to is { } t ? $"{compared[sum.Interval.ToInclusive ? 2 : 3]} {Add(sum, right, t, gdl: false)}" : "";
        string known = (from, to) switch
        {
            (null, null) => $"{left} known",
            ({ } limit, { } same) when limit == same => $"{left} exactly {Add(sum, right, limit, gdl: false)}",
            _ => $"{left} {string.Join(" and ", new[] { low, high }.Where(w => w.Length > 0))}",
        };
        return sum.IncludesUnknown ? known + ", or unknown" : known;
    }

    // A day after is said as after, a day before as before.
    private static SumPart BesideDays(SumPart sum)
    {
        if (sum.Terms.Length == 1 || TypeOf(sum.Terms[0].Fact) is not Date date)
        {
            return sum;
        }

        Interval interval = sum.Interval;
        if (date.HasTime)
        {
            return interval is { ToInclusive: true, To: { } last } && (last + 1).IsMultipleOf(SecondsPerDay)
                ? sum with { Interval = interval with { To = last + 1, ToInclusive = false } }
                : sum;
        }

        interval = interval is { FromInclusive: true, From: { } from } && from == Rational.One && interval.To != from
            ? interval with { From = Rational.Zero, FromInclusive = false } : interval;
        interval = interval is { ToInclusive: true, To: { } to } && to == -Rational.One && interval.From != to
            ? interval with { To = Rational.Zero, ToInclusive = false } : interval;
        return sum with { Interval = interval };
    }

    internal static ImmutableArray<SumTerm> TermsOf(LinearForm form) =>
        [.. form.Terms.Select(t => new SumTerm(t.Quantity.Fact, t.Quantity.Months, t.Coefficient))];

    private static string Id(SumTerm term) => term.Fact?.Id ?? "today";

    private static string InGdl(SumTerm term) =>
        term.Months == 0 ? Id(term) : $"{Id(term)} {(term.Months < 0 ? "-" : "+")} {Distance(term.Months)}";

    private static string InWords(SumTerm term)
    {
        string name = term.Fact is { } fact ? FactWords.LabelInSentence(fact) : "today";
        return term.Months == 0 ? name : $"{Distance(term.Months)} {(term.Months < 0 ? "before" : "after")} {name}";
    }

    private static string Distance(long months)
    {
        (long count, string unit) = months % 12 == 0 ? (Math.Abs(months / 12), "year") : (Math.Abs(months), "month");
        return $"{count} {unit}{(count == 1 ? "" : "s")}";
    }

    private static (string Left, string Right) Sides(SumPart sum, Func<SumTerm, string> name, string between = " + ")
    {
        string Term(SumTerm term)
        {
            Rational own = InOwnUnit(sum, term).Abs();
            return own == Rational.One ? name(term) : $"{own} * {name(term)}";
        }

        string left = string.Join(" + ", sum.Terms.Where(t => t.Coefficient.Sign > 0).Select(Term));
        return (left, string.Join(between, sum.Terms.Where(t => t.Coefficient.Sign < 0).Select(Term)));
    }

    // The right-hand side: the subtracted facts plus the limit.
    private static string Add(SumPart sum, string right, Rational limit, bool gdl)
    {
        bool isDate = sum.Terms.Length == 1 && TypeOf(sum.Terms[0].Fact) is Date;
        string amount = isDate
            ? gdl ? QuantityWriter.InGdl(TypeOf(sum.Terms[0].Fact), limit) : QuantityWriter.InWords(TypeOf(sum.Terms[0].Fact), limit)
            : Amount(sum, limit.Abs(), gdl);
        return right.Length == 0 ? (limit.Sign < 0 && !isDate ? "-" : "") + amount
            : limit.Sign == 0 ? right
            : $"{right} {(limit.Sign < 0 ? (gdl ? "-" : "minus") : gdl ? "+" : "plus")} {amount}";
    }

    private static string Amount(SumPart sum, Rational value, bool gdl) => TypeOf(sum.Terms[0].Fact) switch
    {
        Date { HasTime: true } => value.IsMultipleOf(SecondsPerDay) ? Days(value / SecondsPerDay) : $"{value} s",
        Date => Days(value),
        Model.ValueType type => gdl ? QuantityWriter.InGdl(type, value) : QuantityWriter.InWords(type, value),
    };

    private static string Days(Rational count) => $"{count} {(count == Rational.One ? "day" : "days")}";

    private static Model.ValueType TypeOf(Fact? fact) => fact?.Type ?? new Date(false, null, null);

    // The coefficient before units were converted to that of the first fact.
    private static Rational InOwnUnit(SumPart sum, SumTerm term)
    {
        if (TypeOf(sum.Terms[0].Fact) is Number { Unit: { } first } && TypeOf(term.Fact) is Number { Unit: { } own }
            && UnitParser.TryParse(first, out Unit to) && UnitParser.TryParse(own, out Unit from))
        {
            return term.Coefficient / (from.Factor / to.Factor);
        }

        return TypeOf(sum.Terms[0].Fact) is Date { HasTime: true } && TypeOf(term.Fact) is Date { HasTime: false }
            ? term.Coefficient / SecondsPerDay
            : term.Coefficient;
    }
}

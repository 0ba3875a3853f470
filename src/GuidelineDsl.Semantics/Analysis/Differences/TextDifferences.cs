using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Binding;
using GuidelineDsl.Semantics.Model;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>New, removed, renamed and changed facts, constraints, decisions, rules, citations and sources.</summary>
internal static class TextDifferences
{
    public static ImmutableArray<TextDifference> Find(GuidelineModel before, GuidelineModel after, SharedFacts facts) =>
    [
        .. facts.Pairs.SelectMany(OfFact),
        .. Names("constraint", before.Constraints, after.Constraints),
        .. Names("source", Sources(before), Sources(after)),
        .. Pairing.Of(before.Guidelines, after.Guidelines, g => g.Id, g => g.Metadata.Title).SelectMany(g => OfGuideline(g.Before, g.After)),
    ];

    private static IEnumerable<TextDifference> OfFact((Fact? Before, Fact? After) pair)
    {
        if (pair is not { Before: { } old, After: { } young })
        {
            return OfName("fact", pair.Before, pair.After, f => f.Id);
        }

        List<TextDifference> found = [.. OfName("fact", old, young, f => f.Id)];
        string was = Domain(old);
        string isNow = Domain(young);
        if (was != isNow)
        {
            bool losesSome = !Includes(young, old);
            bool gainsSome = !Includes(old, young);
            TextChange change = (losesSome, gainsSome) switch
            {
                (true, true) => TextChange.Changed,
                (true, false) => TextChange.Narrowed,
                (false, true) => TextChange.Widened,
                (false, false) => TextChange.Rewritten,
            };
            found.Add(new TextDifference("fact", young.Id, change, $"was {was}, is {isNow}"));
        }

        return found;
    }

    private static IEnumerable<TextDifference> OfGuideline(Guideline? before, Guideline? after)
    {
        string name = (after ?? before)!.Id;
        foreach ((Decision? old, Decision? young) in Pairing.Of(before?.Decisions ?? [], after?.Decisions ?? []))
        {
            string decision = $"{name}.{(young ?? old)!.Id}";
            foreach (TextDifference difference in OfName("decision", old, young, d => $"{name}.{d.Id}"))
            {
                yield return difference;
            }

            foreach ((Rule? was, Rule? isNow) in Pairing.Of(old?.Rules ?? [], young?.Rules ?? []))
            {
                foreach (TextDifference difference in OfName("rule", was, isNow, r => $"{decision}.{r.Id}").Concat(Citations(decision, was, isNow)))
                {
                    yield return difference;
                }
            }
        }
    }

    private static IEnumerable<TextDifference> Citations(string decision, Rule? before, Rule? after)
    {
        if (before is null || after is null)
        {
            return [];
        }

        string[] old = [.. before.Citations.Select(Words)];
        string[] young = [.. after.Citations.Select(Words)];
        return
        [
            .. young.Except(old).Select(c => new TextDifference("citation", $"{decision}.{after.Id}", TextChange.New, c)),
            .. old.Except(young).Select(c => new TextDifference("citation", $"{decision}.{after.Id}", TextChange.Removed, c)),
        ];

        static string Words(Citation citation) => citation.Where is null ? citation.Source.Id : $"{citation.Source.Id} \"{citation.Where}\"";
    }

    private static IEnumerable<TextDifference> Names<T>(string kind, IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : Symbol => Pairing.Of(before, after).SelectMany(p => OfName(kind, p.Before, p.After, s => s.Id));

    private static IEnumerable<TextDifference> OfName<T>(string kind, T? before, T? after, Func<T, string> name)
        where T : class => (before, after) switch
        {
            (null, { } added) => [new TextDifference(kind, name(added), TextChange.New, "")],
            ({ } gone, null) => [new TextDifference(kind, name(gone), TextChange.Removed, "")],
            ({ } old, { } young) when name(old) != name(young) => [new TextDifference(kind, name(young), TextChange.Renamed, $"was {name(old)}")],
            _ => [],
        };

    private static Source[] Sources(GuidelineModel model) =>
        [.. model.Guidelines.SelectMany(g => g.Visible.Sources).DistinctBy(s => s.Id, StringComparer.Ordinal)];

    private static string Domain(Fact fact) => (fact.IsRequired ? "required " : "") + (fact.Type switch
    {
        YesNo => "yes/no",
        Enumeration e => $"{(e.IsOrdered ? "ordered " : "")}one of {string.Join(", ", e.Values.Select(v => v.Id))}",
        SetOf s => $"set of {string.Join(", ", s.Values.Select(v => v.Id))}",
        Number n => $"number {ValueWords.Range(fact)}{(n.Resolution is { } r ? $" in steps of {ValueWords.Of(fact, r)}" : "")}",
        Date d => $"date{(d.HasTime ? " and time" : "")} {ValueWords.Range(fact)}",
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    });

    /// <summary>Whether every value that the smaller fact allows is allowed by the larger one, under its name or label, in its unit; unknown too.</summary>
    private static bool Includes(Fact larger, Fact smaller) => (!larger.IsRequired || smaller.IsRequired) && Includes(larger.Type, smaller.Type);

    private static bool Includes(ValueType larger, ValueType smaller) => (larger, smaller) switch
    {
        (YesNo, YesNo) => true,
        (Enumeration x, Enumeration y) => Includes(x.Values, y.Values),
        (SetOf x, SetOf y) => Includes(x.Values, y.Values),
        (Number x, Number y) => Includes(x, y),
        (Date x, Date y) => x.HasTime == y.HasTime && Reaches(x.Minimum, y.Minimum, -1) && Reaches(x.Maximum, y.Maximum, 1),
        _ => false,
    };

    private static bool Includes(ImmutableArray<NamedValue> larger, ImmutableArray<NamedValue> smaller) =>
        Pairing.Of(larger, smaller, v => v.Id, v => v.Label).All(p => p.After is null || p.Before is not null);

    private static bool Includes(Number larger, Number smaller)
    {
        if (!UnitParser.TryParse(larger.Unit ?? "1", out Unit to) || !UnitParser.TryParse(smaller.Unit ?? "1", out Unit from) || to.Dimension != from.Dimension)
        {
            return larger.Unit == smaller.Unit && Includes(larger with { Unit = null }, smaller with { Unit = null });
        }

        Rational? Converted(Rational? value) => value is { } v ? from.Convert(v, to) : null;
        bool isOnGrid = larger.Resolution is not { } coarse
            || (smaller.Resolution is { } fine && from.Convert(fine, to) is { } step && (from.Offset == to.Offset || larger.Unit == smaller.Unit) && step.IsMultipleOf(coarse));
        return isOnGrid && Reaches(larger.Minimum, Converted(smaller.Minimum), -1) && Reaches(larger.Maximum, Converted(smaller.Maximum), 1);
    }

    private static bool Reaches(Rational? end, Rational? other, int side) => end is not { } e || (other is { } o && (side < 0 ? e <= o : e >= o));
}

using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Turns the regions of the search into boxes over facts, and those into words.</summary>
internal sealed class BoxWriter(ConditionSpace space)
{
    public Box ToBox(ulong[] region)
    {
        ImmutableArray<(Fact, FactPart)>.Builder parts = ImmutableArray.CreateBuilder<(Fact, FactPart)>();
        foreach (IGrouping<Fact, Variable> variables in space.Variables.Where(v => v.Fact is not null).GroupBy(v => v.Fact!))
        {
            if (variables.Any(v => region[v.Index] != Part.Full(v)))
            {
                parts.Add((variables.Key, PartOf(variables.Key, [.. variables], region)));
            }
        }

        return new Box(parts.ToImmutable())
        {
            Sums = [.. space.Variables.Where(v => v.Fact is null && region[v.Index] != Part.Full(v)).Select(v => SumOf(v, region[v.Index]))],
        };
    }

    public static string InWords(Box box)
    {
        string[] words =
        [
            .. box.Parts.Select(p => FactWords.Describe(p.Fact, p.Part)),
            .. box.Sums.Select(SumWriter.InWords),
        ];
        return words.Length == 0 ? "everyone" : string.Join(", ", words);
    }

    // The day of evaluation by itself is a sum of one.
    private static SumPart SumOf(Variable variable, ulong part)
    {
        CellSet cells = Part.ToCells(variable, part);
        CellSet known = cells.Intersect(variable.Known);
        Interval interval = known.IsEmpty ? Interval.All : new Interval(
            variable.Intervals[known.First].From, variable.Intervals[known.First].FromInclusive,
            variable.Intervals[known.Last].To, variable.Intervals[known.Last].ToInclusive);
        bool withUnknown = variable.HasUnknown && cells.Contains(variable.Count - 1);
        return new SumPart(
            variable.Form is { } form ? SumWriter.TermsOf(form) : [new SumTerm(null, 0, Rational.One)],
            interval with
            {
                From = interval.FromInclusive && interval.From == variable.Domain!.Minimum ? null : interval.From,
                To = interval.ToInclusive && interval.To == variable.Domain!.Maximum ? null : interval.To,
            },
            withUnknown);
    }

    private static FactPart PartOf(Fact fact, Variable[] variables, ulong[] region)
    {
        if (fact.Type is SetOf type)
        {
            return SetPartOf(type, variables, region);
        }

        Variable variable = variables[0];
        CellSet cells = Part.ToCells(variable, region[variable.Index]);
        bool withUnknown = variable.HasUnknown && cells.Contains(variable.Count - 1);
        CellSet known = cells.Intersect(variable.Known);
        if (known.IsEmpty)
        {
            return new UnknownPart();
        }

        switch (variable.Kind)
        {
            case VariableKind.YesNo:
                return new ValuesPart(ValueSet.Of(known.Cells()), withUnknown);
            case VariableKind.Value:
                return new ValuesPart(ValueSet.Of(known.Cells().SelectMany(c => variable.Values[c].Ordinals)), withUnknown);
            case VariableKind.Number:
                Interval first = variable.Intervals[known.First];
                Interval last = variable.Intervals[known.Last];
                return new IntervalPart(new Interval(first.From, first.FromInclusive, last.To, last.ToInclusive), withUnknown);
            default:
                throw new ArgumentOutOfRangeException(nameof(variables), variable.Kind, null);
        }
    }

    private static FactPart SetPartOf(SetOf type, Variable[] variables, ulong[] region)
    {
        List<int> includes = [];
        List<int> excludes = [];
        List<int> anyOf = [];
        int[] mentioned = [.. variables.Where(v => v.Kind == VariableKind.Member).Select(v => v.Member)];
        int[] others = [.. Enumerable.Range(0, type.Values.Length).Except(mentioned)];
        bool withUnknown = Array.TrueForAll(variables, v => v.HasUnknown && Part.Contains(v, region[v.Index], 2));
        foreach (Variable variable in variables)
        {
            bool absent = Part.Contains(variable, region[variable.Index], 0);
            bool present = Part.Contains(variable, region[variable.Index], 1);
            if (!absent && !present)
            {
                return new UnknownPart();
            }

            if (absent && present)
            {
                continue;
            }

            int[] members = variable.Kind == VariableKind.Member ? [variable.Member] : others;
            (absent ? excludes : members.Length == 1 ? includes : anyOf).AddRange(members);
        }

        return new SetPart(ValueSet.Of(includes), ValueSet.Of(excludes), withUnknown) { IncludesAnyOf = ValueSet.Of(anyOf) };
    }
}

using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>A part of a region as it is told: a box, perhaps with the values of a classification in the place of its facts.</summary>
internal sealed record ToldBox(ClassificationTest? Name, Box Box)
{
    public int Parts { get; } = Box.Parts.Length + Box.Sums.Length + (Name is null ? 0 : 1);

    public string Words { get; } = Name is null ? BoxWriter.InWords(Box) : ConditionWriter.InWords(Name) + (IsEmpty(Box) ? "" : ", " + BoxWriter.InWords(Box));

    public string Gdl => Name is null ? ConditionWriter.InGdl(Box) : ConditionWriter.InGdl(Name) + (IsEmpty(Box) ? "" : " and " + ConditionWriter.InGdl(Box));

    private static bool IsEmpty(Box box) => box.Parts.IsEmpty && box.Sums.IsEmpty;
}

/// <summary>
/// Tells a region by the values of a classification where that is shorter: "grade G2" for what its limits of Ki-67 and mitoses say together. The facts of the
/// classification are left out of a box; the values whose patients then all lie in the region take their place; and what these boxes cover is not told again.
/// </summary>
internal sealed class RegionNames(ConditionSpace space, IReadOnlyList<Row> rows, Budget budget)
{
    private const int MostBoxes = 24;

    private readonly Row[] _outside = [.. rows.Where(r => r.IsOutside)];
    private readonly BoxWriter _writer = new(space);

    public ImmutableArray<ToldBox> Tell(IReadOnlyList<ulong[]> regions)
    {
        ToldBox[] plain = [.. regions.Select(r => new ToldBox(null, _writer.ToBox(r)))];
        if (regions.Count > MostBoxes)
        {
            return [.. plain];
        }

        ImmutableArray<ToldBox> best = [.. plain];
        foreach (Classification classification in space.Classifications)
        {
            ImmutableArray<ToldBox> told = Tell(classification, regions, plain);
            if (Length(told).CompareTo(Length(best)) < 0)
            {
                best = told;
            }
        }

        return best;
    }

    private static (int, int) Length(ImmutableArray<ToldBox> boxes) => (boxes.Length, boxes.Sum(b => b.Parts));

    private ImmutableArray<ToldBox> Tell(Classification classification, IReadOnlyList<ulong[]> regions, ToldBox[] plain)
    {
        HashSet<Fact> facts = [.. FactReader.FactsOf(classification)];
        Variable[] own = [.. space.Variables.Where(v => v.Fact is { } fact && facts.Contains(fact))];
        Row[] regionRows = [.. regions.Select(RowOf)];
        List<ToldBox> named = [];
        List<Row> namedRows = [];
        HashSet<string> tried = [];
        foreach (ulong[] region in regions)
        {
            foreach (Variable[] left in (Variable[][])[own, [.. own.Where(v => v.Kind == VariableKind.Number)]])
            {
                ulong[] rest = [.. region];
                Array.ForEach(left, v => rest[v.Index] = Part.Full(v));
                if (left.Length < 2 || !tried.Add(string.Join(',', rest)))
                {
                    continue;
                }

                if (Values(classification, rest, regionRows) is { Ordinals.IsEmpty: false } values && values.Ordinals.Length < classification.Type.Values.Length)
                {
                    named.Add(new ToldBox(new ClassificationTest(classification, values, classification.Location), _writer.ToBox(rest)));
                    namedRows.Add(Row.Of(space.Formulas.And(Holds(classification, values), RowOf(rest).Formula), space.Variables.Length));
                    break;
                }
            }
        }

        return named.Count == 0 ? [.. plain] : [.. named, .. plain.Where((_, i) => IsOpen(regions[i], namedRows))];
    }

    // The values all of whose patients in the box lie in the region; of no value is there nobody.
    private ValueSet Values(Classification classification, ulong[] box, Row[] region) => ValueSet.Of(
        classification.Branches.Select(b => b.Value).Distinct().Order().Where(v =>
        {
            Row without = Row.Of(space.Formulas.Negate(Holds(classification, ValueSet.Of([v]))), space.Variables.Length);
            return IsOpen(box, [without]) && !IsOpen(box, [without, .. region]);
        }));

    private Formula Holds(Classification classification, ValueSet values) =>
        space.Settlement.Settle(space.Formulas.Or(values.Ordinals.Select(v => space.HasValue(classification, v))), Certainty.Certain, unsettledAs: false);

    private bool IsOpen(ulong[] box, IEnumerable<Row> covering) => !new CoverSearch(space.Variables, [.. _outside, .. covering], budget).IsCovered(box);

    private Row RowOf(ulong[] box) => Row.Of(
        space.Formulas.And(space.Variables.Select(v => space.Formulas.Test(v, Part.ToCells(v, box[v.Index])))), space.Variables.Length);
}

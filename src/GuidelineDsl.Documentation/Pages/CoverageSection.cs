using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Documentation.Html;
using GuidelineDsl.Documentation.Pictures;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Documentation.Html.Markup;
using Region = GuidelineDsl.Semantics.Analysis.Box;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>The maps of a decision or classification: its numeric facts against the facts that they are combined with.</summary>
internal static class CoverageSection
{
    private const int MapsPerNumber = 2;
    private const int MapsAtMost = 6;
    private const int Colours = 8;

    public static Markup Write(SiteMap site, Guideline guideline, Decision decision, string heading)
    {
        List<Cover> covers = [.. decision.Rules.Select((r, i) => new Cover(Letter(i), r.Label, site.Href(decision, r, guideline), r.Condition, false, (i % Colours) + 1))];
        covers.AddRange(decision.Silences.Select((s, i) => new Cover(
            $"S{(i + 1).ToString(CultureInfo.InvariantCulture)}", "the source says nothing, knowingly", $"#{decision.Id}-silence-{i + 1}", s.Condition, true, 0)));
        ImmutableArray<Region> gaps = [.. site.FindingsOf(decision).Where(f => f.Code == "GDL4001" && f.Guideline == guideline).SelectMany(f => f.Region)];
        string several = decision.Policy == ChoicePolicy.One ? "rules that overlap" : "several rules";
        return Write(guideline, decision.Id, decision.Label, decision.Scope, covers, gaps, heading, several, decision.PartialBecause is not null);
    }

    public static Markup Write(Guideline guideline, Classification classification, string heading)
    {
        List<Cover> covers = [.. classification.Branches.Select((b, i) => new Cover(
            Letter(i), classification.Type.Values[b.Value].Label, null, b.Condition, false, (b.Value % Colours) + 1))];
        Constant everyone = new(true, classification.Location);
        return Write(guideline, classification.Id, classification.Label, everyone, covers, [], heading, "several values", false);
    }

    private static Markup Write(
        Guideline guideline, string id, string label, Condition scope, List<Cover> covers, ImmutableArray<Region> gaps, string heading, string several, bool isPartial)
    {
        List<CoverageMap> maps = [.. Pairs(scope, covers).Select(p => CoverageMap.Of(p.Across, p.Down, scope, covers, guideline.Constraints, gaps)).OfType<CoverageMap>()];
        maps.RemoveAll(m => m.Columns.Count < 2);
        return maps.Count == 0
            ? Empty
            : Tag(
                "section", Class("maps"),
                Tag(heading, Id($"{id}-coverage"), "Coverage by number"),
                Tag("p", Class("note"), "Each cell names what applies to its patients: a ", Tag("strong", "bold letter"), " always, a letter in brackets depending on further facts."),
                maps.Select(m => Map(m, label, several, isPartial)),
                Legend(covers, maps));
    }

    /// <summary>Which facts to set against each other: the numbers that conditions cut, with the facts most often named beside them.</summary>
    private static IEnumerable<(Fact Across, Fact? Down)> Pairs(Condition scope, List<Cover> covers)
    {
        Reach whole = Reach.Of([scope, .. covers.Select(c => c.Condition)]);
        List<HashSet<Fact>> perCover = [.. covers.Select(c => Reach.Of([c.Condition]).Facts.ToHashSet())];
        HashSet<(Fact, Fact)> seen = [];
        int count = 0;
        foreach (Fact across in whole.Facts.Where(whole.Cuts.ContainsKey))
        {
            var partners = whole.Facts
                .Where(f => f != across && (f.Type is YesNo or Enumeration || whole.Cuts.ContainsKey(f)))
                .Select((f, i) => (Fact: f, Index: i, Score: perCover.Count(c => c.Contains(across) && c.Contains(f))))
                .Where(p => p.Score > 0)
                .OrderByDescending(p => p.Score).ThenByDescending(p => whole.Cuts.ContainsKey(p.Fact)).ThenBy(p => p.Index)
                .Take(MapsPerNumber)
                .ToList();
            if (partners.Count == 0 && count++ < MapsAtMost)
            {
                yield return (across, null);
            }

            foreach (var partner in partners)
            {
                if (seen.Add((across, partner.Fact)) && !seen.Contains((partner.Fact, across)) && count++ < MapsAtMost)
                {
                    yield return (across, partner.Fact);
                }
            }
        }
    }

    private static Markup Map(CoverageMap map, string label, string several, bool isPartial)
    {
        string caption = map.Down is null ? map.Across.Label : $"{map.Across.Label} against {map.Down.Label}";
        List<Markup> rows = [];
        for (int i = 0; i < map.Rows.Count; i++)
        {
            rows.Add(Tag(
                "tr",
                map.Down is null ? null : Tag("th", With("scope", "row"), map.Rows[i].Words(map.Down)),
                Cells(map.Cells[i], several, isPartial)));
        }

        Markup head = Join(
            Tag("tr",
                map.Down is null ? null : Tag("th", With("scope", "col"), With("rowspan", "2"), Class("axis"), map.Down.Label, " ", Tag("span", With("aria-hidden", "true"), "↓")),
                Tag("th", With("scope", "colgroup"), With("colspan", Number(map.Columns.Count)), Class("axis"), map.Across.Label, " ", Tag("span", With("aria-hidden", "true"), "→"))),
            Tag("tr", map.Columns.Select(c => Tag("th", With("scope", "col"), c.Words(map.Across)))));
        return Tag(
            "figure", Class("map-figure"),
            Tag("figcaption", caption),
            Pieces.Table("map", $"{label}: {caption}", head, Tag("tbody", rows)));
    }

    private static IEnumerable<Markup> Cells(List<MapCell> cells, string several, bool isPartial)
    {
        for (int start = 0; start < cells.Count;)
        {
            int end = start + 1;
            while (end < cells.Count && cells[end].Signature == cells[start].Signature)
            {
                end++;
            }

            MapCell cell = cells[start];
            yield return Tag("td", Class(Style(cell, isPartial)), end - start > 1 ? With("colspan", Number(end - start)) : null, Content(cell, several, isPartial));
            start = end;
        }
    }

    private static string Style(MapCell cell, bool isPartial) => cell.State switch
    {
        CellState.Impossible or CellState.OutOfScope => "outside",
        CellState.Open => isPartial ? "outside" : "open",
        CellState.Depends => cell.HasGap ? "depends some-open" : "depends",
        CellState.Covered => cell.Certain[0].IsSilence ? "silent" : $"covered c{cell.Certain[0].Colour}",
        _ => "several",
    };

    private static Markup Content(MapCell cell, string several, bool isPartial) => cell.State switch
    {
        CellState.Impossible => "no such patients",
        CellState.OutOfScope => "out of scope",
        CellState.Open => isPartial ? "not covered (partial)" : Tag("strong", "no rule: a gap"),
        _ => Join(
            Separated(
                cell.Certain.Select(c => Tag("strong", Class("letter"), With("title", c.Label), c.Code))
                    .Concat(cell.Possible.Select(c => Tag("span", Class("letter may"), With("title", c.Label), $"({c.Code})"))),
                Text(" ")),
            cell.State == CellState.Several ? Tag("span", Class("remark-line"), several) : null,
            cell.HasGap ? Tag("span", Class("remark-line"), "some patients: a gap") : null),
    };

    private static Markup Legend(List<Cover> covers, List<CoverageMap> maps)
    {
        HashSet<string> shown = [.. maps.SelectMany(m => m.Cells).SelectMany(r => r).SelectMany(c => c.Certain.Concat(c.Possible)).Select(c => c.Code)];
        return Tag("dl", Class("legend"), covers.Where(c => shown.Contains(c.Code)).Select(c => Tag(
            "div",
            Tag("dt", Tag("span", Class(c.IsSilence ? "swatch silent" : $"swatch c{c.Colour}"), c.Code)),
            Tag("dd", c.Href is null ? c.Label : Link(c.Href, c.Label)))));
    }

    private static string Letter(int index) => index < 26
        ? ((char)('A' + index)).ToString()
        : Letter((index / 26) - 1) + Letter(index % 26);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>One mistake, one message: a name that nothing declares, or a unit that is none, is reported at its first use, with the other places beside it.</summary>
internal static class Repetitions
{
    private const int PlacesShown = 3;

    private static readonly string[] Joined = ["GDL2001", "GDL2004", "GDL2007", "GDL3002"];

    public static IEnumerable<Diagnostic> Join(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.GroupBy(d => Joined.Contains(d.Code) ? (d.Code, d.Message, d.Location.Source) : (object)d).Select(g => One([.. g.OrderBy(d => d.Location.Span.Start)]));

    private static Diagnostic One(Diagnostic[] same) => same is [var only] ? only : same[0] with
    {
        Related = [.. same[0].Related, .. same.Skip(1).Take(PlacesShown).Select(d => new RelatedPlace(d.Location, "the same here"))],
        Fix = same[0].Fix is { } fix ? fix with { Edits = [.. same.SelectMany(d => d.Fix?.Edits ?? [])] } : null,
    };
}

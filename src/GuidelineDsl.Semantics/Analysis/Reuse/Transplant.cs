using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>Findings of a decision, told of the same decision in a later model: its symbols and places instead of the old ones.</summary>
internal sealed class Transplant(AnalysisCache.Entry entry, GuidelineContext context, Decision decision, Location place)
{
    private readonly Guideline _guideline = context.Guideline;

    /// <summary>Whether a new analysis would choose the same witnesses: by the same usual values.</summary>
    public static bool IsPossible(AnalysisCache.Entry entry, GuidelineContext context) => entry.Typical.All(t => IsSame(t.Value, context.TypicalValue(t.Fact)));

    public static bool CanBeKept(AnalysisCache.Entry entry) => entry.Findings.All(f =>
        f.Classification is null && f.Guideline == entry.Summary.Guideline && f.Rules.All(r => r.Decision == entry.Summary.Decision)
        && IsInside(f.Location, entry.Place) && f.Related.All(r => IsInside(r.Location, entry.Place))
        && (f.Fix is null || f.Fix.Edits.All(e => IsInside(e.Location, entry.Place))));

    public IEnumerable<Finding> Findings => entry.Findings.Select(f => f with
    {
        Location = Moved(f.Location),
        Related = [.. f.Related.Select(r => r with { Location = Moved(r.Location) })],
        Fix = f.Fix is { } fix ? fix with { Edits = [.. fix.Edits.Select(e => e with { Location = Moved(e.Location) })] } : null,
        Guideline = _guideline,
        Decision = f.Decision is null ? null : decision,
        Rules = [.. f.Rules.Select(r => new RuleReference(_guideline, decision, decision.Rules[r.Rule.Index]))],
        Region = [.. f.Region.Select(Of)],
        Witness = f.Witness is { } witness ? new Patient([.. witness.Own.Select(v => (Of(v.Fact), v.Value))], context.Usual) : null,
    });

    public DecisionSummary Summary => entry.Summary with
    {
        Guideline = _guideline,
        Decision = decision,
        NotAnalysed = [.. entry.Summary.NotAnalysed.Select(n => new NotAnalysed(decision.Rules[n.Rule.Index], n.Reason))],
    };

    private static bool IsSame(PatientValue before, PatientValue now) => (before, now) switch
    {
        (EnumerationValue a, EnumerationValue b) => a.Value.Ordinal == b.Value.Ordinal,
        (SetValue a, SetValue b) => a.Members.Select(m => m.Ordinal).SequenceEqual(b.Members.Select(m => m.Ordinal)),
        _ => before == now,
    };

    private static bool IsInside(Location location, Location place) =>
        location.Source.Path == place.Source.Path && location.Span.Start >= place.Span.Start && location.Span.End <= place.Span.End;

    private Location Moved(Location location) =>
        new(place.Source, new TextSpan(location.Span.Start - entry.Place.Span.Start + place.Span.Start, location.Span.Length));

    private Fact Of(Fact fact) => context.Fact(fact.Id);

    private Box Of(Box box) => new([.. box.Parts.Select(p => (Of(p.Fact), p.Part))])
    {
        Sums = [.. box.Sums.Select(s => s with { Terms = [.. s.Terms.Select(t => t with { Fact = t.Fact is { } fact ? Of(fact) : null })] })],
    };
}

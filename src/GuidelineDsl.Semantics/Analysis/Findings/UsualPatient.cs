using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The usual values of all facts of one or more guidelines.</summary>
internal sealed class UsualPatient(ImmutableArray<GuidelineContext> guidelines) : UsualValues
{
    private readonly Lazy<ImmutableArray<Fact>> _facts = new(() => [.. guidelines.SelectMany(g => g.Guideline.Facts).Distinct().OrderBy(f => f.Ordinal)]);

    public override ImmutableArray<Fact> Facts => _facts.Value;

    public override bool Has(Fact fact) => guidelines.Any(g => g.Has(fact));

    public override PatientValue ValueOf(Fact fact) => guidelines.First(g => g.Has(fact)).DefaultPatient!.ValueOf(fact);
}

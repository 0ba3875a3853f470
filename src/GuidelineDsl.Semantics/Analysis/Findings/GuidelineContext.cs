using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>What the decisions of one guideline share: its constraints and the classifications found faulty.</summary>
internal sealed class GuidelineContext
{
    private readonly ImmutableArray<ConstraintOnFacts> _constraints;
    private readonly HashSet<Fact> _facts;
    private readonly Lazy<Dictionary<string, Fact>> _byId;

    public GuidelineContext(Guideline guideline, IEnumerable<Constraint> constraints, IReadOnlySet<Classification>? faulty = null)
    {
        Guideline = guideline;
        Typical = new TypicalPatient(guideline);
        Usual = new UsualPatient([this]);
        _facts = [.. guideline.Facts];
        _byId = new(() => guideline.Facts.ToDictionary(f => f.Id));
        FaultyClassifications = faulty ?? ImmutableHashSet<Classification>.Empty;
        _constraints = [.. constraints.Select(c => new ConstraintOnFacts(c, FactReader.FactsOf(c.Condition).ToImmutableArray()))];
    }

    public Guideline Guideline { get; }

    public TypicalPatient Typical { get; }

    /// <summary>The values of facts that a question does not turn on; to be asked once the constraints are known not to contradict one another.</summary>
    public UsualPatient Usual { get; }

    /// <summary>The value that patients usually have of a fact; of null, the day on which they are advised.</summary>
    public PatientValue TypicalValue(string? fact) => fact is null ? new NumericValue(Typical.Today.DayNumber) : Typical.ValueOf(Fact(fact));

    public Fact Fact(string id) => _byId.Value[id];

    public bool Has(Fact fact) => _facts.Contains(fact);

    public IEnumerable<Constraint> Constraints => _constraints.Select(c => c.Constraint);

    /// <summary>Classifications that have been reported; it grows while the analysis goes on.</summary>
    public IReadOnlySet<Classification> FaultyClassifications { get; }

    /// <summary>Set once the constraints are known not to contradict one another.</summary>
    public DefaultPatient? DefaultPatient { get; set; }

    /// <summary>The constraints that speak of a fact of the conditions, directly or through other constraints.</summary>
    public ImmutableArray<Constraint> ConstraintsAbout(IEnumerable<Condition> conditions)
    {
        if (_constraints.IsEmpty)
        {
            return [];
        }

        HashSet<Fact> facts = [];
        foreach (Condition condition in conditions)
        {
            facts.UnionWith(FactReader.FactsOf(condition));
        }

        HashSet<Constraint> chosen = [];
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach ((Constraint constraint, ImmutableArray<Fact> about) in _constraints)
            {
                if (about.Any(facts.Contains) && chosen.Add(constraint))
                {
                    facts.UnionWith(about);
                    grew = true;
                }
            }
        }

        return [.. _constraints.Select(c => c.Constraint).Where(chosen.Contains)];
    }

    private sealed record ConstraintOnFacts(Constraint Constraint, ImmutableArray<Fact> Facts);
}

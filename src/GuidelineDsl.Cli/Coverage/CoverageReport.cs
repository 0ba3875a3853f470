using System.Collections.Immutable;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Coverage;

/// <summary>Something that no test exercises: why not; and a patient who would, unless it is proved that there is none.</summary>
public sealed record Missing(string Reason, FoundPatient Answer)
{
    /// <summary>No patient can exercise it: it is not counted as missing.</summary>
    public bool IsImpossible => Answer is NoPatient;
}

/// <summary>A rule and the number of tests for which it was given.</summary>
public sealed record RuleCoverage(Guideline Guideline, Decision Decision, Rule Rule, int Given, Missing? Missing)
{
    public string Name => $"{Guideline.Id}.{Decision.Id}.{Rule.Id}";

    /// <summary>Why its author says that no test need be given it.</summary>
    public Allowance? Allowed => Rule.Allows.FirstOrDefault(a => a.Code == "GDL6010");
}

/// <summary>An atomic condition and the number of tests that saw it true, false and unknown.</summary>
public sealed record ConditionCoverage(AtomicCondition Condition, int SeenTrue, int SeenFalse, int SeenUnknown, Missing? MissingTrue, Missing? MissingFalse)
{
    /// <summary>The sides that a patient can reach: two, unless one is proved impossible.</summary>
    public int Sides => (MissingTrue is { IsImpossible: true } ? 0 : 1) + (MissingFalse is { IsImpossible: true } ? 0 : 1);

    public int CoveredSides => (SeenTrue > 0 ? 1 : 0) + (SeenFalse > 0 ? 1 : 0);

    public bool IsCovered => CoveredSides == Sides;

    /// <summary>The sides that were not seen, by the truth that they ask for.</summary>
    public IEnumerable<(bool Truth, Missing Missing)> MissingSides
    {
        get
        {
            if (MissingTrue is not null)
            {
                yield return (true, MissingTrue);
            }

            if (MissingFalse is not null)
            {
                yield return (false, MissingFalse);
            }
        }
    }
}

/// <summary>What the tests exercise: rules that were given, and atomic conditions that were seen both ways.</summary>
public sealed record CoverageReport(ImmutableArray<RuleCoverage> Rules, ImmutableArray<ConditionCoverage> Conditions)
{
    /// <summary>The rules that somebody can be given.</summary>
    public int ReachableRules => Rules.Count(r => r.Missing is not { IsImpossible: true });

    public int CoveredRules => Rules.Count(r => r.Given > 0);

    public int CoveredConditions => Conditions.Count(c => c.IsCovered);

    public int Sides => Conditions.Sum(c => c.Sides);

    public int CoveredSides => Conditions.Sum(c => c.CoveredSides);

    public static CoverageReport Of(GuidelineModel model, ImmutableArray<TestOutcome> outcomes, CancellationToken cancellation)
    {
        SeenByTests seen = new(outcomes);
        Dictionary<Guideline, PatientFinder> finders = model.Guidelines.ToDictionary(g => g, g => new PatientFinder(g, AnalysisOptions.Default, cancellation));
        return new CoverageReport(
            [
                .. from guideline in model.Guidelines
                   from decision in guideline.Decisions
                   from rule in decision.Rules
                   let given = seen.Given(guideline, decision, rule)
                   select new RuleCoverage(guideline, decision, rule, given, given > 0 ? null : Missing(seen, finders[guideline], guideline, decision, rule)),
            ],
            [.. CoverageUnits.Of(model).Select(c => Of(seen, finders[c.Guideline], c))]);
    }

    private static Missing Missing(SeenByTests seen, PatientFinder finder, Guideline guideline, Decision decision, Rule rule)
    {
        FoundPatient answer = finder.Given(decision, rule);
        string reason = answer is NoPatient ? "no possible patient is given it" : CoverageReasons.OfRule(seen, guideline, decision, rule);
        return new Missing(reason, answer);
    }

    private static ConditionCoverage Of(SeenByTests seen, PatientFinder finder, AtomicCondition condition)
    {
        (int yes, int no, int unknown) = seen.Truths(condition);
        Missing? Side(bool truth)
        {
            if ((truth ? yes : no) > 0)
            {
                return null;
            }

            FoundPatient answer = finder.Where(condition.Condition, truth, condition.Decision, condition.Rule);
            string reason = answer is NoPatient
                ? $"of no possible patient is it {(truth ? "true" : "false")}"
                : CoverageReasons.OfCondition(yes, no, unknown);
            return new Missing(reason, answer);
        }

        return new ConditionCoverage(condition, yes, no, unknown, Side(true), Side(false));
    }
}
